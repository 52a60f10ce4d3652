import { seenOnce, times } from './offer.ts'
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
      return { ...items[0]?.counts, leftFen: budget?.leftFen }
    }
    const stop = () => stack.call('stopStreak', { streakId }, asked)
    return { streakId, counts, stop }
  }

  it(`${guests} members who come in the same second earn ${guests} rewards, none twice, and no budget pays more than it has`, async () => {
    const most = Math.floor(guests * 0.6)
    const enough = await earning(guests * 100)
    const short = await earning(most * 100)
    const coupons = await earning(guests * 100, most)
    const tokens: string[] = []
    for (let from = 0; from < guests; from += 20)
      tokens.push(...(await Promise.all(times(Math.min(20, guests - from), (nth) => stack.login(`regular-${from + nth}`)))))
    // What a process knows of streaks is some seconds old; what the feed grants is not.
    const visit = async (token: string) => (await stack.call('checkIn', proof, { token })).status
    const twice = await Promise.all(tokens.flatMap((token) => [visit(token), visit(token)]))
    expect(new Set(twice)).toEqual(new Set([200]))

    const settled = async () => Promise.all([enough, short, coupons].map(({ counts }) => counts()))
    const isDone = (all: { granted?: number; waiting?: number }[]) =>
      all.every(({ granted = 0, waiting = 0 }) => granted + waiting >= guests)
    let seen = await settled()
    for (let tries = 0; tries < 15 && !isDone(seen); tries++) seen = await seenOnce(settled, isDone)
    expect(seen).toEqual([
      { granted: guests, waiting: 0, costFen: guests * 100, leftFen: 0 },
      { granted: most, waiting: guests - most, costFen: most * 100, leftFen: 0 },
      { granted: most, waiting: guests - most, costFen: 0, leftFen: (guests - most) * 100 },
    ])

    const mine = await Promise.all(
      tokens.map(async (token) => {
        const [points, coupon, streaks] = await Promise.all([
          stack.call('listMyPoints', {}, { token }),
          stack.call('listMyCoupons', {}, { token }),
          stack.call('listMyStreaks', {}, { token }),
        ])
        const { balances, items } = points.body
        return { balance: balances[0]?.points ?? 0, lines: items, coupons: coupon.body.items, rewards: streaks.body.rewards }
      }),
    )
    expect(mine.every(({ rewards }) => rewards.length === 3)).toBe(true)
    for (const { balance, lines } of mine) {
      expect(balance).toBe(lines.reduce((sum, { points }) => sum + points, 0))
      expect(lines.filter(({ streakId }) => streakId === enough.streakId)).toHaveLength(1)
    }
    const lines = mine.flatMap((one) => one.lines)
    expect(lines.filter(({ streakId }) => streakId === short.streakId)).toHaveLength(most)
    const wallets = mine.map((one) => one.coupons.length)
    expect(Math.max(...wallets)).toBe(1)
    expect(wallets.filter((held) => held === 1)).toHaveLength(most)
    for (const { stop } of [enough, short, coupons]) await stop()
  }, 300_000)
}
