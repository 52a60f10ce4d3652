import type { GroupCard, OtherWays } from '../../shared/deals.ts'
import type { Language } from '../../shared/problems.ts'
import type { Table } from '../kernel/table/table.ts'
import { instantIn } from '../kernel/zone.ts'
import { maskedMembers } from '../members/members.ts'
import { findDeal, recentStock } from './find.ts'
import { type ClockItem, type DealItem, type GroupItem, groupKey, groupsOf } from './items.ts'
import { stateOfDeal, stateOfGroup } from './rules.ts'
import { leaderOf, payByOf, seatsOf } from './seats.ts'

const instead = 3

/** What is free for who finds a group full or over: a seat of it that may come free, others to join, or one of their own. */
export async function otherWays(
  table: Table,
  deal: Pick<DealItem, 'dealId' | 'zone'>,
  group: GroupItem,
  language: Language,
  now: Date,
): Promise<OtherWays> {
  const [{ items }, fresh] = await Promise.all([
    listGroups(table, deal, { limit: instead + 1 }, language, now),
    findDeal(table, deal.dealId, now),
  ])
  const ends = seatsOf(group).flatMap((seat) => (seat.state === 'held' ? [payByOf(new Date(seat.at), group.endsAt)] : []))
  const soonest = stateOfGroup(group, now) === 'full' ? ends.sort()[0] : undefined
  const onSale = fresh && stateOfDeal(await recentStock(table, fresh, now), now) === 'open'
  return {
    seatMayFreeAt: soonest && instantIn(deal.zone, soonest),
    groups: items.filter(({ groupId }) => groupId !== group.groupId).slice(0, instead),
    openOwn: onSale ? fresh.form.ladder.find(({ size }) => size === group.size) : undefined,
  }
}

/** The groups of a deal that can be joined now and that somebody has paid for, soonest ending first. */
export async function listGroups(
  table: Table,
  { dealId, zone }: Pick<DealItem, 'dealId' | 'zone'>,
  question: { limit?: number | undefined; cursor?: string | undefined },
  language: Language,
  now: Date,
): Promise<{ items: GroupCard[]; nextCursor: string | undefined }> {
  const { limit = 20 } = question
  let { cursor } = question
  let groups: GroupItem[]
  // A page of which nothing can be joined is no answer to a person: the first that has some is.
  do {
    const page = await table.query({ index: 'list', pk: groupsOf(dealId), from: now.toISOString(), limit, cursor })
    const keys = (page.items as ClockItem[]).map(({ groupId }) => groupKey(groupId))
    const found = keys.length > 0 ? ((await table.getMany(keys)) as GroupItem[]) : []
    groups = found.filter((group) => group.paid > 0 && stateOfGroup(group, now) === 'open')
    cursor = page.cursor
  } while (groups.length === 0 && cursor !== undefined)
  const leaders = groups.map((group) => leaderOf(seatsOf(group))?.memberId ?? '')
  const names = groups.length > 0 ? await maskedMembers(table, leaders, language) : new Map<string, string>()
  const items = groups.map(({ groupId, size, priceFen, paid, left, endsAt }, nth) => ({
    ...{ groupId, size, priceFen, paid, free: left },
    leader: names.get(leaders[nth] ?? '') ?? '',
    endsAt: instantIn(zone, endsAt),
  }))
  return { items, nextCursor: cursor }
}
