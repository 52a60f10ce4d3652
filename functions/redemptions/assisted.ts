import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import type { Preview, Redemption } from '../../shared/redemptions.ts'
import { couponNo } from '../coupons/coupons.ts'
import { log } from '../kernel/log.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { giveBackTries, takeTries } from '../kernel/tries.ts'
import { instantIn } from '../kernel/zone.ts'
import { findByNameAndPhone, type MemberItem, maskedName, memberByNumber, memberKey } from '../members/members.ts'
import { findOrder } from '../orders/orders.ts'
import { vouchersOfOrder } from '../vouchers/vouchers.ts'
import { type Asked, type Found, findWith, holdingsOf, idOf, namedOf, wordsOf } from './holdings.ts'
import { doneUnder, once } from './keys.ts'
import { limitsOf } from './limits.ts'
import { look, mustWorkAt } from './redemptions.ts'
import type { Scanned } from './scan.ts'
import { judge, ownUse, use } from './use.ts'

/** Nobody chooses among more; who holds more names the number of the one that is meant. */
const mostShown = 50

/** A coupon or voucher without its code: by its number or id, by its order, or by whose it is. */
export interface Unseen extends Asked {
  orderId?: string | undefined
  phoneLast4?: string | undefined
  name?: string | undefined
  couponId?: string | undefined
  voucherId?: string | undefined
}

/** The merchant's coupons that fit, those that can be used here first. Refuses with coupon.not_found. */
export async function previewByOrder(
  table: Table,
  manager: Staff,
  asked: Unseen,
  language: Language,
  now: Date,
): Promise<{ items: Preview[]; more: boolean }> {
  mustWorkAt(manager, asked.storeId)
  const found = await find(table, manager, asked, now)
  const items = await Promise.all(found.map((held) => look(table, manager, asked, held, language, now)))
  items.sort((a, b) => Number(b.usable) - Number(a.usable))
  return { items: items.slice(0, mostShown), more: items.length > mostShown }
}

/** As redeem, with all of its rules; kept as assisted. Refuses with coupon.several, naming them, where more than one would do. */
export async function redeemByOrder(
  table: Table,
  manager: Staff,
  { reason, ...asked }: Unseen & { reason: string },
  key: string | undefined,
  language: Language,
  now: Date,
): Promise<Redemption> {
  mustWorkAt(manager, asked.storeId)
  const under = once(manager.memberId, 'redeem', key, { ...asked, reason }, now)
  const kept = under && (await table.get(under.place))
  if (under && kept) return doneUnder(table, kept, under, language, now)
  const found = await find(table, manager, asked, now)
  const chosen =
    found.find(({ holding }) => ownUse(holding, manager, under)) ?? (await choose(table, manager, asked, found, language, now))
  const done = await use(table, manager, asked, chosen, { under, assisted: { reason } }, language, now)
  const { redemptionId, storeId } = done
  log.write({ level: 'info', what: 'assisted', redemptionId, storeId, by: manager.memberId })
  return done
}

/** The one that would do, or the one that is the only one at all, for its refusal to be told. */
async function choose(
  table: Table,
  manager: Staff,
  asked: Unseen,
  found: Scanned[],
  language: Language,
  now: Date,
): Promise<Scanned> {
  const judged = await Promise.all(found.map((held) => judge(table, manager, asked, held, now)))
  // One that lacks only its bill would do with it.
  const fits = (nth: number) => !(judged[nth] instanceof Problem) || judged[nth].code === 'coupon.bill_needed'
  const usable = found.length === 1 ? found : found.filter((_, nth) => fits(nth))
  const [only, ...others] = usable
  if (!only) throw new Problem('coupon.not_usable')
  if (others.length === 0) return only
  const candidates = await Promise.all(
    usable.slice(0, mostShown).map(async ({ holding, number }) => {
      const named = namedOf(holding)
      const { title, zone } = await wordsOf(table, named, now)
      const id = 'voucherId' in named ? { voucherId: named.voucherId } : { couponId: named.couponId }
      return { ...id, title, usableTo: instantIn(zone, holding.usableTo), member: maskedName(number, language) }
    }),
  )
  throw new Problem('coupon.several', { field: 'couponId', details: { candidates } })
}

/**
 * Guessing is limited as with typed codes: a try is taken before anything is looked at, and given back when something was found.
 * A whole id cannot be guessed.
 */
async function find(table: Table, manager: Staff, asked: Unseen, now: Date): Promise<Scanned[]> {
  const number = numberIn(asked.orderId)
  const isGuess = number !== undefined || asked.orderId === undefined
  const limits = limitsOf(manager.memberId, asked.storeId, number?.slice(0, 8))
  const taken = isGuess ? await takeTries(table, limits, now) : []
  const held = await heldBy(table, manager, asked, number)
  // What other merchants gave this guest is nothing to this one.
  const ours = held.filter(({ holding }) => holding.merchantId === manager.merchantId)
  const chosen = asked.couponId ?? asked.voucherId
  const fitting = ours.filter(({ holding }) => chosen === undefined || idOf(holding) === chosen)
  if (fitting.length === 0) throw new Problem('coupon.not_found')
  await giveBackTries(table, taken)
  return fitting.map((one) => ({ ...one, cycle: one.holding.cycle, expired: false }))
}

async function heldBy(table: Table, { merchantId }: Staff, asked: Unseen, number: string | undefined): Promise<Found[]> {
  if (number !== undefined) {
    const memberId = await memberByNumber(table, number.slice(0, 8))
    const held = memberId === undefined ? [] : await heldByMembers(table, [memberId])
    return held.filter((one) => couponNo(one.number, idOf(one.holding)).replaceAll(' ', '') === number)
  }
  if (asked.orderId !== undefined) {
    if (asked.orderId.startsWith('ord_')) return heldOfOrder(table, asked.orderId, merchantId)
    const { found } = await findWith(table, asked.orderId)
    return found ? [found] : []
  }
  const members = await findByNameAndPhone(table, asked.name ?? '', asked.phoneLast4 ?? '')
  return heldByMembers(table, members)
}

/** What an order gave its buyer. Refuses with group.not_complete where it is paid and has given nothing yet. */
async function heldOfOrder(table: Table, orderId: string, merchantId: string): Promise<Found[]> {
  const order = await findOrder(table, orderId)
  if (order?.merchantId !== merchantId) return []
  const vouchers = await vouchersOfOrder(table, order)
  if (vouchers.length === 0 && order.state === 'paid' && order.groupId !== undefined) throw new Problem('group.not_complete')
  const member = (await table.get(memberKey(order.memberId))) as MemberItem | undefined
  return vouchers.map((holding) => ({ holding, number: member?.number ?? '' }))
}

async function heldByMembers(table: Table, memberIds: string[]): Promise<Found[]> {
  if (memberIds.length === 0) return []
  const [members, ...wallets] = await Promise.all([
    table.getMany(memberIds.map(memberKey)) as Promise<MemberItem[]>,
    ...memberIds.map((memberId) => holdingsOf(table, memberId)),
  ])
  const numbers = new Map(members.map(({ memberId, number }) => [memberId, number]))
  return wallets.flat().map((holding) => ({ holding, number: numbers.get(holding.memberId) ?? '' }))
}

/** The twelve digits of a coupon's or a voucher's own number, however they were spaced. */
function numberIn(orderId: string | undefined): string | undefined {
  const digits = orderId?.replace(/[ -]/g, '')
  return digits !== undefined && /^\d{12}$/.test(digits) ? digits : undefined
}
