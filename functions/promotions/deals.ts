import type { Deal } from '../../shared/deal-desk.ts'
import type { DealForm } from '../../shared/deals.ts'
import { Problem } from '../../shared/problem.ts'
import {
  checkDeal,
  type DealItem,
  type DealRevision,
  findTerms,
  goodAt,
  inOrder,
  moveDealGate,
  newDeal,
  ownDeal,
  reviseDeal,
} from '../deals/deals.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { ownPicture } from '../pictures/pictures.ts'
import { storesGoodAt } from '../stores/stores.ts'
import { addOffer } from './adding.ts'
import { approvedTerms } from './approvals.ts'
import { isRepeated } from './editing.ts'
import { mustKeepFloor } from './floor.ts'
import { gateIn } from './gates.ts'
import type { PromotionItem } from './items.ts'
import { dealMargin, type Terms } from './margin.ts'
import { findPromotion, getDeal } from './read.ts'
import { changedFields } from './rules.ts'
import { storesMeant } from './scope.ts'
import { ownDealForm } from './shown.ts'

export async function createDeal(
  table: Table,
  marketer: Staff,
  promotionId: string,
  form: DealForm,
  key: string | undefined,
  now: Date,
): Promise<Deal> {
  const { merchantId, merchantName } = marketer
  const asked = { kind: 'createDeal' as const, promotionId, form, key }
  const made = await addOffer(table, marketer, asked, now, async (dealId, promotion) => {
    const { form: meant, ...where } = await dealMeant(table, promotion, form, now)
    await mustKeepFloor(table, promotion, floorFor(form))
    const { pausedFor, state, holdOutPercent } = promotion
    const standing = { gate: gateIn[state], pausedFor, holdOutPercent }
    const facts = { dealId, promotionId, merchantId, merchantName, ...where, ...standing }
    const terms = [...approvedTerms(merchantId, { promotionId, dealForm: form }), ...ownPicture(merchantId, form.picture)]
    return [...terms, ...newDeal(facts, meant)]
  })
  return getDeal(table, made, now)
}

/** A whole form on the version it was made on; what is bought, and every open group, keeps its terms. */
export async function updateDeal(
  table: Table,
  marketer: Staff,
  asked: { dealId: string; version: number; form: DealForm },
  now: Date,
): Promise<Deal> {
  const { dealId, version, form } = asked
  const deal = await ownDeal(table, marketer.merchantId, dealId)
  const promotion = await findPromotion(table, marketer, deal.promotionId)
  const next = await dealMeant(table, promotion, form, now)
  if (deal.gate === 'stopped') throw new Problem('deal.ended')
  const formAt = async (then: number) => (await findTerms(table, dealId, then, now)).form
  if (await isRepeated(deal, { version, form: next.form }, formAt)) return getDeal(table, dealId, now)
  await mustKeepFloor(table, promotion, floorFor(form))
  const stale = () => new Problem('version.stale', { field: 'version' })
  const terms = approvedTerms(marketer.merchantId, { promotionId: deal.promotionId, dealId, dealForm: form })
  await reviseDeal(table, deal, next, stale, [...terms, ...ownPicture(marketer.merchantId, form.picture)])
  return getDeal(table, dealId, now)
}

const floorFor = (form: DealForm) => ({
  ...{ title: form.title, field: 'ladder' },
  margin: (terms: Terms) => dealMargin(form, terms),
})

/** Ends the sale of one deal for good; the others go on, and so do its open groups. */
export async function stopDeal(table: Table, marketer: Staff, dealId: string, now: Date): Promise<Deal> {
  await ownDeal(table, marketer.merchantId, dealId)
  await moveDealGate(table, dealId, 'stop')
  return getDeal(table, dealId, now)
}

/** What the form means inside this promotion. Refuses what cannot be meant, with its field. */
export async function dealMeant(
  table: Table,
  promotion: PromotionItem,
  form: DealForm,
  now: Date,
): Promise<DealRevision & { zone: string }> {
  if (Date.parse(promotion.to) <= now.getTime()) throw new Problem('promotion.ended')
  checkDeal(form)
  const { merchantId, stores } = promotion
  const { voucher } = form
  const { storeSet, ...meant } = await storesMeant(table, merchantId, voucher, 'voucher', stores ?? {}, now)
  const inheritsStores = stores !== undefined && voucher.storeIds === undefined && voucher.storeSetId === undefined
  const told: DealForm = { ...form, ladder: inOrder(form.ladder), voucher: { ...voucher, ...meant } }
  const [first] = await storesGoodAt(table, goodAt({ merchantId, form: told, ...(storeSet && { storeSet }) }), now)
  if (!first) throw new Problem('store.not_found')
  const [from, to] = [new Date(promotion.from), new Date(promotion.to)]
  return { form: told, inheritsStores, storeSet, from, to, zone: first.zone }
}

/** What the deal becomes under the promotion's new words; undefined where nothing of it changes. */
export async function dealFollowing(
  table: Table,
  promotion: PromotionItem,
  deal: DealItem,
  now: Date,
): Promise<DealRevision | undefined> {
  if (deal.gate === 'stopped') return undefined
  const next = await dealMeant(table, promotion, ownDealForm(deal), now).catch((problem: unknown) => {
    if (!(problem instanceof Problem) || problem.code !== 'input.invalid') throw problem
    const field = problem.facts.field?.startsWith('voucher') ? 'stores' : 'to'
    throw new Problem('input.invalid', { field, details: { dealId: deal.dealId, title: deal.form.title } })
  })
  const isAsBefore =
    next.from.toISOString() === deal.from &&
    next.to.toISOString() === deal.to &&
    next.storeSet?.version === deal.storeSet?.version &&
    changedFields(deal.form, next.form).length === 0
  return isAsBefore ? undefined : next
}
