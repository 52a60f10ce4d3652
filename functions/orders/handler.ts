import { orderContracts } from '../../shared/order-contracts.ts'
import { environment } from '../kernel/environment.ts'
import { Pace } from '../kernel/pace.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import * as orders from './orders.ts'

/** Who orders without paying takes seats and stock from others; an address may be a whole city behind one carrier. */
const placed = { ofMember: new Pace(() => 20), ofAddress: new Pace(() => environment.perAddress) }

export const handler = serve(table, orderContracts, {
  placeOrder: async ({ memberId, input, key, language, now, from }) => {
    placed.ofAddress.step(from, now)
    placed.ofMember.step(memberId, now)
    const { trace, ...wanted } = input
    return orders.placeOrder(table, memberId, wanted, { key, trace }, language, now)
  },
  getOrder: ({ memberId, input, now }) => orders.getOrder(table, memberId, input.orderId, now),
  listMyOrders: ({ memberId, input, now }) => orders.listMyOrders(table, memberId, input, now),
})
