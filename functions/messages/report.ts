import { environment } from '../kernel/environment.ts'
import { log } from '../kernel/log.ts'
import { measured } from '../kernel/metrics.ts'
import { secrets } from '../kernel/secrets.ts'
import type { Item, Table } from '../kernel/table/table.ts'
import { askWeChat } from '../kernel/wechat-server.ts'
import { instantIn } from '../kernel/zone.ts'
import { openidOfMember } from '../members/members.ts'
import type { ReportItem } from './items.ts'
import { reportedBy } from './rules.ts'
import { type Came, cameOf, conclude, errcodeOf } from './send.ts'

/** Collected in the store by whoever bought it. */
const selfPickup = 4
const byTransaction = 2
const allAtOnce = 1

/**
 * The job of a report that is due: POST /wxa/sec/order/upload_shipping_info, without which WeChat keeps the money of the order. A repeat is
 * answered as told already, and that counts as told. Source: WeChat's documentation of order-shipping.
 */
export async function sendReport(table: Table, seen: Item, now: Date): Promise<void> {
  const item = (await table.get(seen)) as ReportItem | undefined
  if (item?.state !== 'waiting' || item.dueAt !== seen.dueAt) return
  await conclude(table, item, await tried(table, item, now), now)
}

async function tried(table: Table, item: ReportItem, now: Date): Promise<Came> {
  const { orderId, memberId, transactionId, title, tries } = item
  const openid = await openidOfMember(table, memberId)
  // Who erased everything took along the name under which WeChat would know them; WeChat then settles by its own clock.
  if (openid === undefined) return { became: 'no_openid' }
  const body = {
    order_key: { order_number_type: byTransaction, transaction_id: transactionId },
    logistics_type: selfPickup,
    delivery_mode: allAtOnce,
    shipping_list: [{ item_desc: [...title].slice(0, 60).join('') }],
    upload_time: instantIn('Asia/Shanghai', now).replace('+', '.000+'),
    payer: { openid },
  }
  const app = { ...(await secrets()).wechat, api: environment.wechatApi }
  const errcode = await errcodeOf(() => askWeChat(app, '/wxa/sec/order/upload_shipping_info', body, now))
  const sent = reportedBy(errcode)
  const came = cameOf(sent, errcode, item, now)
  const isLost = 'became' in came && sent !== 'sent'
  const line = { level: isLost ? 'error' : 'info', what: 'report', orderId, sent, errcode, tries } as const
  log.write(isLost ? measured(line, { OutboxFailed: 1 }) : line)
  return came
}
