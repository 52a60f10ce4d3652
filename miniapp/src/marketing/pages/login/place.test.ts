import { expect, test } from '@jest/globals'
import { placeToGo } from './place'

const me = '/pages/me/index'
test.each([
  ['/marketing/pages/promotions/index', '/marketing/pages/promotions/index'],
  ['%2Fmerchant%2Fpages%2Fcounter%2Findex', '/merchant/pages/counter/index'],
  ['/marketing/pages/create/index?from=prm_1', '/marketing/pages/create/index?from=prm_1'],
  [undefined, me],
  ['https://elsewhere.example/', me],
  ['//elsewhere.example/marketing/pages/x/index', me],
  ['javascript:alert(1)', me],
  ['%', me],
])('after a login to %s it goes to %s', (to, place) => {
  expect(placeToGo(to)).toBe(place)
})
