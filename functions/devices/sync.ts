import type { Grant, SyncResult } from '../../shared/devices.ts'
import { conflictCodes } from '../../shared/exceptions.ts'
import { offlineCap } from '../../shared/offline.ts'
import { Problem } from '../../shared/problem.ts'
import { type Language, sentence } from '../../shared/problems.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { instantIn } from '../kernel/zone.ts'
import { mustWorkAt, redeemOffline } from '../redemptions/redemptions.ts'
import { findStore } from '../stores/stores.ts'
import { grantTo, storeOf } from './grant.ts'
import { type DeviceItem, type EntryItem, entryKey, exceptionOfEntry, placeOfDevice, type Why } from './items.ts'
import { broken, type ReadUse, readQueue, type Sent } from './queue.ts'
import { takeEntry } from './take.ts'

/**
 * What a device did without network, one by one in its order: each is taken into the books, judged as redeem would have at that time, and
 * answered for good. What cannot be redeemed is a conflict, which the feed lays before a manager. Refuses with device.unknown,
 * device.queue_broken; on table.busy the device sends the same again.
 */
export async function syncRedemptions(
  table: Table,
  clerk: Staff,
  sent: Sent,
  language: Language,
  now: Date,
): Promise<{ results: SyncResult[]; grant: Grant }> {
  const device = await ownDevice(table, clerk, sent.deviceId)
  mustWorkAt(clerk, device.storeId)
  const queue = readQueue(device.publicKey, sent)
  const { zone } = await storeOf(table, device.storeId, now)
  const driftMs = now.getTime() - Date.parse(sent.sentAt)
  const keys = queue.map(({ counter }) => entryKey(device.deviceId, counter))
  const known = keys.length > 0 ? ((await table.getMany(keys)) as EntryItem[]) : []
  const results: SyncResult[] = []
  for (const one of queue) {
    const kept = known.find(({ counter }) => counter === one.counter)
    const entry = kept ?? (await takeEntry(table, clerk, device, one, driftMs, now))
    if (entry.head !== one.head) throw broken(one.counter)
    const settled = entry.state === 'taken' ? await settleEntry(table, clerk, entry, one, language, now) : entry
    results.push(await shownResult(table, settled, zone, language, now))
  }
  const counter = Math.max(device.counter, queue.at(-1)?.counter ?? 0)
  const renewed = await renew(table, { ...device, counter }, driftMs, now)
  return { results, grant: await grantTo(table, renewed, language, now) }
}

/** The caller's own. Another's, and one whose place was given away, is answered like one that never was. */
async function ownDevice(table: Table, { memberId, merchantId }: Staff, deviceId: string): Promise<DeviceItem> {
  const place = placeOfDevice(deviceId)
  const device = place?.memberId === memberId ? ((await table.get(place.key)) as DeviceItem | undefined) : undefined
  if (device?.deviceId !== deviceId || device.merchantId !== merchantId) throw new Problem('device.unknown')
  return device
}

/** Judges it, through the very use that redeem is. Doing it again after a crash is harmless: the use's key is the device and the counter. */
async function settleEntry(
  table: Table,
  clerk: Staff,
  entry: EntryItem,
  { code, uses, bill }: ReadUse,
  language: Language,
  now: Date,
): Promise<EntryItem> {
  const { deviceId, counter, storeId, fen } = entry
  const asked = { code: code.trim(), storeId, ...(uses !== undefined && { uses }), ...(bill && { bill }) }
  const made = { asked, at: new Date(entry.at), deviceId, counter, fen }
  let outcome: Pick<EntryItem, 'state' | 'redemptionId' | 'why'>
  try {
    outcome = { state: 'done', redemptionId: (await redeemOffline(table, clerk, made, language, now)).redemptionId }
  } catch (problem) {
    if (!(problem instanceof Problem) || problem.status >= 500) throw problem
    outcome = { state: 'conflict', why: whyOf(problem) }
  }
  const [saved] = await table.commit({
    change: entryKey(deviceId, counter),
    set: outcome,
    when: { field: 'state', is: 'taken' },
    orElse: () => 'mine',
  })
  return saved as EntryItem
}

function whyOf({ code, facts }: Problem): Why {
  const why = conflictCodes.find((one) => one === code) ?? 'coupon.not_usable'
  const { by, at, storeId } = (facts.details ?? {}) as { by?: string; at?: string; storeId?: string }
  return why === 'coupon.already_redeemed' && by && at && storeId ? { code: why, use: { by, at, storeId } } : { code: why }
}

/** It owes nothing any more, and is in touch; unless more of its queue came meanwhile, by another call. */
async function renew(table: Table, device: DeviceItem, driftMs: number, now: Date): Promise<DeviceItem> {
  const [renewed] = await table.commit({
    change: { pk: device.pk, sk: device.sk },
    set: { left: offlineCap.redemptions, leftFen: offlineCap.fen, grantedAt: now.toISOString(), driftMs },
    when: {
      all: [
        { field: 'deviceId', is: device.deviceId },
        { field: 'counter', is: device.counter },
        { field: 'grantedAt', atMost: now.toISOString() },
      ],
    },
    orElse: (old) => (old?.deviceId === device.deviceId ? 'mine' : new Problem('device.unknown')),
  })
  return renewed as DeviceItem
}

async function shownResult(
  table: Table,
  { deviceId, counter, state, at, redemptionId, why }: EntryItem,
  zone: string,
  language: Language,
  now: Date,
): Promise<SyncResult> {
  const local = { counter, at: instantIn(zone, at) }
  if (state !== 'conflict' || !why) return { ...local, state: 'done', redemptionId }
  const { code, use } = why
  const storeName = use && ((await findStore(table, use.storeId, now))?.name ?? '')
  return {
    ...local,
    state: 'conflict',
    why: { code, message: sentence(code, language) },
    use: use && { by: use.by, at: use.at, storeName: storeName ?? '' },
    exceptionId: exceptionOfEntry({ deviceId, counter }),
  }
}
