import { tellMoney } from '../exceptions/exceptions.ts'
import { log } from '../kernel/log.ts'
import type { Key, Table, Write } from '../kernel/table/table.ts'
import {
  hold,
  isPaidBy,
  keepLate,
  lateOf,
  markPaid,
  type OrderItem,
  orderKeyOf,
  type PaidBy,
  paidAlready,
  tooLate,
} from '../orders/orders.ts'
import type { PaymentFact } from './channel.ts'
import { findPointer, type PointerItem, payChannelOf } from './pointers.ts'
import { type Mismatch, mismatchesOf } from './rules.ts'

/** Where a fact comes from; what it does is the same. */
export type Source = { by: PaidBy['by']; notifyId?: string }

/**
 * What became of a fact. `nothing`: no money has come. `known`: it stood there already. `late`, `duplicate`: the money goes back.
 * `held`: it does not fit, and an operator decides. `orphan`: nobody asked for it.
 */
export type Applied = 'nothing' | 'paid' | 'known' | 'late' | 'duplicate' | 'held' | 'orphan'

/**
 * The one door for every fact about a payment: of a callback, of a query, of a bill. Where it returns, what it says is in the table; where
 * it throws, nothing may be answered but a failure. One read and one conditional write in all but the rare cases.
 */
export async function applyChannelFact(table: Table, fact: PaymentFact, source: Source, now: Date): Promise<Applied> {
  if (fact.state !== 'paid') return 'nothing'
  const pointer = await findPointer(table, fact.outTradeNo)
  const applied = pointer ? await judged(table, pointer, fact, source, now) : await orphaned(table, fact, source, now)
  if (applied !== 'known') log.write({ level: 'info', what: 'payment', about: fact.outTradeNo, by: source.by, applied })
  return applied
}

async function judged(table: Table, pointer: PointerItem, fact: PaymentFact, source: Source, now: Date): Promise<Applied> {
  const key = orderKeyOf(pointer.orderId)
  const wrong = mismatchesOf(pointer, fact)
  if (wrong.length > 0) return held(table, key, pointer, fact, wrong, source, now)
  const paid: PaidBy = {
    n: pointer.n,
    transactionId: fact.transactionId ?? '',
    paidAt: fact.paidAt ?? now.toISOString(),
    at: now.toISOString(),
    ...source,
  }
  try {
    const [order] = await table.commit(markPaid(key, paid))
    return isNew(order as OrderItem | undefined, paid) ? 'paid' : 'known'
  } catch (problem) {
    if (problem !== tooLate) throw problem
  }
  // The order is closed, held or paid: it is not paid any more, so what is read now is what the write will meet.
  const order = (await table.get(key)) as OrderItem
  const other = order.paid?.n === pointer.n ? order.paid : lateOf(order, pointer.n)
  if (other && other.transactionId !== paid.transactionId) {
    await table.commit(toldHeld(pointer, fact, ['transaction'], source, now))
    return 'held'
  }
  const why = order.state === 'paid' ? 'duplicate' : 'late'
  const [after] = await table.commit(keepLate(key, { ...paid, why }))
  return isNew(after as OrderItem | undefined, paid) ? why : 'known'
}

/** The write that was ours carries our own mark of time and way; two of one millisecond and one way are both logged, and change nothing twice. */
function isNew(order: OrderItem | undefined, paid: PaidBy): boolean {
  if (!order || !isPaidBy(order, paid)) return false
  const stands = order.paid?.n === paid.n ? order.paid : (order[`l${paid.n}`] as PaidBy | undefined)
  return stands?.at === paid.at && stands.by === paid.by && stands.notifyId === paid.notifyId
}

function toldHeld(pointer: PointerItem, fact: PaymentFact, wrong: Mismatch[], source: Source, now: Date): Write {
  const { orderId, outTradeNo, amountFen: expectedFen } = pointer
  const { transactionId, amountFen } = fact
  const channel = payChannelOf(fact.channel)
  const story = { orderId, outTradeNo, transactionId, amountFen, expectedFen, why: [...wrong], by: source.by, channel }
  return tellMoney('payment.held', outTradeNo, story, now)
}

async function held(
  table: Table,
  key: Key,
  pointer: PointerItem,
  fact: PaymentFact,
  wrong: Mismatch[],
  source: Source,
  now: Date,
): Promise<Applied> {
  const told = toldHeld(pointer, fact, wrong, source, now)
  try {
    await table.commit(told, hold(key, pointer.n, now))
  } catch (problem) {
    if (problem !== paidAlready) throw problem
    await table.commit(told)
  }
  return 'held'
}

/** The channel says so itself, and nobody here asked for it: the money is there, and asking for a day again helps nobody. */
async function orphaned(table: Table, fact: PaymentFact, source: Source, now: Date): Promise<Applied> {
  const { outTradeNo, transactionId, amountFen } = fact
  const story = { outTradeNo, transactionId, amountFen, why: [], by: source.by, channel: payChannelOf(fact.channel) }
  await table.commit(tellMoney('payment.orphan', outTradeNo.slice(0, 40), story, now))
  return 'orphan'
}
