import { type Past, pastOf } from '../coupons/coupons.ts'
import { findTerms } from '../deals/deals.ts'
import type { Table } from '../kernel/table/table.ts'
import { findOrder, lateOf, type OrderItem, type RefundItem, refundsIn } from '../orders/orders.ts'
import { findVoucher, lastUseOf, pastInVoucher, takenPlace, type VoucherItem, vouchersOfOrder } from '../vouchers/vouchers.ts'
import type { Step } from './steps.ts'
import type { Thread } from './thread.ts'

const mostHands = 10

/** Everything that became of an order: its money in and back, and each of its vouchers, through whosever hands. */
export async function orderThread(table: Table, orderId: string, now: Date): Promise<Thread | undefined> {
  const order = await findOrder(table, orderId)
  if (!order) return undefined
  const { merchantId, promotionId, trace, dealId, version } = order
  const [{ form, zone }, vouchers, refunds] = await Promise.all([
    findTerms(table, dealId, version, now),
    vouchersOfOrder(table, order),
    refundsIn(table, order),
  ])
  const used = await Promise.all(vouchers.map((voucher) => handsOf(table, voucher)))
  const steps = [...moneyOf(order, form.title), ...refunds.flatMap(refundSteps), ...used.flat()]
  return { merchantId, promotionId, trace, zone, steps }
}

function moneyOf(order: OrderItem, title: string): Step[] {
  const { orderId, memberId, amountFen, placedAt, paid, closedAt, attempts } = order
  const late = Array.from({ length: attempts }, (_, at) => lateOf(order, at + 1)).filter((one) => one !== undefined)
  return [
    { kind: 'ordered', at: placedAt, id: orderId, memberId, words: title, fen: amountFen },
    ...(paid ? [{ kind: 'paid' as const, at: paid.at, memberId, fen: amountFen }] : []),
    ...(closedAt === undefined ? [] : [{ kind: 'closed' as const, at: closedAt }]),
    ...late.map(({ at }) => ({ kind: 'late' as const, at, memberId, fen: amountFen })),
  ]
}

function refundSteps({ refundId, memberId, amountFen, askedAt, doneAt }: RefundItem): Step[] {
  const about = { id: refundId, memberId, fen: amountFen }
  const asked: Step = { kind: 'refunding', at: askedAt, ...about }
  return doneAt === undefined ? [asked] : [asked, { kind: 'refunded', at: instantOf(doneAt), ...about }]
}

/** The channel tells the time of its own zone. */
const instantOf = (at: string) => new Date(at).toISOString()

async function handsOf(table: Table, voucher: VoucherItem): Promise<Step[]> {
  const steps: Step[] = []
  let held: VoucherItem | undefined = voucher
  for (let hand = 0; held && hand < mostHands; hand++) {
    steps.push(...(await stepsOf(table, held)))
    const { giving }: VoucherItem = held
    const next: string | undefined = giving?.takenById && takenPlace(giving.takenById, voucher.dealId, giving.token).voucherId
    held = next === undefined ? undefined : (await findVoucher(table, next))?.voucher
  }
  return steps
}

async function stepsOf(table: Table, voucher: VoucherItem): Promise<Step[]> {
  const { voucherId, memberId, use, earlier = [] } = voucher
  const told = [...(await pastOf<string>(table, voucher)), ...pastInVoucher(voucher)] as Past<string>[]
  const each = new Map(told.map((past) => [`${past.at}#${past.kind}`, past]))
  const worth = new Map([...(use ? [use] : []), ...earlier.map((line) => line.use)].map((one) => [one.at, one.valueFen]))
  return [...each.values()].flatMap(({ kind, at, storeId, by, reason }): Step[] => {
    if (kind === 'redeemed')
      return [{ kind, at, storeId, by, reason, fen: worth.get(at), id: use?.at === at ? lastUseOf(voucher) : undefined }]
    if (kind === 'undone') return [{ kind, at, storeId, by, reason }]
    if (kind === 'issued' || kind === 'gifted' || kind === 'received' || kind === 'came_back')
      return [{ kind, at, id: voucherId, memberId }]
    // Its taker tells of a taking, and the refund of itself.
    return []
  })
}
