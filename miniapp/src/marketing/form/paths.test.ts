import { describe, expect, test } from '@jest/globals'
import { fieldAt } from './paths'

describe("the server's path leads to the field", () => {
  test.each([
    ['name', 'name'],
    ['to', 'to'],
    ['total', 'total'],
    ['benefit.offFen', 'off'],
    ['benefit.item', 'item'],
    ['benefit', 'kind'],
    ['stores.storeIds', 'storeIds'],
    ['scope.storeIds.0', 'storeIds'],
    ['validity.to', 'validTo'],
    ['validity.days', 'days'],
    ['validity', 'validity'],
    ['hours.0.from', 'hours'],
    ['claim.to', 'claimTo'],
    ['scope.excludeItems.2', 'excludes'],
    ['perMemberPerDay', 'perMemberPerDay'],
    ['bearer.merchant', 'bearer'],
    ['picture', 'picture'],
    ['expectedPerSecond', 'perSecond'],
    ['rewardOnly', 'who'],
    ['colour', undefined],
    [undefined, undefined],
  ])('%s: %s', (path, field) => {
    expect(fieldAt(path)).toBe(field)
  })
})
