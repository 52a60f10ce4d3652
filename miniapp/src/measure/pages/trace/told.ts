import { yuan } from '../../../../../shared/money.ts'

export interface Step {
  kind: string
  who?: string | undefined
  storeName?: string | undefined
  fen?: number | undefined
  discountFen?: number | undefined
  words?: string | undefined
  depth?: number | undefined
}

/** The words of the page's language that a step is told in. */
export interface Words {
  depth(depth: number): string
  discount(amount: string): string
}

/** What a step is called; one that is newer than this build by its own name. Pure. */
export function kindWords(kind: string, named: object): string {
  const words = (named as { [kind: string]: unknown })[kind]
  return typeof words === 'string' ? words : kind
}

/** Who, where and what of a step, as far as it says. Pure. */
export function toldWords({ who, storeName, words, depth, discountFen }: Step, copy: Words): string {
  const deep = depth === undefined ? undefined : copy.depth(depth)
  const off = discountFen ? copy.discount(yuan(discountFen)) : undefined
  return [words, who, storeName, deep, off].filter((part) => part !== undefined && part !== '').join(' · ')
}

/** Money that came, or with a minus what went back. */
export function moneyWords({ kind, fen }: Step): string {
  if (fen === undefined) return ''
  return kind === 'refunding' || kind === 'refunded' ? `−${yuan(fen)}` : yuan(fen)
}
