import { expect, test } from '@jest/globals'
import { nextRefresh } from './refresh'

test.each([
  ['a fresh minute is used for 48 seconds', 60_000, 48_000],
  ['a short one for three quarters', 20_000, 15_000],
  ['one that is over is replaced at once, but never in a storm', -5_000, 1_000],
  ['an unreadable one is replaced soon', Number.NaN, 15_000],
])('%s', (_, left, wait) => {
  expect(nextRefresh(left, 0)).toBe(wait)
})
