import type { Key, Write } from '../kernel/table/table.ts'
import { stampIn } from '../kernel/trace.ts'
import type { Event } from './schemas.ts'

/** What an event adds to, by name; a report adds them up. */
export const figures = [
  ...['opened', 'claimed', 'ordered', 'paid', 'redeemed', 'undone', 'refunded', 'visits', 'forged', 'foreign'],
  ...['newClaimed', 'newPaid', 'newRedeemed'],
  ...['revenueFen', 'refundsFen', 'discountFen', 'sponsoredFen', 'goodsFen', 'goodsUnknown', 'commissionFen', 'usedFen'],
] as const
export type Figure = (typeof figures)[number]
export type Sums = { [figure in Figure]?: number }

/** What a roll-up is by: a touchpoint with the depth of sharing, a store, an hour. Each is by day too. */
export const rollups = ['touchpoint', 'store', 'hour'] as const
export type Rollup = (typeof rollups)[number]

/** So many events of one thing at most stand in one cell; what comes after more shares than this counts with them. */
export const deepest = 9
/** The id of a touchpoint where there was none. */
export const direct = '-'

/** A hot promotion's cells lie in parts of their own, as its stock does, or its events would wait for each other. */
export const rollupOf = (promotionId: string, by: Rollup, part?: number) =>
  `ROLLUP#${promotionId}#${by}${part === undefined ? '' : `#${part}`}`

/** Sums over a day of one thing. `sk` is `<day>#<id>`. */
export interface Cell {
  key: Key
  add: Sums
}

/**
 * The cells that an event is counted in, and what it adds: the feed's commit and the replay both ask here, so their figures are the same.
 * Everything it says stands in the event itself.
 */
export function cellsOf(event: Event): Cell[] {
  const { promotionId, day, hour, storeId, part } = event
  const add = sumsOf(event)
  if (promotionId === undefined || Object.keys(add).length === 0) return []
  const stamp = stampIn(event.trace)
  const { touchpointId = direct, depth = 0 } = typeof stamp === 'object' ? stamp : {}
  const cell = (by: Rollup, id: string): Cell => ({ key: { pk: rollupOf(promotionId, by, part), sk: `${day}#${id}` }, add })
  return [
    cell('touchpoint', `${touchpointId}#${Math.min(depth, deepest)}`),
    cell('hour', String(hour).padStart(2, '0')),
    ...(storeId === undefined ? [] : [cell('store', storeId)]),
  ]
}

export function addCells(event: Event): Write[] {
  return cellsOf(event).map(({ key, add }) => ({ change: key, add: add as { [figure: string]: number }, when: 'always' }))
}

/** Money of which no order was paid for: it came too late, twice, or did not fit, and never was revenue. */
const neverRevenue = ['late', 'duplicate', 'operator']

function sumsOf(event: Event): Sums {
  const all = { ...ofKind(event), ...badTrace(event) }
  return Object.fromEntries(Object.entries(all).filter(([, sum]) => sum !== 0)) as Sums
}

function ofKind(event: Event): Sums {
  const { kind, isNew, amountFen = 0, commissionFen = 0, costFen = 0, sponsoredFen = 0 } = event
  const newOne = isNew ? 1 : 0
  switch (kind) {
    case 'opened':
      return { opened: 1 }
    case 'claimed':
      return { claimed: 1, newClaimed: newOne }
    case 'ordered':
      return { ordered: 1 }
    case 'paid':
      return { paid: 1, newPaid: newOne, revenueFen: amountFen, commissionFen }
    case 'redeemed':
      return { redeemed: 1, newRedeemed: newOne, ...atCounter(event, 1) }
    case 'undone':
      return { undone: 1, ...atCounter(event, -1) }
    case 'refunded':
      // Of a voucher: its money is another event's.
      if (event.refundId === undefined || neverRevenue.includes(event.why ?? '')) return {}
      return { refunded: 1, refundsFen: amountFen, commissionFen: -commissionFen }
    case 'group-complete':
      return { sponsoredFen }
    case 'reward-granted':
      return { discountFen: costFen }
    case 'visited':
      return { visits: 1 }
    default:
      return {}
  }
}

/** What was paid for a voucher came with its order; at the counter it is used. */
function atCounter({ payFen = 0, costFen = 0, goodsFen, valueFen = 0 }: Event, sign: 1 | -1): Sums {
  const goods = goodsFen === undefined ? { goodsUnknown: sign } : { goodsFen: sign * goodsFen }
  return { revenueFen: sign * payFen, discountFen: sign * costFen, usedFen: sign * valueFen, ...goods }
}

/** Counted where the trace came in, and not again of what follows from that. */
const firsts = ['opened', 'claimed', 'ordered', 'visited']
function badTrace({ kind, trace }: Event): Sums {
  return (trace === 'forged' || trace === 'foreign') && firsts.includes(kind) ? { [trace]: 1 } : {}
}

/** What the platform takes of a payment, by the merchant's rate in hundredths of a percent; half a fen is one. */
export const commissionOf = (amountFen: number, basisPoints: number) => Math.floor((amountFen * basisPoints + 5000) / 10_000)

/** What of it goes back with a part of the payment; half a fen is one. */
export const commissionBack = (commissionFen: number, partFen: number, paidFen: number) =>
  paidFen > 0 ? Math.floor((2 * commissionFen * partFen + paidFen) / (2 * paidFen)) : 0
