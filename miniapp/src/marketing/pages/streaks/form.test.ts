import { expect, test } from '@jest/globals'
import { type Draft, formOf } from './form'

const draft: Draft = { title: ' 连来 7 天 ', kind: 'day', goal: '7', makeUps: '1', points: '50', cost: '2.5' }

test('what is filled in is sent as the form of a streak, money in fen', () => {
  const reward = { kind: 'points', points: 50, costFen: 250 }
  expect(formOf(draft)).toEqual({ title: '连来 7 天', kind: 'day', goal: 7, makeUps: 1, reward })
  expect(formOf({ ...draft, kind: 'count', makeUps: '' })).toEqual({
    title: '连来 7 天',
    kind: 'count',
    goal: 7,
    makeUps: 0,
    reward,
  })
})

test.each([
  { title: ' ' },
  { goal: '0' },
  { goal: '101' },
  { goal: '1.5' },
  { makeUps: '11' },
  { points: '' },
  { points: '1000001' },
  { cost: '-1' },
  { cost: 'a' },
  { cost: '' },
])('%j is not sent', (part) => {
  expect(formOf({ ...draft, ...part })).toBeUndefined()
})
