import { spread } from '../kernel/ids.ts'
import type { Item, Table } from '../kernel/table/table.ts'
import { dayIn } from '../kernel/zone.ts'
import { attemptOf, type OrderItem, type PaidBy } from './items.ts'

/** A payment as it has to stand in the channel's bill of its day. */
export interface BookedItem extends Item {
  outTradeNo: string
  orderId: string
  transactionId: string
  amountFen: number
}

const parts = 8
/** Longer than the channel keeps a bill. */
const keptDays = 120
const bookedOf = (day: string, part: number) => `BOOKED#wechat#${day}#${part}`

/**
 * For the feed: the line under which the bill of the day looks for the payment; a day begins in Beijing. None for a channel whose bills
 * nobody takes.
 */
export async function bookPayment(table: Table, order: OrderItem, { n, transactionId, paidAt }: PaidBy): Promise<void> {
  const attempt = attemptOf(order, n)
  if (attempt?.channel !== 'wechat') return
  const { outTradeNo } = attempt
  const booked: BookedItem = {
    pk: bookedOf(dayIn('Asia/Shanghai', paidAt), spread(outTradeNo, parts)),
    sk: outTradeNo,
    ...{ outTradeNo, orderId: order.orderId, transactionId, amountFen: order.amountFen },
    expires: Math.floor(Date.parse(paidAt) / 1000) + keptDays * 86_400,
  }
  await table.commit({ put: booked, when: 'absent', orElse: () => 'mine' })
}

/** Every payment of a day (YYYY-MM-DD in Beijing), page by page. */
export async function* bookedOn(table: Table, day: string): AsyncGenerator<BookedItem[]> {
  for (let part = 0; part < parts; part++) {
    let cursor: string | undefined
    do {
      const page = await table.query({ pk: bookedOf(day, part), cursor })
      yield page.items as BookedItem[]
      cursor = page.cursor
    } while (cursor !== undefined)
  }
}
