import type { PayChannel, Payment } from '../../shared/orders.ts'
import { Problem } from '../../shared/problem.ts'
import { findTerms } from '../deals/deals.ts'
import { log } from '../kernel/log.ts'
import type { Key, Table } from '../kernel/table/table.ts'
import { instantIn } from '../kernel/zone.ts'
import { type MemberItem, memberKey } from '../members/members.ts'
import {
  type Attempt,
  attemptsOf,
  beginAttempt,
  type OrderItem,
  orderKeyOf,
  placeOfOrder,
  shutAttempt,
  unpayable,
} from '../orders/orders.ts'
import type { Channel, Handover } from './channel.ts'
import { channelNamed } from './channels.ts'
import { applyChannelFact } from './facts.ts'
import { channelNames, outTradeNoOf, putPointer } from './pointers.ts'

/** More attempts than anybody needs; the order is 1 KB at most. */
const mostAttempts = 6

/**
 * Begins to pay, or goes on with it: the attempt and what it is judged on are written before the channel is called, and a call whose answer
 * was lost is made again with the very same fields. Refuses with order.not_found, order.paid, order.closed, channel.busy.
 */
export async function payOrder(
  table: Table,
  memberId: string,
  wanted: { orderId: string; channel: PayChannel; returnUrl?: string | undefined },
  now: Date,
): Promise<Payment> {
  const { orderId, channel: by, returnUrl } = wanted
  if (placeOfOrder(orderId)?.memberId !== memberId) throw new Problem('order.not_found')
  const key = orderKeyOf(orderId)
  const found = await table.getMany([key, memberKey(memberId)])
  const order = found.find(({ sk }) => sk === key.sk) as OrderItem | undefined
  const member = found.find(({ sk }) => sk === 'MEMBER') as MemberItem | undefined
  if (!order) throw new Problem('order.not_found')
  const channel = await channelNamed(channelNames[by])
  if (!channel) throw new Problem('channel.busy')
  const terms = await findTerms(table, order.dealId, order.version, now)
  const asked = {
    amountFen: order.amountFen,
    title: terms.form.title,
    payBy: order.payBy,
    ...(returnUrl !== undefined && { returnUrl }),
    ...(by === 'wechat' && member?.openid && { openid: member.openid }),
  }
  let standing = order
  // A number that is over is followed by the next one, once.
  for (let tries = 0; tries < 2; tries++) {
    const attempt = await attemptBy(table, standing, key, by, channel, now)
    const { outTradeNo, n } = attempt
    const outcome = await channel.prepay({ outTradeNo, ...asked })
    if (outcome.kind === 'known') return handedOver(order, attempt, outcome.fact, terms.zone)
    if (outcome.kind === 'unknown') throw new Problem('channel.busy')
    if (outcome.next === 'query') {
      await askWhetherPaid(table, channel, outTradeNo, now)
      throw new Problem('channel.busy')
    }
    if (outcome.next !== 'renumber') {
      log.write({ level: 'error', what: 'prepay', about: outTradeNo, code: outcome.code })
      throw new Problem('channel.busy')
    }
    const [shut] = await table.commit(shutAttempt(attempt.order, key, n))
    standing = shut as OrderItem
  }
  throw new Problem('channel.busy')
}

type Begun = Attempt & { n: number; order: OrderItem }

/** The attempt that is open with this channel, or a new one. */
async function attemptBy(
  table: Table,
  order: OrderItem,
  key: Key,
  by: PayChannel,
  channel: Channel,
  now: Date,
): Promise<Begun> {
  const no = unpayable(order, now)
  if (no) throw no
  const open = attemptsOf(order).filter(({ shut }) => !shut)
  const mine = open.find((one) => one.channel === by)
  if (mine) return { ...mine, order }
  // Of two channels at once both could be paid: the other one is asked to close first, and pays back by itself where it does not.
  for (const other of open) await shutAtChannel(table, other, now)
  const n = order.attempts + 1
  if (n > mostAttempts) throw new Problem('order.closed')
  const outTradeNo = outTradeNoOf(order.orderId, n)
  const attempt: Attempt = { outTradeNo, channel: by, at: now.toISOString() }
  const [begun, clock] = beginAttempt(order, key, n, attempt, now)
  if (!begun || !clock) throw new Error('an attempt is two writes')
  await table.commit(begun, putPointer(order, n, channel.name, channel.account), clock)
  return { ...attempt, n, order: { ...order, attempts: n, [`a${n}`]: attempt } }
}

async function shutAtChannel(table: Table, attempt: Attempt, now: Date): Promise<void> {
  const channel = await channelNamed(channelNames[attempt.channel])
  const closed = await channel?.close(attempt.outTradeNo)
  if (channel && closed?.kind === 'refused' && closed.next === 'query')
    await askWhetherPaid(table, channel, attempt.outTradeNo, now)
}

/** Refuses with order.paid where it is. */
async function askWhetherPaid(table: Table, channel: Channel, outTradeNo: string, now: Date): Promise<void> {
  const said = await channel.query(outTradeNo)
  if (said.kind !== 'known') return
  const applied = await applyChannelFact(table, said.fact, { by: 'query' }, now)
  if (applied !== 'nothing') throw new Problem('order.paid')
}

function handedOver(order: OrderItem, { outTradeNo, channel }: Attempt, fact: Handover, zone: string): Payment {
  const { orderId, amountFen, payBy } = order
  const { kind: _, ...rest } = fact
  return { orderId, outTradeNo, channel, amountFen, payBy: instantIn(zone, payBy), ...rest }
}
