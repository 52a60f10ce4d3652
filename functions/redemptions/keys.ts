import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import type { Redemption } from '../../shared/redemptions.ts'
import { guardKey, mismatch } from '../kernel/guard.ts'
import { fingerprint } from '../kernel/ids.ts'
import { Recent } from '../kernel/recent.ts'
import type { Item, Key, Table, Write } from '../kernel/table/table.ts'
import { maskedMembers } from '../members/members.ts'
import { type AnyUndo, type AnyUse, type Holding, lastUseIn } from './holdings.ts'
import { type DayItem, dayItemKey } from './items.ts'
import { shownRedemption } from './shown.ts'

/**
 * The key of a use lives in the coupon or voucher, where the fact is: one write, and a repeat finds it. But there it says nothing about others, and is gone with the next use. So the feed derives an item from it, which every later call with a key reads beside the
 * coupon. In the second before that only this process knows that the key is taken.
 */
export interface KeyItem extends Item {
  hash: string
  madeId: string
  /** Where the line of the day list is. */
  storeId: string
  day: string
  at: string
}

/** A caller's Idempotency-Key with the fingerprint of what is asked under it. */
export interface Once {
  place: Key
  key: string
  hash: string
}

type Operation = 'redeem' | 'undo'
const keptDays = 90
const rememberSeconds = 60
const recent = new Recent<string>(5000)
const nameOf = ({ pk, sk }: Key) => `${pk} ${sk}`

/** Refuses with idempotency.mismatch what this process has just seen the key used for otherwise. */
export function once(callerId: string, operation: Operation, key: string | undefined, body: unknown, now: Date) {
  if (key === undefined) return undefined
  const place = guardKey(callerId, operation, key)
  const hash = fingerprint(body)
  if ((recent.get(nameOf(place), now) ?? hash) !== hash) throw mismatch()
  return { place, key, hash }
}

/** For the second until the feed has written it down. */
export function remember({ place, hash }: Once, now: Date): void {
  recent.keep(nameOf(place), hash, new Date(now.getTime() + rememberSeconds * 1000))
}

/** What was done under the key before, as it is now. Refuses with idempotency.mismatch what was asked otherwise. */
export async function doneUnder(table: Table, kept: Item, { hash }: Once, language: Language, now: Date): Promise<Redemption> {
  const { madeId, storeId, day, at, hash: asked } = kept as KeyItem
  if (asked !== hash) throw mismatch()
  const line = (await table.get(dayItemKey(storeId, day, at, madeId))) as DayItem | undefined
  // They are written in one commit.
  if (!line) throw new Problem('table.busy')
  const members = await maskedMembers(table, [line.memberId], language)
  return shownRedemption(table, line, members.get(line.memberId) ?? '', language, now)
}

/** For the feed: what a use or an undo did under its caller's key. */
export function keepKeyOf(holding: Holding, use: AnyUse, undo: AnyUndo | undefined, day: string): Write[] {
  const redemptionId = lastUseIn(holding)
  const [operation, { key, byId, at }] = undo ? (['undo', undo] as const) : (['redeem', use] as const)
  if (key === undefined) return []
  const hash = undo ? undoHash(redemptionId, undo.reason) : (use.asked ?? '')
  const made = { hash, madeId: redemptionId, storeId: use.storeId, day, at: use.at }
  const expires = Math.floor(Date.parse(at) / 1000) + keptDays * 86_400
  // The event is written once and this with it, so nothing but a second use of the key in its first second is written over.
  return [{ put: { ...guardKey(byId, operation, key), ...made, expires }, when: 'always' }]
}

export const undoBody = (redemptionId: string, reason: string) => ({ redemptionId, reason })
const undoHash = (redemptionId: string, reason: string) => fingerprint(undoBody(redemptionId, reason))
