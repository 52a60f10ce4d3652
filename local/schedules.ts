import { setTimeout as sleep } from 'node:timers/promises'

/** A function that serverless.yml calls by the clock. */
export interface Schedule {
  name: string
  everySeconds: number
  run: () => Promise<unknown>
}

export interface Schedules {
  /** Finishes the run under way. */
  stop(): Promise<void>
}

const lookMs = 100

/**
 * Calls each function when the system's clock says so, one run at a time. A clock that was moved forward by a day is one run, not
 * 1,440: what a run finds due does not depend on how often it looked before.
 */
export function startSchedules(
  schedules: Schedule[],
  now: () => Date,
  report: (line: string, error: unknown) => void,
): Schedules {
  const stopping = new AbortController()
  const each = async ({ name, everySeconds, run }: Schedule) => {
    let next = now().getTime() + everySeconds * 1000
    while (!stopping.signal.aborted) {
      await sleep(lookMs, undefined, { signal: stopping.signal }).catch(() => {})
      if (stopping.signal.aborted || now().getTime() < next) continue
      next = now().getTime() + everySeconds * 1000
      await run().catch((error: unknown) => report(`the schedule of ${name}`, error))
    }
  }
  const runs = schedules.map(each)
  return {
    async stop() {
      stopping.abort()
      await Promise.all(runs)
    },
  }
}
