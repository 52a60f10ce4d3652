/** An instant that belongs to no store, by the wall clock of the reader's own device. */
export function localOf(instant: string, minutesEast: number = -new Date().getTimezoneOffset()): string {
  const at = Date.parse(instant)
  if (Number.isNaN(at)) return instant
  const wall = new Date(at + minutesEast * 60_000).toISOString().slice(0, 19)
  const minutes = Math.abs(minutesEast)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${wall}${minutesEast < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
