import type { CallOf } from '../../../../../shared/api.ts'
import { fenOf } from '../../../../../shared/money.ts'
import type { Language } from '../../../../../shared/problems.ts'
import type { BenefitLike } from '../../../words/benefit'
import { type Draft, dayAfter, type Field, isDay } from './draft'

export const whys = [
  'need',
  'money',
  'positive',
  'fold',
  'total',
  'perMember',
  'overTotal',
  'days',
  'order',
  'past',
  'long',
  'beforeClaims',
  'sameHours',
] as const
export type Why = (typeof whys)[number]
export type Faults = Partial<Record<Field, Why>>

export interface Forms {
  promotion: CallOf<'createPromotion'>
  batch: Omit<CallOf<'createBatch'>, 'promotionId'>
}

/** Where the days of the form are: the minutes east of UTC, which day it is, and how percents are said. */
export interface Here {
  offset: number
  today: string
  language: Language
}

const longestDays = 400
const mostFen = 1_000_000_000

/** The form as the contract wants it (yuan as fen, days as midnights), or what is wrong at which field. */
export function formsOf(draft: Draft, here: Here): { forms: Forms } | { faults: Faults } {
  const faults: Faults = {}
  const fault = (field: Field, why: Why) => {
    faults[field] ??= why
  }
  const words = (field: 'name' | 'title' | 'item') => {
    const text = draft[field].trim()
    if (text === '') fault(field, 'need')
    return text
  }
  const money = (field: 'off' | 'ceiling' | 'minSpend' | 'value', least: 0 | 1) => {
    const typed = draft[field].trim()
    if (typed === '' && least === 0) return 0
    const fen = fenOf(typed)
    if (typed === '') fault(field, 'need')
    else if (fen === undefined || fen > mostFen) fault(field, 'money')
    else if (fen < least) fault(field, 'positive')
    return fen ?? 0
  }
  const count = (field: 'total' | 'perMember' | 'days', most: number) => {
    const typed = draft[field].trim()
    const number = /^\d{1,9}$/.test(typed) ? Number(typed) : 0
    if (number < 1 || number > most) fault(field, field)
    return number
  }
  const span = (first: 'from' | 'validFrom', last: 'to' | 'validTo') => {
    if (!isDay(draft[first])) fault(first, 'need')
    if (!isDay(draft[last])) fault(last, 'need')
    else if (!isDay(draft[first])) return { from: '', to: '' }
    else if (draft[last] < draft[first]) fault(last, 'order')
    else if (draft[last] < here.today) fault(last, 'past')
    else if (first === 'from' && dayAfter(draft.from, longestDays) <= draft.to) fault(last, 'long')
    else if (first === 'validFrom' && draft.validTo < draft.to) fault(last, 'beforeClaims')
    if (faults[first] || faults[last]) return { from: '', to: '' }
    return { from: midnight(draft[first], here.offset), to: midnight(dayAfter(draft[last], 1), here.offset) }
  }
  const benefit = (): Forms['batch']['benefit'] => {
    const { kind } = draft
    if (kind === 'gift') return { kind, item: words('item'), valueFen: money('value', 0) }
    if (kind === 'amount') return { kind, offFen: money('off', 1), minSpendFen: money('minSpend', 0) }
    const percentOff = percentOf(draft.percent, here.language)
    if (percentOff === undefined) fault('percent', draft.percent.trim() === '' ? 'need' : 'fold')
    return { kind, percentOff: percentOff ?? 0, ceilingFen: money('ceiling', 1), minSpendFen: money('minSpend', 0) }
  }
  const { weekdays, hoursFrom, hoursTo, storeIds } = draft
  if (hoursFrom !== '' && hoursTo === '') fault('hoursTo', 'need')
  if (hoursFrom === '' && hoursTo !== '') fault('hoursFrom', 'need')
  if (hoursFrom !== '' && hoursFrom === hoursTo) fault('hoursTo', 'sameHours')
  const promotion = { name: words('name'), ...span('from', 'to') }
  const batch: Forms['batch'] = {
    title: words('title'),
    total: count('total', 10_000_000),
    perMember: count('perMember', 20),
    benefit: benefit(),
    validity:
      draft.validity === 'days'
        ? { kind: 'days', days: count('days', 365) }
        : { kind: 'dates', ...span('validFrom', 'validTo') },
    ...(weekdays.length > 0 && weekdays.length < 7 && { weekdays: [...weekdays].sort((a, b) => a - b) }),
    ...(hoursFrom !== '' && { hours: [{ from: hoursFrom, to: hoursTo }] }),
  }
  if (batch.total > 0 && batch.perMember > batch.total) fault('perMember', 'overTotal')
  if (Object.keys(faults).length > 0) return { faults }
  return { forms: { promotion: { ...promotion, ...(storeIds.length > 0 && { stores: { storeIds } }) }, batch } }
}

/** `2026-11-22` at 480 minutes -> `2026-11-22T00:00:00+08:00`. */
export function midnight(day: string, offset: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const minutes = Math.abs(offset)
  return `${day}T00:00:00${offset < 0 ? '-' : '+'}${two(Math.trunc(minutes / 60))}:${two(minutes % 60)}`
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

/** The benefit as far as it can be read, for the preview. */
export function previewOf(draft: Draft, language: Language): BenefitLike {
  const { kind, item } = draft
  const minSpendFen = fenOf(draft.minSpend) ?? 0
  if (kind === 'gift') return { kind, item: item.trim() || '…', valueFen: fenOf(draft.value) ?? 0 }
  if (kind === 'amount') return { kind, minSpendFen, offFen: fenOf(draft.off) }
  return { kind, minSpendFen, percentOff: percentOf(draft.percent, language), ceilingFen: fenOf(draft.ceiling) }
}

const fieldOf: [path: RegExp, field: Field][] = [
  [/^name/, 'name'],
  [/^from/, 'from'],
  [/^to$/, 'to'],
  [/^title/, 'title'],
  [/^total/, 'total'],
  [/^perMember/, 'perMember'],
  [/^benefit\.offFen/, 'off'],
  [/^benefit\.percentOff/, 'percent'],
  [/^benefit\.ceilingFen/, 'ceiling'],
  [/^benefit\.minSpendFen/, 'minSpend'],
  [/^benefit\.item/, 'item'],
  [/^benefit\.valueFen/, 'value'],
  [/^benefit/, 'kind'],
  [/^(stores|scope)/, 'storeIds'],
  [/^validity\.(days|startsInDays)/, 'days'],
  [/^validity\.from/, 'validFrom'],
  [/^validity\.to/, 'validTo'],
  [/^validity/, 'validity'],
  [/^weekdays/, 'weekdays'],
  [/^hours.*from$/, 'hoursFrom'],
  [/^hours/, 'hoursTo'],
]

/** The field of the form that the server's path of a refusal speaks of. */
export const fieldAt = (path: string | undefined): Field | undefined =>
  path === undefined ? undefined : fieldOf.find(([pattern]) => pattern.test(path))?.[1]
