import { conflictIn, exceptionOfEntry } from '../devices/devices.ts'
import { tellConflict } from '../exceptions/exceptions.ts'
import { auditLine } from '../kernel/audit.ts'
import type { Change } from '../kernel/feed.ts'
import { fingerprint } from '../kernel/ids.ts'
import type { Table } from '../kernel/table/table.ts'

/**
 * What a device handed over without network and cannot be redeemed: it waits as an exception, and the audit log has its line, both in one
 * commit. A use that was made has its own.
 */
export async function deriveConflict(table: Table, change: Change, now: Date): Promise<void> {
  const entry = conflictIn(change)
  if (!entry?.why) return
  const { deviceId, counter, merchantId, storeId, by, byId, byRole, at, thing, uses, fen, receiptNo, why } = entry
  const exceptionId = exceptionOfEntry(entry)
  const told = { deviceId, counter, storeId, by, madeAt: at, code: why.code, fen, uses, receiptNo, use: why.use }
  const writes = await tellConflict(table, { ...told, exceptionId, merchantId, byId, thing }, now)
  const line = { at, byId, by, role: byRole, operation: 'syncRedemptions', on: [deviceId, storeId, exceptionId] }
  const put = auditLine(merchantId, { ...line, told: { state: 'conflict', counter } }, fingerprint(exceptionId))
  await table.commit(...writes, { put, when: 'always' })
}
