import type { BatchForm } from '../../shared/coupons.ts'
import { Problem } from '../../shared/problem.ts'
import type { Batch, Promotion, PromotionForm, Warm } from '../../shared/promotions.ts'
import {
  type BatchSeen,
  checkScope,
  type Gate,
  moveGate,
  mustOwnBatch,
  newBatch,
  rushWrites,
  seeBatches,
} from '../coupons/coupons.ts'
import { type Counts, countsOfBatches } from '../events/events.ts'
import { guard, madeBefore } from '../kernel/guard.ts'
import { newId } from '../kernel/ids.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table, Write } from '../kernel/table/table.ts'
import { warmUp } from '../kernel/table/warm.ts'
import { findStores, mustOwn } from '../stores/stores.ts'
import { type PromotionItem, promotionKey, promotionPrefix, promotionsOf, whileIn } from './items.ts'
import { checkBatch, checkHolidays, checkPromotion, claimWindow, mostBatches, storesOf } from './rules.ts'

const races = 5
/** How a batch begins that is added to a promotion in this state. */
const gateIn: { [state in PromotionItem['state']]: Gate } = { draft: 'draft', live: 'open', paused: 'paused' }

export async function createPromotion(
  table: Table,
  marketer: Staff,
  form: PromotionForm,
  key: string | undefined,
  now: Date,
): Promise<Promotion> {
  const { merchantId, memberId } = marketer
  const before = await madeBefore(table, memberId, 'createPromotion', key, form)
  if (before !== undefined) return getPromotion(table, marketer, before, now)
  checkPromotion(form, now)
  const storeIds = form.stores?.storeIds
  if (storeIds) await mustOwn(table, merchantId, storeIds, 'stores.storeIds', now)
  const promotionId = newId('prm', now)
  const item: PromotionItem = {
    ...promotionKey(merchantId, promotionId),
    promotionId,
    merchantId,
    version: 1,
    state: 'draft',
    name: form.name,
    from: form.from,
    to: form.to,
    storeIds,
    batchIds: [],
    createdAt: now.toISOString(),
  }
  const put: Write = { put: item, when: 'absent', orElse: () => new Problem('table.busy') }
  const made = await makeOnce(table, key && guard(memberId, 'createPromotion', key, form, promotionId), [put], promotionId)
  return getPromotion(table, marketer, made, now)
}

export async function listPromotions(table: Table, marketer: Staff, question: { limit?: number; cursor?: string }, now: Date) {
  const { limit = 20, cursor } = question
  const page = await table.query({
    pk: promotionsOf(marketer.merchantId),
    prefix: promotionPrefix,
    backward: true,
    limit,
    cursor,
  })
  const items = await Promise.all((page.items as PromotionItem[]).map((item) => shown(table, item, now)))
  return { items, nextCursor: page.cursor }
}

export async function getPromotion(table: Table, marketer: Staff, promotionId: string, now: Date): Promise<Promotion> {
  return shown(table, await find(table, marketer, promotionId), now)
}

/** Makes it live, then opens its batches one by one, and makes the table ready for a rush: a crash between is mended by launching again. */
export async function launchPromotion(
  table: Table,
  marketer: Staff,
  promotionId: string,
  now: Date,
): Promise<Promotion & { warm?: Warm }> {
  const item = await find(table, marketer, promotionId)
  if (item.batchIds.length === 0) throw new Problem('promotion.empty')
  if (Date.parse(item.to) <= now.getTime()) throw new Problem('promotion.ended')
  const [live] = await table.commit({
    change: promotionKey(item.merchantId, promotionId),
    set: { state: 'live' },
    when: { field: 'state', in: ['draft', 'live'] },
    // A paused one is resumed, not launched.
    orElse: () => 'mine',
  })
  const launched = live as PromotionItem
  for (const batchId of launched.batchIds) await moveGate(table, batchId, 'open', whileIn(launched, 'live'))
  const promotion = await getPromotion(table, marketer, promotionId, now)
  const writesPerSecond = rushWrites(promotion.batches)
  return writesPerSecond === 0 ? promotion : { ...promotion, warm: { writesPerSecond, state: await warmUp(writesPerSecond) } }
}

/** Stops new claims, batch by batch, each at once: a crash between is mended by pausing again. */
export async function pausePromotion(
  table: Table,
  marketer: Staff,
  promotionId: string,
  reason: string,
  now: Date,
): Promise<Promotion> {
  const paused = await setRunning(table, marketer, promotionId, { state: 'paused', pausedFor: reason })
  for (const batchId of paused.batchIds) await moveGate(table, batchId, 'pause', whileIn(paused, 'paused'), reason)
  return getPromotion(table, marketer, promotionId, now)
}

export async function resumePromotion(table: Table, marketer: Staff, promotionId: string, now: Date): Promise<Promotion> {
  const live = await setRunning(table, marketer, promotionId, { state: 'live' })
  for (const batchId of live.batchIds) await moveGate(table, batchId, 'resume', whileIn(live, 'live'))
  return getPromotion(table, marketer, promotionId, now)
}

/** Ends one batch for good; the others go on. */
export async function stopBatch(table: Table, marketer: Staff, batchId: string, now: Date): Promise<Batch> {
  await mustOwnBatch(table, marketer.merchantId, batchId)
  await moveGate(table, batchId, 'stop')
  return getBatch(table, batchId, now)
}

/** Between live and paused; a draft refuses with promotion.not_live. */
async function setRunning(
  table: Table,
  marketer: Staff,
  promotionId: string,
  next: { state: 'live' } | { state: 'paused'; pausedFor: string },
): Promise<PromotionItem> {
  const [saved] = await table.commit({
    change: promotionKey(marketer.merchantId, promotionId),
    set: next,
    drop: next.state === 'live' ? ['pausedFor'] : [],
    when: { field: 'state', in: ['live', 'paused'] },
    orElse: (old) => new Problem(old ? 'promotion.not_live' : 'promotion.not_found'),
  })
  return saved as PromotionItem
}

/** The promotion's version in the condition: two marketers who add at once both succeed, one after the other. */
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
    const promotion = await find(table, marketer, promotionId)
    if (Date.parse(promotion.to) <= now.getTime()) throw new Problem('promotion.ended')
    const { from: claimFrom, to: claimTo } = claimWindow(form, promotion)
    checkBatch(form, claimTo)
    if (promotion.batchIds.length >= mostBatches) throw new Problem('promotion.full', { details: { most: mostBatches } })
    const storeIds = storesOf(form, promotion)
    if (form.scope?.storeIds) await mustOwn(table, merchantId, form.scope.storeIds, 'scope.storeIds', now)
    const gate = gateIn[promotion.state]
    const zones = (await findStores(table, merchantId, storeIds, now)).map((store) => store.zone)
    const [zone] = zones
    if (zone === undefined) throw new Problem('store.not_found')
    checkHolidays(form, zones)
    checkScope(form.scope ?? {})
    const facts = {
      batchId,
      promotionId,
      merchantId,
      merchantName,
      zone,
      claimFrom,
      claimTo,
      gate,
      pausedFor: promotion.pausedFor,
    }
    const named: Write = {
      change: promotionKey(merchantId, promotionId),
      set: { batchIds: [...promotion.batchIds, batchId], version: promotion.version + 1 },
      when: {
        all: [
          { field: 'version', is: promotion.version },
          { field: 'state', is: promotion.state },
        ],
      },
      orElse: () => moved,
    }
    try {
      const scoped = storeIds ? { ...form, scope: { ...form.scope, storeIds } } : form
      const made = await makeOnce(table, guarded, [named, ...newBatch(facts, scoped)], batchId)
      return getBatch(table, made, now)
    } catch (problem) {
      if (problem !== moved) throw problem
    }
  }
  throw moved
}

/** What was made under this key: now, or by an earlier call whose answer was lost. */
async function makeOnce(table: Table, guarded: Write | undefined | '', writes: Write[], madeId: string): Promise<string> {
  if (!guarded) {
    await table.commit(...writes)
    return madeId
  }
  const [kept] = await table.commit(guarded, ...writes)
  return kept?.madeId as string
}

async function find(table: Table, marketer: Staff, promotionId: string): Promise<PromotionItem> {
  const item = (await table.get(promotionKey(marketer.merchantId, promotionId))) as PromotionItem | undefined
  if (!item) throw new Problem('promotion.not_found')
  return item
}

async function getBatch(table: Table, batchId: string, now: Date): Promise<Batch> {
  const [seen] = await seeBatches(table, [batchId], now)
  const counts = await countsOfBatches(table, seen ? [partsOf(seen)] : [])
  if (!seen) throw new Error(`${batchId} was made and is not there`)
  return shownBatch(seen, counts.get(batchId))
}

async function shown(table: Table, item: PromotionItem, now: Date): Promise<Promotion> {
  const { promotionId, version, state, pausedFor, name, from, to, storeIds, batchIds, createdAt } = item
  const batches = await seeBatches(table, batchIds, now)
  const counts = await countsOfBatches(table, batches.map(partsOf))
  const stores = storeIds && { storeIds }
  const shownBatches = batches.map((seen) => shownBatch(seen, counts.get(seen.batch.batchId)))
  return { promotionId, version, state, pausedFor, name, from, to, stores, createdAt, batches: shownBatches }
}

const partsOf = ({ batch }: BatchSeen) => ({ batchId: batch.batchId, parts: batch.flash ? batch.shards : undefined })

function shownBatch({ batch, left, state }: BatchSeen, counts: Counts | undefined): Batch {
  const { batchId, promotionId, version, form } = batch
  const { redeemed = 0, undone = 0, discountFen = 0 } = counts ?? {}
  // The stock of a flash batch is less by what was handed out and not claimed, until the reclaim returns it.
  const claimed = batch.flash ? (counts?.claimed ?? 0) : form.total - left
  return {
    ...form,
    batchId,
    promotionId,
    version,
    state,
    counts: { left: form.total - claimed, claimed, redeemed, undone, discountFen },
  }
}
