import type { ExceptionAction } from '../../shared/exceptions.ts'
import { Problem } from '../../shared/problem.ts'
import type { MoneyException } from '../exceptions/exceptions.ts'
import type { Table } from '../kernel/table/table.ts'
import { findOrder, placeOfRefund, type RefundItem, refundOfAttempt } from '../orders/orders.ts'
import { channelNamed, openedWeChatPay } from './channels.ts'
import { closeOrder } from './closing.ts'
import { applyChannelFact } from './facts.ts'
import { findPointer } from './pointers.ts'
import { applyRefundFact } from './refund-facts.ts'
import { lookAtRefund } from './refund-looks.ts'

/** What an operator may do about an exception of money. Each may be done again: what it does has one number, or asks only. */
export async function actOnMoney(
  table: Table,
  exception: MoneyException,
  action: ExceptionAction,
  now: Date,
): Promise<'settled' | 'open'> {
  const { kind, story } = exception
  if (action === 'noted') return 'settled'
  if (kind === 'payment.held' && action === 'give_back') return giveBack(table, exception, now)
  if (kind === 'payment.missing') return askAfter(table, exception, now)
  if (kind === 'order.overdue') return lookAgain(table, story.orderId, now)
  const refund = await refundOf(table, story.refundId)
  if (action === 'to_merchant') return toMerchant(table, refund, now)
  await lookAtRefund(table, refund, now)
  const { state, replacedBy } = await refundOf(table, story.refundId)
  return state === 'done' || replacedBy !== undefined ? 'settled' : 'open'
}

/** All that came for the attempt, whatever was asked for, back where it came from. */
async function giveBack(table: Table, { story }: MoneyException, now: Date): Promise<'settled'> {
  const [order, pointer] = await Promise.all([
    findOrder(table, story.orderId ?? ''),
    findPointer(table, story.outTradeNo ?? ''),
  ])
  const n = pointer?.n
  // What paid the order is the order's, and goes back by its rules alone.
  if (!order || n === undefined || story.amountFen === undefined || order.paid?.n === n) throw new Problem('refund.not_allowed')
  // What was told did not fit; what the channel says now is what it can give back.
  const said = await (await channelNamed(pointer?.channel ?? 'wechat-pay'))?.query(story.outTradeNo ?? '')
  if (said?.kind !== 'known') throw new Problem('channel.busy')
  const amountFen = said.fact.amountFen ?? story.amountFen
  await table.commit(refundOfAttempt(order, n, amountFen, 'operator', now))
  return 'settled'
}

/** Settled where the channel says now that this very money came, whatever its bill said; never by anything else. */
async function askAfter(table: Table, { story }: MoneyException, now: Date): Promise<'settled' | 'open'> {
  const { outTradeNo = '', transactionId } = story
  const said = await (await channelNamed('wechat-pay'))?.query(outTradeNo)
  if (said?.kind !== 'known') throw new Problem('channel.busy')
  await applyChannelFact(table, said.fact, { by: 'query' }, now)
  return said.fact.state === 'paid' && said.fact.transactionId === transactionId ? 'settled' : 'open'
}

async function lookAgain(table: Table, orderId: string | undefined, now: Date): Promise<'settled' | 'open'> {
  const order = await findOrder(table, orderId ?? '')
  if (!order) return 'settled'
  const { state } = await closeOrder(table, order, false, now)
  return state === 'closing' || state === 'placed' ? 'open' : 'settled'
}

/** The channel cannot reach the guest's card: it pays the merchant's own instead, and the merchant pays the guest. Refuses with channel.busy. */
async function toMerchant(table: Table, refund: RefundItem, now: Date): Promise<'settled'> {
  const channel = refund.channel === 'wechat' ? await openedWeChatPay() : undefined
  if (!channel || refund.channelRefundId === undefined) throw new Problem('channel.busy')
  const asked = { refundId: refund.channelRefundId, refundNo: refund.outRefundNo, to: 'merchant' as const }
  const said = await channel.refundAbnormal(asked)
  if (said.kind !== 'known') throw new Problem('channel.busy')
  await applyRefundFact(table, said.fact, now)
  return 'settled'
}

async function refundOf(table: Table, refundId: string | undefined): Promise<RefundItem> {
  const place = placeOfRefund(refundId ?? '')
  const refund = place && ((await table.get(place.key)) as RefundItem | undefined)
  if (!refund) throw new Problem('exception.not_found')
  return refund
}
