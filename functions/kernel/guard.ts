import { Problem } from '../../shared/problem.ts'
import { fingerprint } from './ids.ts'
import type { Key, Table, Write } from './table/table.ts'

/**
 * For an effect that has no key of its own (a new promotion): the caller's Idempotency-Key becomes an item in the same commit,
 * naming what was made. A repeat finds it ('mine') and is answered with that; the same key with another body is refused.
 */
export function guard(memberId: string, operation: string, key: string, body: unknown, madeId: string): Write {
  const hash = fingerprint(body)
  return {
    put: { ...guardKey(memberId, operation, key), hash, madeId },
    when: 'absent',
    orElse: (old) => (old?.hash === hash ? 'mine' : mismatch()),
  }
}

/** What an earlier call made under this key: asked before the form is judged, since a repeat may come when its time is over. */
export async function madeBefore(
  table: Table,
  memberId: string,
  operation: string,
  key: string | undefined,
  body: unknown,
): Promise<string | undefined> {
  if (key === undefined) return undefined
  const kept = await table.get(guardKey(memberId, operation, key))
  if (kept && kept.hash !== fingerprint(body)) throw mismatch()
  return kept?.madeId as string | undefined
}

/** Commits what is new: answers the id of what was made under the key, now or by an earlier call whose answer was lost. */
export async function makeOnce(table: Table, guarded: Write | undefined, writes: Write[], madeId: string): Promise<string> {
  if (!guarded) {
    await table.commit(...writes)
    return madeId
  }
  const [kept] = await table.commit(guarded, ...writes)
  return kept?.madeId as string
}

/** Where what was done under a key is kept; the feed puts there what was done under a key that lives inside a fact. */
export const guardKey = (memberId: string, operation: string, key: string): Key => ({
  pk: `KEY#${memberId}`,
  sk: `${operation}#${key}`,
})
export const mismatch = () => new Problem('idempotency.mismatch', { field: 'Idempotency-Key' })
