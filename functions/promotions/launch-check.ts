import type { Despite, LaunchCheck } from '../../shared/launch-contracts.ts'
import { yuan } from '../../shared/money.ts'
import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import {
  type BatchSeen,
  type BudgetItem,
  budgetKey,
  mostCost,
  outrunsCalendar,
  seeBatches,
  storesOf,
} from '../coupons/coupons.ts'
import { type DealSeen, goodAt, seeDeals } from '../deals/deals.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { storesGoodAt } from '../stores/stores.ts'
import { codesOf } from './codes.ts'
import { conflictsOf } from './conflict-check.ts'
import { type Finding, ok } from './finding.ts'
import { floorOf } from './floor.ts'
import type { PromotionItem } from './items.ts'
import { lowestPrice } from './margin.ts'
import { findPromotion } from './read.ts'
import { openOf, paymentOf, rushOf } from './readiness.ts'
import { storesIn } from './scope.ts'
import { superlativesIn } from './superlatives.ts'

/** What a launch is looked at for; `ready` when nothing would be refused. Changes nothing. */
export async function launchCheck(
  table: Table,
  marketer: Staff,
  promotionId: string,
  language: Language,
  now: Date,
): Promise<{ ready: boolean; checks: LaunchCheck[] }> {
  const checks = await checksOf(table, await findPromotion(table, marketer, promotionId), language, now)
  return { ready: stopsIn(checks).length === 0, checks }
}

/**
 * Refuses what the check stops, with those checks in the details: promotion.below_margin with the offers, promotion.conflict where the
 * marketer has only to say that it is meant, else promotion.not_ready. Not only the desk that asks first is kept from it.
 */
export async function mustBeReady(
  table: Table,
  promotion: PromotionItem,
  despite: Despite[],
  language: Language,
  now: Date,
): Promise<void> {
  const stops = stopsIn(await checksOf(table, promotion, language, now), despite)
  if (stops.length === 0) return
  const below = stops.filter(({ check }) => check === 'margin')
  const offers = below.map(({ batchId, dealId, margin }) => ({ batchId, dealId, ...margin }))
  if (below.length > 0) throw new Problem('promotion.below_margin', { details: { offers, checks: stops } })
  const conflicts = stops.flatMap(({ batchId, dealId, conflict }) => (conflict ? [{ batchId, dealId, with: conflict }] : []))
  if (conflicts.length === stops.length) throw new Problem('promotion.conflict', { details: { conflicts, checks: stops } })
  throw new Problem('promotion.not_ready', { details: { checks: stops } })
}

function stopsIn(checks: LaunchCheck[], meant: Despite[] = []): LaunchCheck[] {
  return checks.filter(({ level, despite }) => level === 'stop' && !(despite && meant.includes(despite)))
}

async function checksOf(table: Table, promotion: PromotionItem, language: Language, now: Date): Promise<LaunchCheck[]> {
  const [seen, allDeals, budget, stores] = await Promise.all([
    seeBatches(table, promotion.batchIds, now),
    seeDeals(table, promotion.dealIds ?? [], now),
    promotion.budgeted ? table.get(budgetKey(promotion.promotionId)) : undefined,
    storesIn(table, promotion.merchantId, promotion.stores, now),
  ])
  const batches = seen.filter(({ batch }) => batch.gate !== 'stopped')
  const deals = allDeals.filter(({ deal }) => deal.gate !== 'stopped')
  const findings = [
    offersOf(batches.length, deals.length, promotion.streakIds?.length ?? 0),
    windowOf(promotion, now),
    ...openOf(stores, now),
    ...(await homelessOf(table, batches, deals, now)),
    ...(await floorOf(table, promotion, batches, deals)),
    ...(await conflictsOf(table, promotion, batches, deals, now)),
    ...(await paymentOf(deals)),
    ...(await rushOf(table, promotion, batches, now)),
    ...(await codesOf(table, promotion)),
    ...wordsOf(promotion, batches, deals),
    ...calendarOf(batches),
    ...(batches.length > 0 ? moneyOf(promotion, budget as BudgetItem | undefined, batches) : []),
    ...lossOf(deals),
  ]
  return findings.map(({ zh, en, ...finding }) => ({ ...finding, message: language === 'zh' ? zh : en }))
}

function offersOf(batches: number, deals: number, streaks: number): Finding {
  const zh = [
    batches > 0 ? `${batches} 种券` : '',
    deals > 0 ? `${deals} 个团购` : '',
    streaks > 0 ? `${streaks} 个连续签到` : '',
  ]
  const kinds = [
    batches > 0 ? `${batches} kinds of coupon` : '',
    deals > 0 ? `${deals} deals` : '',
    streaks > 0 ? `${streaks} streaks` : '',
  ]
  const isThere = (part: string) => part !== ''
  if (zh.some(isThere)) return ok('offers', zh.filter(isThere).join('，'), kinds.filter(isThere).join(', '))
  return { check: 'offers', level: 'stop', zh: '活动还没有优惠，请先添加', en: 'There is no offer yet: add one first' }
}

/** What is good only at stores that have closed for good could be claimed and never used. */
async function homelessOf(table: Table, batches: BatchSeen[], deals: DealSeen[], now: Date): Promise<Finding[]> {
  const offers = [
    ...batches.map(({ batch }) => ({ id: { batchId: batch.batchId }, form: batch.form, stores: storesOf(table, batch, now) })),
    ...deals.map(({ deal }) => ({
      ...{ id: { dealId: deal.dealId }, form: deal.form },
      stores: storesGoodAt(table, goodAt(deal), now),
    })),
  ]
  const found = await Promise.all(offers.map(async ({ stores, ...offer }) => ({ ...offer, count: (await stores).length })))
  return found
    .filter(({ count }) => count === 0)
    .map(({ id, form }) => ({
      ...{ check: 'stores', level: 'stop', ...id },
      zh: `「${form.title}」可用的门店都已停业，请换门店`,
      en: `“${form.title}” is good only at stores that have closed for good: choose others`,
    }))
}

function windowOf({ from, to }: PromotionItem, now: Date): Finding {
  if (Date.parse(to) <= now.getTime()) {
    return { check: 'window', level: 'stop', zh: '活动已经结束，请改结束时间', en: 'It has ended already: move its end' }
  }
  if (Date.parse(from) <= now.getTime()) return ok('window', '上线后立即开始', 'It begins at once')
  return ok('window', '到开始时间自动开始', 'It begins by itself at its time')
}

/** Names and titles with words that the advertising law forbids: a warning, for only a person knows what is meant. */
function wordsOf(promotion: PromotionItem, batches: BatchSeen[], deals: DealSeen[]): Finding[] {
  const texts: { text: string; batchId?: string; dealId?: string }[] = [
    { text: promotion.name },
    ...batches.map(({ batch }) => ({ text: batch.form.title, batchId: batch.batchId })),
    ...deals.map(({ deal }) => ({ text: deal.form.title, dealId: deal.dealId })),
  ]
  return texts.flatMap(({ text, ...about }) => {
    const found = superlativesIn(text)
    if (found.length === 0) return []
    const zh = `「${text}」里的“${found.join('”“')}”可能违反广告法第九条，建议改掉`
    return [
      {
        check: 'words' as const,
        level: 'warn' as const,
        ...about,
        zh,
        en: `“${text}”: the advertising law may forbid “${found.join('”, “')}”`,
      },
    ]
  })
}

/** The State Council names the holidays of a year late in the year before: until then nobody can keep off them. */
function calendarOf(batches: BatchSeen[]): Finding[] {
  const unsure = batches.filter(({ batch }) => outrunsCalendar(batch.form, new Date(batch.claimTo), batch.zone))
  return unsure.map(({ batch }) => ({
    check: 'holidays',
    level: 'warn',
    batchId: batch.batchId,
    zh: `「${batch.form.title}」的有效期超出已公布的放假安排，之后的日子只按星期判断`,
    en: `“${batch.form.title}” is valid beyond the published holidays: later days go by the weekday alone`,
  }))
}

/** What the whole stock may cost against what is there; without a budget, that there is no limit. */
function moneyOf(promotion: PromotionItem, budget: BudgetItem | undefined, batches: BatchSeen[]): Finding[] {
  const most = batches.reduce((sum, { batch }) => sum + mostCost(batch.form.benefit) * batch.form.total, 0)
  if (!promotion.budgeted || !budget) {
    const [zh, en] = [`没有设预算，最多可能花 ${yuan(most)}`, `No budget is set: it may cost up to ${yuan(most)}`]
    return [{ check: 'budget', level: 'warn', zh, en }]
  }
  const unpaid = batches.filter(({ batch }) => mostCost(batch.form.benefit) > budget.leftFen)
  if (unpaid.length > 0) {
    return unpaid.map(({ batch }) => ({
      check: 'budget',
      level: 'warn',
      batchId: batch.batchId,
      zh: `预算不够发一张「${batch.form.title}」`,
      en: `The budget does not pay for one “${batch.form.title}”`,
    }))
  }
  const total = yuan(budget.totalFen)
  if (most <= budget.totalFen)
    return [ok('budget', `预算 ${total}，够发完全部券`, `The budget of ${total} pays for every coupon`)]
  const [zh, en] = [`预算 ${total}，可能在券发完之前用完`, `The budget of ${total} may be spent before the coupons are`]
  return [{ check: 'budget', level: 'warn', zh, en }]
}

/** A price below what it costs is a slip, or meant: a person knows. */
function lossOf(deals: DealSeen[]): Finding[] {
  return deals.flatMap(({ deal: { dealId, form } }) => {
    const lowest = lowestPrice(form)
    if (form.unitCostFen === undefined || lowest >= form.unitCostFen) return []
    const [price, cost] = [yuan(lowest), yuan(form.unitCostFen)]
    const zh = `「${form.title}」拼团价 ${price} 低于成本 ${cost}`
    return [
      {
        check: 'budget' as const,
        level: 'warn' as const,
        dealId,
        zh,
        en: `“${form.title}” sells at ${price}, below its cost of ${cost}`,
      },
    ]
  })
}
