/** The days a reader chooses by one tap; `all` leaves it to the promotion. */
export const ranges = ['all', 'today', 'week', 'month'] as const
export type Range = (typeof ranges)[number]

const back = { today: 0, week: 6, month: 29 }

/** `today` as the store has it. */
export function daysOf(range: Range, today: string): { from?: string; to?: string } {
  if (range === 'all') return {}
  const from = new Date(Date.parse(`${today}T00:00:00Z`) - back[range] * 86_400_000)
  return { from: from.toISOString().slice(0, 10), to: today }
}
