import { type Guest, newBuying } from '../../local/testing/buying.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { beginAttempt, findOrder, type OrderItem, orderKeyOf } from '../orders/orders.ts'
import { outTradeNoOf, putPointer } from '../payments/pointers.ts'

/** What the feed derives of money, where something else came first. */
let door: FrontDoor
let at: ReturnType<typeof newBuying>
beforeAll(async () => {
  door = await frontDoor()
  at = newBuying(door)
})
afterAll(() => door.close())

const account = { appid: 'wx-ours', mchid: '1900000001' }
async function attempt(orderId: string, n: number) {
  const order = (await findOrder(door.table, orderId)) as OrderItem
  const outTradeNo = outTradeNoOf(orderId, n)
  const begun = { outTradeNo, channel: 'wechat' as const, at: door.clock.now().toISOString() }
  const writes = beginAttempt(order, orderKeyOf(orderId), n, begun, door.clock.now())
  await door.table.commit(...writes, putPointer(order, n, 'wechat-pay', account))
  return outTradeNo
}
const ordered = async (guest: Guest, dealId: string) => (await guest.alone(dealId)).orderId
it('an order is counted once, also where its payment was begun before the feed heard of it', async () => {
  const dealId = await at.deal()
  const [slow, quick] = [await at.guest(), await at.guest()]
  await ordered(slow, dealId)
  await door.settle()
  await attempt(await ordered(quick, dealId), 1)
  await door.settle()
  expect(await door.table.get({ pk: `COUNTS#${dealId}`, sk: 'ALL' })).toMatchObject({ ordered: 2 })
})
