import type { Grant } from '../../shared/devices.ts'
import { offlineCap } from '../../shared/offline.ts'
import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import { codeKeys, offlineCoupons, stillUsable } from '../coupons/coupons.ts'
import type { Table } from '../kernel/table/table.ts'
import { instantIn } from '../kernel/zone.ts'
import { findStore, type StoreItem } from '../stores/stores.ts'
import { offlineVouchers } from '../vouchers/vouchers.ts'
import type { DeviceItem } from './items.ts'
import { grantEnds } from './rules.ts'

const mostOffers = 300

/** Refuses with store.not_found. */
export async function storeOf(table: Table, storeId: string, now: Date): Promise<StoreItem> {
  const store = await findStore(table, storeId, now)
  if (!store) throw new Problem('store.not_found', { field: 'storeId' })
  return store
}

/** What the device needs to go on without network. */
export async function grantTo(table: Table, device: DeviceItem, language: Language, now: Date): Promise<Grant> {
  const store = await storeOf(table, device.storeId, now)
  const until = grantEnds(device.grantedAt)
  const within = { from: now, to: until }
  const [keys, usable] = await Promise.all([codeKeys(), stillUsable(table, store.merchantId, now)])
  const [coupons, vouchers] = await Promise.all([
    offlineCoupons(table, store, usable, within, language),
    offlineVouchers(table, store, usable, within, language),
  ])
  const { deviceId, storeId, driftMs, counter, head } = device
  return {
    ...{ deviceId, storeId, keys, cap: { ...offlineCap }, driftMs, counter, head },
    at: instantIn(store.zone, device.grantedAt),
    until: instantIn(store.zone, until),
    offers: [...coupons, ...vouchers].slice(0, mostOffers),
  }
}
