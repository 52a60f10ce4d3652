import type { CallOf, OutputOf } from '../../../../../shared/api.ts'
import { fenOf } from '../../../../../shared/money.ts'

export type Promotion = OutputOf<'getPromotion'>
export type Touchpoint = OutputOf<'listTouchpoints'>['items'][number]
type Form = CallOf<'createTouchpoint'>

export const kinds = ['poster', 'leaflet', 'wall', 'ad', 'tablet'] as const
export const costKinds = ['fixed', 'perDay', 'perThousand', 'perClaim'] as const

/** What is filled in: one form for each of the places. */
export interface Draft {
  kind: (typeof kinds)[number]
  places: string[]
  /** `promotion`, or the id of one of its offers. */
  target: string
  costKind: (typeof costKinds)[number]
  cost: string
  impressions: string
}

export type Problem = 'needPlace' | 'needCost' | 'needImpressions'

export function blank({ batches, deals }: Promotion): Draft {
  const [only, ...others] = [...batches.map(({ batchId }) => batchId), ...deals.map(({ dealId }) => dealId)]
  const target = only !== undefined && others.length === 0 ? only : 'promotion'
  return { kind: 'poster', places: [''], target, costKind: 'fixed', cost: '', impressions: '' }
}

/** One form a place, each place once; or what is missing, by its field. */
export function formsOf(
  draft: Draft,
  { promotionId, deals }: Promotion,
): { forms: Form[] } | { problems: { [field in 'place' | 'cost' | 'impressions']?: Problem } } {
  const places = [...new Set(draft.places.map((place) => place.trim()).filter(Boolean))]
  const fen = fenOf(draft.cost)
  const impressions = /^\d{1,9}$/.test(draft.impressions.trim()) ? Number(draft.impressions) : undefined
  const problems = {
    ...(places.length === 0 && { place: 'needPlace' as const }),
    ...(fen === undefined && { cost: 'needCost' as const }),
    ...(draft.costKind === 'perThousand' && impressions === undefined && { impressions: 'needImpressions' as const }),
  }
  if (fen === undefined || Object.keys(problems).length > 0) return { problems }
  const cost: Form['cost'] =
    draft.costKind === 'perThousand'
      ? { kind: 'perThousand', fen, impressions: impressions ?? 0 }
      : { kind: draft.costKind, fen }
  const isDeal = deals.some(({ dealId }) => dealId === draft.target)
  const target: Form['target'] =
    draft.target === 'promotion'
      ? { kind: 'promotion', id: promotionId }
      : { kind: isDeal ? 'deal' : 'batch', id: draft.target }
  return { forms: places.map((place) => ({ promotionId, kind: draft.kind, place, cost, target })) }
}
