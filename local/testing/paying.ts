import { type Guest, newBuying } from './buying.ts'
import type { FrontDoor } from './front-door.ts'

/** Guests who buy and pay through the front door, with the sandbox's gateway on the other side of the wire. */
export function newPaying(door: FrontDoor) {
  const buying = newBuying(door)

  const later = (seconds: number) => {
    door.clock.offsetMs += seconds * 1000
  }

  const begin = (guest: Guest, orderId: string, channel?: 'wechat' | 'alipay') =>
    door.call('payOrder', { orderId, ...(channel && { channel }) }, { token: guest.token })

  /** Placed and prepaid; `pay` is the guest's thumb. */
  async function ordered(part: Parameters<typeof buying.deal>[0] = {}) {
    const dealId = await buying.deal(part)
    const guest = await buying.guest()
    const { orderId } = await guest.alone(dealId)
    const payment = (await begin(guest, orderId)).body
    return { dealId, guest, orderId, payment, outTradeNo: payment.outTradeNo, pay: () => door.pay(payment.outTradeNo) }
  }

  /** What the channel has given back of an attempt. */
  const refunded = (outTradeNo: string) =>
    Array.from(door.sandbox.pay.book.refunds.values()).filter(
      (refund) => refund.outTradeNo === outTradeNo && refund.status === 'SUCCESS',
    )

  /** Minutes in which callbacks come, the feed is followed and the jobs run. */
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

  return { ...buying, later, begin, ordered, refunded, run }
}

export type Paying = ReturnType<typeof newPaying>
