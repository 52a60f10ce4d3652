import type { OutputOf } from '../../../../shared/api.ts'
import { yuanDigits } from '../../../../shared/money.ts'
import type { Language } from '../../../../shared/problems.ts'
import { blankDraft, type Draft, folded, sameIn } from './draft'
import type { BatchForm } from './mapping'
import { percentTyped } from './read'
import { firstDay, lastDay } from './walls'

export type Promotion = OutputOf<'getPromotion'>
export type Batch = Promotion['batches'][number]

const money = (fen: number | undefined) => (fen ? yuanDigits(fen) : '')
const count = (number: number | undefined) => (number === undefined ? '' : String(number))

/** What stands, as it would have been typed. With a batch its stores are the batch's own. */
export function filledFrom(
  promotion: Pick<Promotion, 'name' | 'from' | 'to' | 'stores' | 'bearer' | 'budgetFen'>,
  batch: BatchForm | undefined,
  { offset, language }: { offset: number; language: Language },
): Draft {
  const { name, stores, bearer, budgetFen } = promotion
  const [from, to] = [firstDay(promotion.from, offset), lastDay(promotion.to, offset)]
  const draft: Draft = {
    ...blankDraft(from),
    ...{ name, from, to, claimFrom: from, claimTo: to, validFrom: from, validTo: to, budget: money(budgetFen) },
    ...(bearer && {
      bearer: 'shared' as const,
      bearMerchant: String(bearer.merchant),
      bearHeadOffice: String(bearer.headOffice),
      bearPlatform: String(bearer.platform),
    }),
  }
  const named = (batch ? batch.scope : stores) as { storeIds?: string[]; storeSetId?: string } | undefined
  const at = { storeIds: named?.storeIds ?? [], storeSetId: named?.storeSetId ?? '' }
  return { ...draft, ...at, ...(batch && filledBatch(batch, offset, language)) }
}

function filledBatch(batch: BatchForm, offset: number, language: Language): Partial<Draft> {
  const { benefit, validity, claim, scope, hours } = batch
  return {
    ...{ title: batch.title, picture: batch.picture ?? '', total: String(batch.total), perMember: String(batch.perMember) },
    ...{
      perDay: count(batch.perDay),
      perMemberPerDay: count(batch.perMemberPerDay),
      perSecond: count(batch.expectedPerSecond),
    },
    who: batch.rewardOnly ? 'reward' : 'everyone',
    unitCost: money(batch.unitCostFen),
    kind: benefit.kind,
    ...(benefit.kind === 'gift'
      ? { item: benefit.item, value: money(benefit.valueFen) }
      : { minSpend: money(benefit.minSpendFen) }),
    ...(benefit.kind === 'amount' && { off: money(benefit.offFen) }),
    ...(benefit.kind === 'percent' && {
      percent: percentTyped(benefit.percentOff, language),
      ceiling: money(benefit.ceilingFen),
    }),
    validity: validity.kind,
    ...(validity.kind === 'days'
      ? { days: String(validity.days), startsInDays: count(validity.startsInDays) }
      : { validFrom: firstDay(validity.from, offset), validTo: lastDay(validity.to, offset) }),
    ...(claim && { claim: 'own', claimFrom: firstDay(claim.from, offset), claimTo: lastDay(claim.to, offset) }),
    weekdays: batch.weekdays ?? [],
    // A clock shows the end of a day as the beginning of the next.
    ...(hours && { hours: hours.map(({ from, to }) => ({ from, to: to === '24:00' ? '00:00' : to })) }),
    categories: scope?.categories?.join('、') ?? '',
    items: scope?.items?.join('、') ?? '',
    excludes: scope?.excludeItems?.join('、') ?? '',
    holidays: batch.holidays ?? 'included',
    blackout: batch.blackout ?? [],
  }
}

/** Whether something under the fold says more than nothing. */
export function hasMore(draft: Draft): boolean {
  const blank = blankDraft(draft.from)
  const always = ['claimFrom', 'claimTo', 'bearMerchant', 'bearHeadOffice', 'bearPlatform']
  return folded.some((field) => !always.includes(field) && !sameIn(field, draft, blank))
}
