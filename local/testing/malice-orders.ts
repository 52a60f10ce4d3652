import type { RouteName } from '../../shared/routes.ts'
import { newBuying } from './buying.ts'
import { as, type MaliceDoor } from './malice.ts'
import type { Pools } from './malice-inputs.ts'

const ofOrders: RouteName[] = [
  'placeOrder',
  'getOrder',
  'listMyOrders',
  'payOrder',
  'cancelOrder',
  'quoteRefund',
  'requestRefund',
]

/** Deals and orders for the operations of orders: some to be paid, some paid, as many as a fuzz uses up. */
export async function poolsOfOrders(door: MaliceDoor, token: string, name: RouteName): Promise<Pools | undefined> {
  if (!ofOrders.includes(name)) return undefined
  const { deal, guest } = newBuying(door)
  const form = { perMember: 20, total: 100_000 }
  const dealId = [await deal(form), await deal(form)]
  const other = await guest()
  const opened = await other.open(dealId[0] ?? '', 2)
  const orderId: string[] = [opened.orderId]
  const voucherIds: string[] = []
  const isRefund = name === 'quoteRefund' || name === 'requestRefund'
  // The member who is tried may place 20 in a minute.
  door.clock.offsetMs += 61_000
  const member = as(token)
  for (let n = 0; n < 12 && name !== 'placeOrder'; n++) {
    const placed = (await door.post(`/deals/${dealId[n % 2]}/orders`, { mode: 'alone', quantity: 2 }, member)).body
    orderId.push(placed.orderId)
    if (!isRefund) continue
    const { outTradeNo } = (await door.post(`/orders/${placed.orderId}/pay`, {}, member)).body
    await door.pay(outTradeNo)
    await door.settle()
    const quote = (await door.post(`/orders/${placed.orderId}/refund-quote`, {}, member)).body
    for (const part of quote.parts) voucherIds.push(part.voucherId)
  }
  return { dealId, orderId, voucherIds, groupId: [opened.groupId as string], quantity: ['1'], size: ['2', '3'] }
}
