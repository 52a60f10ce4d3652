import { Problem } from '../../shared/problem.ts'
import type { Arrival, MediaCost, TouchpointForm, TouchpointWords } from '../../shared/touchpoints.ts'

/** What touchpoints have to know of a promotion. */
export interface PromotionFacts {
  promotionId: string
  merchantId: string
  state: 'draft' | 'live' | 'paused'
  from: string
  to: string
  batchIds: string[]
  dealIds?: string[]
}

/** Nobody pays for a clerk's own code, and it hangs where its clerk stands. */
const free: MediaCost = { kind: 'fixed', fen: 0 }

/** The words as they are kept. Refuses with input.invalid and the field what is missing, and a window that ends before it begins. */
export function wordsOf(form: TouchpointWords, kind: TouchpointForm['kind'], clerk: string) {
  const { place, creative, cost, from, to } = form
  const isClerks = kind === 'clerk'
  if (place === undefined && !isClerks) throw new Problem('input.invalid', { field: 'place' })
  if (cost === undefined && !isClerks) throw new Problem('input.invalid', { field: 'cost' })
  if (from !== undefined && to !== undefined && Date.parse(from) >= Date.parse(to))
    throw new Problem('input.invalid', { field: 'to' })
  return { place: place ?? clerk, creative, cost: cost ?? free, from: instant(from), to: instant(to) }
}

const instant = (at: string | undefined) => (at === undefined ? undefined : new Date(at).toISOString())

/** How a code stands: by its own window, and by what its marketer did with the promotion. */
export function arrivalState(
  { from, to }: { from?: string; to?: string },
  { state }: Pick<PromotionFacts, 'state'>,
  now: Date,
): Arrival['state'] {
  const at = now.toISOString()
  if (state === 'draft') return 'draft'
  if (from !== undefined && at < from) return 'not_started'
  if (to !== undefined && at >= to) return 'over'
  return state === 'paused' ? 'paused' : 'open'
}
