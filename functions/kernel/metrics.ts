import type { Problem } from '../../shared/problem.ts'
import { clock } from './clock.ts'
import { environment } from './environment.ts'
import { type LogLine, log } from './log.ts'
import type { Metric } from './metric-names.ts'

export type Measures = { [name in Metric]?: number }

/**
 * A log line that CloudWatch counts as well (embedded metric format): the metrics stand in it as plain fields. With a `reason`, one of a
 * closed list and never an id, they are counted in all and by it. Why these few lines and no library: docs/decisions/0032.
 */
export function measured(line: LogLine, measures: Measures, reason?: string): LogLine {
  const Metrics = Object.keys(measures).map((Name) => ({ Name }))
  const Dimensions = reason === undefined ? [[]] : [[], ['reason']]
  const CloudWatchMetrics = [{ Namespace: environment.metrics, Dimensions, Metrics }]
  return { ...line, ...measures, reason, _aws: { Timestamp: clock.now().getTime(), CloudWatchMetrics } }
}

/**
 * What a refused call counts as; most are the caller's own business and count as nothing. Codes stand in no quotes here: those would bring
 * their sentences into every bundle (local/bundle/said.ts).
 */
export function measuredRefusal(line: LogLine, { code, status, cause }: Problem): LogLine {
  if (status >= 500) return measured(line, { Faults: 1 }, code)
  const why = (cause as string | undefined) ?? code
  if (code.startsWith('limit.')) return measured(line, { Shed: 1 }, why)
  return /^(code\.|session\.i|login\.code)/.test(code) ? measured(line, { VerificationFailed: 1 }, why) : line
}

let gathered: Measures = {}

/** Counts what the function that runs will write into one line at its end. */
export function tally(name: Metric): void {
  gathered[name] = (gathered[name] ?? 0) + 1
}

/** The largest that was seen counts. */
export function observe(name: Metric, value: number): void {
  gathered[name] = Math.max(gathered[name] ?? 0, Math.round(value))
}

/** Writes what was gathered, where it is anything. */
export function writeGathered(what: string): void {
  if (Object.keys(gathered).length === 0) return
  log.write(measured({ level: 'info', what }, gathered))
  gathered = {}
}
