import { Problem } from '../../shared/problem.ts'
import type { DeskStore } from '../../shared/store-contracts.ts'
import type { SpecialDays, StoreForm } from '../../shared/stores.ts'
import { guard, madeBefore, makeOnce } from '../kernel/guard.ts'
import { fingerprint, newId } from '../kernel/ids.ts'
import { forgetStaff, type Staff, type StaffItem, staffKey } from '../kernel/staff.ts'
import type { Table, Value, Write } from '../kernel/table/table.ts'
import { closedMarkKey, degrees, type StoreItem, storeItem, storeKey, storePlace, storesOf } from './items.ts'
import { checkCalendar, coming } from './rules.ts'
import { deskStore } from './shown.ts'
import { forgetStore, mustKeep } from './stores.ts'

const races = 5

/** A new store; a manager manages it from the same commit on. */
export async function createStore(
  table: Table,
  staff: Staff,
  form: StoreForm,
  key: string | undefined,
  now: Date,
): Promise<DeskStore> {
  const { merchantId, merchantName, memberId } = staff
  const before = await madeBefore(table, memberId, 'createStore', key, form)
  if (before !== undefined) return present(table, before, now)
  checkCalendar(form)
  const storeId = newId('sto', now)
  const item = { ...storeItem({ ...form, storeId, merchantId, merchantName }), createdAt: now.toISOString() }
  const put: Write = { put: item, when: 'absent', orElse: () => new Problem('table.busy') }
  const guarded = key === undefined ? undefined : guard(memberId, 'createStore', key, form, storeId)
  const moved = new Problem('table.busy')
  for (let race = 0; race < races; race++) {
    try {
      const managing = staff.isManager ? [await alsoManages(table, memberId, storeId, moved)] : []
      const made = await makeOnce(table, guarded, [put, ...managing], storeId)
      forgetStaff(memberId)
      forgetStore({ storeId: made, merchantId })
      return present(table, made, now)
    } catch (problem) {
      if (problem !== moved) throw problem
    }
  }
  throw moved
}

async function alsoManages(table: Table, memberId: string, storeId: string, moved: Problem): Promise<Write> {
  const item = (await table.get(staffKey(memberId))) as StaffItem | undefined
  const first = item?.roles.findIndex(({ role }) => role === 'manager') ?? -1
  if (!item || first < 0) throw new Problem('role.forbidden')
  const { version = 0, roles } = item
  const known = version > 0 ? { field: 'version', is: version } : { field: 'version', has: false }
  return {
    change: staffKey(memberId),
    set: {
      roles: roles.map((one, n) => (n === first ? { ...one, storeIds: [...one.storeIds, storeId] } : one)),
      version: version + 1,
    },
    when: { all: [{ field: 'state', is: 'active' }, known] },
    orElse: () => moved,
  }
}

type Asked = Partial<Omit<StoreForm, 'phone' | 'hours'>> &
  Partial<SpecialDays> & { phone?: string | null | undefined; hours?: StoreForm['hours'] | null | undefined }

/** Changes what is asked on the version it was made on. Refuses with version.stale and what was changed meanwhile. */
export async function updateStore(
  table: Table,
  staff: Staff,
  storeId: string,
  version: number,
  form: Asked,
  now: Date,
): Promise<DeskStore> {
  const store = await mustKeep(table, staff, storeId)
  const wanted = prepared(form, form.zone ?? store.zone, now)
  checkCalendar({ ...store, ...wanted, hours: wanted.hours === null ? undefined : (wanted.hours ?? store.hours) })
  const fields = Object.keys(wanted) as (keyof Asked)[]
  const changed = fields.filter((field) => fingerprint(wanted[field] ?? null) !== fingerprint(store[field] ?? null))
  const asked = fingerprint({ memberId: staff.memberId, version, form })
  if (changed.length === 0 && store.version === version) return deskStore(store, undefined, now)
  const next = version + 1
  const name = wanted.name ?? store.name
  const writes: Write[] = [
    {
      change: storeKey(storeId),
      set: {
        ...Object.fromEntries(
          changed.filter((field) => wanted[field] !== null).map((field) => [field, wanted[field] as Value]),
        ),
        ...{ version: next, asked, list: storesOf(store.merchantId), listAt: storePlace({ name, storeId }) },
        changes: { ...store.changes, ...Object.fromEntries(changed.map((field) => [field, next])) },
      },
      drop: changed.filter((field) => wanted[field] === null),
      when: { field: 'version', is: version },
      orElse: (old) =>
        (old as StoreItem | undefined)?.asked === asked ? 'mine' : stale(old as StoreItem | undefined, version),
    },
  ]
  if (changed.includes('closedDays')) {
    const mark = { storeId, closedDays: wanted.closedDays as unknown as Value }
    writes.push({ change: closedMarkKey(store.merchantId, storeId), set: mark, when: 'always' })
  }
  await table.commit(...writes)
  forgetStore(store)
  return present(table, storeId, now)
}

/** What was sent, as it is kept: without the days that are over. */
function prepared(form: Asked, zone: string, now: Date): Asked {
  const { closedDays, specialHours, lat, lng } = form
  const sound = {
    ...(lat !== undefined && { lat: degrees(lat) }),
    ...(lng !== undefined && { lng: degrees(lng) }),
    ...(closedDays && { closedDays: coming(closedDays, zone, now) }),
    ...(specialHours && { specialHours: coming(specialHours, zone, now) }),
  }
  return Object.fromEntries(Object.entries({ ...form, ...sound }).filter(([, value]) => value !== undefined))
}

function stale(old: StoreItem | undefined, version: number): Problem {
  if (!old) return new Problem('store.not_found', { field: 'storeId' })
  const fields = Object.entries(old.changes ?? {}).filter(([, since]) => since > version)
  const changed = Object.fromEntries(fields.map(([field]) => [field, old[field] ?? null]))
  return new Problem('version.stale', { field: 'version', details: { version: old.version, changed } })
}

async function present(table: Table, storeId: string, now: Date): Promise<DeskStore> {
  return deskStore((await table.get(storeKey(storeId))) as StoreItem, undefined, now)
}
