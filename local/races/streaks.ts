import { setTimeout as pause } from 'node:timers/promises'
import { times } from './offer.ts'
import type { RaceStack } from './stack.ts'

/** The races of rewards: so many guests at one store in the same second, each of whom earns something with the first visit. */
export function streakRaces(running: () => RaceStack, guests: number): void {
  let stack: RaceStack
  let marketer: string
  let proof: { qr: string; lat: number; lng: number; accuracy: number }
  beforeAll(async () => {
    stack = running()
    marketer = await stack.login('seed-marketer')
    const clerk = await stack.login('seed-clerk-1')
    const store = (await stack.call('listStores', {}, { token: clerk })).body.items[0]
    const { storeId = '', lat = 0, lng = 0 } = store ?? {}
    // The printed sign never expires: a slow machine changes nothing.
    const { signQr } = (await stack.call('getStoreCode', { storeId }, { token: clerk })).body
    proof = { qr: signQr, lat, lng, accuracy: 10 }
  })

  const day = 86_400_000
  const at = (later: number) => new Date(Date.now() + later * day).toISOString()

  /** A live promotion with this budget, and a streak of it that every visit completes. */
  async function earning(budgetFen: number, total?: number) {
    const asked = { token: marketer }
    const { promotionId } = (await stack.call('createPromotion', { name: '到店', from: at(-1), to: at(60), budgetFen }, asked))
      .body
    const benefit = { kind: 'amount' as const, offFen: 100, minSpendFen: 0 }
    const batch = { title: '到店券', total: total ?? 1, perMember: 1, benefit, validity: { kind: 'days' as const, days: 7 } }
    const made = total && (await stack.call('createBatch', { promotionId, ...batch }, asked)).body
    const reward = made
      ? { kind: 'coupon' as const, batchId: made.batchId }
      : { kind: 'points' as const, points: 10, costFen: 100 }
    const form = { title: '来就有', kind: 'count' as const, goal: 1, makeUps: 0, reward }
    const { streakId } = (await stack.call('createStreak', { promotionId, ...form }, asked)).body
    await stack.call('launchPromotion', { promotionId }, asked)
    const counts = async () => {
      const { items } = (await stack.call('listStreaks', { promotionId }, asked)).body
      const budget = (await stack.call('getPromotion', { promotionId }, asked)).body.budget
      return { ...items?.[0]?.counts, leftFen: budget?.leftFen }
    }
    const stop = () => stack.call('stopStreak', { streakId }, asked)
    return { counts, stop }
  }

  /** So many guests who come twice in the same second, each by the same proof. */
  async function comeAtOnce(name: string, count: number): Promise<string[]> {
    const tokens: string[] = []
    for (let from = 0; from < count; from += 20)
      tokens.push(...(await Promise.all(times(Math.min(20, count - from), (nth) => stack.login(`${name}-${from + nth}`)))))
    const visit = async (token: string) => (await stack.call('checkIn', proof, { token })).status
    const twice = await Promise.all(tokens.flatMap((token) => [visit(token), visit(token)]))
    expect(new Set(twice)).toEqual(new Set([200]))
    return tokens
  }

  type Counts = Awaited<ReturnType<Awaited<ReturnType<typeof earning>>['counts']>>

  /** Once the feed has come to every visit; asked once a second, for a database that does one thing at a time. */
  async function settledTo(count: number, all: { counts(): Promise<Counts> }[]): Promise<Counts[]> {
    const until = performance.now() + 400_000
    for (;;) {
      const seen = await Promise.all(all.map(({ counts }) => counts()))
      const isDone = seen.every(({ granted = 0, waiting = 0 }) => granted + waiting >= count)
      if (isDone || performance.now() > until) return seen
      await pause(1000)
    }
  }

  const mineOf = async (token: string) => {
    const [points, coupons, streaks] = await Promise.all([
      stack.call('listMyPoints', {}, { token }),
      stack.call('listMyCoupons', {}, { token }),
      stack.call('listMyStreaks', {}, { token }),
    ])
    const { balances, items } = points.body
    const { rewards } = streaks.body
    return { balance: balances[0]?.points ?? 0, lines: items, held: coupons.body.items.length, rewards }
  }

  it(`${guests} members who come in the same second earn ${guests} rewards, none twice, and all of the budget is spent`, async () => {
    const streak = await earning(guests * 100)
    const tokens = await comeAtOnce('regular', guests)
    expect(await settledTo(guests, [streak])).toEqual([{ granted: guests, waiting: 0, costFen: guests * 100, leftFen: 0 }])
    await streak.stop()
    const mine = await Promise.all(tokens.map(mineOf))
    expect(mine.map(({ balance, lines, rewards }) => [balance, lines.length, rewards.length])).toEqual(
      mine.map(() => [10, 1, 1]),
    )
  }, 600_000)

  it('where the budget or the stock pays for six of ten only, six of ten have theirs, and the others are told that it waits', async () => {
    const count = guests / 10
    const most = count * 0.6
    const short = await earning(most * 100)
    const coupons = await earning(count * 100, most)
    const tokens = await comeAtOnce('unlucky', count)
    expect(await settledTo(count, [short, coupons])).toEqual([
      { granted: most, waiting: count - most, costFen: most * 100, leftFen: 0 },
      { granted: most, waiting: count - most, costFen: 0, leftFen: (count - most) * 100 },
    ])
    for (const { stop } of [short, coupons]) await stop()
    const mine = await Promise.all(tokens.map(mineOf))
    expect(mine.filter(({ balance }) => balance === 10)).toHaveLength(most)
    expect(mine.filter(({ held }) => held === 1)).toHaveLength(most)
    expect(mine.every(({ balance, held, rewards }) => balance <= 10 && held <= 1 && rewards.length === 2)).toBe(true)
  }, 500_000)
}
