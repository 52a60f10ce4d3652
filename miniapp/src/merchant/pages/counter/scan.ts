import type { CallOf } from '../../../../../shared/api.ts'
import { fenOf } from '../../../../../shared/money.ts'
import { readTyped } from '../../../words/code'

/** What the clerk has entered; survives a login, a reload and a lost network. */
export interface Draft {
  text: string
  bill: string
}
export const blank: Draft = { text: '', bill: '' }

type Scan = CallOf<'redeem'>
export type Reading = { scan: Scan } | { fault: 'code' | 'bill' }

/** The draft as the question to the server, or the field that is not ready. */
export function scanOf(draft: Draft, storeId: string): Reading {
  const typed = readTyped(draft.text)
  if (typed.is === 'empty' || typed.is === 'short') return { fault: 'code' }
  const code = typed.is === 'qr' ? { code: typed.code } : { typedCode: typed.typedCode }
  if (draft.bill.trim() === '') return { scan: { ...code, storeId } }
  const totalFen = fenOf(draft.bill)
  if (totalFen === undefined) return { fault: 'bill' }
  return { scan: { ...code, storeId, bill: { totalFen } } }
}
