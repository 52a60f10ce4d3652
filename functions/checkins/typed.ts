import type { Table } from '../kernel/table/table.ts'
import { giveBackTries, type Limit, takeTries } from '../kernel/tries.ts'
import { judgeStoreCode } from './store-codes.ts'

/**
 * How often in a quarter of an hour somebody may be wrong about the digits of a store: a member, and everybody together (more, so that a
 * few who try do not shut the others out). Named apart from those of the counter, which guests must not use up.
 */
const limitsOf = (memberId: string, storeId: string): Limit[] => [
  { of: `CHECKIN#${memberId}`, most: 5 },
  { of: `CHECKIN#${storeId}`, most: 200 },
]

/** What is wrong with the digits, if anything; those that are over cost no try. Refuses with code.too_many_tries. */
export async function tryCode(
  table: Table,
  who: { memberId: string; storeId: string },
  typed: string,
  at: Date,
  now: Date,
): Promise<'code.wrong' | 'code.expired' | undefined> {
  const taken = await takeTries(table, limitsOf(who.memberId, who.storeId), now)
  const judged = await judgeStoreCode(who.storeId, typed, at)
  if (judged === 'wrong') return 'code.wrong'
  await giveBackTries(table, taken)
  return judged === 'old' ? 'code.expired' : undefined
}
