import { type CouponItem, couponsOfBatch, isTerms, stateOf, stillUsable, type Usable } from '../coupons/coupons.ts'
import { goodAt, mayGoBack } from '../deals/deals.ts'
import type { Change } from '../kernel/feed.ts'
import type { Item, Key, Table, Write } from '../kernel/table/table.ts'
import { queueMessage } from '../messages/messages.ts'
import { closedNow, type GoodAt, isGoodAt, type StoreItem, storeKey, storesGoodAt } from '../stores/stores.ts'
import { stateOfVoucher, type VoucherItem, voucherPrefix, vouchersOfDeal } from '../vouchers/vouchers.ts'
import { beginTelling, endTelling, goOn, holdersOf, putHolder, shards, type TellItem } from './items.ts'

/** Holders looked at in one run of the job. */
const aRun = 500
/** Where something is good at more others than this, it is no loss when one closes: its holders read it where they look it up. */
const fewOthers = 5
const week = 7 * 86_400_000

/** That somebody came to hold something of an offer, so that they can be found when its store closes. Undefined of any other change. */
export function holderIn({ old, new: item }: Change): Write | undefined {
  if (old || !item) return undefined
  if (item.sk.startsWith('COUPON#')) return putHolder(String(item.batchId), String(item.memberId))
  if (item.sk.startsWith(voucherPrefix)) return putHolder(String(item.dealId), String(item.memberId))
  return undefined
}

/** With the closing of a store: from now on the job tells who holds something that is good there and at few others. */
export const tellOfClosing = (storeId: string, closedFrom: string): Write => beginTelling(storeId, closedFrom)

/**
 * Tells some hundred holders of a closing, each once, and remembers how far it is; another closing begins anew, and an end of it ends the
 * telling. Only who allowed it is sent anything (messages).
 */
export async function tellHolders(table: Table, seen: Item, now: Date): Promise<void> {
  const item = (await table.get(seen)) as TellItem | undefined
  if (!item || item.dueAt !== seen.dueAt) return
  const store = (await table.get(storeKey(item.storeId))) as StoreItem | undefined
  if (!store?.closed || store.closed.from !== item.closedFrom || !closedNow(store, now)) {
    await table.commit(endTelling(item))
    return
  }
  const offers = await fewStoreOffers(table, store, now)
  const ids = [...offers.keys()].sort()
  let { offerId = ids[0], shard = 0, cursor } = item
  let looked = 0
  while (offerId !== undefined && looked < aRun) {
    const versions = offers.get(offerId) ?? []
    const page = versions.length > 0 ? await table.query({ pk: holdersOf(offerId, shard), limit: 100, cursor }) : { items: [] }
    for (const { memberId } of page.items) await tellOne(table, String(memberId), { store, offerId, versions }, now)
    looked += page.items.length
    cursor = 'cursor' in page ? page.cursor : undefined
    if (cursor !== undefined) continue
    shard = versions.length > 0 && shard + 1 < shards ? shard + 1 : 0
    if (shard === 0) offerId = ids.find((id) => id > (offerId as string))
  }
  await table.commit(offerId === undefined ? endTelling(item) : goOn(item, { offerId, shard, cursor }, now))
}

/** By offer, the versions under which it is good at this store and at few others that have not closed for good. */
async function fewStoreOffers(table: Table, store: StoreItem, now: Date): Promise<Map<string, Usable[]>> {
  const found = new Map<string, Usable[]>()
  for (const terms of await stillUsable(table, store.merchantId, now)) {
    if (!(await isGoodAt(table, goodOf(terms), store.storeId, now))) continue
    const others = (await storesGoodAt(table, goodOf(terms), now)).filter(({ storeId }) => storeId !== store.storeId)
    if (others.length > fewOthers) continue
    const offerId = isTerms(terms) ? terms.dealId : terms.batchId
    found.set(offerId, [...(found.get(offerId) ?? []), terms])
  }
  return found
}

const goodOf = (terms: Usable): GoodAt =>
  isTerms(terms)
    ? goodAt(terms)
    : { merchantId: terms.merchantId, storeIds: terms.form.scope?.storeIds, storeSet: terms.storeSet }

interface About {
  store: StoreItem
  offerId: string
  versions: Usable[]
}

async function tellOne(table: Table, memberId: string, { store, offerId, versions }: About, now: Date): Promise<void> {
  const held = await heldBy(table, memberId, offerId, now)
  const terms = versions.find(({ version }) => version === held?.version)
  if (!held || !terms) return
  const closed = closedNow(store, now)
  const others = (await storesGoodAt(table, goodOf(terms), now)).filter(
    (other) => other.storeId !== store.storeId && !closedNow(other, now),
  )
  const next =
    others.length > 0
      ? 'elsewhere'
      : isTerms(terms) && (await mayGoBack(table, terms, now))
        ? 'refund'
        : closed?.forGood
          ? 'over'
          : 'later'
  const message = { kind: 'store_closed', page: held.page, title: terms.form.title, store: store.name, next } as const
  const until = closed?.opensAt ?? new Date(now.getTime() + week).toISOString()
  const only = { ...held.key, field: 'state', in: ['held'] }
  await table.commit(queueMessage(memberId, `${store.storeId}#${store.closed?.from}`, message, now, { until, only }))
}

/** One that is still good of what a member holds of an offer. */
async function heldBy(
  table: Table,
  memberId: string,
  offerId: string,
  now: Date,
): Promise<{ version: number; key: Key; page: string } | undefined> {
  if (offerId.startsWith('dea_')) {
    const voucher = (await vouchersOfDeal(table, memberId, offerId)).find(
      (one: VoucherItem) => stateOfVoucher(one, now) === 'valid',
    )
    return voucher && { ...ofItem(voucher), page: `guest/pages/voucher/index?voucherId=${voucher.voucherId}` }
  }
  const coupon = (await couponsOfBatch(table, memberId, offerId)).find((one: CouponItem) => stateOf(one, now) === 'valid')
  return coupon && { ...ofItem(coupon), page: `pages/code/index?couponId=${coupon.couponId}` }
}

const ofItem = ({ version, pk, sk }: CouponItem | VoucherItem) => ({ version, key: { pk, sk } })
