import type { RouteName } from '../../shared/routes.ts'

type Call = (name: RouteName, request?: object) => Promise<{ [field: string]: unknown }>

/** Every visit from now on earns points. */
export async function beginStreak(call: Call, staffToken: string, promotionId: string): Promise<void> {
  const reward = { kind: 'points', points: 10, costFen: 10 }
  const body = { title: 'Come again', kind: 'count', goal: 1, makeUps: 0, reward }
  await call('createStreak', { token: staffToken, path: { promotionId }, key: 'streak', body })
}

/** Once the feed has come by, the points of the first visit are there; then it ends. */
export async function mustHaveEarned(call: Call, token: string, staffToken: string, promotionId: string): Promise<void> {
  const { rewards } = (await call('listMyStreaks', { token })) as { rewards: { state: string }[] }
  if (rewards[0]?.state !== 'granted') throw new Error(`the feed granted ${JSON.stringify(rewards)}`)
  const { balances } = (await call('listMyPoints', { token })) as { balances: { points: number }[] }
  if (balances[0]?.points !== 10) throw new Error(`it kept ${JSON.stringify(balances)}`)
  const { items } = (await call('listStreaks', { token: staffToken, path: { promotionId } })) as {
    items: { streakId: string }[]
  }
  await call('stopStreak', { token: staffToken, path: { streakId: String(items[0]?.streakId) } })
}
