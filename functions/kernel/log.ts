/** What a log line may carry: ids, codes, durations. Never tokens, keys, openids, phone numbers, coordinates or what people wrote. */
export interface LogLine {
  level: 'info' | 'error'
  what: string
  /** What CloudWatch counts of it (metrics.ts). */
  _aws?: object
  [field: string]: string | number | boolean | object | undefined
}

export const log = {
  /** One JSON object a line to standard output, which CloudWatch keeps; on one machine it goes to a file. */
  sink: (line: string): void => {
    process.stdout.write(`${line}\n`)
  },
  write(line: LogLine): void {
    log.sink(JSON.stringify(line))
  },
}
