import type { QuotePart } from '../../shared/orders.ts'
import { Problem } from '../../shared/problem.ts'
import type { Account, PaymentFact } from './channel.ts'
import type { PointerItem } from './pointers.ts'

/** What of a fact does not fit. Money under it is nobody's until a person says so. */
export const mismatches = ['amount', 'currency', 'appid', 'mchid', 'channel', 'transaction'] as const
export type Mismatch = (typeof mismatches)[number]

/** Holds a payment against the attempt as it was written before the channel was called; empty where everything fits. */
export function mismatchesOf(pointer: PointerItem, fact: PaymentFact): Mismatch[] {
  const { amountFen, currency, account, channel, transactionId } = fact
  return [
    ...(channel === pointer.channel ? [] : (['channel'] as const)),
    ...(amountFen === pointer.amountFen ? [] : (['amount'] as const)),
    ...(currency === pointer.currency ? [] : (['currency'] as const)),
    ...misfits(pointer, account),
    ...(transactionId === undefined ? (['transaction'] as const) : []),
  ]
}

function misfits(pointer: PointerItem, account: Account | undefined): Mismatch[] {
  return [
    ...(account?.appid === pointer.appid ? [] : (['appid'] as const)),
    ...(account?.mchid === pointer.mchid ? [] : (['mchid'] as const)),
  ]
}

/** Minutes between two calls for a refund that is under way: five times one, then 5, 30 and 360. */
export function refundWaitMinutes(calls: number): number {
  return calls <= 5 ? 1 : ([5, 30][calls - 6] ?? 360)
}

/** A voucher of an order, as far as giving it back goes. */
export interface Part {
  voucherId: string
  uses: number
  used: number
  paidFen: number
  /** What is left of what was paid, as its voucher says it. */
  leftFen: number
  /** Why nothing of it can be given back, beside its uses. */
  why?: 'given' | 'refunded'
}

/** What would go back for each part: what is left of it, or nothing, and why. */
export function quoteOf(parts: Part[]): QuotePart[] {
  return parts.map(({ leftFen, why, ...part }) => {
    const backFen = why === undefined ? leftFen : 0
    const reason = why ?? (backFen === 0 ? ('used' as const) : undefined)
    return { ...part, backFen, ...(reason && { why: reason }) }
  })
}

/** Those that are asked for, each once; all that can be given back where none is named. Refuses with input.invalid, refund.used, refund.not_allowed. */
export function chosen(parts: QuotePart[], voucherIds: string[] | undefined): QuotePart[] {
  if (voucherIds === undefined) {
    const free = parts.filter(({ backFen }) => backFen > 0)
    if (free.length === 0) throw new Problem(parts.some(({ why }) => why === 'used') ? 'refund.used' : 'refund.not_allowed')
    return free
  }
  return [...new Set(voucherIds)].map((voucherId) => {
    const part = parts.find((one) => one.voucherId === voucherId)
    if (!part) throw new Problem('input.invalid', { field: 'voucherIds' })
    if (part.backFen === 0)
      throw new Problem(part.why === 'used' ? 'refund.used' : 'refund.not_allowed', { field: 'voucherIds' })
    return part
  })
}
