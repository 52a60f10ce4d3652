import { Problem } from '../../shared/problem.ts'
import type { Code } from '../../shared/problems.ts'
import { grantCoupon, reserve } from '../coupons/coupons.ts'
import { dueAt } from '../kernel/due.ts'
import type { Condition, Item, Table, Write } from '../kernel/table/table.ts'
import { memberKey } from '../members/members.ts'
import { balanceKey, pointsKey, type RewardItem, rewardKey, rewardName, type StreakItem, streakKey, type Why } from './items.ts'
import type { Counted } from './rules.ts'

/** What waits is tried again so often, and given up so long after the streak has ended. */
const againMs = 3_600_000
const patienceMs = 7 * 86_400_000

type Guard = Exclude<Condition, 'always'>

/** What a refusal of the grant means to the member; what is none of these is a fault, and the feed comes back. */
const whyOf: { readonly [code in Code]?: Why } = {
  'promotion.not_live': 'paused',
  'promotion.budget_spent': 'budget_spent',
  'batch.paused': 'paused',
  'batch.sold_out': 'sold_out',
  'batch.not_started': 'not_started',
  'batch.ended': 'ended',
  'batch.not_found': 'ended',
  'batch.limit_reached': 'had_before',
}
const final: readonly Why[] = ['ended', 'had_before']

/** The reward of one round, whichever of its visits was told of last. */
export async function grantRound(
  table: Table,
  streak: StreakItem,
  memberId: string,
  round: number,
  visit: Counted,
  now: Date,
): Promise<void> {
  const { streakId, merchantId, promotionId, form, rewardTitle } = streak
  const until = new Date(Math.max(Date.parse(streak.to), now.getTime()) + patienceMs).toISOString()
  const reward: RewardItem = {
    ...rewardKey(memberId, streakId, round),
    ...{ memberId, streakId, round, merchantId, promotionId, visitId: visit.visitId, earnedAt: visit.at },
    ...{ title: form.title, reward: form.reward, state: 'granted', at: now.toISOString(), until },
    ...(rewardTitle !== undefined && { rewardTitle }),
  }
  await grant(table, streak, reward, now)
}

/** The job: a reward that waits is tried again, until there is nothing left to wait for. */
export async function lookAtReward(table: Table, item: Item, now: Date): Promise<void> {
  const reward = item as RewardItem
  const streak = (await table.get(streakKey(reward.merchantId, reward.streakId))) as StreakItem | undefined
  if (!streak) return end(table, reward, 'lost', 'ended', now)
  await grant(table, streak, reward, now)
}

/** Once, however often it is asked: its key is the condition, and money, stock and gate stand in the same commit. */
async function grant(table: Table, streak: StreakItem, reward: RewardItem, now: Date): Promise<void> {
  const { memberId, streakId, round, until } = reward
  try {
    if (reward.reward.kind === 'points') await table.commit(...pointsWrites(streak, reward, reward.reward, now))
    else {
      const beside = (couponId: string) => [saved(reward, now, couponId), ...still(streak, reward)]
      await grantCoupon(table, memberId, reward.reward.batchId, rewardName(streakId, round), beside, now)
    }
  } catch (problem) {
    if (problem === over) return reward.state === 'waiting' ? end(table, reward, 'lost', 'ended', now) : undefined
    const why = problem instanceof Problem ? whyOf[problem.code] : undefined
    if (!why) throw problem
    const isOver = final.includes(why) || (until !== undefined && until <= now.toISOString())
    await end(table, reward, isOver ? 'lost' : 'waiting', why, now)
  }
}

function pointsWrites(
  streak: StreakItem,
  reward: RewardItem,
  { points, costFen }: { points: number; costFen: number },
  now: Date,
): Write[] {
  const { memberId, merchantId, streakId, round, title } = reward
  const { merchantName } = streak
  const entry = { merchantId, merchantName, points, title, streakId, round, at: now.toISOString() }
  return [
    saved(reward, now),
    ...still(streak, reward),
    ...(streak.budgeted && costFen > 0 ? [reserve(streak.promotionId, costFen)] : []),
    { put: { ...pointsKey(memberId, merchantId, streakId, round), ...entry }, when: 'absent', orElse: () => 'mine' },
    { change: balanceKey(memberId, merchantId), set: { merchantId, merchantName }, add: { points }, when: 'always' },
  ]
}

const notYet: Guard = { any: ['absent', { field: 'state', is: 'waiting' }] }

function saved(
  { due: _due, dueAt: _dueAt, why: _why, until: _until, ...reward }: RewardItem,
  now: Date,
  couponId?: string,
): Write {
  const granted = { ...reward, state: 'granted', at: now.toISOString(), ...(couponId !== undefined && { couponId }) }
  return { put: granted as Item, when: notYet, orElse: () => 'mine' }
}

/** The streak was stopped, or its window moved, before the visit that completed the round. */
const over = new Problem('promotion.ended')

/** The streak counts for the visit that completed the round and is not paused, and the member is still one. */
function still({ merchantId, streakId }: StreakItem, { memberId, earnedAt }: RewardItem): Write[] {
  const counts: Guard = {
    all: [
      { field: 'gate', in: ['open', 'stopped'] },
      { field: 'from', atMost: earnedAt },
      { field: 'to', above: earnedAt },
      {
        any: [
          { field: 'stoppedAt', has: false },
          { field: 'stoppedAt', above: earnedAt },
        ],
      },
    ],
  }
  const there: Guard = { all: ['present', { field: 'erasedAt', has: false }] }
  return [
    {
      check: streakKey(merchantId, streakId),
      when: counts,
      orElse: (old) => (old?.gate === 'paused' || old?.gate === 'draft' ? new Problem('promotion.not_live') : over),
    },
    { check: memberKey(memberId), when: there, orElse: () => over },
  ]
}

/** What it has come to for now, or for good. */
async function end(table: Table, reward: RewardItem, state: 'waiting' | 'lost', why: Why, now: Date): Promise<void> {
  const { due: _due, dueAt: _dueAt, ...facts } = reward
  const again = new Date(now.getTime() + againMs).toISOString()
  const { memberId, streakId, round } = reward
  const next = state === 'waiting' ? dueAt(`${memberId}#${rewardName(streakId, round)}`, again, 'reward') : {}
  const item: RewardItem = { ...facts, state, why, ...next }
  // One that waited may have been erased meanwhile: then it does not come back.
  const when: Guard = reward.state === 'waiting' ? { field: 'state', is: 'waiting' } : notYet
  await table.commit({ put: item, when, orElse: () => 'mine' })
}
