import type { Benefit } from './coupons.ts'
import type { Language } from './problems.ts'

/** So long a use can be taken back, and so often the uses of one coupon or voucher. */
export const undoWindowMinutes = 60
export const mostCycles = 10
/** From a discount of so many fen on, or a gift worth as much, a clerk asks a manager of the store to take the use back. */
export const managerUndoesFromFen = 20_000

/** Why uses are taken back, and how that reads; whatever else it was is said in words of one's own. */
export const undoReasons = {
  wrong_guest: ['核销错了顾客或券', 'Wrong guest or coupon'],
  wrong_bill: ['账单金额输错', 'The bill was mistyped'],
  changed_mind: ['顾客不用了', 'The guest changed their mind'],
} as const satisfies { [code: string]: readonly [zh: string, en: string] }

/** What was given as the reason, as a person reads it. */
export function reasonInWords(reason: string, language: Language): string {
  // Old phones have no Object.hasOwn.
  const [, words] = Object.entries(undoReasons).find(([code]) => code === reason) ?? []
  return words ? words[language === 'zh' ? 0 : 1] : reason
}

/** Whether only a manager may take it back. `valueFen`: what was paid for the part of a voucher that was used. */
export function asksManager(used: {
  benefit?: Benefit | undefined
  discountFen: number
  valueFen?: number | undefined
}): boolean {
  const { benefit, discountFen, valueFen = 0 } = used
  return Math.max(discountFen, valueFen, benefit?.kind === 'gift' ? benefit.valueFen : 0) >= managerUndoesFromFen
}
