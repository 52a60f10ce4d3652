import type { BenefitLike } from '../../../../shared/benefit-words.ts'
import { fenOf } from '../../../../shared/money.ts'
import type { Language } from '../../../../shared/problems.ts'
import type { Rules } from '../../../../shared/rule-words.ts'
import { type Draft, isDay } from './draft'
import { batchOf, type Here } from './mapping'
import { benefitOf, percentOf } from './read'

/** The benefit as far as it can be read, for the preview. */
export function previewOf(draft: Draft, language: Language): BenefitLike {
  const { kind, item } = draft
  const minSpendFen = fenOf(draft.minSpend) ?? 0
  if (kind === 'gift') return { kind, item: item.trim() || '…', valueFen: fenOf(draft.value) ?? 0 }
  if (kind === 'amount') return { kind, minSpendFen, offFen: fenOf(draft.off) }
  return { kind, minSpendFen, percentOff: percentOf(draft.percent, language), ceilingFen: fenOf(draft.ceiling) }
}

/** The rules as far as they can be read: what is not right yet is left out, the rest is as it will be sent. */
export function rulesSeen(draft: Draft, here: Here): Rules {
  let good = true
  const benefit = benefitOf(draft, here.language, () => {
    good = false
  })
  const wholeDates = isDay(draft.validFrom) && isDay(draft.validTo) && draft.validFrom <= draft.validTo
  const wholeDays = Number(draft.days) > 0
  // What stands elsewhere in the form must not keep a rule from being shown.
  const sound: Draft = {
    ...draft,
    ...{ title: '…', kind: 'gift', item: '…', value: '', unitCost: '' },
    total: '10000000',
    perMember: fitting(draft.perMember, 20) || '1',
    perDay: fitting(draft.perDay, 10_000_000),
    perSecond: '',
    perMemberPerDay: fitting(draft.perMemberPerDay, Number(fitting(draft.perMember, 20)) || 1),
    hours: draft.hours.filter(({ from, to }) => from !== '' && to !== '' && from !== to),
    claim: 'promotion',
    ...(draft.validity === 'days' && { days: wholeDays ? draft.days : '30', startsInDays: fitting(draft.startsInDays, 365) }),
    ...(draft.validity === 'dates' && !wholeDates && { validity: 'days', days: '30' }),
    ...(draft.validity === 'dates' && wholeDates && { to: draft.validTo }),
  }
  const read = batchOf(sound, { ...here, today: '' })
  const form = 'form' in read ? read.form : undefined
  const known = draft.validity === 'days' ? wholeDays : wholeDates
  return { perMember: 1, ...form, benefit: good ? benefit : undefined, validity: known ? form?.validity : undefined }
}

const fitting = (typed: string, most: number): string => {
  const number = /^\d{1,9}$/.test(typed.trim()) ? Number(typed) : 0
  return number >= 1 && number <= most ? String(number) : ''
}
