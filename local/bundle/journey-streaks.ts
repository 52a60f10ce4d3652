import { dueAt } from '../../functions/kernel/due.ts'
import type { Table } from '../../functions/kernel/table/table.ts'
import { rewardKey, streakKey } from '../../functions/streaks/items.ts'
import type { RouteName } from '../../shared/routes.ts'

type Call = (name: RouteName, request?: object) => Promise<{ [field: string]: unknown }>

/** Every visit from now on earns points. */
export async function beginStreak(call: Call, staffToken: string, promotionId: string): Promise<void> {
  const reward = { kind: 'points', points: 10, costFen: 10 }
  const body = { title: 'Come again', kind: 'count', goal: 1, makeUps: 0, reward }
  await call('createStreak', { token: staffToken, path: { promotionId }, key: 'streak', body })
}

/** Once the feed has come by, the points of the first visit are there; then it ends. Answers which it was. */
export async function mustHaveEarned(call: Call, token: string, staffToken: string, promotionId: string): Promise<string> {
  const { rewards } = (await call('listMyStreaks', { token })) as { rewards: { state: string }[] }
  if (rewards[0]?.state !== 'granted') throw new Error(`the feed granted ${JSON.stringify(rewards)}`)
  const { balances } = (await call('listMyPoints', { token })) as { balances: { points: number }[] }
  if (balances[0]?.points !== 10) throw new Error(`it kept ${JSON.stringify(balances)}`)
  const { items } = (await call('listStreaks', { token: staffToken, path: { promotionId } })) as {
    items: { streakId: string }[]
  }
  const streakId = String(items[0]?.streakId)
  await call('stopStreak', { token: staffToken, path: { streakId } })
  return streakId
}

/** A reward that waits for a budget which is there by now: what the jobs are for. */
export async function leaveReward(
  table: Table,
  { merchantId, promotionId, streakId }: { merchantId: string; promotionId: string; streakId: string },
  memberId: string,
): Promise<void> {
  const at = new Date(Date.now() - 30_000).toISOString()
  // While it was running: it has been stopped since.
  const earnedAt = String((await table.get(streakKey(merchantId, streakId)))?.openedAt)
  const about = { memberId, streakId, round: 1, merchantId, promotionId, visitId: 'vis_packaged', earnedAt }
  const reward = { kind: 'points', points: 10, costFen: 10 }
  const waiting = { title: 'Come again', reward, state: 'waiting', why: 'budget_spent', at, ...dueAt(streakId, at, 'reward') }
  await table.commit({ put: { ...rewardKey(memberId, streakId, 1), ...about, ...waiting }, when: 'always' })
}

/** They have come by. */
export async function mustBeGranted(table: Table, memberId: string, streakId: string): Promise<void> {
  const reward = await table.get(rewardKey(memberId, streakId, 1))
  if (reward?.state !== 'granted') throw new Error(`the jobs left ${JSON.stringify(reward)}`)
}
