import { tellMoney } from '../exceptions/exceptions.ts'
import { log } from '../kernel/log.ts'
import type { Item, Table } from '../kernel/table/table.ts'
import { dayIn } from '../kernel/zone.ts'
import { bookedOn } from '../orders/orders.ts'
import { applyChannelFact, applyRefundFact, type BillRow, billOf } from '../payments/payments.ts'

/** Which day's bill comes next, and how many of its rows are in the table already. */
interface NextItem extends Item {
  day: string
  rows: number
}

const nextKey = { pk: 'BILLS#wechat', sk: 'NEXT' }
const zone = 'Asia/Shanghai'
const hourMs = 3_600_000
/** The bill of a day is there at ten in the morning of the next, or a little later. */
const readyMs = 34 * hourMs
/** So long after that it is somebody's to look at. */
const patienceMs = 24 * hourMs
const rowsAtOnce = 16

/**
 * Takes the bills that are there and not taken yet, oldest day first: every row goes through the one door that callbacks and queries go
 * through, so that what we never heard of is paid, or told as nobody's; then every payment of ours that no row speaks of is told to the
 * operators. A run takes so many rows at most and the next goes on from there; a repeat of any part changes nothing. Throws, so that the
 * alarm is raised, where a row is not kept, and where a bill is not to be had for a day.
 */
export async function takeBills(table: Table, now: Date, rowsARun = 20_000): Promise<void> {
  for (let left = rowsARun; left > 0; ) {
    const next = await nextOf(table, now)
    const ready = startOf(next.day) + readyMs
    if (ready > now.getTime()) return
    const bill = await billOf(next.day)
    if (!bill) return
    if (bill.kind !== 'known') {
      if (bill.kind === 'unknown' && now.getTime() < ready + patienceMs) return
      throw new Error(`the bill of ${next.day} is not to be had: ${bill.kind === 'unknown' ? bill.why : bill.code}`)
    }
    const rows = bill.fact.slice(next.rows, next.rows + left)
    left -= rows.length
    await applyRows(table, next, rows, now)
    if (next.rows + rows.length < bill.fact.length) return
    const missing = await tellMissing(table, next.day, bill.fact, now)
    log.write({ level: 'info', what: 'bill', day: next.day, rows: bill.fact.length, missing })
    await moveOn(table, next, { day: dayIn(zone, new Date(startOf(next.day) + 36 * hourMs)), rows: 0 })
  }
}

const startOf = (day: string) => Date.parse(`${day}T00:00:00+08:00`)

/** The first bill that is ever taken is yesterday's. */
async function nextOf(table: Table, now: Date): Promise<NextItem> {
  const yesterday = dayIn(zone, new Date(now.getTime() - 24 * hourMs))
  const first: NextItem = { ...nextKey, day: yesterday, rows: 0 }
  const there = (await table.get(nextKey)) as NextItem | undefined
  if (there) return there
  const [next] = await table.commit({ put: first, when: 'absent', orElse: () => 'mine' })
  return next as NextItem
}

/** Of two runs at once the one that is further stands. */
async function moveOn(table: Table, { day }: NextItem, to: { day: string; rows: number }): Promise<void> {
  const further = to.day === day ? [{ field: 'rows', below: to.rows }] : []
  const when = { all: [{ field: 'day', is: day }, ...further] }
  await table.commit({ change: nextKey, set: to, when, orElse: () => 'mine' })
}

/** Some at once. One that fails holds up no other, and is met again by the next run. */
async function applyRows(table: Table, next: NextItem, rows: BillRow[], now: Date): Promise<void> {
  let failed: unknown
  let kept = next.rows
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const outcomes = await Promise.allSettled(rows.slice(from, from + rowsAtOnce).map((row) => applyRow(table, row, now)))
    failed ??= outcomes.find((one) => one.status === 'rejected')?.reason
    if (failed === undefined) kept += outcomes.length
  }
  if (kept > next.rows) await moveOn(table, next, { day: next.day, rows: kept })
  if (failed !== undefined) throw failed
}

async function applyRow(table: Table, row: BillRow, now: Date): Promise<void> {
  if ('payment' in row) await applyChannelFact(table, row.payment, { by: 'bill' }, now)
  else await applyRefundFact(table, row.refund, now)
}

/** What we booked as paid on that day, and the channel's bill does not know. */
async function tellMissing(table: Table, day: string, rows: BillRow[], now: Date): Promise<number> {
  const billed = new Set(rows.flatMap((row) => ('payment' in row ? [row.payment.outTradeNo] : [])))
  let missing = 0
  for await (const page of bookedOn(table, day)) {
    for (const { outTradeNo, orderId, transactionId, amountFen } of page) {
      if (billed.has(outTradeNo)) continue
      missing += 1
      const story = { orderId, outTradeNo, transactionId, expectedFen: amountFen, why: [day], by: 'bill' }
      await table.commit(tellMoney('payment.missing', outTradeNo, story, now))
    }
  }
  return missing
}
