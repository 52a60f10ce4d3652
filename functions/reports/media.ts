import type { MediaCost } from '../../shared/touchpoints.ts'
import { dayAfter } from '../kernel/zone.ts'

/** Days, both included. */
export interface Days {
  from: string
  to: string
}

/** A touchpoint's cost, and the days of its window. */
export interface Costing {
  cost: MediaCost
  window: Days
}

/** Half a fen is one. */
const perThousand = (fen: number, impressions: number) => Math.floor((fen * impressions + 500) / 1000)

/**
 * What a touchpoint cost on each day of a range, until today: once, on its first day; for each day of its window; for each thousand that saw
 * it, on its first day; for each claim that came through it, on the day of the claim. Days without cost are left out.
 */
export function mediaByDay(
  { cost, window }: Costing,
  claims: ReadonlyMap<string, number>,
  range: Days,
  today: string,
): Map<string, number> {
  const fen = new Map<string, number>()
  const add = (day: string, more: number) => {
    if (more !== 0 && day >= range.from && day <= range.to && day <= today) fen.set(day, (fen.get(day) ?? 0) + more)
  }
  if (cost.kind === 'fixed') add(window.from, cost.fen)
  if (cost.kind === 'perThousand') add(window.from, perThousand(cost.fen, cost.impressions))
  if (cost.kind === 'perClaim') for (const [day, claimed] of claims) add(day, claimed * cost.fen)
  if (cost.kind === 'perDay')
    for (const day of daysOf({ from: later(window.from, range.from), to: earlier(window.to, range.to) })) add(day, cost.fen)
  return fen
}

export function daysOf({ from, to }: Days): string[] {
  const days: string[] = []
  for (let day = from; day <= to; day = dayAfter(day, 1)) days.push(day)
  return days
}

const later = (a: string, b: string) => (a > b ? a : b)
const earlier = (a: string, b: string) => (a < b ? a : b)
