import { fenOf } from '../../../../shared/money.ts'
import type { Language } from '../../../../shared/problems.ts'
import type { Draft, Field } from './draft'
import type { BatchForm, Why } from './mapping'

/** Notes what is wrong at a field; the first one counts. */
export type Fault = (field: Field, why: Why) => void

const mostFen = 1_000_000_000

type Money = 'off' | 'ceiling' | 'minSpend' | 'value' | 'budget' | 'unitCost'

/** What was typed as fen; nothing typed is 0 where that may be. */
export function moneyOf(draft: Draft, field: Money, least: 0 | 1, fault: Fault): number {
  const typed = draft[field].trim()
  if (typed === '' && least === 0) return 0
  const fen = fenOf(typed)
  if (typed === '') fault(field, 'need')
  else if (fen === undefined || fen > mostFen) fault(field, 'money')
  else if (fen < least) fault(field, 'positive')
  return fen ?? 0
}

type Count = 'total' | 'perMember' | 'days' | 'startsInDays' | 'perDay' | 'perMemberPerDay' | 'perSecond' | 'holdOut'

export function countOf(
  draft: Draft,
  field: Count,
  most: number,
  why: Why,
  fault: Fault,
  least: 0 | 1 = 1,
): number | undefined {
  const typed = draft[field].trim()
  const number = /^\d{1,9}$/.test(typed) ? Number(typed) : -1
  if (number >= least && number <= most) return number
  fault(field, why)
  return undefined
}

export function benefitOf(draft: Draft, language: Language, fault: Fault): BatchForm['benefit'] {
  const { kind } = draft
  if (kind === 'gift') {
    const item = draft.item.trim()
    if (item === '') fault('item', 'need')
    return { kind, item, valueFen: moneyOf(draft, 'value', 0, fault) }
  }
  const minSpendFen = moneyOf(draft, 'minSpend', 0, fault)
  if (kind === 'amount') return { kind, offFen: moneyOf(draft, 'off', 1, fault), minSpendFen }
  const percentOff = percentOf(draft.percent, language)
  if (percentOff === undefined) fault('percent', draft.percent.trim() === '' ? 'need' : 'fold')
  return { kind, percentOff: percentOff ?? 0, ceilingFen: moneyOf(draft, 'ceiling', 1, fault), minSpendFen }
}

/** `8` and `7.5` 折 are 20 and 25 percent off; in English it is the percent off itself. */
export function percentOf(typed: string, language: Language): number | undefined {
  const text = typed.trim().replace(language === 'zh' ? /折$/ : /%$/, '')
  if (language === 'zh') {
    const match = /^(\d)(?:\.(\d))?$/.exec(text)
    const tenths = match ? Number(match[1]) * 10 + Number(match[2] ?? 0) : 0
    return tenths > 0 ? 100 - tenths : undefined
  }
  return /^[1-9]\d?$/.test(text) ? Number(text) : undefined
}

/** The other way round: what would have been typed for it. */
export function percentTyped(percentOff: number, language: Language): string {
  return language === 'zh' ? String((100 - percentOff) / 10) : String(percentOff)
}
