import type { ConflictCode } from '../../shared/exceptions.ts'
import { Problem } from '../../shared/problem.ts'
import { readCode } from '../coupons/coupons.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Condition, Item, Table, Write } from '../kernel/table/table.ts'
import { type DeviceItem, type EntryItem, entryKey } from './items.ts'
import { broken, type ReadUse } from './queue.ts'
import { grantEnds, judgedAt } from './rules.ts'

/**
 * Takes one entry into the books, once: what was handed over is a fact from here on, whatever is judged of it. The device's item moves on in the
 * same commit, under everything that limits it: the queue is unbroken, and what it may owe is not used up. What is too much is taken too,
 * as a conflict. Refuses with device.queue_broken, device.unknown.
 */
export async function takeEntry(
  table: Table,
  clerk: Staff,
  device: DeviceItem,
  sent: ReadUse,
  driftMs: number,
  now: Date,
): Promise<EntryItem> {
  const entry = await entryOf(clerk, device, sent, driftMs, now)
  const isLate = entry.at > grantEnds(device.grantedAt).toISOString()
  const elsewhere = new Problem('table.busy')
  const tooMuch = new Problem('device.cap_reached')
  try {
    if (!isLate) return await commitEntry(table, device, sent, entry, true, elsewhere, tooMuch)
  } catch (problem) {
    if (problem === elsewhere) return takenElsewhere(table, sent, entry)
    if (problem !== tooMuch) throw problem
  }
  const why: { code: ConflictCode } = { code: isLate ? 'device.grant_over' : 'device.cap_reached' }
  try {
    return await commitEntry(table, device, sent, { ...entry, state: 'conflict', why }, false, elsewhere, tooMuch)
  } catch (problem) {
    if (problem === elsewhere) return takenElsewhere(table, sent, entry)
    throw problem
  }
}

/** The same queue, sent twice at once; or another one, which does not fit. */
async function takenElsewhere(table: Table, { counter }: ReadUse, { deviceId }: EntryItem): Promise<EntryItem> {
  const there = (await table.get(entryKey(deviceId, counter))) as EntryItem | undefined
  if (!there) throw broken(counter)
  return there
}

async function commitEntry(
  table: Table,
  device: DeviceItem,
  { counter, prev, fen, head }: ReadUse,
  entry: EntryItem,
  capped: boolean,
  elsewhere: Problem,
  tooMuch: Problem,
): Promise<EntryItem> {
  const { deviceId, pk, sk } = device
  const follows: Condition[] = [
    { field: 'deviceId', is: deviceId },
    { field: 'counter', is: counter - 1 },
    { field: 'head', is: prev },
  ]
  const owes: Condition[] = [
    { field: 'left', atLeast: 1 },
    { field: 'leftFen', atLeast: fen },
  ]
  const fits = (old: Item | undefined) => old?.counter === counter - 1 && old?.head === prev
  const refused = (old: Item | undefined) => {
    if (old?.deviceId !== deviceId) return new Problem('device.unknown')
    return fits(old) ? tooMuch : elsewhere
  }
  const moveOn: Write = {
    change: { pk, sk },
    set: { counter, head },
    ...(capped && { add: { left: -1, leftFen: -fen } }),
    when: { all: capped ? [...follows, ...owes] : follows },
    orElse: refused,
  }
  const [, saved] = await table.commit(moveOn, { put: entry, when: 'absent', orElse: () => elsewhere })
  return saved as EntryItem
}

async function entryOf(clerk: Staff, device: DeviceItem, sent: ReadUse, driftMs: number, now: Date): Promise<EntryItem> {
  const { deviceId, storeId, merchantId, grantedAt } = device
  const { counter, head, uses, fen, bill } = sent
  const at = judgedAt(sent.at, driftMs, grantedAt, now)
  const thing = await readCode(sent.code, at).catch(() => undefined)
  return {
    ...entryKey(deviceId, counter),
    ...{ deviceId, counter, head, merchantId, storeId },
    ...{ by: clerk.name, byId: clerk.memberId, byRole: clerk.managerOf.includes(storeId) ? 'manager' : 'clerk' },
    ...{ at: at.toISOString(), madeAt: sent.at, fen, state: 'taken' },
    ...(thing && { thing: thing.id }),
    ...(uses !== undefined && { uses }),
    ...(bill && { totalFen: bill.totalFen, ...(bill.receiptNo !== undefined && { receiptNo: bill.receiptNo }) }),
  }
}
