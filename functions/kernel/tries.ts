import { Problem } from '../../shared/problem.ts'
import { Recent } from './recent.ts'
import type { Item, Key, Table, Write } from './table/table.ts'

/**
 * Somebody may be wrong about a code so often in a quarter of an hour. A try is taken from each limit *before* the code is looked at, so
 * that a thousand guesses at once are five, and given back when it was right.
 */
const minutes = 15
/** Nobody asks for a window that is over. */
const keptSeconds = 86_400
/** So often another call may come first; each of them has moved on, so this is never many. */
const races = 50

/** One of the limits, and the end of its window where this process has seen one. */
export interface Limit {
  of: string
  most: number
}

export interface Tries extends Item {
  used: number
  until: string
}

export const triesKey = ({ of }: Limit): Key => ({ pk: `TRIES#${of}`, sk: 'TYPED' })

/** The ends of the windows that this process has seen: they save a read, and a wrong one costs a race. */
const ends = new Recent<string>(10_000)
export const knowsAll = (limits: Limit[], now: Date) => limits.every(({ of }) => ends.get(of, now) !== undefined)

/** What was read or came back with a failed condition. Refuses with code.too_many_tries where a limit is reached. */
export function learnTries(limit: Limit, there: Tries | undefined, now: Date): void {
  const open = there !== undefined && there.until > now.toISOString()
  if (open && there.used >= limit.most) throw new Problem('code.too_many_tries', { retryAt: there.until })
  if (open) ends.keep(limit.of, there.until, new Date(there.until))
  else ends.forget(limit.of)
}

type Taken = Limit & { until: string }

/** Takes one of each, or none. Refuses with code.too_many_tries. */
export async function takeTries(table: Table, limits: Limit[], now: Date): Promise<Taken[]> {
  const fresh = new Date(now.getTime() + minutes * 60_000)
  for (let race = 0; race < races; race++) {
    const moved = new Problem('table.busy')
    const taken = limits.map((limit) => ({ ...limit, until: ends.get(limit.of, now) ?? fresh.toISOString() }))
    try {
      await table.commit(
        ...taken.map((one) => (ends.get(one.of, now) ? oneMore(one, now, moved) : first(one, fresh, now, moved))),
      )
      for (const { of, until } of taken) ends.keep(of, until, new Date(until))
      return taken
    } catch (problem) {
      if (problem !== moved) throw problem
    }
  }
  throw new Problem('table.busy')
}

/** One in the window that is open. */
function oneMore(one: Taken, now: Date, moved: Problem): Write {
  return {
    change: triesKey(one),
    add: { used: 1 },
    when: {
      all: [
        { field: 'until', is: one.until },
        { field: 'used', below: one.most },
      ],
    },
    orElse: (there) => learned(one, there, now, moved),
  }
}

/** The first of a new window. */
function first(one: Taken, fresh: Date, now: Date, moved: Problem): Write {
  return {
    change: triesKey(one),
    set: { used: 1, until: one.until, expires: Math.floor(fresh.getTime() / 1000) + keptSeconds },
    when: {
      any: [
        { field: 'until', has: false },
        { field: 'until', atMost: now.toISOString() },
      ],
    },
    orElse: (there) => learned(one, there, now, moved),
  }
}

function learned(limit: Limit, there: Item | undefined, now: Date, moved: Problem): Problem {
  try {
    learnTries(limit, there as Tries | undefined, now)
    return moved
  } catch (problem) {
    return problem as Problem
  }
}

/** The code was right: the tries do not count. A window that ended meanwhile needs none back. */
export async function giveBackTries(table: Table, taken: Taken[]): Promise<void> {
  let left = taken
  // A lone count is no safe write (table.ts): where two of the windows ended in this very moment, the third keeps its try.
  while (left.length > 1) {
    let over: Taken | undefined
    const moved = new Problem('table.busy')
    const back = left.map(
      (one): Write => ({
        change: triesKey(one),
        add: { used: -1 },
        when: {
          all: [
            { field: 'until', is: one.until },
            { field: 'used', atLeast: 1 },
          ],
        },
        orElse: () => {
          over = one
          return moved
        },
      }),
    )
    try {
      await table.commit(...back)
      return
    } catch (problem) {
      if (problem !== moved) throw problem
      left = left.filter((one) => one !== over)
    }
  }
}
