/**
 * The face of streaks and what they earn. Visits are read where they live (functions/checkins) and handed in: nothing here knows how presence is
 * proven. `followVisit` is the feed's, `atCheckIn` says what a check-in means before the feed has come, `ofVisit` how it stands.
 */
export {
  moveStreakGate,
  newStreak,
  ownStreak,
  ownStreakForm,
  reviseStreak,
  type StreakRevision,
  seeStreaks,
  shownStreak,
} from './desk.ts'
export { followVisit, type ReadVisits } from './following.ts'
export { lookAtReward } from './grant.ts'
export { type RewardItem, rewardName, rewardPrefix, type StreakItem } from './items.ts'
export { listMyPoints } from './points.ts'
export { type Counted, checkStreak } from './rules.ts'
export { atCheckIn, type Here, listMyStreaks, type OfVisit, ofVisit, streaksHere } from './standing.ts'
