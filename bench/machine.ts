import { readFileSync } from 'node:fs'
import { cpus, loadavg, release, totalmem, type } from 'node:os'

/** Where the figures come from: they compare within one run, and between machines hardly. */
export interface Machine {
  cpu: string
  cores: number
  memoryGb: number
  os: string
  node: string
  sqlite: string | undefined
  /** Processes that wanted a core in the minute before. */
  loadBefore: number
  at: string
}

export const machine = (): Machine => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  os: `${type()} ${release()}`,
  node: process.version,
  sqlite: process.versions.sqlite,
  loadBefore: Number((loadavg()[0] ?? 0).toFixed(2)),
  at: new Date().toISOString().slice(0, 16),
})

/** Hundredths of a second of CPU: of the whole machine, and of this process with those it started and that have ended. */
export interface BusyTimes {
  all: number
  busy: number
  own: number
}

/** Undefined where there is no /proc. */
export function busyTimes(): BusyTimes | undefined {
  if (process.platform !== 'linux') return undefined
  const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, soft = 0, steal = 0] = (
    readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? ''
  )
    .split(/\s+/)
    .slice(1)
    .map(Number)
  const busy = user + nice + system + irq + soft + steal
  return {
    busy,
    all: busy + idle + wait,
    own: fieldsOf('self')
      .slice(11, 15)
      .reduce((sum, ticks) => sum + ticks, 0),
  }
}

/** The part of the machine that others had since then, what the hypervisor took included. */
export function busySince(before: BusyTimes | undefined): number | undefined {
  const after = busyTimes()
  if (!before || !after || after.all === before.all) return undefined
  return Math.max(0, after.busy - before.busy - (after.own - before.own)) / (after.all - before.all)
}

/** User and system seconds of a process so far, all its threads, without those it started. Linux alone tells: elsewhere it is NaN. */
export function cpuSeconds(pid: number): number {
  if (process.platform !== 'linux') return Number.NaN
  const fields = fieldsOf(String(pid))
  return ((fields[11] as number) + (fields[12] as number)) / 100
}

/** Bytes of memory that a process has; the most it ever had as well. */
export function memoryOf(pid: number): { now: number; most: number } {
  if (process.platform !== 'linux') return { now: Number.NaN, most: Number.NaN }
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const kb = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) * 1024
  return { now: kb('VmRSS'), most: kb('VmHWM') }
}

const fieldsOf = (pid: string) => (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '').split(' ').map(Number)
