import { dealWords } from '../../shared/deal-words.ts'
import type { DealCard, DealOffer, Group, GroupCard } from '../../shared/deals.ts'
import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import type { Table } from '../kernel/table/table.ts'
import { instantIn } from '../kernel/zone.ts'
import { maskedMembers } from '../members/members.ts'
import { closedAmong, type GoodAt, nearestFirst, type Place, storesGoodAt } from '../stores/stores.ts'
import { findDeal, findGroup, findTerms, recentStock } from './find.ts'
import { type DealItem, type GroupItem, orderIdOf, type Terms } from './items.ts'
import { coarse, leftOf, stateOfDeal, stateOfGroup } from './rules.ts'
import { leaderOf, payByOf, type Seat, seatsOf } from './seats.ts'
import { listGroups, otherWays } from './ways.ts'

const storesShown = 20

/** Where a voucher under these terms is good. */
export const goodAt = ({ merchantId, form, storeSet }: Pick<Terms, 'merchantId' | 'form' | 'storeSet'>): GoodAt => ({
  merchantId,
  storeIds: form.voucher.storeIds,
  storeSet,
})

/**
 * Whether the money for what is left can go back: by the terms, or because every one of its stores closed for good, so that its holder has
 * nowhere to go.
 */
export async function mayGoBack(table: Table, terms: Terms, now: Date): Promise<boolean> {
  return terms.form.refundable === 'until_used' || (await storesGoodAt(table, goodAt(terms), now)).length === 0
}

/** The rules under which something is bought, in words. */
export const dealInWords = ({ form, storeSet }: Pick<Terms, 'form' | 'storeSet'>, language: Language) =>
  dealWords(form, language, storeSet?.storeCount)

/** The deal as somebody may see it who has nothing of it. */
export async function getDeal(
  table: Table,
  dealId: string,
  from: Place | undefined,
  language: Language,
  now: Date,
): Promise<DealOffer> {
  const deal = await findDeal(table, dealId, now)
  if (!deal) throw new Problem('deal.not_found')
  const { form, zone } = deal
  const [stores, closedStores, stock] = await Promise.all([
    storesGoodAt(table, goodAt(deal), now),
    closedAmong(table, goodAt(deal), deal.from, now),
    recentStock(table, deal, now),
  ])
  const { title, picture, aloneFen, listFen, ladder, groupHours, refundable, perMember } = form
  const { uses, validDays } = form.voucher
  const state = stateOfDeal(stock, now)
  return {
    ...{ dealId, promotionId: deal.promotionId, merchantName: deal.merchantName },
    ...{ title, picture, aloneFen, listFen, ladder, groupHours, refundable, perMember, voucher: { uses, validDays } },
    rules: dealInWords(deal, language),
    window: { from: instantIn(zone, deal.from), to: instantIn(zone, deal.to) },
    left: coarse(leftOf(stock)),
    state,
    pausedFor: state === 'paused' ? deal.pausedFor : undefined,
    stores: nearestFirst(stores, from, now).slice(0, storesShown),
    storeCount: stores.length,
    closedStores,
  }
}

/** The card of one, when it can be bought and is good in the city asked for. */
export async function dealCard(
  table: Table,
  deal: DealItem,
  from: Place | undefined,
  city: string | undefined,
  now: Date,
): Promise<DealCard | undefined> {
  const [stores, stock] = await Promise.all([storesGoodAt(table, goodAt(deal), now), recentStock(table, deal, now)])
  if (city !== undefined && !stores.some((store) => store.city === city)) return undefined
  const state = stateOfDeal(stock, now)
  const best = deal.form.ladder.at(-1)
  if ((state !== 'open' && state !== 'sold_out') || !best) return undefined
  const { title, picture, aloneFen, listFen } = deal.form
  return {
    kind: 'deal',
    ...{ dealId: deal.dealId, title, picture, merchantName: deal.merchantName, aloneFen, listFen, best, state },
    left: coarse(leftOf(stock)),
    to: instantIn(deal.zone, deal.to),
    storeCount: stores.length,
    nearest: nearestFirst(stores, from, now).find((store) => !store.closed),
  }
}

/** The groups of a deal that can be joined now. */
export async function listOpenGroups(
  table: Table,
  question: { dealId: string; limit?: number | undefined; cursor?: string | undefined },
  language: Language,
  now: Date,
): Promise<{ items: GroupCard[]; nextCursor?: string | undefined }> {
  const deal = await findDeal(table, question.dealId, now)
  if (!deal) throw new Problem('deal.not_found')
  return listGroups(table, deal, question, language, now)
}

/** A group as whoever has its link sees it; a member of it sees the own seat. */
export async function getGroup(
  table: Table,
  groupId: string,
  memberId: string | undefined,
  language: Language,
  now: Date,
): Promise<Group> {
  const group = await findGroup(table, groupId)
  if (!group) throw new Problem('group.not_found')
  const terms = await findTerms(table, group.dealId, group.version, now)
  const seats = seatsOf(group)
  const mine = seats.find((seat) => seat.memberId === memberId)
  const state = stateOfGroup(group, now)
  const [members, instead] = await Promise.all([
    shownMembers(table, seats, memberId, terms.zone, language),
    mine || state === 'open' ? undefined : otherWays(table, terms, group, language, now),
  ])
  const { dealId, size, priceFen, left, sponsored, sponsoredSeats } = group
  const { title, picture, aloneFen, perMember } = terms.form
  return {
    ...{
      groupId,
      dealId,
      title,
      picture,
      merchantName: terms.merchantName,
      aloneFen,
      size,
      priceFen,
      state,
      members,
      perMember,
    },
    held: seats.length - members.length,
    free: state === 'open' ? left : 0,
    ...{ sponsored, sponsoredSeats },
    endsAt: instantIn(terms.zone, group.endsAt),
    mine: mine && ownSeat(mine, group, terms.zone),
    instead,
  }
}

/** Those who have paid, first come first; nobody is invented. */
async function shownMembers(table: Table, seats: Seat[], me: string | undefined, zone: string, language: Language) {
  const paid = seats.filter(({ state }) => state === 'paid')
  if (paid.length === 0) return []
  const memberIds = paid.map(({ memberId }) => memberId)
  const names = await maskedMembers(table, memberIds, language)
  const leader = leaderOf(seats)
  return paid.map((seat) => ({
    name: names.get(seat.memberId) ?? '',
    leads: seat === leader,
    me: seat.memberId === me,
    at: instantIn(zone, seat.at),
  }))
}

function ownSeat({ memberId, nth, at, state }: Seat, { dealId, endsAt }: GroupItem, zone: string): Group['mine'] {
  const payBy = state === 'held' ? instantIn(zone, payByOf(new Date(at), endsAt)) : undefined
  return { orderId: orderIdOf(memberId, dealId, nth), state, payBy }
}
