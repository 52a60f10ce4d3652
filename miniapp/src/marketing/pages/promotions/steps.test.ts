import { expect, test } from '@jest/globals'
import { steps } from './steps'

test.each([
  [100_000, [10_000, 50_000, 100_000]],
  [30_000, [3000, 20_000, 30_000]],
  [123_456_700, [10_000_000, 60_000_000, 100_000_000]],
  [1, [1000]],
  [5000, [1000, 3000, 5000]],
])('a budget of %i fen is raised by %j', (total, by) => {
  expect(steps(total)).toEqual(by)
})
