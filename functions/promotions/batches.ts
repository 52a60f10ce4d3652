import type { BatchForm } from '../../shared/coupons.ts'
import { Problem } from '../../shared/problem.ts'
import type { Batch } from '../../shared/promotions.ts'
import {
  type BatchItem,
  checkScope,
  findRules,
  newBatch,
  ownBatch,
  type Revision,
  reviseBatch,
  storesOf,
} from '../coupons/coupons.ts'
import { guard, madeBefore, makeOnce } from '../kernel/guard.ts'
import { newId } from '../kernel/ids.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table, Write } from '../kernel/table/table.ts'
import { ownPicture } from '../pictures/pictures.ts'
import { approvedTerms } from './approvals.ts'
import { gateIn } from './gates.ts'
import { offersIn, type PromotionItem, promotionKey } from './items.ts'
import { findPromotion, getBatch } from './read.ts'
import { changedFields, checkBatch, checkHolidays, claimWindow, mostOffers } from './rules.ts'
import { scopeOf } from './scope.ts'

const races = 5

/** The list of batches has a revision in the condition: two marketers who add at once both succeed, one after the other. */
export async function createBatch(
  table: Table,
  marketer: Staff,
  promotionId: string,
  form: BatchForm,
  key: string | undefined,
  now: Date,
): Promise<Batch> {
  const { merchantId, merchantName, memberId } = marketer
  const operation = `createBatch#${promotionId}`
  const before = await madeBefore(table, memberId, operation, key, form)
  if (before !== undefined) return getBatch(table, before, now)
  const moved = new Problem('version.stale')
  const batchId = newId('bat', now)
  const guarded = key === undefined ? undefined : guard(memberId, operation, key, form, batchId)
  for (let race = 0; race < races; race++) {
    const promotion = await findPromotion(table, marketer, promotionId)
    const meant = await revisionOf(table, promotion, form, now)
    if (offersIn(promotion) >= mostOffers) throw new Problem('promotion.full', { details: { most: mostOffers } })
    const { zone } = meant
    const { claimFrom, claimTo, inheritsStores, storeSet } = meant
    const { budgeted, pausedFor, state } = promotion
    const about = { batchId, promotionId, merchantId, merchantName, zone, gate: gateIn[state], pausedFor }
    const facts = { ...about, claimFrom, claimTo, inheritsStores, storeSet, budgeted }
    const named: Write = {
      change: promotionKey(merchantId, promotionId),
      set: { batchIds: [...promotion.batchIds, batchId], revision: promotion.revision + 1 },
      when: {
        all: [
          { field: 'revision', is: promotion.revision },
          { field: 'state', is: state },
        ],
      },
      orElse: () => moved,
    }
    try {
      const terms = [...approvedTerms(merchantId, { promotionId, form }), ...ownPicture(merchantId, form.picture)]
      const made = await makeOnce(table, guarded, [...terms, named, ...newBatch(facts, meant.form)], batchId)
      return getBatch(table, made, now)
    } catch (problem) {
      if (problem !== moved) throw problem
    }
  }
  throw moved
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
  const isSame = batch.version === version + 1 && changedFields(batch.form, next.form).length === 0
  // A repeat whose first answer was lost.
  if (isSame) return getBatch(table, batchId, now)
  if (batch.version !== version) throw await staleBatch(table, batch, version, now)
  const stale = () => new Problem('version.stale', { field: 'version' })
  const terms = approvedTerms(marketer.merchantId, { promotionId: batch.promotionId, batchId, form })
  await reviseBatch(table, batch, next, stale, [...terms, ...ownPicture(marketer.merchantId, form.picture)])
  return getBatch(table, batchId, now)
}

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

/** What changed since the version somebody edits on, so that the form can show it and keep what was typed. */
async function staleBatch(table: Table, batch: BatchItem, version: number, now: Date): Promise<Problem> {
  const known = version < batch.version
  const changed = known ? changedFields((await findRules(table, batch.batchId, version, now)).form, batch.form) : []
  return new Problem('version.stale', { field: 'version', details: { version: batch.version, changed } })
}
