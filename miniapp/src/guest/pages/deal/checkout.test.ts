import { expect, test } from '@jest/globals'
import { checkoutPath } from './checkout'

test.each([
  [{ mode: 'alone' } as const, 'mode=alone&quantity=1'],
  [{ mode: 'open', size: 3 } as const, 'mode=open&size=3&quantity=1'],
  [{ mode: 'join', groupId: 'grp_1' } as const, 'mode=join&groupId=grp_1&quantity=1'],
])('%j goes to the checkout whole', (purchase, query) => {
  expect(checkoutPath('dea_1', purchase)).toBe(`/guest/pages/checkout/index?dealId=dea_1&${query}`)
})
