import { beginAttempt, findOrder, type OrderItem, orderKeyOf } from '../../functions/orders/orders.ts'
import type { PaymentFact, RefundFact } from '../../functions/payments/channel.ts'
import { applyChannelFact, applyRefundFact } from '../../functions/payments/payments.ts'
import { outTradeNoOf, putPointer } from '../../functions/payments/pointers.ts'
import { newBuying } from './buying.ts'
import type { FrontDoor } from './front-door.ts'

/** Whom the attempts pay. */
export const account = { appid: 'wx-ours', mchid: '1900000001' }

export const paidFact = (outTradeNo: string, other: Partial<PaymentFact> = {}): PaymentFact => ({
  ...{
    channel: 'wechat-pay',
    outTradeNo,
    state: 'paid',
    transactionId: `tx-${outTradeNo}`,
    amountFen: 9900,
    currency: 'CNY',
    account,
  },
  paidAt: '2026-11-22T12:00:00+08:00',
  ...other,
})

/** What a channel says, given to the one door as values: who says it on the wire stands in functions/payments/callbacks.test.ts. */
export function newChannelFacts(door: FrontDoor) {
  const buying = newBuying(door)

  /** An order with so many attempts begun, as payOrder begins them. */
  async function begun(attempts = 1) {
    const dealId = await buying.deal()
    const guest = await buying.guest()
    const { orderId } = await guest.alone(dealId)
    for (let n = 1; n <= attempts; n++) {
      const order = (await findOrder(door.table, orderId)) as OrderItem
      const attempt = { outTradeNo: outTradeNoOf(orderId, n), channel: 'wechat' as const, at: door.clock.now().toISOString() }
      const writes = beginAttempt(order, orderKeyOf(orderId), n, attempt, door.clock.now())
      await door.table.commit(...writes, putPointer(order, n, 'wechat-pay', account))
    }
    await door.settle()
    return { guest, orderId, dealId, outTradeNo: outTradeNoOf(orderId, 1), second: outTradeNoOf(orderId, 2) }
  }

  const apply = (fact: PaymentFact, by: 'callback' | 'query' | 'bill' = 'callback') => {
    // One that comes in the same millisecond and by the same way is logged as the first is.
    door.clock.offsetMs += 1
    return applyChannelFact(door.table, fact, { by, ...(by === 'callback' && { notifyId: 'notify-1' }) }, door.clock.now())
  }
  const applyRefund = (fact: RefundFact) => applyRefundFact(door.table, fact, door.clock.now())

  /** What the ledger holds of an order, account by account, without those that are even; it balances. */
  async function ledger(orderId: string) {
    await door.settle()
    const { items } = await door.table.query({ pk: `LEDGER#${orderId}` })
    const sums: { [account: string]: number } = {}
    for (const { account, fen } of items) sums[String(account)] = (sums[String(account)] ?? 0) + Number(fen)
    expect(Object.values(sums).reduce((sum, fen) => sum + fen, 0)).toBe(0)
    return Object.fromEntries(Object.entries(sums).filter(([, fen]) => fen !== 0))
  }

  /** What operators are shown. */
  async function exceptions() {
    await door.settle()
    const token = await door.tokenOf('seed-operator')
    return (await door.call('listExceptions', { limit: 100 }, { token })).body.items
  }

  return { begun, apply, applyRefund, ledger, exceptions }
}

export type ChannelFacts = ReturnType<typeof newChannelFacts>
