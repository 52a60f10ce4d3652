import type { Table, Write } from '../kernel/table/table.ts'
import { dayAfter } from '../kernel/zone.ts'
import { countedFor, streaksSince } from './find.ts'
import { grantRound } from './grant.ts'
import { partitionOf, type RewardItem, rewardPrefix, type StandingsItem, type StreakItem, standingsKey } from './items.ts'
import { type Counted, countAll, inOrder, type Standing } from './rules.ts'

/** The visits of a member at a merchant's stores that count, from a business day on: read where visits live. */
export type ReadVisits = (table: Table, memberId: string, merchantId: string, fromDay: string) => Promise<Counted[]>

/** Enough that every visit of the window is read, whatever its zone. */
const daysAround = 2
const dayBefore = (instant: string) => dayAfter(instant.slice(0, 10), -daysAround)
export const firstDayOf = (streaks: StreakItem[]) =>
  dayBefore(streaks.map(({ from, openedAt = from }) => (openedAt > from ? openedAt : from)).reduce((a, b) => (a < b ? a : b)))

/**
 * What follows from a visit that has come to count, at once or after a review: every round that is complete now and has no reward yet gets one.
 * It is counted from all visits anew, so the order in which they are told of does not matter, and a repeat finds every key taken.
 */
export async function followVisit(
  table: Table,
  visit: Counted & { memberId: string; merchantId: string },
  read: ReadVisits,
  now: Date,
): Promise<void> {
  const { memberId, merchantId } = visit
  const streaks = await streaksSince(table, merchantId, visit.at)
  if (streaks.length === 0) return
  const visits = await read(table, memberId, merchantId, firstDayOf(streaks))
  const standings: { [streakId: string]: Standing } = {}
  for (const streak of streaks) {
    const { standing, completed } = countAll(streak.form, await countedFor(table, streak, visits, now))
    standings[streak.streakId] = standing
    if (completed.length === 0) continue
    const had = new Set((await rewardsOf(table, memberId, streak.streakId)).map(({ round }) => round))
    for (const [n, last] of completed.entries())
      if (!had.has(n + 1)) await grantRound(table, streak, memberId, n + 1, last, now)
  }
  await table.commit(...keepStandings(memberId, merchantId, visits, standings))
}

/** For check-ins, which read the last visits only. Whatever is there is older, or as good. */
function keepStandings(
  memberId: string,
  merchantId: string,
  visits: Counted[],
  standings: StandingsItem['standings'],
): Write[] {
  const through = inOrder(visits).at(-1)?.day
  // Whoever was erased meanwhile has no visits.
  if (through === undefined) return []
  const onDay = visits.filter(({ day }) => day === through).map(({ visitId }) => visitId)
  const item: StandingsItem = { ...standingsKey(memberId, merchantId), merchantId, through, onDay, standings }
  return [{ put: item, when: 'always' }]
}

/** All rewards of a member, or those of one streak. */
export async function rewardsOf(table: Table, memberId: string, streakId = ''): Promise<RewardItem[]> {
  const rewards: RewardItem[] = []
  let cursor: string | undefined
  do {
    const page = await table.query({ pk: partitionOf(memberId), prefix: `${rewardPrefix}${streakId}`, cursor })
    rewards.push(...(page.items as RewardItem[]))
    cursor = page.cursor
  } while (cursor !== undefined)
  return rewards
}
