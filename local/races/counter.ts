import { openBatch, seenOnce, times } from './offer.ts'
import type { RaceStack } from './stack.ts'

/** The races at the counter. They move the clock, so they come last. */
export function counterRaces(running: () => RaceStack): void {
  let stack: RaceStack
  const staff = { clerk: '', manager: '', marketer: '' }
  let storeId: string
  let nth = 0
  beforeAll(async () => {
    stack = running()
    staff.clerk = await stack.login('seed-clerk-1')
    staff.manager = await stack.login('seed-manager')
    staff.marketer = await stack.login('seed-marketer')
    storeId = (await stack.call('listStores', {}, { token: staff.clerk })).body.items[0]?.storeId ?? ''
  })

  /** Fresh coupons of one new guest, each with its codes. */
  async function coupons(count: number) {
    const { batchId } = await openBatch(stack, staff.marketer, { total: count, perMember: Math.min(20, count) })
    const token = await stack.login(`counter-${nth++}`)
    const shown = []
    for (const key of times(count, (one) => `take-${one}`)) {
      const { couponId } = (await stack.call('claimCoupon', { batchId }, { token, key })).body
      shown.push({ couponId, ...(await stack.call('showCode', { couponId }, { token })).body })
    }
    return { token, shown }
  }
  const totals = async () => (await stack.call('listRedemptions', { storeId }, { token: staff.clerk })).body.totals
  /** What the answers come to, each once. */
  const told = (answers: { status: number; body: { code?: string } }[]) =>
    [...new Set(answers.map(({ status, body }) => (status < 300 ? 'done' : `${status} ${body.code}`)))].sort()
  const instant = expect.stringMatching(/^\d{4}-.*\+08:00$/)

  it('two who redeem one code at once: one wins, and the other is told by whom and when, twenty times over', async () => {
    const before = await totals()
    const { shown } = await coupons(20)
    for (const [round, { code, typedCode }] of shown.entries()) {
      // The clerk scans while the manager types what the guest reads out; each first in turn.
      const asClerk = () => stack.call('redeem', { code, storeId }, { token: staff.clerk, key: `c${round}` })
      const asManager = () => stack.call('redeem', { typedCode, storeId }, { token: staff.manager, key: `m${round}` })
      const answers = await Promise.all(round % 2 === 0 ? [asClerk(), asManager()] : [asManager(), asClerk()])
      const [won, ...others] = answers.filter(({ status }) => status === 201)
      const lost = answers.find(({ status }) => status !== 201)
      expect(others).toEqual([])
      expect(lost?.status).toBe(409)
      expect(lost?.body.code).toBe('coupon.already_redeemed')
      expect(lost?.body.details).toEqual({ by: won?.body.by, at: won?.body.at, storeId })
      expect(won?.body).toMatchObject({ at: instant, by: expect.stringMatching(/^店[员长]·/) })
    }
    expect((await seenOnce(totals, ({ redeemed }) => redeemed >= before.redeemed + 20)).redeemed).toBe(before.redeemed + 20)
  }, 40_000)

  it('two who undo one redemption at once: one undo, and the other is told by whom and when', async () => {
    const before = await totals()
    const { shown } = await coupons(10)
    for (const { code } of shown) {
      const { redemptionId } = (await stack.call('redeem', { code, storeId }, { token: staff.clerk })).body
      const undo = (token: string) => stack.call('undoRedemption', { redemptionId, reason: '点错了' }, { token })
      const answers = await Promise.all([undo(staff.clerk), undo(staff.manager)])
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
      const won = answers.find(({ status }) => status === 200)?.body
      const lost = answers.find(({ status }) => status !== 200)?.body
      expect(lost?.code).toBe('redemption.already_undone')
      expect(lost?.details).toMatchObject({ by: won?.undoneBy, at: won?.undoneAt })
    }
    const { redeemed, undone } = await seenOnce(totals, (seen) => seen.undone >= before.undone + 10)
    expect({ redeemed, undone }).toEqual({ redeemed: before.redeemed, undone: before.undone + 10 })
  }, 40_000)

  it('the same key twenty times at once has one effect and one answer', async () => {
    const { call } = stack
    const [token, key] = [staff.marketer, 'same-key']
    const window = { from: new Date(Date.now()).toISOString(), to: new Date(Date.now() + 86_400_000).toISOString() }
    const promotions = await Promise.all(
      times(20, () => call('createPromotion', { name: '只建一次', ...window }, { token, key })),
    )
    expect(new Set(promotions.map(({ status, body }) => `${status} ${body.promotionId}`)).size).toBe(1)
    const listed = (await call('listPromotions', { limit: 100 }, { token })).body.items
    expect(listed.filter(({ name }) => name === '只建一次')).toHaveLength(1)

    const promotionId = promotions[0]?.body.promotionId ?? ''
    const form = { title: '只建一次', total: 20, perMember: 5, benefit: { kind: 'amount' as const, offFen: 1, minSpendFen: 0 } }
    const batches = await Promise.all(
      times(20, () => call('createBatch', { promotionId, ...form, validity: { kind: 'days', days: 1 } }, { token, key })),
    )
    expect(new Set(batches.map(({ status, body }) => `${status} ${body.batchId}`)).size).toBe(1)
    expect((await call('launchPromotion', { promotionId }, { token })).body.batches).toHaveLength(1)

    const guest = await stack.login('same-key-guest')
    const batchId = batches[0]?.body.batchId ?? ''
    const claims = await Promise.all(times(20, () => call('claimCoupon', { batchId }, { token: guest, key })))
    expect(new Set(claims.map(({ status, body }) => `${status} ${body.couponId}`)).size).toBe(1)
    expect((await call('getPromotion', { promotionId }, { token })).body.batches[0]?.counts).toMatchObject({ left: 19 })

    const { code } = (await call('showCode', { couponId: claims[0]?.body.couponId ?? '' }, { token: guest })).body
    const uses = await Promise.all(times(20, () => call('redeem', { code, storeId }, { token: staff.clerk, key })))
    expect(uses.map(({ status }) => status)).toEqual(times(20, () => 201))
    expect(new Set(uses.map(({ body }) => JSON.stringify(body))).size).toBe(1)
    const undo = { redemptionId: uses[0]?.body.redemptionId ?? '', reason: '点错了' }
    const undos = await Promise.all(times(20, () => call('undoRedemption', undo, { token: staff.clerk, key })))
    expect(undos.map(({ status }) => status)).toEqual(times(20, () => 200))
    expect(new Set(undos.map(({ body }) => JSON.stringify(body))).size).toBe(1)
  }, 30_000)

  it('the same key for two different requests at once has one effect, and the other request is told so', async () => {
    const { call } = stack
    const mismatch = '409 idempotency.mismatch'
    const [token, key] = [staff.marketer, 'other-body']
    const window = { from: new Date(Date.now()).toISOString(), to: new Date(Date.now() + 86_400_000).toISOString() }
    const promotions = times(10, (one) => call('createPromotion', { name: `甲乙${one % 2}`, ...window }, { token, key }))
    expect(told(await Promise.all(promotions))).toEqual([mismatch, 'done'])
    const listed = (await call('listPromotions', { limit: 100 }, { token })).body.items
    expect(listed.filter(({ name }) => name.startsWith('甲乙'))).toHaveLength(1)

    const { shown } = await coupons(1)
    const { code = '' } = shown[0] ?? {}
    const bill = (one: number) => ({ totalFen: 1000 + (one % 2) })
    const uses = await Promise.all(
      times(10, (one) => call('redeem', { code, storeId, bill: bill(one) }, { token: staff.clerk, key })),
    )
    expect(told(uses)).toEqual([mismatch, 'done'])
  }, 30_000)

  it('the same key for undoing with two different reasons at once has one effect, and the other request is told so', async () => {
    const { shown } = await coupons(1)
    const asked = { token: staff.clerk, key: 'two-reasons' }
    const { redemptionId } = (await stack.call('redeem', { code: shown[0]?.code ?? '', storeId }, { token: staff.clerk })).body
    const undos = times(10, (one) => stack.call('undoRedemption', { redemptionId, reason: `原因${one % 2}` }, asked))
    expect(told(await Promise.all(undos))).toEqual(['409 idempotency.mismatch', 'done'])
  }, 30_000)

  it('a hundred wrong typed codes at once are five looks, and the right one has to wait until the time that was told', async () => {
    const { token, shown } = await coupons(2)
    const [{ couponId, code, typedCode } = { couponId: '', code: '', typedCode: '' }, other] = shown
    const digits = typedCode.replaceAll(' ', '')
    // The member's number is right; of the eight digits behind it none of the guesses is.
    const wrong = times(
      100,
      (one) => digits.slice(0, 8) + String((Number(digits.slice(8)) + 1 + one * 997) % 100_000_000).padStart(8, '0'),
    )
    const answers = await Promise.all(
      wrong.map((guess, one) =>
        stack.call(one % 2 ? 'redeem' : 'previewRedemption', { typedCode: guess, storeId }, { token: staff.clerk }),
      ),
    )
    const looked = answers.filter(({ body }) => body.code === 'code.invalid')
    const stopped = answers.filter(({ body }) => body.code === 'code.too_many_tries')
    expect(looked.length + stopped.length).toBe(100)
    expect(looked).toHaveLength(5)
    for (const { status, body, headers } of stopped) {
      expect(status).toBe(429)
      expect(body.retryAt).toBe(stopped[0]?.body.retryAt)
      expect(Number(headers['retry-after'])).toBeGreaterThan(0)
    }
    const right = await stack.call('redeem', { typedCode, storeId }, { token: staff.clerk })
    expect({ status: right.status, code: right.body.code }).toEqual({ status: 429, code: 'code.too_many_tries' })
    // What was scanned is signed and needs no guess; another who types is not to blame.
    expect((await stack.call('previewRedemption', { code, storeId }, { token: staff.clerk })).body.usable).toBe(true)
    const typedByManager = await stack.call('redeem', { typedCode: other?.typedCode ?? '', storeId }, { token: staff.manager })
    expect(typedByManager.status).toBe(201)

    const wait = Number(right.headers['retry-after'])
    expect(wait).toBeGreaterThan(60)
    await stack.advanceClock(wait - 30)
    const early = (await stack.call('showCode', { couponId }, { token })).body
    expect((await stack.call('redeem', { typedCode: early.typedCode, storeId }, { token: staff.clerk })).status).toBe(429)
    await stack.advanceClock(31)
    const later = (await stack.call('showCode', { couponId }, { token })).body
    expect((await stack.call('redeem', { typedCode: later.typedCode, storeId }, { token: staff.clerk })).status).toBe(201)
  }, 30_000)
}
