import type { Metric } from '../../functions/kernel/metric-names.ts'

/** What CloudWatch would count of these log lines: sums by metric, and by metric and reason. Throws where a line breaks the format. */
export function countedIn(lines: string[]): { [name in Metric]?: number } & { [nameAndReason: string]: number } {
  const sums: { [name: string]: number } = {}
  const add = (name: string, value: number) => {
    sums[name] = (sums[name] ?? 0) + value
  }
  for (const line of lines.map((line) => JSON.parse(line)).filter(({ _aws }) => _aws)) {
    for (const { Namespace, Dimensions, Metrics } of line._aws.CloudWatchMetrics) {
      if (typeof Namespace !== 'string' || !Number.isSafeInteger(line._aws.Timestamp)) throw new Error('no EMF')
      for (const { Name } of Metrics) {
        if (!Number.isFinite(line[Name])) throw new Error(`no figure for ${Name}`)
        for (const names of Dimensions as string[][]) add([Name, ...names.map((one) => line[one])].join(' '), line[Name])
      }
    }
  }
  return sums
}
