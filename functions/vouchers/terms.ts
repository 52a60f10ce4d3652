import { dealWords } from '../../shared/deal-words.ts'
import type { Language } from '../../shared/problems.ts'
import type { Terms } from '../deals/deals.ts'

/** What of a deal's terms its vouchers are bound by, as sentences: how it was bought says nothing any more. */
export function termsInWords({ form, storeSet }: Pick<Terms, 'form' | 'storeSet'>, language: Language): string[] {
  const { perMember, voucher, refundable } = form
  return dealWords({ perMember, voucher, refundable }, language, storeSet?.storeCount)
}
