import type { Change } from '../kernel/feed.ts'
import { lastUseOf, leftFen, type VoucherItem } from '../vouchers/vouchers.ts'
import type { Happened } from './happened.ts'
import type { Told } from './record.ts'

/** What a change of a voucher means. The id follows from the fact, so a repeat is the same event. */
export function happenedToVoucher(change: Change): Happened | undefined {
  const voucher = change.new as VoucherItem
  const before = change.old as VoucherItem | undefined
  const kind = kindOf(voucher, before)
  if (!kind) return undefined
  const { merchantId, promotionId, dealId, voucherId, orderId, memberId, from, cycle, trace } = voucher
  const about = { merchantId, promotionId, dealId, voucherId, orderId, memberId, trace }
  const event = (at: string, more: Partial<Told> = {}): Told => ({
    ...{ ...about, kind, at, eventId: `${kind}#${voucherId}#${cycle}` },
    ...more,
  })
  switch (kind) {
    case 'issued':
      return { holding: voucher, event: event(voucher.issuedAt) }
    case 'taken':
      return { holding: voucher, event: event(voucher.issuedAt, { fromVoucherId: from?.voucherId ?? '' }) }
    case 'redeemed':
    case 'undone':
      return atCounter(voucher, kind, event)
    default:
      return { holding: voucher, event: event(...elsewhere(voucher, kind)) }
  }
}

function kindOf(voucher: VoucherItem, before: VoucherItem | undefined): Told['kind'] | undefined {
  if (!before) return voucher.from ? 'taken' : 'issued'
  const [was, is] = [before.state, voucher.state]
  if (was !== 'refunding' && is === 'refunding') return 'refunding'
  if (was === 'refunding' && is === 'refunded') return 'refunded'
  if (was === 'refunding' && is !== 'refunding') return 'kept'
  if (was === 'held' && is === 'given') return 'gifted'
  if (was === 'given' && is === 'held') return 'came_back'
  const isSameUse = voucher.usedIn === before.usedIn
  if (voucher.undo) return isSameUse && voucher.undo.at === before.undo?.at ? undefined : 'undone'
  return isSameUse ? undefined : 'redeemed'
}

type Make = (at: string, more?: Partial<Told>) => Told

function atCounter(voucher: VoucherItem, kind: 'redeemed' | 'undone', event: Make): Happened | undefined {
  const { use, undo } = voucher
  if (!use) return undefined
  const redemptionId = lastUseOf(voucher)
  const { storeId, uses, valueFen } = use
  const assisted = kind === 'redeemed' && use.assisted ? { assisted: true } : {}
  const used = { redemptionId, storeId, uses, valueFen: undo?.valueFen ?? valueFen, ...assisted }
  const at = kind === 'undone' && undo ? undo.at : use.at
  return { holding: voucher, use, undo, event: event(at, { ...used, eventId: `${kind}#${redemptionId}` }) }
}

/** When a giving or a refund moved on, and of a refund what goes back. */
function elsewhere(voucher: VoucherItem, kind: Told['kind']): [string, Partial<Told>] {
  const { giving, refund, uses, used } = voucher
  const back = { uses: uses - used, valueFen: leftFen(voucher) }
  if (kind === 'gifted') return [giving?.at ?? '', {}]
  if (kind === 'came_back') return [giving?.withdrawnAt ?? giving?.until ?? '', {}]
  if (kind === 'refunding') return [refund?.at ?? '', back]
  return [(kind === 'refunded' ? refund?.doneAt : refund?.endedAt) ?? '', back]
}
