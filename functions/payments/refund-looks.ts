import { tellMoney } from '../exceptions/exceptions.ts'
import { observe } from '../kernel/metrics.ts'
import type { Table } from '../kernel/table/table.ts'
import { countCall, placeOfRefund, type RefundItem } from '../orders/orders.ts'
import type { Channel, Outcome, RefundFact } from './channel.ts'
import { channelNamed } from './channels.ts'
import { channelNames } from './pointers.ts'
import { applyRefundFact } from './refund-facts.ts'
import { refundWaitMinutes } from './rules.ts'

const told = 24 * 3_600_000

/**
 * Goes on with a refund: sends it, or asks what became of it, always under its one number. What the channel refuses stays asked for, and
 * people are told; a repeat is harmless.
 */
export async function lookAtRefund(table: Table, due: RefundItem, now: Date): Promise<void> {
  const { refundId } = due
  const place = placeOfRefund(refundId)
  const refund = place && ((await table.get(place.key)) as RefundItem | undefined)
  if (!refund || refund.state === 'done' || refund.state === 'closed') return
  const channel = await channelNamed(channelNames[refund.channel])
  const said = channel ? await ask(channel, refund) : ({ kind: 'unknown', why: 'no_channel' } as const)
  if (said.kind === 'known') await applyRefundFact(table, said.fact, now)
  const why = said.kind === 'known' ? undefined : said.kind === 'refused' ? said.code : said.why
  const isRefused = said.kind === 'refused' && said.next === 'human'
  if (isRefused || now.getTime() - Date.parse(refund.askedAt) > told)
    await table.commit(tellMoney('refund.stuck', refundId, storyOf(refund, why), now))
  if (said.kind !== 'known' || said.fact.state !== 'done')
    observe('OldestRefundSeconds', (now.getTime() - Date.parse(refund.askedAt)) / 1000)
  const next = new Date(now.getTime() + refundWaitMinutes(refund.calls + 1) * 60_000)
  await table.commit(countCall(refund, next, why))
}

/** The number is the same for life, so asking again can never pay twice; but what was sent is asked after first. */
async function ask(channel: Channel, refund: RefundItem): Promise<Outcome<RefundFact>> {
  const { outTradeNo, outRefundNo: refundNo, amountFen, totalFen, reason } = refund
  if (refund.calls > 0) {
    const found = await channel.queryRefund({ outTradeNo, refundNo })
    if (found.kind !== 'known' || found.fact.state !== 'absent') return found
  }
  return channel.refund({ outTradeNo, refundNo, amountFen, totalFen, reason: reason ?? reasons[refund.cause] })
}

/** What the payer reads at the channel where nobody wrote a reason; at most 80 bytes. */
const reasons: { [cause in RefundItem['cause']]: string } = {
  member: '申请退款',
  group_failed: '拼团未成，自动退款',
  late: '订单已关闭，付款退回',
  duplicate: '重复付款退回',
  expired: '到期未使用，自动退款',
  store_closed: '门店停业退款',
  operator: '平台退款',
}

export function storyOf({ orderId, refundId, outTradeNo, amountFen }: RefundItem, why: string | undefined) {
  return { orderId, refundId, outTradeNo, amountFen, why: why === undefined ? [] : [why] }
}
