import { expect, test } from '@jest/globals'
import { localOf } from './local'

test.each([
  ['2026-11-22T16:30:00.000Z', 480, '2026-11-23T00:30:00+08:00'],
  ['2026-11-22T16:30:00.000Z', -210, '2026-11-22T13:00:00-03:30'],
  ['2026-11-22T16:30:00+08:00', 0, '2026-11-22T08:30:00+00:00'],
  ['no instant', 480, 'no instant'],
])('%s, %i minutes east of UTC, is %s', (instant, east, local) => {
  expect(localOf(instant, east)).toBe(local)
})
