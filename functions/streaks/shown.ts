import type { Language } from '../../shared/problems.ts'
import type { MyStreak, Reward } from '../../shared/streaks.ts'
import { instantIn } from '../kernel/zone.ts'
import type { RewardItem, StreakItem } from './items.ts'
import { progressOn, type Standing } from './rules.ts'
import { rewardInWords, rewardStateInWords, standingInWords } from './words.ts'

const daysShown = 60

/** Where a member stands on a business day. */
export function shownMine(streak: StreakItem, standing: Standing, days: string[], today: string, language: Language): MyStreak {
  const { streakId, merchantName, form, rewardTitle, gate, to, zone } = streak
  const { title, kind, goal, makeUps, reward } = form
  const progress = progressOn(form, standing, today)
  const own = reward.kind === 'points' ? { points: reward.points } : { batchId: reward.batchId }
  return {
    ...{ streakId, title, merchantName, kind, goal, makeUps },
    ...progress,
    days: [...new Set(days)].sort().slice(-daysShown),
    words: standingInWords(form, rewardTitle, progress, language),
    next: { kind: reward.kind, ...own, words: rewardInWords(reward, rewardTitle, language) },
    state: gate === 'paused' ? 'paused' : 'open',
    endsAt: instantIn(zone, to),
  }
}

/** Least is left first; then the older streak. */
export const nearestFirst = (mine: MyStreak[]) =>
  [...mine].sort((a, b) => a.left - b.left || (a.streakId < b.streakId ? -1 : 1))

/** A reward as it stands. */
export function shownReward(item: RewardItem, language: Language): Reward {
  const { state, at, couponId } = item
  const words = rewardStateInWords(item, state, language)
  return { ...named(item), ...(couponId !== undefined && { couponId }), state, words, ...(state === 'granted' && { at }) }
}

/** One that is earned and that the feed has not come to. */
export function comingReward(streak: StreakItem, round: number, language: Language): Reward {
  const { streakId, rewardTitle, form } = streak
  const { title, reward } = form
  const words = rewardStateInWords({ reward, rewardTitle }, 'coming', language)
  return { ...named({ streakId, round, title, reward }), state: 'coming', words }
}

function named({ streakId, round, title, reward }: Pick<RewardItem, 'streakId' | 'round' | 'title' | 'reward'>) {
  const own = reward.kind === 'points' ? { points: reward.points } : { batchId: reward.batchId }
  return { streakId, round, title, kind: reward.kind, ...own }
}
