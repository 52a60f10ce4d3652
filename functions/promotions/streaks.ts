import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import type { Streak, StreakForm } from '../../shared/streaks.ts'
import { ownBatch } from '../coupons/coupons.ts'
import { countsOfStreaks } from '../events/events.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { storesGoodAt } from '../stores/stores.ts'
import {
  checkStreak,
  moveStreakGate,
  newStreak,
  ownStreak,
  ownStreakForm,
  type StreakItem,
  type StreakRevision,
  seeStreaks,
  shownStreak,
} from '../streaks/streaks.ts'
import { addOffer } from './adding.ts'
import { gateIn } from './gates.ts'
import type { PromotionItem } from './items.ts'
import { findPromotion } from './read.ts'
import { changedFields } from './rules.ts'
import { storesMeant } from './scope.ts'

export async function createStreak(
  table: Table,
  marketer: Staff,
  promotionId: string,
  form: StreakForm,
  key: string | undefined,
  language: Language,
  now: Date,
): Promise<Streak> {
  const { merchantId, merchantName } = marketer
  const asked = { kind: 'createStreak' as const, promotionId, form, key }
  const made = await addOffer(table, marketer, asked, now, async (streakId, promotion) => {
    const { form: meant, ...where } = await streakMeant(table, promotion, form, now)
    const rewardTitle = await rewardTitleOf(table, promotion, form)
    const facts = { streakId, promotionId, merchantId, merchantName, rewardTitle, ...where }
    return newStreak({ ...facts, gate: gateIn[promotion.state], budgeted: promotion.budgeted }, meant, now)
  })
  return getStreak(table, merchantId, made, language, now)
}

/** Ends one streak for good; what was earned before is still granted. */
export async function stopStreak(
  table: Table,
  marketer: Staff,
  streakId: string,
  language: Language,
  now: Date,
): Promise<Streak> {
  const streak = await ownStreak(table, marketer.merchantId, streakId)
  await moveStreakGate(table, streak, 'stop', now)
  return getStreak(table, marketer.merchantId, streakId, language, now)
}

export async function listStreaks(
  table: Table,
  marketer: Staff,
  promotionId: string,
  language: Language,
  now: Date,
): Promise<{ items: Streak[] }> {
  const { streakIds = [] } = await findPromotion(table, marketer, promotionId)
  const streaks = await seeStreaks(table, marketer.merchantId, streakIds)
  const counts = await countsOfStreaks(table, streakIds)
  return { items: streaks.map((streak) => shownStreak(streak, counts.get(streak.streakId) ?? none, language, now)) }
}

const none: Streak['counts'] = { granted: 0, waiting: 0, costFen: 0 }

async function getStreak(table: Table, merchantId: string, streakId: string, language: Language, now: Date): Promise<Streak> {
  const [streak, counts] = await Promise.all([ownStreak(table, merchantId, streakId), countsOfStreaks(table, [streakId])])
  return shownStreak(streak, counts.get(streakId) ?? none, language, now)
}

/** The batch a reward is taken from belongs to the same promotion, whose budget pays; a rush has slots that nobody earns. */
async function rewardTitleOf(table: Table, promotion: PromotionItem, { reward }: StreakForm): Promise<string | undefined> {
  if (reward.kind === 'points') return undefined
  if (!promotion.batchIds.includes(reward.batchId)) throw new Problem('batch.not_found', { field: 'reward.batchId' })
  const batch = await ownBatch(table, promotion.merchantId, reward.batchId)
  if (batch.flash || batch.gate === 'stopped') throw new Problem('input.invalid', { field: 'reward.batchId' })
  return batch.form.title
}

/** What the form means inside this promotion. Refuses what cannot be meant, with its field. */
async function streakMeant(
  table: Table,
  promotion: PromotionItem,
  form: StreakForm,
  now: Date,
): Promise<StreakRevision & { zone: string }> {
  if (Date.parse(promotion.to) <= now.getTime()) throw new Problem('promotion.ended')
  const [from, to] = [new Date(promotion.from), new Date(promotion.to)]
  checkStreak(form, from, to)
  const { merchantId, stores } = promotion
  const { storeSet, ...meant } = await storesMeant(table, merchantId, form, '', stores ?? {}, now)
  const inheritsStores = stores !== undefined && form.storeIds === undefined && form.storeSetId === undefined
  const [first] = await storesGoodAt(table, { merchantId, storeIds: meant.storeIds, storeSet }, now)
  if (!first) throw new Problem('store.not_found')
  return { form: { ...form, ...meant }, inheritsStores, storeSet, from, to, zone: first.zone }
}

/** What the streak becomes under the promotion's new words; undefined where nothing of it changes. */
export async function streakFollowing(
  table: Table,
  promotion: PromotionItem,
  streak: StreakItem,
  now: Date,
): Promise<StreakRevision | undefined> {
  if (streak.gate === 'stopped') return undefined
  const next = await streakMeant(table, promotion, ownStreakForm(streak), now).catch((problem: unknown) => {
    if (!(problem instanceof Problem) || problem.code !== 'input.invalid') throw problem
    const field = problem.facts.field?.startsWith('store') ? 'stores' : 'to'
    throw new Problem('input.invalid', { field, details: { streakId: streak.streakId, title: streak.form.title } })
  })
  const isAsBefore =
    next.from.toISOString() === streak.from &&
    next.to.toISOString() === streak.to &&
    next.storeSet?.version === streak.storeSet?.version &&
    changedFields(streak.form, next.form).length === 0
  return isAsBefore ? undefined : next
}
