import type { Stack } from './stack.ts'

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
