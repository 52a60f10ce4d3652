import { dayAfter, dayIn, wallIn } from '../kernel/zone.ts'
import { hasTimes, isInTimes, type Times } from './times.ts'

/** From an instant on, before another. */
export interface Span {
  from: Date
  to: Date
}

/**
 * When within a span its days and hours allow a use, and the store takes guests: for a device that knows neither zones nor holidays.
 * `closed` changes only where a session of the store or one of its days begins or ends (`edges`, on its wall), or at midnight.
 */
export function openSpans(
  times: Times,
  zone: string,
  within: Span,
  closed: (at: Date) => boolean = () => false,
  edges: string[] = [],
): Span[] {
  if (within.from >= within.to) return []
  const walls = ['00:00', ...edges, ...(times.hours ?? []).flatMap(({ from, to }) => [from, to])]
  const cuts = new Set([within.from.getTime()])
  const last = dayIn(zone, within.to)
  for (let day = dayIn(zone, within.from); day <= last; day = dayAfter(day, 1))
    for (const wall of walls) cuts.add(wallIn(zone, day, wall).getTime())
  const starts = [...cuts].filter((at) => at >= within.from.getTime() && at < within.to.getTime()).sort((a, b) => a - b)
  const spans: Span[] = []
  for (const [nth, start] of starts.entries()) {
    const [from, to] = [new Date(start), new Date(starts[nth + 1] ?? within.to.getTime())]
    if ((hasTimes(times) && !isInTimes(times, zone, from)) || closed(from)) continue
    const before = spans.at(-1)
    if (before?.to.getTime() === start) before.to = to
    else spans.push({ from, to })
  }
  return spans
}
