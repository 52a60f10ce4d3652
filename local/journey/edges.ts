import type { Stack } from './stack.ts'

export const day = 86_400_000

/** Time for what is to happen just before an edge. A browser needs more of it than a call. */
const margin = 10

/** Moves the one clock of the stack to either side of an instant; it never goes back, so the edges come in their order. */
export function newEdges(stack: Stack) {
  const now = async () => Date.parse((await stack.call('getHealth', {})).now)

  /** To some seconds before. */
  async function before(instant: number, seconds = margin): Promise<void> {
    const ahead = Math.floor((instant - (await now())) / 1000) - seconds
    if (ahead < 1) throw new Error(`${new Date(instant).toISOString()} is over or too near`)
    await stack.advanceClock(ahead)
  }

  /** To the first second of it: what was done since `before` was done before, or this throws. */
  async function at(instant: number): Promise<void> {
    const left = instant - (await now())
    if (left <= 0) throw new Error(`what was to happen before ${new Date(instant).toISOString()} took too long`)
    await stack.advanceClock(Math.ceil(left / 1000))
  }

  return { now, before, at }
}

export type Edges = ReturnType<typeof newEdges>

/** Days as the wall of a place shows them that is so many minutes ahead of UTC all year round. */
export function wallAhead(minutes: number) {
  const weekday = (midnight: number) => new Date(midnight + minutes * 60_000).getUTCDay() || 7
  return {
    weekday,
    wallDay: (instant: number) => new Date(instant + minutes * 60_000).toISOString().slice(0, 10),
    onWall: (midnight: number, time: string) => midnight + Date.parse(`1970-01-01T${time}Z`),
    /** Midnight of the first such day, from a midnight on. */
    nextDay: (isSuch: (weekday: number) => boolean, from: number) => {
      let midnight = from
      while (!isSuch(weekday(midnight))) midnight += day
      return midnight
    },
  }
}
