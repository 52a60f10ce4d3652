import type { CallOf } from '../../../../../shared/api.ts'
import { fenOf } from '../../../../../shared/money.ts'

/** What the manager has entered. */
export interface Entered {
  way: 'phone' | 'number'
  name: string
  phone: string
  number: string
  bill: string
}
export const blank: Entered = { way: 'phone', name: '', phone: '', number: '', bill: '' }

export type Question = CallOf<'previewByOrder'>
export type Asking = { question: Question } | { fault: 'name' | 'phone' | 'number' | 'bill' }

/** The question to the server, or the field that is not ready. Pure. */
export function questionOf({ way, name, phone, number, bill }: Entered, storeId: string): Asking {
  const digits = number.replace(/\D/g, '')
  if (way === 'number' && digits.length !== 12) return { fault: 'number' }
  if (way === 'phone' && name.trim() === '') return { fault: 'name' }
  if (way === 'phone' && !/^\d{4}$/.test(phone)) return { fault: 'phone' }
  const who = way === 'number' ? { orderId: digits } : { name: name.trim(), phoneLast4: phone }
  if (bill.trim() === '') return { question: { ...who, storeId } }
  const totalFen = fenOf(bill)
  return totalFen === undefined ? { fault: 'bill' } : { question: { ...who, storeId, bill: { totalFen } } }
}
