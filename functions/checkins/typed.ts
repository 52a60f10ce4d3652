import { Problem } from '../../shared/problem.ts'
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

/** Refuses with checkin.code_wrong, checkin.code_expired (which costs no try) or code.too_many_tries. */
export async function mustKnowCode(
  table: Table,
  who: { memberId: string; storeId: string },
  typed: string,
  at: Date,
  now: Date,
): Promise<void> {
  const taken = await takeTries(table, limitsOf(who.memberId, who.storeId), now)
  const judged = await judgeStoreCode(who.storeId, typed, at)
  if (judged === 'wrong') throw new Problem('checkin.code_wrong', { field: 'storeCode' })
  await giveBackTries(table, taken)
  if (judged === 'old') throw new Problem('checkin.code_expired', { field: 'storeCode' })
}
