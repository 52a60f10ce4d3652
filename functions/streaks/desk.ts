import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import type { Streak, StreakForm } from '../../shared/streaks.ts'
import type { Table, Write } from '../kernel/table/table.ts'
import type { SetVersion } from '../stores/stores.ts'
import { type Gate, listed, type StreakItem, streakKey } from './items.ts'
import { rulesInWords } from './words.ts'

/** Where a streak belongs and when it counts. */
export interface StreakFacts {
  streakId: string
  promotionId: string
  merchantId: string
  merchantName: string
  zone: string
  from: Date
  to: Date
  gate: Gate
  /** The title of the batch that is the reward. */
  rewardTitle?: string | undefined
  storeSet?: SetVersion | undefined
  inheritsStores: boolean
  budgeted: boolean
}

/** A new streak: one write. */
export function newStreak(facts: StreakFacts, form: StreakForm, now: Date): Write[] {
  const { streakId, promotionId, merchantId, merchantName, zone, gate, rewardTitle, storeSet, inheritsStores, budgeted } = facts
  const [from, to] = [facts.from.toISOString(), facts.to.toISOString()]
  const streak: StreakItem = {
    ...streakKey(merchantId, streakId),
    ...{ streakId, promotionId, merchantId, merchantName, zone, form, gate, from, to },
    ...(rewardTitle !== undefined && { rewardTitle }),
    ...(storeSet && { storeSet }),
    ...(inheritsStores && { inheritsStores: true }),
    ...(budgeted && { budgeted: true }),
    ...(gate !== 'draft' && { openedAt: now.toISOString(), ...listed({ merchantId, to, streakId }) }),
  }
  return [{ put: streak, when: 'absent', orElse: () => new Problem('table.busy') }]
}

/** The gates that each order of a marketer moves; from any other gate it changes nothing. */
const moves: { [order in 'open' | 'pause' | 'resume' | 'stop']: { from: Gate[]; to: Gate } } = {
  open: { from: ['draft'], to: 'open' },
  pause: { from: ['open'], to: 'paused' },
  resume: { from: ['paused'], to: 'open' },
  stop: { from: ['draft', 'open', 'paused'], to: 'stopped' },
}

/** Moves the gate, which stands in the condition of every grant. A repeat changes nothing, nor does an order that `under` says is no longer meant. */
export async function moveStreakGate(
  table: Table,
  { merchantId, streakId }: Pick<StreakItem, 'merchantId' | 'streakId'>,
  order: keyof typeof moves,
  now: Date,
  under: Write[] = [],
): Promise<void> {
  const key = streakKey(merchantId, streakId)
  const streak = (await table.get(key)) as StreakItem | undefined
  const { from, to: gate } = moves[order]
  if (!streak || !from.includes(streak.gate)) return
  const at = now.toISOString()
  const opened = order === 'open' && { openedAt: at, ...listed(streak) }
  const moved: Write = {
    change: key,
    set: { gate, ...opened, ...(order === 'stop' && { stoppedAt: at }) },
    when: { field: 'gate', is: streak.gate },
    orElse: () => 'mine',
  }
  await table.commit(...under, moved)
}

/** The streak, when it is the merchant's. Refuses with streak.not_found. */
export async function ownStreak(table: Table, merchantId: string, streakId: string): Promise<StreakItem> {
  const streak = (await table.get(streakKey(merchantId, streakId))) as StreakItem | undefined
  if (!streak) throw new Problem('streak.not_found')
  return streak
}

/** What of a streak follows its promotion. */
export type StreakRevision = Pick<StreakFacts, 'from' | 'to' | 'storeSet' | 'inheritsStores'> & { form: StreakForm }

/** Its new window and stores; a repeat changes nothing. Rewards that are granted stay. */
export async function reviseStreak(table: Table, streak: StreakItem, next: StreakRevision): Promise<void> {
  const { merchantId, streakId, openedAt } = streak
  const [from, to] = [next.from.toISOString(), next.to.toISOString()]
  await table.commit({
    change: streakKey(merchantId, streakId),
    set: {
      ...{ form: next.form, from, to },
      ...(next.storeSet && { storeSet: next.storeSet }),
      ...(openedAt !== undefined && listed({ merchantId, to, streakId })),
    },
    drop: next.storeSet ? [] : ['storeSet'],
    when: { field: 'openedAt', has: openedAt !== undefined },
    orElse: () => new Problem('table.busy'),
  })
}

/** The form as the marketer wrote it. */
export function ownStreakForm({ form, inheritsStores }: StreakItem): StreakForm {
  if (!inheritsStores) return form
  const { storeIds: _promotions, storeSetId: _set, ...own } = form
  return own
}

/** Streaks by their ids: a strong read. */
export async function seeStreaks(table: Table, merchantId: string, streakIds: string[]): Promise<StreakItem[]> {
  if (streakIds.length === 0) return []
  return (await table.getMany(streakIds.map((streakId) => streakKey(merchantId, streakId)))) as StreakItem[]
}

/** As its marketer sees it. */
export function shownStreak(streak: StreakItem, counts: Streak['counts'], language: Language, now: Date): Streak {
  const { streakId, promotionId, form, rewardTitle } = streak
  const rules = rulesInWords(form, rewardTitle, language)
  return { ...ownStreakForm(streak), streakId, promotionId, state: stateOfStreak(streak, now), rules, counts }
}

function stateOfStreak({ gate, from, to }: StreakItem, now: Date): Streak['state'] {
  const at = now.toISOString()
  if (gate !== 'open') return gate
  if (to <= at) return 'ended'
  return from > at ? 'not_started' : 'open'
}
