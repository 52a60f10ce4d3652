import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newPaying, type Paying } from '../../local/testing/paying.ts'

/** Through the front door, with the sandbox's gateway on the other side of the wire. */
let door: FrontDoor
let at: Paying
beforeAll(async () => {
  door = await frontDoor()
  at = newPaying(door)
})
afterAll(() => door.close())
afterEach(() => door.sandbox.faults.clear())

describe('paying', () => {
  it('hands over what wx.requestPayment takes, the same attempt however often it is asked for, and is paid by the callback', async () => {
    const { guest, orderId, payment, pay } = await at.ordered()
    expect(payment).toMatchObject({
      channel: 'wechat',
      amountFen: 9900,
      signType: 'RSA',
      package: expect.stringMatching(/^prepay_id=/),
    })
    expect((await at.begin(guest, orderId)).body.outTradeNo).toBe(payment.outTradeNo)
    await pay()
    await door.settle()
    expect(await guest.order(orderId)).toMatchObject({
      state: 'ready',
      outTradeNo: payment.outTradeNo,
      paidAt: expect.any(String),
    })
    expect((await at.begin(guest, orderId)).body.code).toBe('order.paid')
    expect((await door.call('cancelOrder', { orderId }, { token: guest.token })).body.code).toBe('order.paid')
  })

  it.each(['timeout-after', 'drop-after', 'error-after', 'error-500', 'rate-429', 'unsigned', 'html'] as const)(
    'whose prepay ends in %s is busy, says when to come again, and goes on with the very same attempt',
    async (fault) => {
      const dealId = await at.deal()
      const guest = await at.guest()
      const { orderId } = await guest.alone(dealId)
      door.sandbox.faults.set('pay', fault, 1)
      const lost = await at.begin(guest, orderId)
      expect([lost.status, lost.body.code, Number(lost.headers['retry-after']) >= 1]).toEqual([503, 'channel.busy', true])
      const { outTradeNo } = await guest.order(orderId)
      const again = await at.begin(guest, orderId)
      expect([again.status, again.body.outTradeNo]).toEqual([200, outTradeNo])
      await door.pay(again.body.outTradeNo)
      expect((await guest.order(orderId)).state).toBe('ready')
    },
    20_000,
  )

  it('whose callback never comes is found by asking the channel, within a minute', async () => {
    const { guest, orderId, pay } = await at.ordered()
    await door.settle()
    door.sandbox.faults.set('callback', 'drop', 100)
    await pay()
    expect((await guest.order(orderId)).state).toBe('to_pay')
    at.later(40)
    await door.runJobs()
    expect((await guest.order(orderId)).state).toBe('ready')
  })

  it('after the time is over is refused, and the order is closed at the channel too', async () => {
    const { guest, orderId, outTradeNo } = await at.ordered()
    at.later(15 * 60 + 1)
    expect((await at.begin(guest, orderId)).body.code).toBe('order.closed')
    await at.run(2)
    expect((await guest.order(orderId)).state).toBe('closed')
    expect(door.sandbox.pay.book.orders.get(outTradeNo)?.state).toBe('CLOSED')
    await expect(door.pay(outTradeNo)).rejects.toThrow('closed')
  })

  it('with another channel begins a second attempt and asks the first to close', async () => {
    const { guest, orderId, outTradeNo } = await at.ordered()
    const other = (await at.begin(guest, orderId, 'alipay')).body
    expect(other.outTradeNo).not.toBe(outTradeNo)
    expect(other).toMatchObject({ channel: 'alipay', url: expect.stringContaining('http') })
    expect(door.sandbox.pay.book.orders.get(outTradeNo)?.state).toBe('CLOSED')
  })
})

describe('giving up', () => {
  it('closes the order at the channel first, and frees what it held', async () => {
    const { guest, orderId, outTradeNo, dealId } = await at.ordered({ total: 5 })
    at.later(31)
    expect((await door.call('cancelOrder', { orderId }, { token: guest.token })).body.state).toBe('closed')
    expect((await door.call('cancelOrder', { orderId }, { token: guest.token })).body.state).toBe('closed')
    expect(door.sandbox.pay.book.orders.get(outTradeNo)?.state).toBe('CLOSED')
    await door.settle()
    expect(Number((await door.table.get({ pk: `DEAL#${dealId}#STOCK#0`, sk: 'STOCK' }))?.left)).toBe(5)
    expect((await at.begin(guest, orderId)).body.code).toBe('order.closed')
  })

  it('what is paid already is told so, though nobody has heard of the payment yet', async () => {
    const { guest, orderId, pay } = await at.ordered()
    door.sandbox.faults.set('callback', 'drop', 100)
    await pay()
    expect((await door.call('cancelOrder', { orderId }, { token: guest.token })).body.code).toBe('order.paid')
    expect((await guest.order(orderId)).state).toBe('ready')
  })

  it('while the channel is away keeps seat and stock, and is closed once it answers', async () => {
    const { guest, orderId } = await at.ordered()
    door.sandbox.faults.set('pay', 'error-503', 1)
    expect((await door.call('cancelOrder', { orderId }, { token: guest.token })).body.state).toBe('closing')
    await door.settle()
    await at.run(3)
    expect((await guest.order(orderId)).state).toBe('closed')
  })
})
