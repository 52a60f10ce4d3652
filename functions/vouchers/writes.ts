import { Problem } from '../../shared/problem.ts'
import type { UndoOf } from '../coupons/coupons.ts'
import { duePlace } from '../kernel/due.ts'
import type { Write } from '../kernel/table/table.ts'
import { dueAtEnd, keyOf, type RefundOf, type UseLine, type VoucherItem, type VoucherUndo, type VoucherUse } from './items.ts'
import { ofLastHour, worthOf } from './rules.ts'

/** Every change of a voucher's state: what may happen to it stands in these conditions and nowhere else. */

const asRead = (voucher: VoucherItem, ...states: VoucherItem['state'][]) => ({
  all: [
    { field: 'state', in: states as string[] },
    { field: 'cycle', is: voucher.cycle },
  ],
})

/** What the counter did, as far as the voucher carries it; the last one at the end. */
function lines({ earlier = [], use, usedIn, undo }: VoucherItem): UseLine[] {
  return use && usedIn !== undefined ? [...earlier, { cycle: usedIn, use, ...(undo && { undo }) }] : earlier
}

/** The redemption's fact: so many uses more, all or none of them. */
export function saveUses(voucher: VoucherItem, use: VoucherUse, refused: (there: VoucherItem) => Problem | 'mine'): Write {
  const used = voucher.used + use.uses
  const cycle = voucher.cycle + 1
  const isUsedUp = used === voucher.uses
  const earlier = ofLastHour(lines(voucher), new Date(use.at))
  return {
    change: keyOf(voucher),
    set: { state: isUsedUp ? 'used' : 'held', used, cycle, use, usedIn: cycle, ...(earlier.length > 0 && { earlier }) },
    drop: ['undo', ...(earlier.length > 0 ? [] : ['earlier']), ...(isUsedUp ? duePlace : [])],
    when: { all: [asRead(voucher, 'held'), { field: 'used', is: voucher.used }] },
    orElse: (old) => (old ? refused(old as VoucherItem) : new Problem('voucher.not_found')),
  }
}

/** The use that a cycle made, if it stands. */
function useIn(voucher: VoucherItem, cycle: number): VoucherUse | undefined {
  return lines(voucher).find((one) => one.cycle === cycle && !one.undo)?.use
}

/** The undo's fact: the uses of one redemption are there again. */
export function takeBackUses(
  voucher: VoucherItem,
  cycle: number,
  undo: UndoOf,
  refused: (there: VoucherItem) => Problem | 'mine',
): Write {
  const use = useIn(voucher, cycle)
  if (!use) throw new Error(`${voucher.voucherId} has no use ${cycle}`)
  const earlier = lines(voucher).filter((one) => one.cycle !== cycle)
  const used = voucher.used - use.uses
  const back: VoucherUndo = { ...undo, valueFen: worthOf({ ...voucher, used }, use.uses) }
  return {
    change: keyOf(voucher),
    set: {
      ...{ state: 'held', used, cycle: voucher.cycle + 1, undos: (voucher.undos ?? 0) + 1 },
      ...{ use, usedIn: cycle, undo: back, earlier },
      ...dueAtEnd(voucher),
    },
    when: asRead(voucher, 'held', 'used'),
    orElse: (old) => (old ? refused(old as VoucherItem) : new Problem('redemption.not_found')),
  }
}

/**
 * The money for what is left goes back: nobody can use or give it from here on. `voucher` is what the amount was made of; where it has moved
 * since (used, given, a refund of another number), `refused`. One that its member erased can go back too.
 */
export function openRefund(
  voucher: VoucherItem,
  refundId: string,
  now: Date,
  refused: (there?: VoucherItem) => Problem,
): Write {
  const refund: RefundOf = { refundId, at: now.toISOString() }
  return {
    change: keyOf(voucher),
    set: { state: 'refunding', cycle: voucher.cycle + 1, refund },
    drop: duePlace,
    when: asRead(voucher, 'held', 'void'),
    orElse: (old) => mineOr(old as VoucherItem | undefined, refundId, refused),
  }
}

/** The refund came to nothing, and no other took its place: what was left is there again. A repeat changes nothing. */
export function closeRefund(voucher: VoucherItem, now: Date): Write {
  return {
    change: keyOf(voucher),
    set: {
      state: voucher.erasedAt === undefined ? 'held' : 'void',
      cycle: voucher.cycle + 1,
      refund: { ...(voucher.refund as RefundOf), endedAt: now.toISOString() },
      ...dueAtEnd(voucher),
    },
    when: asRead(voucher, 'refunding'),
    orElse: (old) => (old?.state === 'refunding' ? new Problem('table.busy') : 'mine'),
  }
}

/** The money has arrived. A repeat changes nothing. */
export function refunded(voucher: VoucherItem, now: Date): Write {
  return {
    change: keyOf(voucher),
    set: { state: 'refunded', refund: { ...(voucher.refund as RefundOf), doneAt: now.toISOString() } },
    when: asRead(voucher, 'refunding'),
    orElse: (old) => (old?.state === 'refunded' ? 'mine' : new Problem('table.busy')),
  }
}

function mineOr(there: VoucherItem | undefined, refundId: string, refused: (there?: VoucherItem) => Problem) {
  return there?.refund?.refundId === refundId ? 'mine' : refused(there)
}
