import { type Coming, newComing } from '../../local/testing/coming.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { rereadAll } from '../../local/testing/rereading.ts'
import { type FigureName, figureNames, type Report, type ReportBy } from '../../shared/reports.ts'

let door: FrontDoor
let on: Coming
/** Three posters of one promotion, and what came by each. */
let promotionId: string
let posters: { touchpointId: string; scene: string }[]

beforeAll(async () => {
  door = await frontDoor()
  on = await newComing(door)
  await door.call('updateMerchant', { version: (await merchant()).version, commissionBasisPoints: 60 }, { token: on.marketer })
  const bearer = { merchant: 50, headOffice: 33, platform: 17 }
  const made = await on.deals.deal({ unitCostFen: 2500 }, false, { name: '地铁三站', bearer })
  promotionId = made.promotionId
  const { dealId } = made
  const benefit = { kind: 'amount' as const, offFen: 1000, minSpendFen: 3000 }
  const form = {
    title: '立减十元',
    total: 50,
    perMember: 1,
    benefit,
    unitCostFen: 300,
    validity: { kind: 'days' as const, days: 7 },
  }
  const { batchId } = (await door.call('createBatch', { promotionId, ...form }, { token: on.marketer })).body
  const target = { kind: 'batch' as const, id: batchId }
  const costs = [
    { kind: 'fixed' as const, fen: 5000 },
    { kind: 'perDay' as const, fen: 700 },
    { kind: 'perClaim' as const, fen: 150 },
  ]
  posters = []
  for (const [nth, cost] of costs.entries())
    posters.push((await on.poster(promotionId, target, { place: `地铁 ${nth + 1} 站`, cost })).body)
  await door.call('launchPromotion', { promotionId }, { token: on.marketer })

  const redeemed = []
  for (const { scene } of posters) {
    const guest = await on.guest()
    const { couponId } = await guest.claim(batchId, (await on.open(scene)).trace)
    const { code } = (await door.call('showCode', { couponId }, { token: guest.token })).body
    const asked = { code, storeId: on.at.store1, bill: { totalFen: 4550 } }
    redeemed.push((await door.call('redeem', asked, { token: on.at.clerk1 })).body.redemptionId)
  }
  await door.call('undoRedemption', { redemptionId: redeemed[0] ?? '', reason: '点错' }, { token: on.at.clerk1 })

  const buyer = await on.guest()
  const { trace } = await on.open(posters[1]?.scene ?? '')
  const placed = await door.call('placeOrder', { dealId, mode: 'alone', quantity: 1, trace }, { token: buyer.token })
  const { orderId } = placed.body
  const { outTradeNo } = (await door.call('payOrder', { orderId }, { token: buyer.token })).body
  await door.pay(outTradeNo)
  await door.settle()
  beforeRefund = await report('touchpoint')
  await door.call('requestRefund', { orderId, reason: '不想要了' }, { token: buyer.token })
  await door.callbacks()
  await door.settle()
})
afterAll(() => door.close())

let beforeRefund: Report
const merchant = async () => (await door.call('getMerchant', {}, { token: on.marketer })).body
const report = async (by: ReportBy, more: { compareWithId?: string; from?: string; to?: string } = {}) =>
  (await door.call('getReport', { promotionId, by, ...more }, { token: on.marketer })).body

describe('a report', () => {
  it('says what happened, and equals a hand computation to the fen', async () => {
    const { total, bearers } = await report('touchpoint')
    expect(total).toEqual({
      ...{ opened: 4, claimed: 3, ordered: 1, paid: 1, redeemed: 3, undone: 1, refunded: 1, visits: 0, forged: 0, foreign: 0 },
      ...{ newClaimed: 3, returningClaimed: 0, newPaid: 1, returningPaid: 0, newRedeemed: 3, returningRedeemed: 0 },
      // Three times 45.50 less 10.00, one of them undone, and the deal for 99.00, which went back.
      ...{ revenueFen: 3 * 3550 - 3550 + 9900, refundsFen: 9900, netRevenueFen: 7100, discountFen: 2000, sponsoredFen: 0 },
      // The voucher was not used.
      ...{ goodsFen: 3 * 300 - 300, goodsUnknown: 0, usedFen: 0 },
      // 0.6 % of 99.00 is 59.4 fen; it came back with the refund.
      commissionFen: 59 - 59,
      // Once 50.00; one day at 7.00; one claim at 1.50.
      mediaFen: 5000 + 700 + 150,
      marginFen: 7100 - 600 - 5850,
      costFen: 2000 + 5850,
      roi: 0.0828,
    })
    expect(bearers.map(({ fen }) => fen)).toEqual([1000, 660, 340])
  })

  it('shrank with the refund', () => {
    const { total } = beforeRefund
    expect(total).toMatchObject({
      netRevenueFen: 17_000,
      refundsFen: 0,
      commissionFen: 59,
      marginFen: 17_000 - 600 - 5850 - 59,
    })
    expect(total.roi).toBe(1.3265)
  })

  it('tells apart what each poster brought and cost', async () => {
    const { lines } = await report('touchpoint')
    const of = (nth: number) => lines.find(({ id }) => id === posters[nth]?.touchpointId)
    expect(of(0)).toMatchObject({
      name: '地铁 1 站',
      opened: 1,
      claimed: 1,
      redeemed: 1,
      undone: 1,
      revenueFen: 0,
      mediaFen: 5000,
      roi: -1,
    })
    expect(of(1)).toMatchObject({
      opened: 2,
      claimed: 1,
      paid: 1,
      refunded: 1,
      netRevenueFen: 3550,
      mediaFen: 700,
      marginFen: 2550,
    })
    expect(of(2)).toMatchObject({ opened: 1, redeemed: 1, mediaFen: 150, marginFen: 3100, costFen: 1150 })
    expect(lines.find(({ id }) => id === '-')).toMatchObject({ opened: 0, claimed: 0, mediaFen: 0, roi: null })
  })

  it.each(['touchpoint', 'channel', 'day', 'depth', 'hour'] as const)(
    'adds up by %s to the total, figure by figure',
    async (by) => {
      const { total, lines } = await report(by)
      const media: FigureName[] = ['mediaFen', 'marginFen', 'costFen']
      for (const figure of figureNames) {
        // A ratio adds up to nothing; what media cost cannot be told of an hour.
        if (figure === 'roi' || (by === 'hour' && media.includes(figure))) continue
        const sum = lines.reduce((sum, line) => sum + (line[figure] ?? 0), 0)
        expect([figure, sum]).toEqual([figure, total[figure]])
      }
    },
  )

  it('takes an instant for the day that it falls on where the merchant is', async () => {
    const { from, to } = await report('day')
    const asked = { from: `${from}T23:30:00+08:00`, to: `${to}T00:10:00+08:00` }
    expect(await report('day', asked)).toMatchObject({ from, to, total: { claimed: 3 } })
    const dayBefore = new Date(Date.parse(`${from}T00:30:00+08:00`) - 3_600_000).toISOString()
    expect((await report('day', { from: dayBefore, to: dayBefore })).total.claimed).toBe(0)
  })

  it('says of a store what was handed over in it, and no return, since nobody knows what it cost there', async () => {
    const { lines } = await report('store')
    expect(lines).toMatchObject([{ id: on.at.store1, redeemed: 3, undone: 1, revenueFen: 7100, discountFen: 2000 }])
    expect(lines[0]?.name).not.toBe(on.at.store1)
    expect(lines[0]).not.toHaveProperty('roi')
  })

  it('counts nothing twice when the feed brings everything again', async () => {
    const before = await report('touchpoint')
    await rereadAll(door)
    expect({ ...(await report('touchpoint')), at: '' }).toEqual({ ...before, at: '' })
  })

  it('puts another promotion beside it', async () => {
    const other = await on.campaign()
    await (await on.guest()).claim(other.batchId, 'nobody signed this')
    await door.settle()
    const { total, comparedWith } = await report('day', { compareWithId: other.promotionId })
    expect(total.claimed).toBe(3)
    expect(comparedWith?.total).toMatchObject({ claimed: 1, forged: 1, goodsUnknown: 0, mediaFen: 5000 })
  })

  it('says in the language of the reader how each figure is made', async () => {
    const { howComputed } = (await door.call('getReport', { promotionId }, { token: on.marketer, language: 'en' })).body
    expect(howComputed.find(({ figure }) => figure === 'roi')).toMatchObject({ name: 'ROI', how: expect.stringContaining('÷') })
    expect((await report('day')).howComputed[0]?.name).toBe('打开')
  })

  it('refuses days that are none, too many days, and what is somebody else’s', async () => {
    const asked = async (more: object, token = on.marketer) =>
      (await door.call('getReport', { promotionId, ...more }, { token })).body
    expect(await asked({ from: '2026-12-02', to: '2026-12-01' })).toMatchObject({
      code: 'report.bad_range',
      field: 'to',
    })
    expect(await asked({ from: '2025-01-01', to: '2026-12-01' })).toMatchObject({
      code: 'report.bad_range',
      field: 'from',
    })
    expect(await asked({ from: '2026-02-30' })).toMatchObject({ code: 'input.invalid', field: 'from' })
    expect(await asked({ compareWithId: 'prm_01KA0000000000000000000000' })).toMatchObject({
      code: 'promotion.not_found',
      field: 'compareWithId',
    })
    expect((await asked({}, on.at.clerk1)).code).toBe('role.forbidden')
  })
})
