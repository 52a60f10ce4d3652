/** The days a reader chooses by one tap; `all` leaves it to the promotion, `own` are picked one by one. */
export const ranges = ['all', 'today', 'week', 'month', 'own'] as const
export type Range = (typeof ranges)[number]

export interface Days {
  from: string
  to: string
}

const back = { today: 0, week: 6, month: 29 }

/** `today` as the store has it. */
export function daysOf(range: Range, today: string, picked: Days | undefined): Partial<Days> {
  if (range === 'all') return {}
  if (range === 'own') return picked ?? {}
  const from = new Date(Date.parse(`${today}T00:00:00Z`) - back[range] * 86_400_000)
  return { from: from.toISOString().slice(0, 10), to: today }
}

/** One end moved; the other goes along where it would lie on the wrong side. */
export function moved({ from, to }: Days, end: keyof Days, day: string): Days {
  if (end === 'from') return { from: day, to: to < day ? day : to }
  return { from: from > day ? day : from, to: day }
}
