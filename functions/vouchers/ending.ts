import { Problem } from '../../shared/problem.ts'
import { findTerms, mayGoBack } from '../deals/deals.ts'
import { dueAt, duePlace } from '../kernel/due.ts'
import type { Table, Write } from '../kernel/table/table.ts'
import { everyVoucher, voucherAgain } from './held.ts'
import { keyOf, type VoucherItem, voucherPrefix, vouchersOf } from './items.ts'
import { leftFen } from './rules.ts'

const races = 5

/**
 * Ends what a member holds who erased everything at that instant. What is left of a voucher comes due at once: its money goes back to who
 * paid, where the terms say so. The items stay: they are what the ledger is checked against. A repeat changes nothing.
 */
export async function endVouchers(table: Table, memberId: string, erasedAt: string): Promise<void> {
  for (const voucher of await everyVoucher(table, vouchersOf(memberId), voucherPrefix)) await end(table, voucher, erasedAt)
}

/** A use, an undo or a refund may come in between: then it is looked at again. */
async function end(table: Table, voucher: VoucherItem, erasedAt: string): Promise<void> {
  const moved = new Problem('table.busy')
  let now: VoucherItem | undefined = voucher
  for (let race = 0; race < races; race++) {
    if (!now || now.erasedAt !== undefined) return
    try {
      await table.commit(ended(now, erasedAt, moved))
      return
    } catch (problem) {
      if (problem !== moved) throw problem
      now = (await table.get(keyOf(voucher))) as VoucherItem | undefined
    }
  }
  throw moved
}

function ended(voucher: VoucherItem, erasedAt: string, moved: Problem): Write {
  const { state, cycle, giving, voucherId } = voucher
  const isOut = voucher.outUntil !== undefined
  const ends = state === 'held' || (state === 'given' && isOut)
  // A gift that nobody has taken is out of the way, as if its giver had taken it back.
  const withdrawn = isOut && giving && { giving: { ...giving, withdrawnAt: erasedAt } }
  const over = ends && { state: 'void', ...withdrawn, ...dueAt(voucherId, erasedAt, 'voucher.over') }
  return {
    change: keyOf(voucher),
    set: { erasedAt, cycle: cycle + 1, ...over },
    drop: ends ? ['outUntil'] : [],
    when: {
      all: [
        { field: 'state', is: state },
        { field: 'cycle', is: cycle },
        { field: 'outUntil', has: isOut },
        { field: 'erasedAt', has: false },
      ],
    },
    orElse: () => moved,
  }
}

/** How what is left of a voucher goes back to who paid for it: opens the refund of its order, or finds it open. */
export type GiveBack = (voucher: VoucherItem) => Promise<void>

/**
 * The job at the end of a voucher: what is left of it goes back by `giveBack`, unless the terms say never and a store is there. One that
 * moved on meanwhile (used, given away, refunded) leaves the index by itself. A repeat finds the refund open.
 */
export async function voucherOver(table: Table, due: VoucherItem, giveBack: GiveBack, now: Date): Promise<void> {
  const there = (await table.get(keyOf(due))) as VoucherItem | undefined
  if (!there) return
  const voucher = await voucherAgain(table, there, now)
  const isOver = voucher.usableTo <= now.toISOString() || voucher.state === 'void'
  const isLeft = voucher.state === 'held' || voucher.state === 'void'
  if (!isOver || !isLeft) return
  const terms = await findTerms(table, voucher.dealId, voucher.version, now)
  if (leftFen(voucher) > 0 && (await mayGoBack(table, terms, now))) return giveBack(voucher)
  await table.commit({
    change: keyOf(voucher),
    drop: duePlace,
    when: {
      all: [
        { field: 'cycle', is: voucher.cycle },
        { field: 'dueAt', is: String(voucher.dueAt ?? '') },
      ],
    },
    orElse: () => 'mine',
  })
}
