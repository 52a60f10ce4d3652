import { Problem } from '../../shared/problem.ts'
import { Pace } from './pace.ts'

const start = Date.UTC(2026, 10, 22)
const after = (seconds: number) => new Date(start + seconds * 1000)

function stepped(pace: Pace, name: string, at: Date): string | undefined {
  try {
    pace.step(name, at)
    return undefined
  } catch (problem) {
    if (!(problem instanceof Problem) || problem.code !== 'limit.slow_down') throw problem
    return problem.facts.retryAt
  }
}

it.each([1, 7, 60, 600])('lets %i come at once, and tells the next when to come', (most) => {
  const pace = new Pace(() => most)
  for (let nth = 0; nth < most; nth++) expect(stepped(pace, 'a', after(0))).toBeUndefined()
  const retryAt = stepped(pace, 'a', after(0)) ?? ''
  expect(Math.abs(Date.parse(retryAt) - start - 60_000 / most)).toBeLessThanOrEqual(1)
  expect(stepped(pace, 'a', new Date(Date.parse(retryAt) - 60_000 / most / 2 - 2))).toBeDefined()
  expect(stepped(pace, 'a', new Date(retryAt))).toBeUndefined()
  expect(stepped(pace, 'a', new Date(retryAt))).toBeDefined()
})

it('lets as many come again after a minute of rest, and no more', () => {
  const pace = new Pace(() => 5)
  for (const minute of [0, 60, 120]) {
    const let_in = Array.from({ length: 20 }, () => stepped(pace, 'a', after(minute))).filter((told) => told === undefined)
    expect(let_in).toHaveLength(5)
  }
})

it('lets those through who come evenly, for ever', () => {
  const pace = new Pace(() => 30)
  for (let nth = 0; nth < 300; nth++) expect(stepped(pace, 'a', after(nth * 2))).toBeUndefined()
})

it('counts each name apart, and a refused step does not make the wait longer', () => {
  const pace = new Pace(() => 2)
  for (const name of ['a', 'a', 'b', 'b']) expect(stepped(pace, name, after(0))).toBeUndefined()
  const waits = [stepped(pace, 'a', after(0)), stepped(pace, 'a', after(0)), stepped(pace, 'b', after(0))]
  expect(new Set(waits).size).toBe(1)
})
