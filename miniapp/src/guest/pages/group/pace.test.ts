import { expect, test } from '@jest/globals'
import { isMoving, nextPause, rarest, soonest } from './pace'

test('asks soon while people join, ever more rarely while nobody does, and never more rarely than the last', () => {
  expect(nextPause(rarest, true)).toBe(soonest)
  const pauses = [soonest]
  for (let asked = 0; asked < 20; asked++) pauses.push(nextPause(pauses[pauses.length - 1] ?? 0, false))
  expect(pauses).toEqual([...pauses].sort((a, b) => a - b))
  expect(pauses[pauses.length - 1]).toBe(rarest)
})

test('asks no more once the group is decided', () => {
  expect(['open', 'full', 'ending', 'complete', 'failed', 'frozen'].map(isMoving)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ])
})
