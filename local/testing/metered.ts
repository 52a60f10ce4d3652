import type { FrontDoor } from './front-door.ts'

/** What one call, or what follows from it, asks of the table. */
export interface Cost {
  /** Requests to the table; those at once are counted each. */
  calls: number
  read: number
  write: number
  /** Changes that the feed hands to its function. */
  records?: number
}

/** One step of a journey, with what it cost here. */
export interface Metered<Name extends string> {
  name: Name
  cost: Cost
  /** CPU of this process meanwhile, in milliseconds: the handler, and the table in memory. */
  cpuMs: number
  /** Bytes of log lines written meanwhile. */
  logBytes: number
}

/** How far the changes of a table were counted, so that nobody counts them from the beginning. */
const reached = new WeakMap<FrontDoor, number>()

/** Keeps what each step cost that is taken through it, one after another; what the feed had to do before is done. */
export async function meter<Name extends string>(door: FrontDoor) {
  await door.settle()
  const steps: Metered<Name>[] = []
  let seen = lastChange()

  function lastChange(): number {
    for (let last = reached.get(door) ?? 0; ; ) {
      const next = door.table.changesAfter(last, 1000).at(-1)?.seq
      if (next === undefined) return last
      last = next
      reached.set(door, last)
    }
  }

  async function step<T>(name: Name, work: () => Promise<T>): Promise<T> {
    const [before, lines, cpu] = [door.table.units(), door.lines.length, process.cpuUsage()]
    const answer = await work()
    const { user, system } = process.cpuUsage(cpu)
    const after = door.table.units()
    steps.push({
      name,
      cost: { calls: after.calls - before.calls, read: after.read - before.read, write: after.write - before.write },
      cpuMs: (user + system) / 1000,
      logBytes: door.lines.slice(lines).reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0),
    })
    return answer
  }

  /** A call; throws where it is not answered with this status. */
  async function call<T extends { status: number; body: unknown }>(name: Name, status: number, work: () => Promise<T>) {
    const answer = await step(name, work)
    if (answer.status !== status) throw new Error(`${name} answered ${answer.status}: ${JSON.stringify(answer.body)}`)
    return answer.body as T['body']
  }

  /** What the feed makes of all that has changed since the last time, and of what that changes. */
  async function derived(name: Name): Promise<void> {
    await step(name, door.settle)
    const now = lastChange()
    const made = steps.at(-1) as Metered<Name>
    made.cost.records = now - seen
    seen = now
  }

  return { steps, step, call, derived }
}
