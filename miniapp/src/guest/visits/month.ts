const dayMillis = 86_400_000
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

/** Five whole weeks, Monday first, the last of them with `today` in it. */
export function weeksTo(today: string): string[][] {
  const at = Date.parse(`${today}T00:00:00Z`)
  const weekday = (new Date(at).getUTCDay() + 6) % 7
  const first = at - (weekday + 28) * dayMillis
  return Array.from({ length: 5 }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => dayOf(first + (week * 7 + day) * dayMillis)),
  )
}
