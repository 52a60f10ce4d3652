import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import type { MyStreak, Reward } from '../../shared/streaks.ts'
import type { Table } from '../kernel/table/table.ts'
import { businessDay, findStore } from '../stores/stores.ts'
import { among, countedFor, knownCount, streaksAt, streaksSince } from './find.ts'
import { firstDayOf, type ReadVisits, rewardsOf } from './following.ts'
import { partitionOf, type StandingsItem, type StreakItem, standingsKey, standingsPrefix } from './items.ts'
import { type Counted, countAll, countOne, inOrder, nothingYet } from './rules.ts'
import { comingReward, nearestFirst, shownMine, shownReward } from './shown.ts'

/** What a visit means for the streaks of its store. */
export interface OfVisit {
  /** The one that is nearest to its reward. */
  streak?: MyStreak
  rewards: Reward[]
}

/** What a check-in asks beside its own reads and at once with them: one item, and nothing where the store has no streak. */
export interface Here {
  streaks: StreakItem[]
  kept: StandingsItem | undefined
  /** The merchant has none at all, so a visit of today has earned nothing. */
  isNone: boolean
}

export async function streaksHere(
  table: Table,
  memberId: string,
  { merchantId, storeId }: { merchantId: string; storeId: string },
  now: Date,
): Promise<Here> {
  const count = knownCount(table, merchantId, now)
  if (count !== undefined && (await streaksAt(table, merchantId, storeId, now)).length === 0)
    return { streaks: [], kept: undefined, isNone: count === 0 }
  const [streaks, kept] = await Promise.all([
    streaksAt(table, merchantId, storeId, now),
    table.get(standingsKey(memberId, merchantId)),
  ])
  const isNone = knownCount(table, merchantId, now) === 0
  return { streaks, kept: kept as StandingsItem | undefined, isNone }
}

/**
 * What a check-in can say at once: where the feed last counted, and the visits since then, this one among them where it counts. Rewards are
 * `coming`: the feed grants them.
 */
export async function atCheckIn(
  table: Table,
  { streaks, kept }: Here,
  visits: Counted[],
  { visitId, day }: { visitId: string; day: string },
  language: Language,
  now: Date,
): Promise<OfVisit> {
  const since = visits.filter((visit) => !kept || visit.day > kept.through || !kept.onDay.includes(visit.visitId))
  const fresh = inOrder(since.filter((visit) => !kept || visit.day >= kept.through))
  const mine: MyStreak[] = []
  const rewards: Reward[] = []
  for (const streak of streaks) {
    let standing = kept?.standings[streak.streakId] ?? nothingYet
    for (const visit of await countedFor(table, streak, fresh, now)) {
      const next = countOne(streak.form, standing, visit.day)
      if (next.rounds > standing.rounds && visit.visitId === visitId) rewards.push(comingReward(streak, next.rounds, language))
      standing = next
    }
    const days = (await countedFor(table, streak, visits, now)).map((visit) => visit.day)
    mine.push(shownMine(streak, standing, days, day, language))
  }
  return { streak: nearestFirst(mine)[0], rewards }
}

/** What a visit means as it stands: counted anew, with the rewards that are there. */
export async function ofVisit(
  table: Table,
  { memberId, merchantId, storeId, visitId, day }: Counted & { memberId: string; merchantId: string },
  read: ReadVisits,
  language: Language,
  now: Date,
): Promise<OfVisit> {
  const [streaks, rewards] = await Promise.all([streaksAt(table, merchantId, storeId, now), rewardsOf(table, memberId)])
  const own = rewards.filter((reward) => reward.visitId === visitId).map((reward) => shownReward(reward, language))
  const counted = await countEach(table, memberId, merchantId, streaks, read, now)
  const coming = counted.flatMap(({ streak, completed }) =>
    completed.flatMap((visit, n) => {
      const isThere = rewards.some(({ streakId, round }) => streakId === streak.streakId && round === n + 1)
      return visit.visitId === visitId && !isThere ? [comingReward(streak, n + 1, language)] : []
    }),
  )
  const mine = counted.map(({ streak, standing, days }) => shownMine(streak, standing, days, day, language))
  return { streak: nearestFirst(mine)[0], rewards: [...own, ...coming] }
}

const rewardsShown = 50

/** Where a member stands, at a store or with every merchant visited before. Refuses with store.not_found. */
export async function listMyStreaks(
  table: Table,
  memberId: string,
  storeId: string | undefined,
  read: ReadVisits,
  language: Language,
  now: Date,
): Promise<{ items: MyStreak[]; rewards: Reward[] }> {
  const store = storeId === undefined ? undefined : await findStore(table, storeId, now)
  if (storeId !== undefined && !store) throw new Problem('store.not_found', { field: 'storeId' })
  const merchants = store ? [store.merchantId] : await merchantsOf(table, memberId)
  const at = now.toISOString()
  const items: MyStreak[] = []
  for (const merchantId of merchants) {
    const all = (await streaksSince(table, merchantId, at)).filter(({ stoppedAt, from }) => !stoppedAt && from <= at)
    const streaks = store ? await among(table, all, { storeId: store.storeId, at }, now) : all
    for (const { streak, standing, days } of await countEach(table, memberId, merchantId, streaks, read, now))
      items.push(shownMine(streak, standing, days, businessDay(store ?? streak, now), language))
  }
  const rewards = (await rewardsOf(table, memberId)).filter(({ merchantId }) => merchants.includes(merchantId))
  const newest = rewards.sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, rewardsShown)
  return { items: nearestFirst(items), rewards: newest.map((reward) => shownReward(reward, language)) }
}

async function countEach(
  table: Table,
  memberId: string,
  merchantId: string,
  streaks: StreakItem[],
  read: ReadVisits,
  now: Date,
) {
  if (streaks.length === 0) return []
  const visits = await read(table, memberId, merchantId, firstDayOf(streaks))
  return Promise.all(
    streaks.map(async (streak) => {
      const own = await countedFor(table, streak, visits, now)
      return { streak, ...countAll(streak.form, own), days: own.map(({ day }) => day) }
    }),
  )
}

/** Where the feed has counted something. */
async function merchantsOf(table: Table, memberId: string): Promise<string[]> {
  const page = await table.query({ pk: partitionOf(memberId), prefix: standingsPrefix })
  return (page.items as StandingsItem[]).map(({ merchantId }) => merchantId)
}
