import { type CouponPast, pastKinds } from '../../shared/coupons.ts'
import type { Language } from '../../shared/problems.ts'
import { reasonInWords } from '../../shared/undo.ts'
import type { Item, Key, Table } from '../kernel/table/table.ts'
import { instantIn } from '../kernel/zone.ts'
import { findStore } from '../stores/stores.ts'
import { findRules } from './claim.ts'
import type { CouponItem, GivingOf } from './items.ts'

/** What happened to a coupon, as its facts say it. */
export type Past = {
  kind: CouponPast['kind']
  at: string
  storeId?: string
  by?: string
  reason?: string
  discountFen?: number
  payFen?: number
}

/** One thing that happened to a coupon, derived by the feed: the coupon itself holds its last use and undo only. */
export type PastItem = Item & Past

/** `PAST#<batch>#<nth>#`, beside the coupon. */
const prefixOf = (coupon: Key) => `${coupon.sk.replace('COUPON#', 'PAST#')}#`

/** Its key is made from the fact, so a repeat is the same item. */
export function pastItem(coupon: Key, past: Past): PastItem {
  return { pk: coupon.pk, sk: `${prefixOf(coupon)}${past.at}#${past.kind}`, ...past }
}

/** What the feed has derived so far: two for each of at most ten uses, and for each of at most twenty givings. */
export async function pastOf(table: Table, coupon: Key): Promise<Past[]> {
  return (await table.query({ pk: coupon.pk, prefix: prefixOf(coupon) })).items as PastItem[]
}

/** Oldest first. What the feed has not derived yet stands in the coupon. */
export async function shownHistory(
  table: Table,
  coupon: CouponItem,
  derived: Past[],
  language: Language,
  now: Date,
): Promise<CouponPast[]> {
  const { zone } = await findRules(table, coupon.batchId, coupon.version, now)
  const all = new Map([...derived, ...pastIn(coupon)].map((past) => [`${past.at}#${past.kind}`, past]))
  const inOrder = [...all.values()].filter(({ at }) => at <= now.toISOString()).sort(earlier)
  return Promise.all(
    inOrder.map(async ({ kind, at, storeId, by, reason, discountFen, payFen }) => ({
      ...{ kind, by, discountFen, payFen },
      at: instantIn(zone, at),
      storeName: storeId === undefined ? undefined : ((await findStore(table, storeId, now))?.name ?? ''),
      reason: reason && reasonInWords(reason, language),
    })),
  )
}

/** What the coupon itself says: its claim, its last use, and the undo of that; its last giving, and the end of that. */
export function pastIn({ claimedAt, from, use, undo, giving }: CouponItem): Past[] {
  const used = use && {
    kind: 'redeemed' as const,
    ...{ at: use.at, storeId: use.storeId, by: use.by, discountFen: use.discountFen, payFen: use.payFen },
    reason: use.assisted?.reason,
  }
  const undone = use && undo && { kind: 'undone' as const, at: undo.at, storeId: use.storeId, by: undo.by, reason: undo.reason }
  return [
    { kind: from ? 'received' : 'claimed', at: claimedAt },
    ...(used ? [used] : []),
    ...(undone ? [undone] : []),
    ...(giving ? [{ kind: 'gifted' as const, at: giving.at }, endOf(giving)] : []),
  ]
}

/** Of what happened in one millisecond, in the order in which such things happen. */
function earlier(a: Past, b: Past): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1
  return pastKinds.indexOf(a.kind) - pastKinds.indexOf(b.kind)
}

/** How a giving ends; where nothing else happens, by the clock: what lies ahead is not shown. */
function endOf({ takenAt, withdrawnAt, until }: GivingOf): Past {
  return takenAt === undefined ? { kind: 'came_back', at: withdrawnAt ?? until } : { kind: 'taken', at: takenAt }
}
