import { openBatch, seenOnce, times, walletOf } from './offer.ts'
import type { RaceStack } from './stack.ts'

/** The races for coupons; `coupons` is how many there are for twice as many guests. */
export function claimRaces(running: () => RaceStack, coupons: number): void {
  let stack: RaceStack
  let marketer: string
  beforeAll(async () => {
    stack = running()
    marketer = await stack.login('seed-marketer')
  })

  /** So many people, logged in a few at a time. */
  async function guests(count: number, name: string): Promise<string[]> {
    const tokens: string[] = []
    for (let from = 0; from < count; from += 20)
      tokens.push(...(await Promise.all(times(Math.min(20, count - from), (nth) => stack.login(`${name}-${from + nth}`)))))
    return tokens
  }

  it(`of ${2 * coupons} guests with five tries each ${coupons} get one of ${coupons}, and everybody learns the truth, lost answers or not`, async () => {
    const { batchId, counts } = await openBatch(stack, marketer, { total: coupons, perMember: 1 })
    const tokens = await guests(2 * coupons, 'storm')
    let calls = 0
    const claim = (token: string) => {
      // One in twenty is done, and its answer lost.
      const fault = calls++ % 20 === 7 ? ('drop-after' as const) : undefined
      return stack.call('claimCoupon', { batchId }, { token, fault })
    }
    const tried = await Promise.all(
      tokens.map(async (token, nth) => {
        // Half of them are impatient: all their tries are under way at once.
        if (nth % 2 === 0) return Promise.all(times(5, () => claim(token)))
        const answers = []
        for (let tries = 0; tries < 5; tries++) answers.push(await claim(token))
        return answers
      }),
    )
    const lost = tried.flat().filter(({ status }) => status === 0)
    expect(lost).toHaveLength(coupons / 2)
    const told = await Promise.all(tokens.map((token) => stack.call('claimCoupon', { batchId }, { token })))
    const won = told.filter(({ status }) => status === 201)
    expect(won).toHaveLength(coupons)
    expect(new Set(won.map(({ body }) => body.couponId)).size).toBe(coupons)
    for (const [nth, last] of told.entries()) {
      const heard = (tried[nth] ?? []).filter(({ status }) => status !== 0)
      if (last.status === 201) {
        // Nobody who has one was ever told that there is none, and every answer named the same one.
        expect(new Set([...heard, last].map(({ body }) => body.couponId ?? body.code))).toEqual(new Set([last.body.couponId]))
        expect(await walletOf(stack, tokens[nth] ?? '')).toEqual([last.body.couponId])
      } else {
        expect(new Set([...heard, last].map(({ body }) => body.code))).toEqual(new Set(['batch.sold_out']))
        expect(await walletOf(stack, tokens[nth] ?? '')).toEqual([])
      }
    }
    expect(await seenOnce(counts, ({ claimed }) => claimed === coupons)).toMatchObject({ left: 0, claimed: coupons })
  }, 60_000)

  it('a member with ten different keys at once gets three where three is the cap, and each key keeps its answer', async () => {
    const { batchId, counts } = await openBatch(stack, marketer, { total: 50, perMember: 3 })
    const token = await stack.login('greedy')
    const claimAll = () => Promise.all(times(10, (nth) => stack.call('claimCoupon', { batchId }, { token, key: `cap-${nth}` })))
    const first = await claimAll()
    const held = first.filter(({ status }) => status === 201).map(({ body }) => body.couponId)
    expect(new Set(held).size).toBe(3)
    expect(held).toHaveLength(3)
    expect(first.filter(({ body }) => body.code === 'batch.limit_reached')).toHaveLength(7)
    const again = await claimAll()
    expect(again.map(({ status, body }) => body.couponId ?? `${status} ${body.code}`)).toEqual(
      first.map(({ status, body }) => body.couponId ?? `${status} ${body.code}`),
    )
    expect((await walletOf(stack, token)).sort()).toEqual(held.sort())
    expect(await counts()).toMatchObject({ left: 47, claimed: 3 })
  }, 30_000)

  it('of a stock that lies in several parts the last one is found, and not one more', async () => {
    const { batchId, counts } = await openBatch(stack, marketer, { total: 200, perMember: 20 })
    const tokens = await guests(11, 'parts')
    const claimed = await Promise.all(
      tokens.map(async (token) => {
        const answers = []
        for (let key = 0; key < 20; key++)
          answers.push(await stack.call('claimCoupon', { batchId }, { token, key: `part-${key}` }))
        return answers
      }),
    )
    const told = claimed.flat().map(({ body }) => body.couponId ?? body.code)
    expect(new Set(told.filter((one) => one !== 'batch.sold_out')).size).toBe(200)
    expect(told.filter((one) => one === 'batch.sold_out')).toHaveLength(20)
    expect(await counts()).toMatchObject({ left: 0, claimed: 200 })
  }, 40_000)

  it('killed in the middle of a storm and started again, nothing that was acknowledged is lost and coupons equal stock taken', async () => {
    const keys = times(10, (key) => `kill-${key}`)
    const tokens = await guests(Math.ceil(coupons / 5), 'killed')
    const wanted = tokens.length * keys.length
    const total = Math.floor(wanted * 0.75)
    const { batchId, counts } = await openBatch(stack, marketer, { total, perMember: keys.length })
    let acknowledged = 0
    let killing: Promise<void> | undefined
    let lost = 0
    const kept = await Promise.all(
      tokens.map(async (token) => {
        const heard = new Map<string, string>()
        for (const key of keys) {
          const { status, body } = await stack.call('claimCoupon', { batchId }, { token, key })
          if (status === 0) lost += 1
          if (status !== 201) break
          heard.set(key, body.couponId)
          acknowledged += 1
          if (acknowledged >= wanted * 0.15) killing ??= stack.kill()
        }
        return heard
      }),
    )
    await killing
    expect(lost).toBeGreaterThan(0)
    expect(acknowledged).toBeLessThan(total)
    await stack.start()
    const wallets = await Promise.all(tokens.map((token) => walletOf(stack, token)))
    for (const [nth, heard] of kept.entries()) expect(wallets[nth]).toEqual(expect.arrayContaining([...heard.values()]))
    const taken = wallets.flat().length
    expect(taken).toBeGreaterThanOrEqual(acknowledged)
    expect(await counts()).toMatchObject({ left: total - taken, claimed: taken })

    const told = await Promise.all(
      tokens.map(async (token) => {
        const again = new Map<string, string | undefined>()
        for (const key of keys) again.set(key, (await stack.call('claimCoupon', { batchId }, { token, key })).body.couponId)
        return again
      }),
    )
    for (const [nth, heard] of kept.entries()) for (const [key, couponId] of heard) expect(told[nth]?.get(key)).toBe(couponId)
    const had = told.flatMap((again) => [...again.values()].filter((couponId) => couponId !== undefined))
    expect(new Set(had).size).toBe(total)
    expect(had).toHaveLength(total)
    expect(await counts()).toMatchObject({ left: 0, claimed: total })
  }, 60_000)
}
