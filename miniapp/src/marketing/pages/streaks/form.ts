import type { CallOf } from '../../../../../shared/api.ts'
import { fenOf } from '../../../../../shared/money.ts'
import type { StreakKind } from '../../../../../shared/streaks.ts'

/** As it is typed. */
export const blank = { title: '', kind: 'day' as StreakKind, goal: '', makeUps: '0', points: '', cost: '' }
export type Draft = typeof blank

/** What is sent; undefined where a line is not filled in, which the server would say with less help. */
export function formOf(draft: Draft): Omit<CallOf<'createStreak'>, 'promotionId'> | undefined {
  const whole = (text: string, least: number, most: number) => {
    const number = /^\d{1,7}$/.test(text.trim()) ? Number(text) : Number.NaN
    return number >= least && number <= most ? number : undefined
  }
  const goal = whole(draft.goal, 1, 100)
  const makeUps = draft.kind === 'count' ? 0 : whole(draft.makeUps, 0, 10)
  const points = whole(draft.points, 1, 1_000_000)
  const costFen = fenOf(draft.cost)
  const title = draft.title.trim()
  if (!title || goal === undefined || makeUps === undefined || points === undefined || costFen === undefined) return undefined
  return { title, kind: draft.kind, goal, makeUps, reward: { kind: 'points', points, costFen } }
}
