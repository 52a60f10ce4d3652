import { Problem } from '../../shared/problem.ts'
import type { OnDuty } from '../../shared/staff.ts'
import { dutyOf, forgetStaff, readStaff, type Staff, type StaffItem } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { type DutyItem, dutyOfStore, moveDuty } from './items.ts'
import { untilStill } from './races.ts'
import { longestDutyHours } from './rules.ts'

/** Begins duty at the store; a duty elsewhere ends with the same commit. At the same store again it changes nothing. */
export async function startDuty(table: Table, clerk: Staff, storeId: string, now: Date): Promise<OnDuty> {
  mustWorkAt(clerk, storeId)
  const until = new Date(now.getTime() + longestDutyHours * 3_600_000).toISOString()
  await untilStill(async (moved) => {
    const staff = await mustBeStaff(table, clerk, now)
    if (dutyOf(staff, now)?.storeId === storeId) return
    await table.commit(...moveDuty(staff, { storeId, since: now.toISOString(), until }, moved))
  })
  return onDuty(table, clerk, storeId, now)
}

/** Ends duty at the store; where the caller is on duty elsewhere, or not at all, it changes nothing. */
export async function endDuty(table: Table, clerk: Staff, storeId: string, now: Date): Promise<OnDuty> {
  mustWorkAt(clerk, storeId)
  await untilStill(async (moved) => {
    const staff = await mustBeStaff(table, clerk, now)
    if (staff.duty?.storeId !== storeId) return
    await table.commit(...moveDuty(staff, undefined, moved))
  })
  return onDuty(table, clerk, storeId, now)
}

async function onDuty(table: Table, clerk: Staff, storeId: string, now: Date): Promise<OnDuty> {
  forgetStaff(clerk.memberId)
  const [page, staff] = await Promise.all([table.query({ pk: dutyOfStore(storeId) }), mustBeStaff(table, clerk, now)])
  const there = (page.items as DutyItem[]).filter(({ until }) => until > now.toISOString())
  const mine = dutyOf(staff, now)
  return {
    storeId,
    onDuty: there.map(({ memberId, name, since }) => ({ memberId, name, since })),
    mine: mine && { storeId: mine.storeId, since: mine.since },
  }
}

function mustWorkAt(clerk: Staff, storeId: string): void {
  if (!clerk.storeIds.includes(storeId)) throw new Problem('role.forbidden', { field: 'storeId' })
}

async function mustBeStaff(table: Table, { memberId }: Staff, now: Date): Promise<StaffItem> {
  const staff = await readStaff(table, memberId, now)
  if (staff?.state !== 'active') throw new Problem('role.forbidden')
  return staff
}
