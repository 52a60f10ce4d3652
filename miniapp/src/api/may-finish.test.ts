import { expect, test } from '@jest/globals'
import { mayFinish } from './may-finish'

const intent = { batchId: 'bat_1', at: 1_000_000, ripe: true }

test.each([
  ['the login came back', intent, 'bat_1', 1_060_000, true],
  ['nothing was begun', undefined, 'bat_1', 1_060_000, false],
  ['the login has not come back', { ...intent, ripe: false }, 'bat_1', 1_060_000, false],
  ['another offer is open', intent, 'bat_2', 1_060_000, false],
  ['it was long ago', intent, 'bat_1', 1_000_000 + 600_000, false],
  ['the phone went back in time', intent, 'bat_1', 999_999, false],
])('a claim begun before the login, when %s', (_, saved, batchId, now, finishes) => {
  expect(mayFinish(saved, batchId, now)).toBe(finishes)
})
