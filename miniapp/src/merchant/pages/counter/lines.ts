import type { CallOf, OutputOf } from '../../../../../shared/api.ts'
import { fenOf } from '../../../../../shared/money.ts'

/** What counts for a coupon, where not everything on the bill does. */
export type Scope = NonNullable<OutputOf<'previewRedemption'>['scope']>
export type Bill = NonNullable<CallOf<'redeem'>['bill']>
type Lines = NonNullable<Bill['lines']>

/** What the clerk is asked for beside the total: of named things what counts, of exclusions alone what does not. */
export function partOf({ categories, items, excludeItems = [] }: Scope): {
  counts: boolean
  words: string[]
  except: string[]
} {
  const named = [...(categories ?? []), ...(items ?? [])]
  if (named.length > 0) return { counts: true, words: named, except: excludeItems }
  return { counts: false, words: excludeItems, except: [] }
}

/** The two amounts as lines of a bill: one of the part, one of the rest. */
export function linesOf(scope: Scope, totalFen: number, partFen: number): Lines {
  const { categories, items, excludeItems } = scope
  const [category] = categories ?? []
  const [item] = items ?? (category === undefined ? (excludeItems ?? []) : [])
  const part = { ...(category === undefined ? { item } : { category }), amountFen: partFen }
  const rest = { amountFen: totalFen - partFen }
  if (partFen === 0) return [rest]
  return rest.amountFen === 0 ? [part] : [part, rest]
}

export type BillFault = 'bill' | 'part' | 'partMore'

/** The bill as it was typed, or the field that is not ready; with a scope as lines, for not all of it counts. */
export function billOf(typed: { bill: string; part: string }, scope?: Scope): { bill: Bill } | { fault: BillFault } {
  const totalFen = fenOf(typed.bill)
  if (totalFen === undefined) return { fault: 'bill' }
  if (!scope) return { bill: { totalFen } }
  const partFen = fenOf(typed.part)
  if (partFen === undefined) return { fault: 'part' }
  if (partFen > totalFen) return { fault: 'partMore' }
  return { bill: { totalFen, lines: linesOf(scope, totalFen, partFen) } }
}
