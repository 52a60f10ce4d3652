import type { Language } from '../../../shared/problems.ts'
import { language } from '../platform/language'

type Entry = string | ((...facts: never[]) => string)
type SameKeys<C> = { [K in keyof C]: C[K] extends string ? string : C[K] }

/** One page's words in both languages: a key that only one of them has does not compile. */
export function catalogue<C extends Record<string, Entry>>(words: { zh: C; en: NoInfer<SameKeys<C>> }): SameKeys<C> {
  const both: Record<Language, SameKeys<C>> = { zh: words.zh as SameKeys<C>, en: words.en }
  return both[language]
}
