import { createHash } from 'node:crypto'
import { secrets } from '../../functions/kernel/secrets.ts'
import { type Staff, staffKey } from '../../functions/kernel/staff.ts'
import type { Table } from '../../functions/kernel/table/table.ts'
import { instantIn, midnightIn } from '../../functions/kernel/zone.ts'
import { memberBehind } from '../../functions/members/members.ts'
import { merchantItem } from '../../functions/merchants/merchants.ts'
import { placeStoresOf } from '../../functions/nearby/nearby.ts'
import { createBatch, createDeal, createPromotion, launchPromotion } from '../../functions/promotions/promotions.ts'
import { type StoreItem, storeItem } from '../../functions/stores/items.ts'
import type { BatchForm } from '../../shared/coupons.ts'
import type { DealForm } from '../../shared/deals.ts'
import { city, merchants, people, platform, zone } from './city.ts'

const days = 120
const marker = { pk: 'SEED#2', sk: 'SEED' }
const placed = { pk: 'SEED#2', sk: 'PLACED' }
const begun = { pk: 'SEED#2', sk: 'BEGUN' }

/** Fills an empty table; run again it changes nothing. Answers the path of the offer that the printed share link opens. */
export async function seed(table: Table, today: Date): Promise<{ offerPath: string }> {
  const done = await table.get(marker)
  if (done) await placeAll(table)
  await seedMerchants(table, today)
  if (done) return { offerPath: String(done.offerPath) }
  // A seeding that was cut short goes on with the day it was begun on: its repeats must be the same calls.
  const [start] = await table.commit({ put: { ...begun, at: today.toISOString() }, when: 'absent', orElse: () => 'mine' })
  const now = new Date(String(start?.at))
  const stores = merchants.map((merchant) => merchant.stores.map((store) => storeOf(merchant, store)))
  for (const store of stores.flat()) await table.commit({ put: store, when: 'always' })
  await seedPeople(table, stores[0] ?? [], now)
  const [cafe, hotpot] = merchants
  const welcome = await launch(table, cafe, '秋日请喝咖啡', now, [
    amount('秋日咖啡立减券', 500, 1, 1000, 3000),
    amount('春熙路店午后券', 100, 2, 500, 0, [stores[0]?.[0]?.storeId ?? '']),
    {
      ...amount('工作日午间八折券', 300, 1, 1, 0),
      benefit: { kind: 'percent', percentOff: 20, ceilingFen: 3000, minSpendFen: 2000 },
      weekdays: [1, 2, 3, 4, 5],
      hours: [{ from: '11:00', to: '14:00' }],
    },
    { ...amount('拿铁兑换券', 50, 1, 1, 0), benefit: { kind: 'gift', item: '中杯拿铁一杯', valueFen: 2200 } },
  ])
  await launch(table, hotpot, '周末围炉', now, [amount('双人锅底减免券', 200, 1, 3000, 12_800)])
  await launch(table, cafe, '下午茶拼团', now, [], [tea])
  const offerPath = `/pages/offer/index?batchId=${welcome}`
  await table.commit({ put: { ...marker, offerPath }, when: 'always' })
  return { offerPath }
}

/** Those that somebody has changed since stay as they are; a table that was filled before merchants were items gets them too. */
async function seedMerchants(table: Table, today: Date): Promise<void> {
  for (const { merchantId, name } of merchants) {
    const put = merchantItem({ merchantId, name, zone, createdAt: today.toISOString() })
    await table.commit({ put, when: 'absent', orElse: () => 'mine' })
  }
}

/** The stores of a table that was filled before there was an index of places; the feed has long passed them. */
async function placeAll(table: Table): Promise<void> {
  if (await table.get(placed)) return
  for (const { merchantId } of merchants) await placeStoresOf(table, merchantId)
  await table.commit({ put: placed, when: 'always' })
}

const tea: DealForm = {
  title: '三人下午茶套餐',
  total: 300,
  perMember: 3,
  aloneFen: 9900,
  listFen: 12_800,
  ladder: [
    { size: 2, priceFen: 7900 },
    { size: 3, priceFen: 6900 },
  ],
  groupHours: 24,
  voucher: { uses: 1, validDays: 60 },
  refundable: 'until_used',
}

async function seedPeople(table: Table, stores: StoreItem[], now: Date): Promise<void> {
  const { wechat } = await secrets()
  for (const person of people) {
    const { merchantId, name: merchantName } = person.role === 'operator' ? platform : merchants[0]
    const memberId = await memberBehind(table, wechat.appid, person.openid, now)
    const storeIds = person.stores.map((nth) => stores[nth]?.storeId ?? '')
    const roles = [{ role: person.role, storeIds }]
    const listed = { list: `STAFF#${merchantId}`, listAt: `${person.name}#${memberId}` }
    const item = {
      ...staffKey(memberId),
      memberId,
      merchantId,
      merchantName,
      name: person.name,
      roles,
      state: 'active',
      ...listed,
    }
    await table.commit({ put: item, when: 'always' })
  }
}

async function launch(
  table: Table,
  merchant: { merchantId: string; name: string },
  name: string,
  now: Date,
  forms: BatchForm[],
  deals: DealForm[] = [],
): Promise<string> {
  const { merchantId, name: merchantName } = merchant
  const marketer: Staff = {
    memberId: 'mbr_seed',
    merchantId,
    merchantName,
    name,
    storeIds: [],
    isManager: false,
    isMarketer: true,
    roles: ['marketer'],
    managerOf: [],
  }
  const from = instantIn(zone, now)
  const to = instantIn(zone, midnightIn(zone, now, days))
  const { promotionId } = await createPromotion(table, marketer, { name, from, to }, `seed-${name}`, now)
  const made = []
  for (const form of forms) made.push(await createBatch(table, marketer, promotionId, form, `seed-${form.title}`, now))
  for (const form of deals) await createDeal(table, marketer, promotionId, form, `seed-${form.title}`, now)
  await launchPromotion(table, marketer, { promotionId }, 'zh', now)
  return made[0]?.batchId ?? ''
}

function amount(
  title: string,
  total: number,
  perMember: number,
  offFen: number,
  minSpendFen: number,
  storeIds?: string[],
): BatchForm {
  return {
    title,
    total,
    perMember,
    benefit: { kind: 'amount', offFen, minSpendFen },
    validity: { kind: 'days', days: 30 },
    scope: storeIds && { storeIds },
  }
}

/** The same store gets the same id each time. */
function storeOf(
  merchant: { merchantId: string; name: string },
  store: { name: string; address: string; lat: number; lng: number; phone: string },
): StoreItem {
  const storeId = `sto_${createHash('sha256').update(store.name).digest('hex').slice(0, 20)}`
  return storeItem({ ...store, storeId, merchantId: merchant.merchantId, merchantName: merchant.name, city, zone })
}
