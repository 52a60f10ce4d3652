import { type CouponPast, pastKinds } from '../../shared/coupons.ts'
import type { Language } from '../../shared/problems.ts'
import { reasonInWords } from '../../shared/undo.ts'
import type { Item, Key, Table } from '../kernel/table/table.ts'
import { instantIn } from '../kernel/zone.ts'
import { findStore } from '../stores/stores.ts'
import { findRules } from './claim.ts'
import type { CouponItem, GivingOf } from './items.ts'

/** What happened to a coupon or a voucher, as its facts say it. */
export type Past<Kind extends string = CouponPast['kind']> = {
  kind: Kind
  at: string
  storeId?: string
  by?: string
  reason?: string
  discountFen?: number
  payFen?: number
  uses?: number
}

/** `PAST#<batch>#<nth>#`, beside the coupon; `PAST#<deal>#<nth>#<i>#`, beside the voucher. */
const prefixOf = (held: Key) => `${held.sk.replace(/^(COUPON|VOUCHER)#/, 'PAST#')}#`

/** Its key is made from the fact, so a repeat is the same item. */
export function pastItem(held: Key, past: Past<string>): Item {
  return { pk: held.pk, sk: `${prefixOf(held)}${past.at}#${past.kind}`, ...past }
}

/**
 * What the feed has derived so far: of a coupon two for each of at most ten uses, and for each of at most twenty givings; of a pass of a
 * hundred uses some more. The thing itself holds its last ones only.
 */
export async function pastOf<Kind extends string>(table: Table, held: Key): Promise<Past<Kind>[]> {
  const past: Past<Kind>[] = []
  let cursor: string | undefined
  do {
    const page = await table.query({ pk: held.pk, prefix: prefixOf(held), cursor })
    past.push(...(page.items as (Item & Past<Kind>)[]))
    cursor = page.cursor
  } while (cursor !== undefined)
  return past
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
  return tellPast(table, [...derived, ...pastIn(coupon)], pastKinds, zone, language, now)
}

/** Each once, oldest first; of what happened in one millisecond, in the order of the kinds. */
export async function tellPast<Kind extends string>(
  table: Table,
  past: Past<Kind>[],
  kinds: readonly Kind[],
  zone: string,
  language: Language,
  now: Date,
) {
  const all = new Map(past.map((one) => [`${one.at}#${one.kind}`, one]))
  const earlier = (a: Past<Kind>, b: Past<Kind>) => {
    if (a.at !== b.at) return a.at < b.at ? -1 : 1
    return kinds.indexOf(a.kind) - kinds.indexOf(b.kind)
  }
  const inOrder = [...all.values()].filter(({ at }) => at <= now.toISOString()).sort(earlier)
  return Promise.all(
    inOrder.map(async ({ kind, at, storeId, by, reason, discountFen, payFen, uses }) => ({
      ...{ kind, by, discountFen, payFen, uses },
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

/** How a giving ends; where nothing else happens, by the clock: what lies ahead is not shown. */
export function endOf({ takenAt, withdrawnAt, until }: GivingOf) {
  return takenAt === undefined
    ? { kind: 'came_back' as const, at: withdrawnAt ?? until }
    : { kind: 'taken' as const, at: takenAt }
}
