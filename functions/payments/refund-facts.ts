import { tellMoney } from '../exceptions/exceptions.ts'
import { log } from '../kernel/log.ts'
import type { Table } from '../kernel/table/table.ts'
import { moveRefund, nameOfRefund, placeOfOrder, type RefundItem, refundIdOf, refundKey } from '../orders/orders.ts'
import type { RefundFact } from './channel.ts'
import { findPointer, payChannelOf } from './pointers.ts'

/** Abnormal money is asked after so often: a person moves it, not the clock. */
const abnormalEveryMs = 6 * 3_600_000

/** `nothing`: it tells nothing that the table does not hold. `orphan`: nobody here asked for it. `held`: it is not what was asked for. */
export type RefundApplied = 'nothing' | 'sent' | 'done' | 'abnormal' | 'closed' | 'orphan' | 'held'

/** The one door for every fact about a refund, of a callback, of a query, of the answer to asking for it: one read, one conditional write. */
export async function applyRefundFact(table: Table, fact: RefundFact, now: Date): Promise<RefundApplied> {
  if (fact.state === 'absent') return 'nothing'
  const { outTradeNo, refundNo, refundId: channelRefundId, amountFen, doneAt } = fact
  const pointer = await findPointer(table, outTradeNo)
  const name = pointer && nameOfRefund(outTradeNo, pointer.n, refundNo)
  const memberId = pointer && placeOfOrder(pointer.orderId)?.memberId
  if (!pointer || name === undefined || memberId === undefined) return orphaned(table, fact, now)
  const { orderId } = pointer
  const state = fact.state === 'processing' ? 'sent' : fact.state
  const next = state === 'abnormal' ? new Date(now.getTime() + abnormalEveryMs) : undefined
  const to = { state, amountFen, channelRefundId, ...(state === 'done' && { doneAt: doneAt ?? now.toISOString() }) } as const
  let there: RefundItem | undefined
  const refundId = refundIdOf(orderId, name)
  const [moved] = await table.commit(
    moveRefund({ ...refundKey({ orderId, memberId }, name), refundId }, to, next, (old) => {
      there = old
      return 'mine'
    }),
  )
  if (there === undefined && moved !== undefined) {
    log.write({ level: 'info', what: 'refund', about: refundNo, state })
    return state
  }
  if (there === undefined) return orphaned(table, fact, now)
  const contradicts =
    (amountFen !== undefined && there.amountFen !== amountFen) || (there.state === 'closed' && state === 'done')
  if (!contradicts) return 'nothing'
  const story = { orderId, refundId, outTradeNo, amountFen, expectedFen: there.amountFen, why: [`${there.state}.${state}`] }
  // Under a name of its own: that it was stuck may be told, and settled, long before.
  const about = `${refundId}-${there.state === 'closed' ? 'out' : 'sum'}`
  await table.commit(tellMoney('refund.stuck', about, story, now))
  return 'held'
}

/** Told of once while it is under way, however it ends, and once more when the money is gone. */
async function orphaned(table: Table, fact: RefundFact, now: Date): Promise<RefundApplied> {
  const { outTradeNo, refundNo, amountFen, state } = fact
  const isGone = state === 'done'
  const story = { outTradeNo, why: [refundNo], channel: payChannelOf(fact.channel) }
  const about = refundNo.slice(0, 50)
  const told = isGone
    ? tellMoney('payment.orphan', about, { ...story, amountFen, gone: refundNo }, now)
    : tellMoney('payment.orphan', `${about}-${state}`, { ...story, expectedFen: amountFen }, now)
  await table.commit(told)
  return 'orphan'
}
