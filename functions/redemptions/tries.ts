import { Problem } from '../../shared/problem.ts'
import type { Item, Table } from '../kernel/table/table.ts'

/**
 * A clerk may be wrong about a typed code five times in a quarter of an hour. A try is taken *before* the code is looked at, so
 * that a thousand guesses at once are five, and given back when it was right.
 */
const mostWrong = 5
const minutes = 15
const races = 50

interface Tries extends Item {
  used: number
  until: string
}

const keyOf = (clerkId: string) => ({ pk: `TRIES#${clerkId}`, sk: 'TYPED' })

/** Refuses with code.too_many_tries. */
export async function takeTry(table: Table, clerkId: string, now: Date): Promise<void> {
  const at = now.toISOString()
  const moved = new Problem('table.busy')
  for (let race = 0; race < races; race++) {
    const old = (await table.get(keyOf(clerkId))) as Tries | undefined
    const open = old && old.until > at ? old : undefined
    if (open && open.used >= mostWrong) throw new Problem('code.too_many_tries', { retryAt: open.until })
    const until = open?.until ?? new Date(now.getTime() + minutes * 60_000).toISOString()
    const used = (open?.used ?? 0) + 1
    if (await put(table, { ...keyOf(clerkId), used, until }, old, moved)) return
  }
  throw moved
}

/** The code was right: the try does not count. */
export async function giveBackTry(table: Table, clerkId: string): Promise<void> {
  const moved = new Problem('table.busy')
  for (let race = 0; race < races; race++) {
    const old = (await table.get(keyOf(clerkId))) as Tries | undefined
    if (!old || old.used < 1) return
    if (await put(table, { ...old, used: old.used - 1 }, old, moved)) return
  }
}

/** False when another call changed it first. */
async function put(table: Table, next: Tries, old: Tries | undefined, moved: Problem): Promise<boolean> {
  const when = old
    ? {
        all: [
          { field: 'used', is: old.used },
          { field: 'until', is: old.until },
        ],
      }
    : ('absent' as const)
  try {
    await table.commit({ put: next, when, orElse: () => moved })
    return true
  } catch (error) {
    if (error === moved) return false
    throw error
  }
}
