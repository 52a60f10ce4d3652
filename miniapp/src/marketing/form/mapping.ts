import type { CallOf } from '../../../../shared/api.ts'
import { fenOf } from '../../../../shared/money.ts'
import type { Language } from '../../../../shared/problems.ts'
import { type Draft, dayAfter, type Field, isDay, wordsIn } from './draft'
import { benefitOf, countOf, type Fault, moneyOf } from './read'
import { spanOf } from './walls'

export const whys = [
  'need',
  'money',
  'positive',
  'fold',
  'total',
  'perMember',
  'overTotal',
  'overPerMember',
  'days',
  'startsInDays',
  'holdOut',
  'order',
  'past',
  'long',
  'beforeClaims',
  'outside',
  'sameHours',
  'bothHours',
  'hundred',
  'list',
  'perSecond',
  'rushDay',
] as const
export type Why = (typeof whys)[number]
export type Faults = Partial<Record<Field, Why>>

export type PromotionForm = CallOf<'createPromotion'>
export type BatchForm = Omit<CallOf<'createBatch'>, 'promotionId'>
export interface Forms {
  promotion: PromotionForm
  batch: BatchForm
}

/** Where the days of the form are: the minutes east of UTC, which day it is, and how percents are said. */
export interface Here {
  offset: number
  today: string
  language: Language
  /** What stands already: instants whose day is not changed are kept to the second. */
  promotion?: { from: string; to: string } | undefined
  batch?: Pick<BatchForm, 'claim' | 'validity'> | undefined
}

const longestDays = 400
/** From so many claims a second on the batch is made for a rush, and takes no caps of a day. */
const rushFrom = 50
/** Whether this is for a rush, as far as it can be read. */
export const isRush = (draft: Draft): boolean => Number(draft.perSecond) >= rushFrom

/** The whole of a new promotion as the contract wants it (yuan as fen, days as midnights), or what is wrong at which field. */
export function formsOf(draft: Draft, here: Here): { forms: Forms } | { faults: Faults } {
  const promotion = promotionOf(draft, here)
  const batch = batchOf({ ...draft, storeIds: [], storeSetId: '' }, here)
  if ('form' in promotion && 'form' in batch) return { forms: { promotion: promotion.form, batch: batch.form } }
  return { faults: { ...('faults' in batch && batch.faults), ...('faults' in promotion && promotion.faults) } }
}

type Read<Form> = { form: Form } | { faults: Faults }
const readAs = <Form>(form: Form, faults: Faults): Read<Form> => (Object.keys(faults).length > 0 ? { faults } : { form })
const noting =
  (faults: Faults): Fault =>
  (field, why) => {
    faults[field] ??= why
  }

export function promotionOf(draft: Draft, here: Here): Read<PromotionForm> {
  const faults: Faults = {}
  const fault = noting(faults)
  const name = draft.name.trim()
  if (name === '') fault('name', 'need')
  checkSpan(draft, ['from', 'to'], here, fault)
  if (!faults.from && !faults.to && dayAfter(draft.from, longestDays) <= draft.to) fault('to', 'long')
  const budgetFen = draft.budget.trim() === '' ? undefined : moneyOf(draft, 'budget', 1, fault)
  const bearer = bearerOf(draft, fault)
  const holdOutPercent = optional(draft.holdOut, () => countOf(draft, 'holdOut', 50, 'holdOut', fault))
  const stores = storesOf(draft)
  const form: PromotionForm = {
    name,
    ...spanOf(draft.from, draft.to, here.offset, here.promotion),
    ...(stores && { stores }),
    ...(budgetFen !== undefined && { budgetFen }),
    ...(bearer && { bearer }),
    ...(holdOutPercent !== undefined && { holdOutPercent }),
  }
  return readAs(form, faults)
}

/** A batch; its stores are its own, none chosen: those of the promotion. */
export function batchOf(draft: Draft, here: Here): Read<BatchForm> {
  const faults: Faults = {}
  const fault = noting(faults)
  const title = draft.title.trim()
  if (title === '') fault('title', 'need')
  const total = countOf(draft, 'total', 10_000_000, 'total', fault) ?? 0
  const perMember = countOf(draft, 'perMember', 20, 'perMember', fault) ?? 0
  const perDay = optional(draft.perDay, () => countOf(draft, 'perDay', 10_000_000, 'total', fault))
  const perMemberPerDay = optional(draft.perMemberPerDay, () => countOf(draft, 'perMemberPerDay', 20, 'perMember', fault))
  const expectedPerSecond = optional(draft.perSecond, () => countOf(draft, 'perSecond', 10_000, 'perSecond', fault))
  for (const field of ['perDay', 'perMemberPerDay'] as const)
    if (isRush(draft) && draft[field].trim() !== '') fault(field, 'rushDay')
  if (total > 0 && perMember > total) fault('perMember', 'overTotal')
  if (perDay !== undefined && total > 0 && perDay > total) fault('perDay', 'overTotal')
  if (perMemberPerDay !== undefined && perMember > 0 && perMemberPerDay > perMember) fault('perMemberPerDay', 'overPerMember')
  const unitCostFen = optional(draft.unitCost, () => moneyOf(draft, 'unitCost', 0, fault))
  const claim = claimOf(draft, here, fault)
  const weekdays = draft.weekdays.length > 0 && draft.weekdays.length < 7 && [...draft.weekdays].sort((a, b) => a - b)
  const hours = hoursOf(draft, fault)
  const blackout = [...new Set(draft.blackout.filter(isDay))].sort()
  const scope = scopeOf(draft, fault)
  const form: BatchForm = {
    title,
    ...(draft.picture !== '' && { picture: draft.picture }),
    total,
    perMember,
    ...(perMemberPerDay !== undefined && { perMemberPerDay }),
    ...(perDay !== undefined && { perDay }),
    ...(expectedPerSecond !== undefined && { expectedPerSecond }),
    ...(draft.who === 'reward' && { rewardOnly: true as const }),
    benefit: benefitOf(draft, here.language, fault),
    ...(unitCostFen !== undefined && { unitCostFen }),
    ...(scope && { scope }),
    ...(claim && { claim }),
    validity: validityOf(draft, here, fault),
    ...(weekdays && { weekdays }),
    ...(hours.length > 0 && { hours }),
    ...(blackout.length > 0 && { blackout }),
    ...(draft.holidays === 'excluded' && { holidays: 'excluded' as const }),
  }
  return readAs(form, faults)
}

const optional = <T>(typed: string, read: () => T): T | undefined => (typed.trim() === '' ? undefined : read())

function checkSpan(
  draft: Draft,
  [first, last]: readonly ['from' | 'claimFrom' | 'validFrom', 'to' | 'claimTo' | 'validTo'],
  here: Here,
  fault: Fault,
): void {
  if (!isDay(draft[first])) fault(first, 'need')
  if (!isDay(draft[last])) fault(last, 'need')
  else if (!isDay(draft[first])) return
  else if (draft[last] < draft[first]) fault(last, 'order')
  else if (draft[last] < here.today) fault(last, 'past')
}

function bearerOf({ bearer, bearMerchant, bearHeadOffice, bearPlatform }: Draft, fault: Fault): PromotionForm['bearer'] {
  if (bearer === 'merchant') return undefined
  const part = (typed: string) => (/^\d{0,3}$/.test(typed.trim()) ? Number(typed) : Number.NaN)
  const shares = { merchant: part(bearMerchant), headOffice: part(bearHeadOffice), platform: part(bearPlatform) }
  if (shares.merchant + shares.headOffice + shares.platform !== 100) fault('bearer', 'hundred')
  return shares
}

function storesOf({ storeIds, storeSetId }: Draft): PromotionForm['stores'] {
  if (storeSetId !== '') return { storeSetId }
  return storeIds.length > 0 ? { storeIds } : undefined
}

function scopeOf(draft: Draft, fault: Fault): BatchForm['scope'] {
  const list = (field: 'categories' | 'items' | 'excludes') => {
    const words = wordsIn(draft[field])
    if (words.length > 50 || words.some((word) => word.length > 60)) fault(field, 'list')
    return words.length > 0 ? words : undefined
  }
  const [categories, items, excludeItems] = [list('categories'), list('items'), list('excludes')]
  const scope = {
    ...storesOf(draft),
    ...(categories && { categories }),
    ...(items && { items }),
    ...(excludeItems && { excludeItems }),
  }
  return Object.keys(scope).length > 0 ? scope : undefined
}

function claimOf(draft: Draft, here: Here, fault: Fault): BatchForm['claim'] {
  if (draft.claim === 'promotion') return undefined
  checkSpan(draft, ['claimFrom', 'claimTo'], here, fault)
  const { claimFrom, claimTo, from, to } = draft
  if (claimFrom < from) fault('claimFrom', 'outside')
  if (claimTo > to) fault('claimTo', 'outside')
  // A day of the promotion's own edge is that edge, which need not be a midnight.
  const edges = here.promotion ?? spanOf(from, to, here.offset)
  const span = spanOf(claimFrom, claimTo, here.offset, here.batch?.claim)
  return {
    from: claimFrom === from && !here.batch?.claim ? edges.from : span.from,
    to: claimTo === to && !here.batch?.claim ? edges.to : span.to,
  }
}

function validityOf(draft: Draft, here: Here, fault: Fault): BatchForm['validity'] {
  if (draft.validity === 'days') {
    const startsInDays = optional(draft.startsInDays, () => countOf(draft, 'startsInDays', 365, 'startsInDays', fault, 0))
    const days = countOf(draft, 'days', 365, 'days', fault) ?? 0
    return { kind: 'days', days, ...(startsInDays !== undefined && startsInDays > 0 && { startsInDays }) }
  }
  checkSpan(draft, ['validFrom', 'validTo'], here, fault)
  if (draft.validTo < (draft.claim === 'own' ? draft.claimTo : draft.to)) fault('validTo', 'beforeClaims')
  const stands = here.batch?.validity
  const kept = stands?.kind === 'dates' ? stands : undefined
  return { kind: 'dates', ...spanOf(draft.validFrom, draft.validTo, here.offset, kept) }
}

function hoursOf({ hours }: Draft, fault: Fault): NonNullable<BatchForm['hours']> {
  const spans = hours.filter(({ from, to }) => from !== '' || to !== '')
  return spans.map(({ from, to }) => {
    if (from === '' || to === '') fault('hours', 'bothHours')
    const end = to === '00:00' ? '24:00' : to
    if (from === end) fault('hours', 'sameHours')
    return { from, to: end }
  })
}

/** How many coupons the budget pays for at the most they can cost; undefined where either is not known. */
export function paysFor(draft: Draft): number | undefined {
  const budget = fenOf(draft.budget)
  const { kind } = draft
  const most = fenOf(kind === 'amount' ? draft.off : kind === 'percent' ? draft.ceiling : draft.value)
  return budget && most ? Math.floor(budget / most) : undefined
}
