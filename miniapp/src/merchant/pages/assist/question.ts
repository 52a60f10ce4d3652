import type { CallOf, OutputOf } from '../../../../../shared/api.ts'
import { type BillFault, billOf } from '../counter/lines'

/** What the manager has entered. */
export interface Entered {
  way: 'phone' | 'number'
  name: string
  phone: string
  number: string
  bill: string
  /** Of the bill, what counts or what does not: asked for where the coupon is not for everything. */
  part: string
}
export const blank: Entered = { way: 'phone', name: '', phone: '', number: '', bill: '', part: '' }

export type Question = CallOf<'previewByOrder'>
export type Preview = OutputOf<'previewByOrder'>['items'][number]
export type Asking = { question: Question } | { fault: 'name' | 'phone' | 'number' | BillFault }

/** The question to the server, or the field that is not ready. Pure. */
export function questionOf({ way, name, phone, number, bill }: Entered, storeId: string): Asking {
  const digits = number.replace(/\D/g, '')
  if (way === 'number' && digits.length !== 12) return { fault: 'number' }
  if (way === 'phone' && name.trim() === '') return { fault: 'name' }
  if (way === 'phone' && !/^\d{4}$/.test(phone)) return { fault: 'phone' }
  const who = way === 'number' ? { orderId: digits } : { name: name.trim(), phoneLast4: phone }
  if (bill.trim() === '') return { question: { ...who, storeId } }
  const read = billOf({ bill, part: '' })
  return 'fault' in read ? read : { question: { ...who, storeId, bill: read.bill } }
}

/** The same question about one coupon, with the bill that it asks for. Pure. */
export function askedAgain(question: Question, { couponId, scope }: Preview, typed: Entered): Asking {
  const read = billOf(typed, scope)
  return 'fault' in read ? read : { question: { ...question, couponId, bill: read.bill } }
}

/** What can be done with it: redeemed now, after the bill, or not. */
export function standingOf({ usable, billNeeded, payFen, scope, why }: Preview): 'ready' | 'bill' | 'no' {
  if (billNeeded && payFen === undefined) return 'bill'
  if (usable) return 'ready'
  // Another part of the bill may do.
  return scope && (why?.code === 'coupon.min_spend' || why?.code === 'coupon.out_of_scope') ? 'bill' : 'no'
}
