import type { Table } from '../../functions/kernel/table/table.ts'
import type { RouteName } from '../../shared/routes.ts'

type Call = (name: RouteName, request: object) => Promise<{ [field: string]: unknown }>

/** Given, taken back, given again and taken by a friend; then its day is over, so that the next run of the jobs meets it. */
export async function travelGifts(call: Call, table: Table, couponId: string, giver: string, taker: string): Promise<void> {
  const first = await call('giveGift', { token: giver, body: { couponId } })
  await call('cancelGift', { token: giver, path: { giftToken: first.giftToken } })
  const { giftToken } = await call('giveGift', { token: giver, body: { couponId } })
  await call('takeGift', { token: taker, path: { giftToken } })
  const gift = await call('getGift', { token: giver, path: { giftToken } })
  if (gift.state !== 'taken' || !gift.takenBy) throw new Error(`the giver is told ${JSON.stringify(gift)}`)
  const over = { dueAt: `2026-01-01T00:00:00.000Z#gift.over#${giftToken}` }
  await table.commit({ change: { pk: `GIFT#${giftToken}`, sk: 'GIFT' }, set: over, when: 'always' })
}
