import { type BatchSeen, rushWrites } from '../coupons/coupons.ts'
import type { DealSeen } from '../deals/deals.ts'
import { payableBy, secrets } from '../kernel/secrets.ts'
import type { Table } from '../kernel/table/table.ts'
import { warmthOf } from '../kernel/warm.ts'
import { closedNow, type StoreItem } from '../stores/stores.ts'
import { type Finding, ok } from './finding.ts'
import type { PromotionItem } from './items.ts'

/** So long before a rush the database can still be made ready for it. */
const warmingMinutes = 30
const closedNamed = 3

/** Whether there is a store, and whether one of them takes no guests now. */
export function openOf(stores: StoreItem[], now: Date): Finding[] {
  if (stores.length === 0)
    return [{ check: 'stores', level: 'stop', zh: '还没有可用的门店', en: 'There is no store to use it at' }]
  const good = ok('stores', `${stores.length} 家门店可用`, `Good at ${stores.length} stores`)
  const closed = stores.filter((store) => closedNow(store, now))
  if (closed.length === 0) return [good]
  const names = closed.slice(0, closedNamed).map(({ name }) => name)
  const [zhMore, enMore] =
    closed.length > closedNamed ? [` 等 ${closed.length} 家`, ` and others, ${closed.length} in all,`] : ['', '']
  return [
    ...(closed.length < stores.length ? [good] : []),
    {
      ...{ check: 'stores', level: 'warn' },
      zh: `${names.join('、')}${zhMore} 现在停业，顾客到了用不了`,
      en: `${names.join(', ')}${enMore} closed now: guests who come cannot use it`,
    },
  ]
}

/** What is sold has to be paid: without a channel nobody could. */
export async function paymentOf(deals: DealSeen[]): Promise<Finding[]> {
  if (deals.length === 0) return []
  if (payableBy(await secrets()).length > 0) return [ok('payment', '收款已配置', 'Payment is configured')]
  const [zh, en] = ['还没有配置收款，顾客付不了款，请找平台', 'No payment is configured: nobody could pay. Ask the platform']
  return [{ check: 'payment', level: 'stop', zh, en }]
}

/** Whether the database will be ready when a rush begins: it is asked for it at launch, and takes some minutes. */
export async function rushOf(
  table: Table,
  { promotionId, from }: PromotionItem,
  batches: BatchSeen[],
  now: Date,
): Promise<Finding[]> {
  const writes = rushWrites(batches.map(({ batch }) => batch.form))
  if (writes === 0) return []
  const warmth = await warmthOf(table, promotionId)
  if (warmth === 'local' || warmth === 'ready') return [ok('rush', '抢购的库存已备好', 'The stock is ready for the rush')]
  const starts = batches.filter(({ batch }) => batch.flash).map(({ batch }) => Date.parse(batch.claimFrom))
  const minutes = (Math.min(...starts, Number.MAX_SAFE_INTEGER) - now.getTime()) / 60_000
  if (warmth !== 'refused' && minutes >= warmingMinutes && Date.parse(from) > now.getTime())
    return [ok('rush', '上线后会为抢购扩容，开抢前就绪', 'After the launch the database is made ready, before the rush begins')]
  return [
    {
      ...{ check: 'rush', level: 'warn' },
      zh: `抢购要每秒约 ${writes} 次写入，扩容要几分钟：头几分钟会慢一些，不会多发。想从容些，把开始时间往后挪半小时`,
      en: `The rush takes about ${writes} writes a second and the database needs minutes for that: the first ones will be slower, and still exact. Half an hour later there is no hurry`,
    },
  ]
}
