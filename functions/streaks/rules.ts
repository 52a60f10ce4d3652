import { Problem } from '../../shared/problem.ts'
import type { StreakForm, StreakKind } from '../../shared/streaks.ts'

/** What a round asks for. */
export type Terms = Pick<StreakForm, 'kind' | 'goal' | 'makeUps'>

/** A visit that counts, as far as a streak asks. `day`: its business day. */
export interface Counted {
  visitId: string
  storeId: string
  day: string
  at: string
}

/** Where somebody stands after some visits. A unit is a day, or a week, by its number since 1970. */
export type Standing = {
  /** How many rounds are complete. */
  rounds: number
  /** The units of the round that is under way, in order; of a count the days of its visits. */
  run: number[]
  /** The last unit of the last complete round: it is spent. */
  closed?: number
}

export const nothingYet: Standing = { rounds: 0, run: [] }

const dayMs = 86_400_000
/** 1 January 1970 was a Thursday, the fourth day of its week. */
const mondayShift = 3

/** Monday to Sunday is one week; the business day is the store's own already, so its week is too. */
export function unitOf(kind: StreakKind, day: string): number {
  const number = Math.round(Date.parse(`${day}T00:00:00Z`) / dayMs)
  return kind === 'week' ? Math.floor((number + mondayShift) / 7) : number
}

/**
 * One visit more, which is not before those that were counted. Of a run that misses too much its beginning is dropped, never what may
 * still become a round: so a visit that comes to count later can only complete more rounds, never fewer.
 */
export function countOne(terms: Terms, standing: Standing, day: string): Standing {
  const { kind, goal } = terms
  const { rounds, closed } = standing
  const unit = unitOf(kind, day)
  if (kind !== 'count' && (unit === standing.run.at(-1) || (closed !== undefined && unit <= closed))) return standing
  const run = kind === 'count' ? [...standing.run, unit] : within(terms, [...standing.run, unit], unit + 1)
  if (run.length < goal) return { ...standing, run }
  return { rounds: rounds + 1, run: [], closed: unit }
}

/** What of a run can still be completed on `next`: the longest end of it in which no more is missed than may be. */
function within({ makeUps }: Terms, run: number[], next: number): number[] {
  const from = run.findIndex((first, n) => next - first - (run.length - n) <= makeUps)
  return from < 0 ? [] : run.slice(from)
}

/** All visits in order, with those that completed a round; the same visits always give the same rounds. */
export function countAll(terms: Terms, visits: Counted[]): { standing: Standing; completed: Counted[] } {
  let standing = nothingYet
  const completed: Counted[] = []
  for (const visit of inOrder(visits)) {
    const next = countOne(terms, standing, visit.day)
    if (next.rounds > standing.rounds) completed.push(visit)
    standing = next
  }
  return { standing, completed }
}

/** By business day, then by the instant. */
export function inOrder<V extends Pick<Counted, 'day' | 'at'>>(visits: V[]): V[] {
  return [...visits].sort((a, b) => compare(a.day, b.day) || compare(a.at, b.at))
}
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** What is done of the round as it looks on a business day, and how much may still be missed in it. The day itself is not missed yet. */
export function progressOn(terms: Terms, { rounds, run }: Standing, today: string) {
  const { kind, goal, makeUps } = terms
  // A store elsewhere may be in its next day already.
  const next = Math.max(unitOf(kind, today), (run.at(-1) ?? 0) + 1)
  const going = kind === 'count' ? run : within(terms, run, next)
  const [first = next] = going
  const missed = kind === 'count' ? 0 : next - first - going.length
  return { round: rounds + 1, done: going.length, left: goal - going.length, makeUpsLeft: makeUps - missed }
}

/** When a streak counts: since it was opened, inside its window, until it was stopped. */
export interface Window {
  from: string
  to: string
  openedAt?: string
  stoppedAt?: string
}

/** Whether a visit at this instant counts for it; a pause keeps back rewards, never visits. */
export function countsAt({ from, to, openedAt, stoppedAt }: Window, at: string): boolean {
  return openedAt !== undefined && openedAt <= at && from <= at && at < to && (stoppedAt === undefined || at < stoppedAt)
}

/** Refuses with input.invalid and the field what can never be reached inside the window, or means nothing. */
export function checkStreak({ kind, goal, makeUps, storeIds, storeSetId }: StreakForm, from: Date, to: Date): void {
  if (makeUps > 0 && (kind === 'count' || makeUps >= goal)) throw new Problem('input.invalid', { field: 'makeUps' })
  if (storeIds && storeSetId !== undefined) throw new Problem('input.invalid', { field: 'storeSetId' })
  // Both ends may lie in the middle of a day or week.
  const most = Math.ceil((to.getTime() - from.getTime()) / (kind === 'week' ? 7 * dayMs : dayMs)) + 1
  if (kind !== 'count' && goal > most) throw new Problem('input.invalid', { field: 'goal', details: { most } })
}
