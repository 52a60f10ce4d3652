import type { RewardForm, StreakForm } from '../../shared/streaks.ts'
import { bare } from '../kernel/ids.ts'
import type { Item, Key } from '../kernel/table/table.ts'
import type { GoodAt, SetVersion } from '../stores/stores.ts'
import type { Standing } from './rules.ts'

/** Whether it counts, as its marketer has set it; the window is another matter. `stopped` is for good. */
export type Gate = 'draft' | 'open' | 'paused' | 'stopped'

/** A streak, in its merchant's partition. Once open it stands in `list` until its window ends, stopped or not: a late visit may be of before. */
export interface StreakItem extends Item {
  streakId: string
  promotionId: string
  merchantId: string
  merchantName: string
  zone: string
  form: StreakForm
  /** What of the reward is known when it is made: the title of its batch. */
  rewardTitle?: string
  /** What a set among its stores means. */
  storeSet?: SetVersion
  /** The stores in its form are the promotion's, and follow them. */
  inheritsStores?: true
  /** Its promotion has a budget. */
  budgeted?: true
  gate: Gate
  from: string
  to: string
  openedAt?: string
  stoppedAt?: string
}

export const streaksOf = (merchantId: string) => `STREAKS#${merchantId}`
export const streakKey = (merchantId: string, streakId: string): Key => ({
  pk: `MERCHANT#${merchantId}`,
  sk: `STREAK#${streakId}`,
})
export const listed = ({ merchantId, to, streakId }: Pick<StreakItem, 'merchantId' | 'to' | 'streakId'>) => ({
  list: streaksOf(merchantId),
  listAt: `${to}#${streakId}`,
})
export const goodAt = ({ merchantId, form, storeSet }: StreakItem): GoodAt => ({
  merchantId,
  storeIds: form.storeIds,
  storeSet,
})

/** Why a reward waits, or is lost. */
export type Why = 'paused' | 'budget_spent' | 'sold_out' | 'not_started' | 'ended' | 'had_before'

/** What a round earned: there is one for each member, streak and round, by its key. While it waits, `due` says when it is tried again. */
export interface RewardItem extends Item {
  memberId: string
  streakId: string
  round: number
  merchantId: string
  promotionId: string
  /** The visit that completed the round. */
  visitId: string
  /** When that visit was. */
  earnedAt: string
  title: string
  reward: RewardForm
  rewardTitle?: string
  state: 'granted' | 'waiting' | 'lost'
  why?: Why
  at: string
  couponId?: string
  /** It is given up then. */
  until?: string
}

export const partitionOf = (memberId: string) => `MEMBER#${memberId}`
export const rewardPrefix = 'REWARD#'
export const rewardName = (streakId: string, round: number) => `${streakId}#${String(round).padStart(4, '0')}`
export const rewardKey = (memberId: string, streakId: string, round: number): Key => ({
  pk: partitionOf(memberId),
  sk: `${rewardPrefix}${rewardName(streakId, round)}`,
})

/** A line of the points ledger: one for each reward, by its key. */
export interface PointsItem extends Item {
  merchantId: string
  merchantName: string
  points: number
  title: string
  streakId: string
  round: number
  at: string
}

export const pointsPrefix = 'POINTS#'
export const pointsKey = (memberId: string, merchantId: string, streakId: string, round: number): Key => ({
  pk: partitionOf(memberId),
  sk: `${pointsPrefix}${bare(merchantId)}#${rewardName(streakId, round)}`,
})

/** The sum of the ledger, kept in the commit of each line. */
export interface BalanceItem extends Item {
  merchantId: string
  merchantName: string
  points: number
}
export const balancePrefix = 'BALANCE#'
export const balanceKey = (memberId: string, merchantId: string): Key => ({
  pk: partitionOf(memberId),
  sk: `${balancePrefix}${merchantId}`,
})

/**
 * Where a member stood with a merchant when the feed last counted: what a check-in adds itself to, since it reads the last visits only. It may be
 * behind; nothing is granted by it.
 */
export interface StandingsItem extends Item {
  merchantId: string
  /** The last business day counted, and the visits of that day. */
  through: string
  onDay: string[]
  standings: { [streakId: string]: Standing }
}
export const standingsPrefix = 'STREAKS#'
export const standingsKey = (memberId: string, merchantId: string): Key => ({
  pk: partitionOf(memberId),
  sk: `${standingsPrefix}${merchantId}`,
})
