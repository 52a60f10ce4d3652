import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../refusal.ts'
import { writeWhole } from './write-whole.ts'

/** What the kernel's clock is to this file. */
interface MovableClock {
  offsetMs: number
  now(): Date
}

export interface LocalClock {
  now(): Date
  /** Moves it forward, for good: the offset is saved before this returns. */
  advance(seconds: number): void
  /** Remembers how late it is, so that the next start is not earlier even where the machine's own clock was set back. */
  save(): void
}

/** The one clock of this machine's stack, its offset kept beside the data (or nowhere, without a folder). It never goes back. */
export function localClock(clock: MovableClock, folder: string | undefined): LocalClock {
  const file = folder === undefined ? undefined : join(folder, 'clock.json')
  if (file) {
    const saved = read(file)
    clock.offsetMs = Math.max(saved.offsetMs, saved.nowMs - Date.now())
  }
  const save = () => {
    if (file) writeWhole(file, `${JSON.stringify({ offsetMs: clock.offsetMs, nowMs: clock.now().getTime() })}\n`)
  }
  return {
    now: () => clock.now(),
    advance(seconds) {
      clock.offsetMs += seconds * 1000
      save()
    },
    save,
  }
}

function read(file: string): { offsetMs: number; nowMs: number } {
  if (!existsSync(file)) return { offsetMs: 0, nowMs: 0 }
  try {
    const saved: { offsetMs?: unknown; nowMs?: unknown } = JSON.parse(readFileSync(file, 'utf8'))
    const { offsetMs, nowMs } = saved
    if (Number.isSafeInteger(offsetMs) && Number.isSafeInteger(nowMs))
      return { offsetMs: offsetMs as number, nowMs: nowMs as number }
  } catch (error) {
    throw new Refusal(
      `The saved clock cannot be read: ${file} (${(error as Error).message}). Delete the file to go on with this machine's time.`,
      error,
    )
  }
  throw new Refusal(`The saved clock is damaged: ${file}. Delete the file to go on with this machine's time.`)
}
