import type { CallOf } from '../../../../../shared/api.ts'
import { readTyped } from '../../../words/code'
import { type BillFault, billOf, type Scope } from './lines'

/** What the clerk has entered; survives a login, a reload and a lost network. */
export interface Draft {
  text: string
  bill: string
  /** Of the bill, what counts or what does not: asked for where the coupon is not for everything. */
  part: string
}
export const blank: Draft = { text: '', bill: '', part: '' }

type Scan = CallOf<'redeem'>
export type Fault = 'code' | BillFault
export type Reading = { scan: Scan } | { fault: Fault }

/** The draft as the question to the server, or the field that is not ready; with a scope the bill is sent as lines. */
export function scanOf(draft: Draft, storeId: string, scope?: Scope): Reading {
  const typed = readTyped(draft.text)
  if (typed.is === 'empty' || typed.is === 'short') return { fault: 'code' }
  const code = typed.is === 'qr' ? { code: typed.code } : { typedCode: typed.typedCode }
  if (draft.bill.trim() === '') return scope ? { fault: 'bill' } : { scan: { ...code, storeId } }
  const read = billOf(draft, scope)
  return 'fault' in read ? read : { scan: { ...code, storeId, bill: read.bill } }
}
