import { sharesOf } from '../../../functions/coupons/shares.ts'
import { spread } from '../../../functions/kernel/ids.ts'
import type { Item, Table } from '../../../functions/kernel/table/table.ts'
import { couponKey, type Design, empty, has, lone, stockKey } from './design.ts'

const stock = (shards: number) => (total: number) =>
  sharesOf(total, shards).map((left, n) => ({ put: { ...stockKey(n), left }, when: 'always' as const }))
const isClaim = ({ sk }: Item) => sk === 'COUPON'

/** Which stock items a process takes to have something left. */
const open = new WeakMap<Table, number[]>()

async function look(table: Table, shards: number): Promise<number[]> {
  const left: number[] = []
  for (let from = 0; from < shards; from += 100) {
    const keys = Array.from({ length: Math.min(100, shards - from) }, (_, n) => stockKey(from + n))
    const found = await table.getMany(keys)
    for (const item of found) if ((item.left as number) > 0) left.push(Number(item.pk.slice('STOCK#'.length)))
  }
  open.set(table, left)
  return left
}

/** Tries one stock item that seems to have something left, and others, until one has or none seems to. */
async function fromSome(table: Table, memberId: string, shards: number, take: (shard: number) => Promise<void>) {
  let candidates = open.get(table) ?? Array.from({ length: shards }, (_, n) => n)
  while (candidates.length > 0) {
    try {
      await take(candidates[spread(memberId, candidates.length)] as number)
      return true
    } catch (problem) {
      if (problem === has) return true
      if (problem !== empty) throw problem
      candidates = await look(table, shards)
    }
  }
  return (await table.get(couponKey(memberId))) !== undefined
}

/** The coupon and one off the stock in one commit; the stock in so many items. */
export const inOneCommit = (shards: number): Design => ({
  name: shards === 1 ? 'one counter, one transaction' : `${shards} shards, transaction`,
  stock: stock(shards),
  isClaim,
  claim: (table, memberId) =>
    fromSome(table, memberId, shards, async (shard) => {
      const coupon = { put: { ...couponKey(memberId), memberId }, when: 'absent' as const, orElse: () => has }
      const when = { field: 'left', atLeast: 1 } as const
      await table.commit(coupon, { change: stockKey(shard), add: { left: -1 }, when, orElse: () => empty })
    }),
})

/** One off the stock, then the coupon; who finds a coupon there, or does not know, puts the one back. */
export const inTwoWrites = (shards: number): Design => ({
  name: `${shards} shards, two plain writes`,
  stock: stock(shards),
  isClaim,
  claim: (table, memberId) =>
    fromSome(table, memberId, shards, async (shard) => {
      const count = (by: number, atLeast: number) =>
        table.commit(lone(stockKey(shard), { left: by }, { field: 'left', atLeast }))
      await count(-1, 1)
      try {
        await table.commit({ put: { ...couponKey(memberId), memberId }, when: 'absent', orElse: () => has })
      } catch (problem) {
        await count(1, 0)
        throw problem
      }
    }),
})
