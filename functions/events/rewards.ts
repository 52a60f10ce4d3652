import { countedVisits, type VisitItem, visitPrefix } from '../checkins/checkins.ts'
import type { Change } from '../kernel/feed.ts'
import type { Table, Write } from '../kernel/table/table.ts'
import { usualZone } from '../stores/stores.ts'
import { followVisit, type RewardItem, rewardName, rewardPrefix } from '../streaks/streaks.ts'
import { countsKey } from './items.ts'
import { type Fact, record } from './record.ts'

/** What follows from a visit that has come to count, and from what a reward has come to; undefined of anything else. */
export async function deriveRewards(table: Table, { old, new: item }: Change, now: Date): Promise<void> {
  if (item?.sk.startsWith(rewardPrefix)) return tellReward(table, old as RewardItem | undefined, item as RewardItem, now)
  if (!item?.sk.startsWith(visitPrefix) || item.state !== 'counted' || old?.state === 'counted') return
  await followVisit(table, item as VisitItem, countedVisits, now)
}

/** In the log, and in the counts of its streak: once for each state it comes to. */
async function tellReward(table: Table, old: RewardItem | undefined, reward: RewardItem, now: Date): Promise<void> {
  if (old?.state === reward.state) return
  const { memberId, merchantId, promotionId, streakId, round, state, reward: what, at, why } = reward
  const eventId = `reward-${state}#${memberId}#${rewardName(streakId, round)}`
  // What a coupon costs is counted when it is used.
  const costFen = state === 'granted' && what.kind === 'points' ? what.costFen : 0
  const about = { merchantId, promotionId, streakId, memberId, round, costFen, zone: await usualZone(table, merchantId) }
  const fact: Fact = { eventId, kind: `reward-${state}`, at, ...about, ...(why !== undefined && { why }) }
  const counts = { [state]: 1, ...(costFen > 0 && { costFen }), ...(old?.state === 'waiting' && { waiting: -1 }) }
  const counted: Write = { change: countsKey(streakId), add: counts, when: 'always' }
  await record(table, fact, [counted], now)
}
