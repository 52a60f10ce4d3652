import { Problem } from '../../shared/problem.ts'
import { Recent } from '../kernel/recent.ts'
import type { Item, Table } from '../kernel/table/table.ts'

/**
 * A clerk may be wrong about a typed code five times in a quarter of an hour. A try is taken *before* the code is looked at, so
 * that a thousand guesses at once are five, and given back when it was right.
 */
const mostWrong = 5
const minutes = 15
/** So often another call of the same clerk may come first; each of them has moved on, so this is never many. */
const races = 50
const lastSeen = new Recent<Tries>(2000)

export interface Tries extends Item {
  used: number
  until: string
}

/** Takes one. Refuses with code.too_many_tries. */
export async function takeTry(table: Table, clerkId: string, now: Date): Promise<Tries> {
  const at = now.toISOString()
  const fresh = new Date(now.getTime() + minutes * 60_000).toISOString()
  // It begins with what this process saw last, or as if nothing stood there: what does stand there comes back with the failed
  // condition, and saves a read. Only such an answer may refuse.
  const hint = lastSeen.get(`TRIES#${clerkId}`, now)
  let old = hint && hint.used < mostWrong ? hint : undefined
  for (let race = 0; race < races; race++) {
    const open = old && old.until > at ? old : undefined
    if (open && open.used >= mostWrong) throw new Problem('code.too_many_tries', { retryAt: open.until })
    const next = { pk: `TRIES#${clerkId}`, sk: 'TYPED', used: (open?.used ?? 0) + 1, until: open?.until ?? fresh }
    const found = await replace(table, old, next)
    if (found === 'done') return next
    old = found
  }
  throw new Problem('table.busy')
}

/** The code was right: the try does not count. */
export async function giveBackTry(table: Table, taken: Tries): Promise<void> {
  let old: Tries | undefined = taken
  for (let race = 0; race < races && old && old.used > 0; race++) {
    const found = await replace(table, old, { ...old, used: old.used - 1 })
    if (found === 'done') return
    old = found
  }
}

/** Puts `next` where `old` stands; else what stands there instead. */
async function replace(table: Table, old: Tries | undefined, next: Tries): Promise<'done' | Tries | undefined> {
  const moved = new Problem('table.busy')
  let found: Tries | undefined
  const isOld = {
    all: [
      { field: 'used', is: old?.used ?? 0 },
      { field: 'until', is: old?.until ?? '' },
    ],
  }
  try {
    await table.commit({
      put: next,
      when: old ? isOld : 'absent',
      orElse: (there) => {
        found = there as Tries | undefined
        return moved
      },
    })
    lastSeen.keep(next.pk, next, new Date(Date.parse(next.until)))
    return 'done'
  } catch (error) {
    if (error !== moved) throw error
    return found
  }
}
