import type { OutputOf } from '../../../../../shared/api.ts'
import { yuan } from '../../../../../shared/money.ts'
import { copy } from './copy'

type Exception = OutputOf<'listExceptions'>['items'][number]
type About = Exception['about']
type When = (instant: string) => string

/** What it is, and about whom. A newer server may know a kind that this build has no words for. */
export function headWords({ kind, about, count }: Exception): [string, ...string[]] {
  if (about.kind === 'coupon') return [copy.coupon(count), `${about.title} · ${about.member}`]
  if (about.kind === 'staff') return [copy.staff(about.name, count), copy.day(about.day)]
  const head = copy[kind as Exclude<typeof kind, 'undo.repeated'>] ?? kind
  return [head, ...[about.title, about.member].filter((word) => word !== undefined)]
}

/** What whoever has to decide compares with the papers, line by line. */
export function storyWords(about: About, when: When): string[] {
  if (about.kind === 'money') return moneyLines(about)
  return about.kind === 'offline' ? offlineLines(about, when) : []
}

function offlineLines(
  { by, storeName, madeAt, fen, receiptNo, why, use }: Extract<About, { kind: 'offline' }>,
  when: When,
): string[] {
  return [
    copy.handed(by, storeName, when(madeAt)),
    copy.worth(yuan(fen)),
    ...(receiptNo === undefined ? [] : [copy.receipt(receiptNo)]),
    use ? copy.usedBy(use.by, use.storeName, when(use.at)) : copy.why(why.message),
    copy.whatToDo,
  ]
}

function moneyLines(money: Extract<About, { kind: 'money' }>): string[] {
  const { amountFen, expectedFen, why, orderId, outTradeNo, transactionId, refundId } = money
  return [
    ...(amountFen === undefined ? [] : [copy.came(yuan(amountFen))]),
    ...(expectedFen === undefined || expectedFen === amountFen ? [] : [copy.expected(yuan(expectedFen))]),
    ...(why.length === 0 ? [] : [copy.why(why.map((one) => copy[`misfit_${one}` as 'misfit_amount'] ?? one).join(copy.comma))]),
    ...(outTradeNo === undefined ? [] : [copy.outTradeNo(outTradeNo)]),
    ...(transactionId === undefined ? [] : [copy.transactionId(transactionId)]),
    ...(orderId === undefined ? [] : [copy.orderId(orderId)]),
    ...(refundId === undefined ? [] : [copy.refundId(refundId)]),
  ]
}
