import type { StoreCode } from '../../shared/checkins.ts'
import { Problem } from '../../shared/problem.ts'
import { mustServeAt, type Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { instantIn } from '../kernel/zone.ts'
import { findStore } from '../stores/stores.ts'
import { liveQr, refreshSeconds, signQr, storeCode } from './store-codes.ts'

/** What the counter of a store shows now. Refuses with store.not_found what is another merchant's, with role.forbidden where the caller does not serve. */
export async function getStoreCode(table: Table, staff: Staff, storeId: string, now: Date): Promise<StoreCode> {
  const store = await findStore(table, storeId, now)
  if (store?.merchantId !== staff.merchantId) throw new Problem('store.not_found', { field: 'storeId' })
  if (!staff.isMarketer) {
    if (!staff.storeIds.includes(storeId)) throw new Problem('role.forbidden', { field: 'storeId' })
    await mustServeAt(table, staff, storeId, now)
  }
  const [live, typed, sign] = await Promise.all([liveQr(storeId, now), storeCode(storeId, now), signQr(storeId)])
  return {
    ...{ storeId, storeName: store.name, refreshSeconds },
    qr: live.qr,
    expiresAt: instantIn(store.zone, live.expiresAt),
    storeCode: typed.storeCode,
    storeCodeUntil: instantIn(store.zone, typed.until),
    signQr: sign,
  }
}
