import { yuan } from '../../shared/money.ts'

/** What a member is told. Instants are those of the store's wall clock, RFC 3339. */
export type Message =
  | { kind: 'group'; groupId: string; title: string; result: 'complete' | 'failed' }
  | { kind: 'refund'; orderId: string; title: string; amountFen: number; at: string }
  | { kind: 'voucher_expiring'; voucherId: string; title: string; until: string }
  | { kind: 'store_closed'; page: string; title: string; store: string; next: keyof typeof afterClosing }

/** What is left to whoever holds something that is good at a store which closed. */
const afterClosing = {
  elsewhere: '可到其他门店使用，详情请点开',
  refund: '可以申请退款，详情请点开',
  later: '恢复营业后仍可使用，详情请点开',
  over: '门店已停业，详情请点开',
}

/**
 * The values of a template's keywords, in the order in which docs/deploy.md has its owner pick them; each within what WeChat takes of its
 * type: thing 20 letters, phrase 5, amount, time.
 */
export function valuesOf(message: Message): string[] {
  const title = thing(message.title)
  switch (message.kind) {
    case 'group':
      return message.result === 'complete'
        ? [title, '拼团成功', '团购券已放入“我的”，到店出示即可']
        : [title, '拼团未成', '人数未满，钱款将原路退回']
    case 'refund':
      return [title, yuan(message.amountFen), time(message.at), '已原路退回，请查看支付账户']
    case 'voucher_expiring':
      return [title, time(message.until), '快到期了，记得到店使用']
    case 'store_closed':
      return [thing(message.store), title, afterClosing[message.next]]
  }
}

/** Where a tap on it leads, in the mini-program. */
export function pageOf(message: Message): string {
  switch (message.kind) {
    case 'group':
      return `guest/pages/group/index?groupId=${message.groupId}`
    case 'refund':
      return `guest/pages/order/index?orderId=${message.orderId}`
    case 'voucher_expiring':
      return `guest/pages/voucher/index?voucherId=${message.voucherId}`
    case 'store_closed':
      return message.page
  }
}

/** What came of sending: `sent`; `none`: no permission is left; `later`: not now; `failed`: never so. Source: WeChat, subscribeMessage.send. */
export type Sent = 'sent' | 'none' | 'later' | 'failed'

export function sentBy(errcode: number): Sent {
  if (errcode === 0) return 'sent'
  if (errcode === 43101) return 'none'
  // -1: busy. 45009: the quota of the day. 45011, 45047: too many a minute.
  return [-1, 45009, 45011, 45047].includes(errcode) ? 'later' : 'failed'
}

/** The same of a report. Source: WeChat, order-shipping: 10060002, 10060003, 10060023: it has been told. 10060001: the payment cannot be seen yet. */
export function reportedBy(errcode: number): Sent {
  if ([0, 10060002, 10060003, 10060023].includes(errcode)) return 'sent'
  return [-1, 45009, 45011, 10060001, 10060012, 10060019].includes(errcode) ? 'later' : 'failed'
}

const minutes = [1, 5, 30, 120, 360]

/** When the next try is, after so many; undefined where that would be too late. */
export function nextTry(tries: number, until: string, now: Date): string | undefined {
  const wait = minutes[Math.min(tries, minutes.length - 1)] as number
  const at = new Date(now.getTime() + wait * 60_000).toISOString()
  return Date.parse(at) < Date.parse(until) ? at : undefined
}

function thing(text: string): string {
  const letters = [...text]
  return letters.length <= 20 ? text : `${letters.slice(0, 19).join('')}…`
}

/** `2026-11-22 13:06` */
function time(instant: string): string {
  return instant.slice(0, 16).replace('T', ' ')
}
