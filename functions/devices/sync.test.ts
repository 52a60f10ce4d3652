import { type CounterSide, newCounter } from '../../local/testing/counter.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'
import { newDevice, offlineClerk } from '../../local/testing/offline-counter.ts'
import { newVouchers } from '../../local/testing/vouchers.ts'
import { offlineHours } from '../../shared/offline.ts'

let door: FrontDoor
let launch: ReturnType<typeof newLaunch>
let at: CounterSide
let guests = 0
beforeAll(async () => {
  door = await frontDoor()
  launch = newLaunch(door)
  at = await newCounter(door)
})

const minute = 60_000
const hour = 60 * minute
const later = (ms: number) => {
  door.clock.offsetMs += ms
}
const device = async (token?: string, storeId = at.store1) =>
  newDevice(door, token ?? (await offlineClerk(door, at.store1)), storeId)
/** A guest with a coupon of ¥10 off from ¥30. */
async function guest(form: Partial<Parameters<typeof launch>[0]> = {}) {
  return at.claimed((await launch({ total: 5, ...form })).batchId, `guest-offline-${guests++}`)
}
const shownCode = async (form = {}) => (await (await guest(form)).code()).code
async function conflicts(token = at.manager, state: 'open' | 'resolved' = 'open') {
  await door.settle()
  return (await door.call('listExceptions', { kind: 'offline.conflict', state, limit: 100 }, { token })).body.items
}

describe('what a counter did without network', () => {
  it('is redeemed when the device is in touch again, as of when it was done, and marked so', async () => {
    const [counter, holder] = [await device(), await guest()]
    later(hour)
    const { code } = await holder.code()
    later(20_000)
    const done = door.clock.now()
    counter.use({ code, bill: { totalFen: 4550, receiptNo: 'A-17' } })
    later(3 * hour)
    const { status, body } = await counter.sync()
    expect(status).toBe(200)
    expect(body.results).toMatchObject([{ counter: 1, state: 'done', redemptionId: expect.stringMatching(/^rdm_/) }])
    const held = (await door.call('getCoupon', { couponId: holder.couponId }, { token: holder.token })).body
    expect(held).toMatchObject({ state: 'redeemed', use: { discountFen: 1000, payFen: 3550, receiptNo: 'A-17' } })
    expect(Math.abs(Date.parse(held.use?.at ?? '') - done.getTime())).toBeLessThan(minute)
    await door.settle()
    const { items } = (await door.call('listRedemptions', { storeId: at.store1, limit: 100 }, { token: at.clerk1 })).body
    expect(items.find(({ couponId }) => couponId === holder.couponId)).toMatchObject({ offline: true, by: '店员·0' })
    const { items: lines } = (await door.call('listAudit', { limit: 100 }, { token: at.manager })).body
    expect(lines.map(({ operation }) => operation)).toContain('syncRedemptions')
  })

  it('has the same answers when the same queue comes again, also with more behind it, and no second effect', async () => {
    const [counter, lost] = [await device(), await guest()]
    const { code } = await lost.code()
    await door.call('redeem', { code, storeId: at.store1, bill: { totalFen: 4550 } }, { token: at.manager })
    counter.use({ code })
    counter.use({ code: await shownCode() })
    const first = (await counter.sync()).body
    later(2 * hour)
    expect((await counter.sync()).body.results).toEqual(first.results)
    counter.use({ code: await shownCode() })
    const more = (await counter.sync()).body.results
    expect(more.slice(0, 2)).toEqual(first.results)
    expect(more.map(({ state }) => state)).toEqual(['conflict', 'done', 'done'])
    expect((await counter.sync([])).body.results).toEqual([])
  })

  it('is one success and one visible conflict with an owner where two devices redeemed one voucher', async () => {
    const shop = newVouchers(door)
    const buyer = await shop.bought('guest-offline-voucher', await shop.terms())
    const { code } = await buyer.code()
    const [mine, theirs] = [await device(), await device(at.manager)]
    for (const one of [mine, theirs]) one.use({ code, fen: 10_000 })
    later(hour)
    const [first, second] = [(await mine.sync()).body.results[0], (await theirs.sync()).body.results[0]]
    expect(first).toMatchObject({ state: 'done' })
    expect(second).toMatchObject({
      state: 'conflict',
      why: { code: 'coupon.already_redeemed' },
      use: { by: expect.stringContaining('店员'), storeName: '巷口咖啡·春熙路店' },
    })
    expect((await buyer.voucher()).used).toBe(1)
    const open = (await conflicts()).find(({ exceptionId }) => exceptionId === second?.exceptionId)
    expect(open).toMatchObject({
      about: { kind: 'offline', title: expect.stringContaining('下午茶'), by: expect.stringContaining('店长'), fen: 10_000 },
      actions: ['explained', 'collected', 'borne'],
      state: 'open',
    })
    // Who handed it over does not say that it was in order; another of the merchant's does.
    const said = { exceptionId: open?.exceptionId ?? '', action: 'borne' as const }
    const own = await door.call('resolveException', said, { token: at.manager })
    expect(own).toMatchObject({ status: 403, body: { details: { own: true } } })
    const marketer = await door.tokenOf('seed-marketer')
    expect((await door.call('resolveException', said, { token: marketer })).body.state).toBe('resolved')
    expect((await conflicts(marketer)).map(({ exceptionId }) => exceptionId)).not.toContain(said.exceptionId)
  })

  it('is a conflict where a refund is open, the coupon was over, or the amount was another', async () => {
    const counter = await device()
    const shop = newVouchers(door)
    const buyer = await shop.bought('guest-offline-refund', await shop.terms())
    const { code } = await buyer.code()
    const { openRefund, findVoucher } = await import('../vouchers/vouchers.ts')
    const { voucher } = (await findVoucher(door.table, buyer.voucherId)) ?? {}
    if (!voucher) throw new Error('it is there')
    counter.use({ code, fen: 10_000 })
    await door.table.commit(openRefund(voucher, 'rfd_offline', door.clock.now(), () => new Error() as never))
    counter.use({ code: await shownCode(), fen: 900 })
    const stale = await shownCode()
    later(2 * minute)
    counter.use({ code: stale })
    counter.use({ code: 'no.code.ofours' })
    const codes = (await counter.sync()).body.results.map(({ why }) => why?.code)
    expect(codes).toEqual(['coupon.refund_open', 'device.other_amount', 'code.expired', 'code.invalid'])
    expect((await conflicts()).filter(({ exceptionId }) => exceptionId.includes(counter.deviceId.slice(4)))).toHaveLength(4)
  })

  it('is for managers of its store and marketers to see, and what another merchant’s coupon it was is not told', async () => {
    const counter = await device()
    const { items } = (await door.call('listOffers', {}, {})).body
    const hotpot = items.find((one) => one.kind === 'batch' && one.merchantName === '春水小火锅')
    const other = await at.claimed(hotpot?.kind === 'batch' ? hotpot.batchId : '', 'guest-offline-hotpot')
    counter.use({ code: (await other.code()).code })
    const [{ exceptionId, why } = {}] = (await counter.sync()).body.results
    expect(why?.code).toBe('coupon.wrong_store')
    const seen = (await conflicts()).find((one) => one.exceptionId === exceptionId)
    expect(seen?.about).not.toHaveProperty('title')
    expect(seen?.about).not.toHaveProperty('member')
    const clerk = await door.call('listExceptions', {}, { token: at.clerk1 })
    expect(clerk.status).toBe(403)
  })
})

describe('the clock', () => {
  it('of a device may be wrong: it is measured, and each use counts as made when it was', async () => {
    const [counter, holder] = [await device(), await guest()]
    counter.isBehind(7 * minute)
    const { code } = await holder.code()
    const made = door.clock.now()
    counter.use({ code })
    later(hour)
    const { body } = await counter.sync()
    expect(body.results).toMatchObject([{ state: 'done' }])
    expect(Math.abs(Date.parse(body.results[0]?.at ?? '') - made.getTime())).toBeLessThan(minute)
    expect(Math.abs((body.grant.driftMs ?? 0) - 7 * minute)).toBeLessThan(minute)
  })

  it('cannot be turned back before the device was last in touch, so an old code is an old code', async () => {
    const counter = await device()
    const code = await shownCode()
    const then = door.clock.now()
    later(5 * minute)
    expect((await counter.sync()).status).toBe(200)
    counter.use({ code, at: then })
    later(minute)
    expect((await counter.sync()).body.results).toMatchObject([{ state: 'conflict', why: { code: 'code.expired' } }])
  })

  it('ends what a device may do after a day without network', async () => {
    const counter = await device()
    later(offlineHours * hour + minute)
    counter.use({ code: await shownCode() })
    const { results, grant } = (await counter.sync()).body
    expect(results).toMatchObject([{ state: 'conflict', why: { code: 'device.grant_over' } }])
    counter.use({ code: await shownCode() })
    expect((await counter.sync()).body.results[1]).toMatchObject({ state: 'done' })
    expect(Date.parse(grant.until) - Date.parse(grant.at)).toBe(offlineHours * hour)
  })
})
