import { newCounter } from '../../local/testing/counter.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newPaying, type Paying } from '../../local/testing/paying.ts'
import type { Problem } from '../../shared/problem.ts'
import { findOrder, newRefund, type OrderItem } from '../orders/orders.ts'

/** Through the front door, with the sandbox's gateway on the other side of the wire. */
let door: FrontDoor
let at: Paying
beforeAll(async () => {
  door = await frontDoor()
  at = newPaying(door)
})
afterAll(() => door.close())
afterEach(() => door.sandbox.faults.clear())

describe('giving money back', () => {
  it('quotes by part, gives back what was chosen, one refund a minute, and never more', async () => {
    const dealId = await at.deal()
    const guest = await at.guest()
    const { orderId } = await guest.alone(dealId, 3)
    const { outTradeNo } = (await at.begin(guest, orderId)).body
    await door.pay(outTradeNo)
    await door.settle()
    const ask = { token: guest.token }
    const quote = (await door.call('quoteRefund', { orderId }, ask)).body
    expect([quote.amountFen, quote.parts.map((part) => part.backFen)]).toEqual([29_700, [9900, 9900, 9900]])
    const ids = quote.parts.map(({ voucherId }) => voucherId)
    const one = (n: number) => door.call('requestRefund', { orderId, voucherIds: ids.slice(n, n + 1), reason: '吃不完' }, ask)
    expect((await one(0)).body).toMatchObject({ amountFen: 9900, cause: 'member', reason: '吃不完' })
    await door.settle()
    expect((await one(1)).status).toBe(201)
    await at.run(4)
    expect(at.refunded(outTradeNo).map(({ outRefundNo }) => outRefundNo)).toEqual([`${outTradeNo}R1`, `${outTradeNo}R2`])
    const after = await guest.order(orderId)
    expect(after.refundedFen).toBe(19_800)
    expect(after.timeline?.map(({ kind }) => kind).slice(0, 3)).toEqual(['placed', 'paid', 'refund_asked'])
  })

  it('sets aside no fen more than was paid, whoever works out the sum: the condition of the write says so', async () => {
    const { orderId, pay } = await at.ordered({ aloneFen: 9900 })
    await pay()
    await door.settle()
    const part = (amountFen: number) => ({ cause: 'operator' as const, amountFen, quantity: 0 })
    const order = async () => (await findOrder(door.table, orderId)) as OrderItem
    const setAside = async (amountFen: number) =>
      door.table.commit(...newRefund(await order(), part(amountFen), door.clock.now()).writes).then(
        () => 'done',
        (problem: Problem) => problem.code,
      )
    expect([await setAside(9901), await setAside(6000), await setAside(3901), await setAside(3900)]).toEqual([
      ...['refund.too_much', 'done', 'refund.too_much', 'done'],
    ])
    expect(await order()).toMatchObject({ refundFen: 9900, refunds: 2 })
  })

  it('of a pass that was used in part gives back what its voucher says is left, to the fen', async () => {
    const { guest, orderId, outTradeNo, pay } = await at.ordered({
      aloneFen: 1000,
      listFen: 1200,
      ladder: [{ size: 2, priceFen: 900 }],
      voucher: { uses: 3, validDays: 30 },
    })
    await pay()
    await door.settle()
    const ask = { token: guest.token }
    const { store1, clerk1 } = await newCounter(door)
    const [pass] = (await door.call('listMyVouchers', {}, ask)).body.items
    const voucherId = pass?.voucherId ?? ''
    const { code } = (await door.call('showCode', { voucherId }, ask)).body
    expect((await door.call('redeem', { code, storeId: store1, uses: 2 }, { token: clerk1 })).status).toBe(201)
    await door.settle()
    const quote = (await door.call('quoteRefund', { orderId }, ask)).body
    expect(quote).toEqual({ orderId, amountFen: 334, parts: [{ voucherId, uses: 3, used: 2, paidFen: 1000, backFen: 334 }] })
    expect((await door.call('requestRefund', { orderId, reason: '搬家' }, ask)).body.amountFen).toBe(334)
    await at.run(2)
    expect(at.refunded(outTradeNo).map(({ refundFen }) => refundFen)).toEqual([334])
  })

  it.each(['timeout-after', 'drop-after', 'error-after', 'error-500', 'rate-429', 'unsigned'] as const)(
    'whose answer ends in %s goes on under the same number, and is paid once',
    async (fault) => {
      const { guest, orderId, outTradeNo, pay } = await at.ordered()
      await pay()
      await door.settle()
      door.sandbox.faults.set('pay', fault, 1)
      await door.call('requestRefund', { orderId, reason: '改期' }, { token: guest.token })
      await at.run(3)
      expect(at.refunded(outTradeNo)).toHaveLength(1)
      expect((await guest.order(orderId)).state).toBe('refunded')
    },
    20_000,
  )

  it('that the channel closes goes on under a new number; that it cannot pay out goes to the operators, and to the merchant', async () => {
    const closed = await at.ordered()
    await closed.pay()
    await door.settle()
    door.sandbox.faults.set('refund', 'closed', 1)
    await door.call('requestRefund', { orderId: closed.orderId, reason: '改期' }, { token: closed.guest.token })
    await at.run(5)
    expect(at.refunded(closed.outTradeNo).map(({ outRefundNo }) => outRefundNo)).toEqual([`${closed.outTradeNo}R2`])
    expect((await closed.guest.order(closed.orderId)).state).toBe('refunded')

    const dead = await at.ordered()
    await dead.pay()
    await door.settle()
    door.sandbox.faults.set('refund', 'abnormal', 1)
    await door.call('requestRefund', { orderId: dead.orderId, reason: '改期' }, { token: dead.guest.token })
    await at.run(3)
    expect((await dead.guest.order(dead.orderId)).refunds).toMatchObject([{ state: 'abnormal' }])
    const token = await door.tokenOf('seed-operator')
    const [told] = (await door.call('listExceptions', { kind: 'refund.abnormal' }, { token })).body.items
    await door.call('resolveException', { exceptionId: told?.exceptionId ?? '', action: 'to_merchant' }, { token })
    await at.run(3)
    expect((await dead.guest.order(dead.orderId)).state).toBe('refunded')
  })

  it('is refused where the deal says never, and before it is paid', async () => {
    const { guest, orderId, pay } = await at.ordered({ refundable: 'never' })
    const ask = () => door.call('requestRefund', { orderId, reason: '改期' }, { token: guest.token })
    expect((await ask()).body.code).toBe('refund.not_allowed')
    await pay()
    expect((await ask()).body.code).toBe('refund.not_allowed')
    expect((await door.call('quoteRefund', { orderId }, { token: guest.token })).body.code).toBe('refund.not_allowed')
  })

  it('is offered and made all the same, where the deal says never, once its only store has closed for good', async () => {
    const marketer = await door.tokenOf('seed-marketer')
    const form = { name: '将停业的店', address: '一街 9 号', city: '成都', lat: 30.6, lng: 104, zone: 'Asia/Shanghai' }
    const { storeId } = (await door.call('createStore', form, { token: marketer })).body
    const voucher = { uses: 1, validDays: 30, storeIds: [storeId] }
    const { guest, orderId, pay } = await at.ordered({ refundable: 'never', voucher })
    await pay()
    expect((await guest.order(orderId)).refundable).toBe(false)
    await door.call('closeStore', { storeId, forGood: true, reason: '租约到期', confirmHolders: true }, { token: marketer })
    expect((await guest.order(orderId)).refundable).toBe(true)
    const { items } = (await door.call('listMyOrders', {}, { token: guest.token })).body
    expect(items.find((order) => order.orderId === orderId)?.refundable).toBe(true)
    expect((await door.call('requestRefund', { orderId, reason: '店关了' }, { token: guest.token })).status).toBe(201)
  })
})
