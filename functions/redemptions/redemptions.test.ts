import { type CounterSide, newCounter } from '../../local/testing/counter.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'

let door: FrontDoor
let launch: ReturnType<typeof newLaunch>
let at: CounterSide
beforeAll(async () => {
  door = await frontDoor()
  launch = newLaunch(door)
  at = await newCounter(door)
})

const minute = 60_000
const bill = { totalFen: 4550, receiptNo: 'A-17' }
const settled = { dueFen: 4550, discountFen: 1000, payFen: 3550 }

describe('previewRedemption and redeem', () => {
  it('redeem does exactly what the preview showed, and keeps the receipt number', async () => {
    const guest = await at.claimed((await launch({ total: 5 })).batchId, 'guest-exact')
    const { code, typedCode } = await guest.code()
    const look = await door.call('previewRedemption', { typedCode, storeId: at.store1, bill }, { token: at.clerk1 })
    expect(look.body).toMatchObject({
      usable: true,
      billNeeded: false,
      member: expect.stringMatching(/^会员 ··\d{4}$/),
      ...settled,
    })
    const done = await door.call('redeem', { code, storeId: at.store1, bill }, { token: at.clerk1, key: 'exact' })
    expect(done.status).toBe(201)
    expect(done.body).toMatchObject({ ...settled, receiptNo: 'A-17', by: '店员·小林', state: 'done' })
    const held = await door.call('getCoupon', { couponId: guest.couponId }, { token: guest.token })
    expect(held.body).toMatchObject({ state: 'redeemed', use: { storeName: '巷口咖啡·春熙路店', ...settled } })
  })

  it('a preview changes nothing', async () => {
    const guest = await at.claimed((await launch({ total: 5 })).batchId, 'guest-look')
    const { code } = await guest.code()
    const before = door.table.units().write
    await door.call('previewRedemption', { code, storeId: at.store1, bill }, { token: at.clerk1 })
    expect(door.table.units().write).toBe(before)
  })

  it('asks for the bill before it judges the minimum spend, and refuses one below it, in both steps alike', async () => {
    const guest = await at.claimed((await launch({ total: 5 })).batchId, 'guest-bill')
    const { code } = await guest.code()
    const token = at.clerk1
    const look = await door.call('previewRedemption', { code, storeId: at.store1 }, { token })
    expect(look.body).toMatchObject({ usable: true, billNeeded: true })
    expect((await door.call('redeem', { code, storeId: at.store1 }, { token })).body.code).toBe('coupon.bill_needed')
    const small = { totalFen: 2999 }
    const lookAgain = await door.call('previewRedemption', { code, storeId: at.store1, bill: small }, { token })
    expect(lookAgain.body).toMatchObject({ usable: false, why: { code: 'coupon.min_spend' } })
    const refused = await door.call('redeem', { code, storeId: at.store1, bill: small }, { token })
    expect(refused).toMatchObject({ status: 409, body: { code: 'coupon.min_spend', field: 'bill.totalFen' } })
    expect((await door.call('redeem', { code, storeId: at.store1, bill }, { token })).status).toBe(201)
  })

  it('tells the second clerk by whom and when', async () => {
    const guest = await at.claimed((await launch({ total: 5 })).batchId, 'guest-twice')
    const { code } = await guest.code()
    const asked = { code, storeId: at.store1, bill }
    const calls = [door.call('redeem', asked, { token: at.clerk1 }), door.call('redeem', asked, { token: at.manager })]
    const answers = (await Promise.all(calls)).sort((a, b) => a.status - b.status)
    expect(answers.map((answer) => answer.status)).toEqual([201, 409])
    const { code: why, details } = answers[1]?.body ?? {}
    expect(why).toBe('coupon.already_redeemed')
    expect(details).toEqual({ by: answers[0]?.body.by, at: answers[0]?.body.at, storeId: at.store1 })
    const look = await door.call('previewRedemption', asked, { token: at.clerk1 })
    expect(look.body).toMatchObject({ usable: false, why: { code: 'coupon.already_redeemed' }, use: { by: details?.by } })
  })

  it('answers the same redemption for the same key, after the minute of the code too, and refuses another body', async () => {
    const guest = await at.claimed((await launch({ total: 5 })).batchId, 'guest-retry')
    const { code } = await guest.code()
    const asked = { code, storeId: at.store1, bill }
    const first = await door.call('redeem', asked, { token: at.clerk1, key: 'retry' })
    door.clock.offsetMs += 2 * minute
    expect(await door.call('redeem', asked, { token: at.clerk1, key: 'retry' })).toMatchObject({
      status: 201,
      body: first.body,
    })
    const other = { ...asked, bill: { totalFen: 9900 } }
    const refused = await door.call('redeem', other, { token: at.clerk1, key: 'retry' })
    expect(refused).toMatchObject({ status: 409, body: { code: 'idempotency.mismatch', field: 'Idempotency-Key' } })
  })

  it('does not take a fresh code under an old key for the use that was undone', async () => {
    const guest = await at.claimed((await launch({ total: 5 })).batchId, 'guest-old-key')
    const redeem = async () => {
      const { code } = await guest.code()
      return door.call('redeem', { code, storeId: at.store1, bill }, { token: at.clerk1, key: 'old-key' })
    }
    const { redemptionId } = (await redeem()).body
    await door.call('undoRedemption', { redemptionId, reason: '点错' }, { token: at.clerk1 })
    expect(await redeem()).toMatchObject({ status: 409, body: { code: 'idempotency.mismatch' } })
  })

  it('refuses a clerk of another store, and a store where the clerk does not work', async () => {
    const { batchId } = await launch({ total: 5, scope: { storeIds: [at.store1] } })
    const { code } = await (await at.claimed(batchId, 'guest-elsewhere')).code()
    const wrong = await door.call('redeem', { code, storeId: at.store2, bill }, { token: at.clerk2 })
    expect(wrong).toMatchObject({ status: 409, body: { code: 'coupon.wrong_store' } })
    const posing = await door.call('redeem', { code, storeId: at.store1, bill }, { token: at.clerk2 })
    expect(posing).toMatchObject({ status: 403, body: { code: 'role.forbidden', field: 'storeId' } })
    expect((await door.call('redeem', { code, storeId: at.store1, bill }, { token: at.clerk1 })).status).toBe(201)
  })

  it("takes an expired coupon for what it is at the instant it ends, and keeps a coupon's code no longer than itself", async () => {
    const now = door.clock.now().getTime()
    const validity = { kind: 'dates' as const, from: new Date(now).toISOString(), to: new Date(now + 30_000).toISOString() }
    const claim = { from: new Date(now).toISOString(), to: new Date(now + 20_000).toISOString() }
    const guest = await at.claimed((await launch({ total: 5, validity, claim })).batchId, 'guest-ending')
    const { code, typedCode, expiresAt } = await guest.code()
    expect(Date.parse(expiresAt)).toBeLessThanOrEqual(Date.parse(validity.to))
    door.clock.offsetMs += 31_000
    const refused = await door.call('redeem', { code, storeId: at.store1, bill }, { token: at.clerk1 })
    expect(refused.body.code).toBe('code.expired')
    const typed = await door.call('redeem', { typedCode, storeId: at.store1, bill }, { token: at.clerk1 })
    expect(typed.body.code).toBe('coupon.expired')
  })
})

describe('codes', () => {
  it('a screenshot is worthless after a minute, a typed code can be read over a phone for two', async () => {
    const guest = await at.claimed((await launch({ total: 5 })).batchId, 'guest-screenshot')
    const { code, typedCode, expiresAt } = await guest.code()
    expect(Date.parse(expiresAt) - door.clock.now().getTime()).toBeLessThanOrEqual(minute)
    expect(typedCode).toMatch(/^\d{4} \d{4} \d{4} \d{4}$/)
    door.clock.offsetMs += minute
    const old = await door.call('previewRedemption', { code, storeId: at.store1 }, { token: at.clerk1 })
    expect(old).toMatchObject({ status: 409, body: { code: 'code.expired' } })
    door.clock.offsetMs += minute
    const typed = { typedCode, storeId: at.store1 }
    expect((await door.call('previewRedemption', typed, { token: at.clerk1 })).status).toBe(200)
    door.clock.offsetMs += 2 * minute
    // The guest was slow, the clerk was not wrong: it costs no try, however often.
    for (let nth = 0; nth < 7; nth++) {
      expect((await door.call('previewRedemption', typed, { token: at.clerk1 })).body.code).toBe('code.expired')
    }
    door.clock.offsetMs += 15 * minute
    expect((await door.call('previewRedemption', typed, { token: at.clerk1 })).body.code).toBe('code.invalid')
  })

  it('a code shown before a use is worth nothing after its undo; a fresh one is', async () => {
    const guest = await at.claimed((await launch({ total: 5 })).batchId, 'guest-old-code')
    const before = await guest.code()
    const asked = { storeId: at.store1, bill }
    const done = await door.call('redeem', { ...asked, code: before.code }, { token: at.clerk1 })
    await door.call('undoRedemption', { redemptionId: done.body.redemptionId, reason: '点错' }, { token: at.clerk1 })
    for (const old of [{ code: before.code }, { typedCode: before.typedCode }]) {
      expect((await door.call('redeem', { ...asked, ...old }, { token: at.clerk1 })).body.code).toBe('code.expired')
    }
    expect((await door.call('redeem', { ...asked, code: (await guest.code()).code }, { token: at.clerk1 })).status).toBe(201)
  })

  it('guessing stops after five wrong ones, says when to come back, and then refuses right ones too', async () => {
    const guest = await at.claimed((await launch({ total: 5 })).batchId, 'guest-guessed')
    const { typedCode } = await guest.code()
    const right = Number(typedCode.replaceAll(' ', '').slice(8))
    const guess = (n: number) => typedCode.slice(0, 10) + String((right + n) % 100_000_000).padStart(8, '0')
    const token = at.clerk2
    const look = (code: string) => door.call('previewRedemption', { typedCode: code, storeId: at.store2 }, { token })
    expect((await look(typedCode)).status).toBe(200)
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => look(guess(n + 1))))
    expect(answers.filter((answer) => answer.body.code === 'code.invalid')).toHaveLength(5)
    const stopped = answers.filter((answer) => answer.body.code === 'code.too_many_tries')
    expect(stopped).toHaveLength(15)
    const retryAt = Date.parse(stopped[0]?.body.retryAt ?? '')
    expect(retryAt - door.clock.now().getTime()).toBeGreaterThan(14 * minute)
    expect(Number(stopped[0]?.headers['retry-after'])).toBeGreaterThan(14 * 60)
    expect((await look(typedCode)).body.code).toBe('code.too_many_tries')
    door.clock.offsetMs = door.clock.offsetMs + (retryAt - door.clock.now().getTime())
    expect((await look((await guest.code()).typedCode)).status).toBe(200)
  })

  it('right codes are never counted, however many a clerk types', async () => {
    const guest = await at.claimed((await launch({ total: 5 })).batchId, 'guest-busy-hour')
    const { typedCode } = await guest.code()
    for (let n = 0; n < 12; n++) {
      const look = await door.call('previewRedemption', { typedCode, storeId: at.store1 }, { token: at.clerk1 })
      expect(look.status).toBe(200)
    }
  })
})

describe('undoRedemption', () => {
  const redeemed = async (openid: string, token: string | undefined, validity?: { kind: 'days'; days: number }) => {
    const guest = await at.claimed((await launch({ total: 5, ...(validity && { validity }) })).batchId, openid)
    const done = await door.call('redeem', { code: (await guest.code()).code, storeId: at.store1, bill }, { token })
    return { guest, redemptionId: done.body.redemptionId }
  }
  const undo = (redemptionId: string, token: string | undefined, key?: string) =>
    door.call('undoRedemption', { redemptionId, reason: '顾客改主意' }, { token, key })

  it('gives the coupon back, once', async () => {
    const { guest, redemptionId } = await redeemed('guest-undo', at.clerk1)
    const undone = await undo(redemptionId, at.clerk1, 'undo-1')
    expect(undone.body).toMatchObject({ state: 'undone', undoneBy: '店员·小林', reason: '顾客改主意' })
    expect((await undo(redemptionId, at.clerk1, 'undo-1')).body).toEqual(undone.body)
    expect(await undo(redemptionId, at.clerk1)).toMatchObject({ status: 409, body: { code: 'redemption.already_undone' } })
    const held = await door.call('getCoupon', { couponId: guest.couponId }, { token: guest.token })
    expect(held.body).toMatchObject({ state: 'valid', undoneAt: expect.any(String) })
  })

  it('gives it back as expired when its date passed meanwhile', async () => {
    const { guest, redemptionId } = await redeemed('guest-undo-late', at.clerk1, { kind: 'days', days: 1 })
    const { usableTo } = (await door.call('getCoupon', { couponId: guest.couponId }, { token: guest.token })).body
    const untilEnd = Date.parse(usableTo) - door.clock.now().getTime()
    // Redeemed again a minute before the end, undone a minute after it.
    expect((await undo(redemptionId, at.clerk1)).status).toBe(200)
    door.clock.offsetMs += untilEnd - minute
    const again = await door.call('redeem', { code: (await guest.code()).code, storeId: at.store1, bill }, { token: at.clerk1 })
    door.clock.offsetMs += 2 * minute
    expect((await undo(again.body.redemptionId, at.clerk1)).status).toBe(200)
    const held = await door.call('getCoupon', { couponId: guest.couponId }, { token: guest.token })
    expect(held.body.state).toBe('expired')
  })

  it("ends with its hour, is the clerk's own or the manager's, and knows no redemption that is not there", async () => {
    const own = await redeemed('guest-undo-own', at.manager)
    expect(await undo(own.redemptionId, at.clerk1)).toMatchObject({ status: 403, body: { code: 'role.forbidden' } })
    expect(await undo(own.redemptionId, at.clerk2)).toMatchObject({ status: 403, body: { code: 'role.forbidden' } })
    const byClerk = await redeemed('guest-undo-manager', at.clerk1)
    expect((await undo(byClerk.redemptionId, at.manager)).status).toBe(200)
    door.clock.offsetMs += 60 * minute
    expect(await undo(own.redemptionId, at.manager)).toMatchObject({ status: 409, body: { code: 'redemption.window_over' } })
    const unknown = own.redemptionId.replace(/\d\d$/, '09')
    expect(await undo(unknown, at.manager)).toMatchObject({ status: 404, body: { code: 'redemption.not_found' } })
  })

  it('lets a coupon be used and undone ten times, and no more', async () => {
    const guest = await at.claimed((await launch({ total: 5 })).batchId, 'guest-cycles')
    const use = async () =>
      door.call('redeem', { code: (await guest.code()).code, storeId: at.store1, bill }, { token: at.clerk1 })
    for (let cycle = 0; cycle < 10; cycle++) {
      const done = await use()
      expect(done.status).toBe(201)
      expect((await undo(done.body.redemptionId, at.clerk1)).status).toBe(200)
    }
    expect(await use()).toMatchObject({ status: 409, body: { code: 'coupon.cycles_over' } })
  })
})
