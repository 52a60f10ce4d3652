import type { VoucherPast } from '../../shared/vouchers.ts'
import { endOf, type Past } from '../coupons/coupons.ts'
import type { VoucherItem } from './items.ts'

/** What the voucher itself says: that it was issued, what the counter did last, its last giving, and its refund. */
export function pastInVoucher({ issuedAt, from, use, undo, giving, refund }: VoucherItem): Past<VoucherPast['kind']>[] {
  const used = use && {
    kind: 'redeemed' as const,
    ...{ at: use.at, storeId: use.storeId, by: use.by, uses: use.uses, reason: use.assisted?.reason },
  }
  const undone = use &&
    undo && {
      kind: 'undone' as const,
      ...{ at: undo.at, storeId: use.storeId, by: undo.by, uses: use.uses, reason: undo.reason },
    }
  return [
    { kind: from ? 'received' : 'issued', at: issuedAt },
    ...(used ? [used] : []),
    ...(undone ? [undone] : []),
    ...(giving ? [{ kind: 'gifted' as const, at: giving.at }, endOf(giving)] : []),
    ...(refund ? [{ kind: 'refunding' as const, at: refund.at }] : []),
    ...(refund?.doneAt ? [{ kind: 'refunded' as const, at: refund.doneAt }] : []),
    ...(refund?.endedAt ? [{ kind: 'kept' as const, at: refund.endedAt }] : []),
  ]
}
