import { yuan, yuanDigits } from '../../../shared/money.ts'
import type { Language } from '../../../shared/problems.ts'

/** What of a benefit is said: a future kind arrives here without these fields and must not break a released mini-program. */
export interface BenefitLike {
  kind: string
  offFen?: number
  minSpendFen?: number
}

/** The big number of the ticket. */
export const worth = (benefit: BenefitLike): string => (benefit.offFen === undefined ? '' : yuanDigits(benefit.offFen))

/** `满 ¥50 可用`, `无门槛`. */
export function condition(benefit: BenefitLike, language: Language): string {
  const least = benefit.minSpendFen ?? 0
  if (language === 'zh') return least > 0 ? `满${yuan(least)}可用` : '无门槛'
  return least > 0 ? `from ${yuan(least)}` : 'no minimum'
}

/** For a share card's title: `满¥50减¥12`. */
export function benefitWords(benefit: BenefitLike, language: Language): string {
  const off = benefit.offFen === undefined ? '' : yuan(benefit.offFen)
  const least = benefit.minSpendFen ?? 0
  if (language === 'zh') return least > 0 ? `满${yuan(least)}减${off}` : `立减${off}`
  return least > 0 ? `${off} off from ${yuan(least)}` : `${off} off`
}
