import type { BatchForm } from '../../shared/coupons.ts'
import { Problem } from '../../shared/problem.ts'
import type { Batch } from '../../shared/promotions.ts'
import { checkScope, findRules, newBatch, ownBatch, type Revision, reviseBatch, storesOf } from '../coupons/coupons.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { ownPicture } from '../pictures/pictures.ts'
import { addOffer } from './adding.ts'
import { approvedTerms } from './approvals.ts'
import { isRepeated } from './editing.ts'
import { mustKeepFloor } from './floor.ts'
import { gateIn } from './gates.ts'
import type { PromotionItem } from './items.ts'
import { batchMargin, type Terms } from './margin.ts'
import { findPromotion, getBatch } from './read.ts'
import { checkBatch, checkHolidays, claimWindow } from './rules.ts'
import { scopeOf } from './scope.ts'

export async function createBatch(
  table: Table,
  marketer: Staff,
  promotionId: string,
  form: BatchForm,
  key: string | undefined,
  now: Date,
): Promise<Batch> {
  const { merchantId, merchantName } = marketer
  const asked = { kind: 'createBatch' as const, promotionId, form, key }
  const made = await addOffer(table, marketer, asked, now, async (batchId, promotion) => {
    const { form: meant, ...where } = await revisionOf(table, promotion, form, now)
    await mustKeepFloor(table, promotion, floorFor(form))
    const { budgeted, pausedFor, state, holdOutPercent } = promotion
    const standing = { gate: gateIn[state], pausedFor, budgeted, holdOutPercent }
    const facts = { batchId, promotionId, merchantId, merchantName, ...where, ...standing }
    const terms = [...approvedTerms(merchantId, { promotionId, form }), ...ownPicture(merchantId, form.picture)]
    return [...terms, ...newBatch(facts, meant)]
  })
  return getBatch(table, made, now)
}

/** A whole form on the version it was made on; what is held keeps the rules it was claimed under. */
export async function updateBatch(
  table: Table,
  marketer: Staff,
  asked: { batchId: string; version: number; form: BatchForm },
  now: Date,
): Promise<Batch> {
  const { batchId, version, form } = asked
  const batch = await ownBatch(table, marketer.merchantId, batchId)
  const promotion = await findPromotion(table, marketer, batch.promotionId)
  const next = await revisionOf(table, promotion, form, now)
  if (batch.gate === 'stopped') throw new Problem('batch.ended')
  const formAt = async (then: number) => (await findRules(table, batchId, then, now)).form
  if (await isRepeated(batch, { version, form: next.form }, formAt)) return getBatch(table, batchId, now)
  await mustKeepFloor(table, promotion, floorFor(form))
  const stale = () => new Problem('version.stale', { field: 'version' })
  const terms = approvedTerms(marketer.merchantId, { promotionId: batch.promotionId, batchId, form })
  await reviseBatch(table, batch, next, stale, [...terms, ...ownPicture(marketer.merchantId, form.picture)])
  return getBatch(table, batchId, now)
}

const floorFor = (form: BatchForm) => ({
  ...{ title: form.title, field: 'benefit' },
  margin: (terms: Terms) => batchMargin(form, terms),
})

/** What the form means inside this promotion. Refuses what cannot be meant, with its field. */
export async function revisionOf(
  table: Table,
  promotion: PromotionItem,
  form: BatchForm,
  now: Date,
): Promise<Revision & { zone: string }> {
  if (Date.parse(promotion.to) <= now.getTime()) throw new Problem('promotion.ended')
  const { from: claimFrom, to: claimTo } = claimWindow(form, promotion)
  checkBatch(form, claimTo)
  const { merchantId, stores } = promotion
  const { scope, storeSet } = await scopeOf(table, merchantId, form, stores ?? {}, now)
  const { storeIds, storeSetId } = form.scope ?? {}
  const inheritsStores = stores !== undefined && storeIds === undefined && storeSetId === undefined
  const scoped = scope ? { ...form, scope } : form
  const zones = (await storesOf(table, { merchantId, form: scoped, storeSet }, now)).map((store) => store.zone)
  const [zone] = zones
  if (zone === undefined) throw new Problem('store.not_found')
  checkHolidays(form, zones)
  checkScope(form.scope ?? {})
  return { form: scoped, inheritsStores, storeSet, claimFrom, claimTo, zone }
}
