import type { BatchForm } from '../../shared/coupons.ts'
import type { Language } from '../../shared/problems.ts'
import { ruleWords } from '../../shared/rule-words.ts'
import { instantIn } from '../kernel/zone.ts'

/** The rules as sentences, in the zone of the store. */
export function rulesInWords(form: BatchForm, zone: string, language: Language, storesInSet?: number): string[] {
  return ruleWords(form, (instant) => instantIn(zone, instant), language, storesInSet)
}
