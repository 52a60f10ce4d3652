import { type Guest, newBuying } from '../../local/testing/buying.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'

/** Through the front door, with the sandbox's gateway on the other side of the wire. */
let door: FrontDoor
let at: ReturnType<typeof newBuying>
beforeAll(async () => {
  door = await frontDoor()
  at = newBuying(door)
})
afterAll(() => door.close())
afterEach(() => door.sandbox.faults.clear())

const later = (seconds: number) => {
  door.clock.offsetMs += seconds * 1000
}
const begin = (guest: Guest, orderId: string, channel?: 'wechat' | 'alipay') =>
  door.call('payOrder', { orderId, ...(channel && { channel }) }, { token: guest.token })
/** Placed and prepaid; `pay` is the guest's thumb. */
async function ordered(part: Parameters<typeof at.deal>[0] = {}) {
  const dealId = await at.deal(part)
  const guest = await at.guest()
  const { orderId } = await guest.alone(dealId)
  const payment = (await begin(guest, orderId)).body
  return { dealId, guest, orderId, payment, outTradeNo: payment.outTradeNo, pay: () => door.pay(payment.outTradeNo) }
}
async function run(minutes: number) {
  for (let minute = 0; minute < minutes; minute++) {
    later(60)
    await door.callbacks()
    await door.settle()
    await door.runJobs()
  }
  await door.callbacks()
  await door.settle()
}

describe('paying', () => {
  it('hands over what wx.requestPayment takes, the same attempt however often it is asked for, and is paid by the callback', async () => {
    const { guest, orderId, payment, pay } = await ordered()
    expect(payment).toMatchObject({
      channel: 'wechat',
      amountFen: 9900,
      signType: 'RSA',
      package: expect.stringMatching(/^prepay_id=/),
    })
    expect((await begin(guest, orderId)).body.outTradeNo).toBe(payment.outTradeNo)
    await pay()
    await door.settle()
    expect(await guest.order(orderId)).toMatchObject({
      state: 'ready',
      outTradeNo: payment.outTradeNo,
      paidAt: expect.any(String),
    })
    expect((await begin(guest, orderId)).body.code).toBe('order.paid')
    expect((await door.call('cancelOrder', { orderId }, { token: guest.token })).body.code).toBe('order.paid')
  })

  it.each(['timeout-after', 'drop-after', 'error-after', 'error-500', 'rate-429', 'unsigned', 'html'] as const)(
    'whose prepay ends in %s is busy, says when to come again, and goes on with the very same attempt',
    async (fault) => {
      const dealId = await at.deal()
      const guest = await at.guest()
      const { orderId } = await guest.alone(dealId)
      door.sandbox.faults.set('pay', fault, 1)
      const lost = await begin(guest, orderId)
      expect([lost.status, lost.body.code, Number(lost.headers['retry-after']) >= 1]).toEqual([503, 'channel.busy', true])
      const { outTradeNo } = await guest.order(orderId)
      const again = await begin(guest, orderId)
      expect([again.status, again.body.outTradeNo]).toEqual([200, outTradeNo])
      await door.pay(again.body.outTradeNo)
      expect((await guest.order(orderId)).state).toBe('ready')
    },
    20_000,
  )

  it('whose callback never comes is found by asking the channel, within a minute', async () => {
    const { guest, orderId, pay } = await ordered()
    await door.settle()
    door.sandbox.faults.set('callback', 'drop', 100)
    await pay()
    expect((await guest.order(orderId)).state).toBe('to_pay')
    later(40)
    await door.runJobs()
    expect((await guest.order(orderId)).state).toBe('ready')
  })

  it('after the time is over is refused, and the order is closed at the channel too', async () => {
    const { guest, orderId, outTradeNo } = await ordered()
    later(15 * 60 + 1)
    expect((await begin(guest, orderId)).body.code).toBe('order.closed')
    await run(2)
    expect((await guest.order(orderId)).state).toBe('closed')
    expect(door.sandbox.pay.book.orders.get(outTradeNo)?.state).toBe('CLOSED')
    await expect(door.pay(outTradeNo)).rejects.toThrow('closed')
  })

  it('with another channel begins a second attempt and asks the first to close', async () => {
    const { guest, orderId, outTradeNo } = await ordered()
    const other = (await begin(guest, orderId, 'alipay')).body
    expect(other.outTradeNo).not.toBe(outTradeNo)
    expect(other).toMatchObject({ channel: 'alipay', url: expect.stringContaining('http') })
    expect(door.sandbox.pay.book.orders.get(outTradeNo)?.state).toBe('CLOSED')
  })
})

describe('giving up', () => {
  it('closes the order at the channel first, and frees what it held', async () => {
    const { guest, orderId, outTradeNo, dealId } = await ordered({ total: 5 })
    later(31)
    expect((await door.call('cancelOrder', { orderId }, { token: guest.token })).body.state).toBe('closed')
    expect((await door.call('cancelOrder', { orderId }, { token: guest.token })).body.state).toBe('closed')
    expect(door.sandbox.pay.book.orders.get(outTradeNo)?.state).toBe('CLOSED')
    await door.settle()
    expect(Number((await door.table.get({ pk: `DEAL#${dealId}#STOCK#0`, sk: 'STOCK' }))?.left)).toBe(5)
    expect((await begin(guest, orderId)).body.code).toBe('order.closed')
  })

  it('what is paid already is told so, though nobody has heard of the payment yet', async () => {
    const { guest, orderId, pay } = await ordered()
    door.sandbox.faults.set('callback', 'drop', 100)
    await pay()
    expect((await door.call('cancelOrder', { orderId }, { token: guest.token })).body.code).toBe('order.paid')
    expect((await guest.order(orderId)).state).toBe('ready')
  })

  it('while the channel is away keeps seat and stock, and is closed once it answers', async () => {
    const { guest, orderId } = await ordered()
    door.sandbox.faults.set('pay', 'error-503', 1)
    expect((await door.call('cancelOrder', { orderId }, { token: guest.token })).body.state).toBe('closing')
    await door.settle()
    await run(3)
    expect((await guest.order(orderId)).state).toBe('closed')
  })
})
