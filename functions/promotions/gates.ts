import { Problem } from '../../shared/problem.ts'
import type { Batch, Promotion } from '../../shared/promotions.ts'
import { type Gate, moveGate, ownBatch } from '../coupons/coupons.ts'
import { moveDealGate } from '../deals/deals.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { moveStreakGate } from '../streaks/streaks.ts'
import { atTurn, type PromotionItem, promotionKey, whileIn } from './items.ts'
import { findPromotion, getBatch, getPromotion } from './read.ts'

/** How a batch begins that is added to a promotion in this state. */
export const gateIn: { [state in PromotionItem['state']]: Gate } = { draft: 'draft', live: 'open', paused: 'paused' }

/** Stops new claims and purchases, offer by offer, each at once; open groups run to their clock: a crash between is mended by pausing again. */
export async function pausePromotion(
  table: Table,
  marketer: Staff,
  promotionId: string,
  { reason, turn }: { reason: string; turn?: number | undefined },
  now: Date,
): Promise<Promotion> {
  const paused = await setRunning(table, marketer, promotionId, { state: 'paused', pausedFor: reason }, turn)
  await moveGates(table, paused, 'pause', 'paused', now, paused.pausedFor ?? reason)
  return getPromotion(table, marketer, promotionId, now)
}

export async function resumePromotion(
  table: Table,
  marketer: Staff,
  promotionId: string,
  { turn }: { turn?: number | undefined },
  now: Date,
): Promise<Promotion> {
  const live = await setRunning(table, marketer, promotionId, { state: 'live' }, turn)
  await moveGates(table, live, 'resume', 'live', now)
  return getPromotion(table, marketer, promotionId, now)
}

/** Ends one batch for good; the others go on. */
export async function stopBatch(table: Table, marketer: Staff, batchId: string, now: Date): Promise<Batch> {
  await ownBatch(table, marketer.merchantId, batchId)
  await moveGate(table, batchId, 'stop')
  return getBatch(table, batchId, now)
}

/** Every offer of a promotion, as long as it is in the state that the order put it into. */
export async function moveGates(
  table: Table,
  promotion: PromotionItem,
  order: 'open' | 'pause' | 'resume',
  state: PromotionItem['state'],
  now: Date,
  pausedFor?: string,
): Promise<void> {
  const { merchantId, streakIds = [] } = promotion
  const under = whileIn(promotion, state)
  for (const batchId of promotion.batchIds) await moveGate(table, batchId, order, under, pausedFor)
  for (const dealId of promotion.dealIds ?? []) await moveDealGate(table, dealId, order, under, pausedFor)
  for (const streakId of streakIds) await moveStreakGate(table, { merchantId, streakId }, order, now, under)
}

/**
 * Between live and paused, as the promotion was seen at `turn`, or else as it stands now: an order that was held up on its way and
 * arrives after the next one is refused with version.stale, and its repeat changes nothing. A draft refuses with promotion.not_live.
 */
async function setRunning(
  table: Table,
  marketer: Staff,
  promotionId: string,
  next: { state: 'live' } | { state: 'paused'; pausedFor: string },
  turn: number | undefined,
): Promise<PromotionItem> {
  const seen = turn ?? (await findPromotion(table, marketer, promotionId)).turn ?? 0
  const [saved] = await table.commit({
    change: promotionKey(marketer.merchantId, promotionId),
    set: { ...next, turn: seen + 1 },
    drop: next.state === 'live' ? ['pausedFor'] : [],
    when: { all: [{ field: 'state', in: ['live', 'paused'] }, atTurn(seen)] },
    orElse: (old) => {
      if (!old) return new Problem('promotion.not_found')
      if (old.state === 'draft') return new Problem('promotion.not_live')
      const isMade = old.turn === seen + 1 && old.state === next.state
      return isMade ? 'mine' : new Problem('version.stale', { field: 'turn', details: { state: old.state } })
    },
  })
  return saved as PromotionItem
}
