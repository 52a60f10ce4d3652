import * as z from 'zod'
import { type Contract, Id, listInput, listOf, Trace } from './contract.ts'
import { orderModes } from './order-modes.ts'
import { Order, orderStates } from './orders.ts'

/** The orders themselves. */
export const orderContracts = {
  placeOrder: {
    role: 'member',
    summary:
      'Orders vouchers of a deal: alone, opening a group, or joining one. Stock and seat are held until payBy. Without a key each call is an order of its own.',
    input: z.strictObject({
      dealId: Id,
      mode: z.enum(orderModes),
      size: z.int().min(2).max(100).optional().meta({ description: 'of the group to open, from the ladder' }),
      groupId: Id.optional().meta({ description: 'of the group to join' }),
      quantity: z.int().min(1).max(20).default(1),
      trace: Trace.optional(),
    }),
    output: Order,
    status: 201,
    idempotent: true,
    refuses: [
      'deal.not_found',
      'deal.sold_out',
      'deal.not_started',
      'deal.ended',
      'deal.paused',
      'deal.limit_reached',
      'group.not_found',
      'group.full',
      'group.closed',
      'group.already_in',
      'limit.slow_down',
      'table.busy',
    ],
  },
  getOrder: {
    role: 'member',
    summary: "One of the member's orders, with its refunds and all that happened to it.",
    input: z.strictObject({ orderId: Id }),
    output: Order,
    refuses: ['order.not_found'],
  },
  listMyOrders: {
    role: 'member',
    summary: "The member's orders.",
    input: z.strictObject({ state: z.enum(orderStates).optional(), ...listInput }),
    output: listOf(Order),
    refuses: [],
  },
} as const satisfies Record<string, Contract>
