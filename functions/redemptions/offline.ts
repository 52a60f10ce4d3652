import { offlineGraceSeconds } from '../../shared/offline.ts'
import type { Language } from '../../shared/problems.ts'
import type { Redemption } from '../../shared/redemptions.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { findStore } from '../stores/stores.ts'
import type { Asked } from './holdings.ts'
import { doneUnder, type Once, once } from './keys.ts'
import { readScanned } from './scan.ts'
import { type Offline, use } from './use.ts'

/** A scanned code, as a device without network took it at `at`. */
export interface TakenOffline extends Offline {
  asked: Asked & { code: string }
  at: Date
}

/**
 * As redeem, with all of its rules, at the instant at which the device did it; kept as offline. The same entry of the same device
 * answers the same redemption. Where the clerk works is asked before.
 */
export async function redeemOffline(
  table: Table,
  clerk: Staff,
  { asked, at, ...offline }: TakenOffline,
  language: Language,
  now: Date,
): Promise<Redemption> {
  const key = `${offline.deviceId}.${offline.counter}`
  const under = once(clerk.memberId, 'redeem', key, asked, now) as Once
  const shown = new Date(at.getTime() - offlineGraceSeconds * 1000)
  // Judged as of then, but by what is known now: what a process kept of the store may be older than half a minute only for who asks in the past.
  const [scanned] = await Promise.all([
    readScanned(table, asked.code, under.place, shown),
    findStore(table, asked.storeId, now),
  ])
  if ('kept' in scanned) return doneUnder(table, scanned.kept, under, language, now)
  return use(table, clerk, asked, scanned, { under, offline }, language, at)
}
