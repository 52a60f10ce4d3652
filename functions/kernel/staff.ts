import type { StaffRole } from '../../shared/contract.ts'
import { Problem } from '../../shared/problem.ts'
import { Recent } from './recent.ts'
import { type Bearer, judgeSession, keepSession, recentSession, sessionKey } from './session.ts'
import type { Item, Table } from './table/table.ts'

/** Where somebody works just now. It ends by itself, so that a forgotten one does not lock anybody out the next morning. */
export type Duty = { storeId: string; since: string; until: string }

/** Who works where. One item beside the member; revoking changes its state, and every process learns it within `rememberSeconds`. */
export interface StaffItem extends Item {
  memberId: string
  merchantId: string
  merchantName: string
  name: string
  roles: { role: StaffRole; storeIds: string[] }[]
  state: 'active' | 'revoked'
  /** Counts the changes of the roles; absent: none yet. */
  version?: number
  duty?: Duty
}

/** A member of staff who is calling, in the roles the operation asks for. */
export interface Staff {
  memberId: string
  merchantId: string
  merchantName: string
  name: string
  /** The roles held, of those that the operation takes. */
  roles: StaffRole[]
  /** The stores where the caller may act in this role; of no meaning for marketers and operators. */
  storeIds: string[]
  isManager: boolean
  /** May act for all of the merchant's stores, where the operation takes marketers. */
  isMarketer: boolean
  /** The stores among them where the caller is a manager. */
  managerOf: string[]
  /** Where the caller is on duty; at most half a minute old. */
  duty?: Duty | undefined
}

const rememberSeconds = 30
const recent = new Recent<StaffItem>(10_000)

export const staffKey = (memberId: string) => ({ pk: `MEMBER#${memberId}`, sk: 'STAFF' })

/**
 * In any of these roles. Refuses with session.invalid, role.forbidden; what is known of the session and the roles is at most half
 * a minute old, and read together.
 */
export async function staffIn(table: Table, bearer: Bearer, roles: readonly StaffRole[], now: Date): Promise<Staff> {
  const { memberId, sessionId } = bearer
  let item = recent.get(memberId, now)
  if (sessionId !== undefined) {
    let session = recentSession(sessionId, now)
    if (!session) {
      const found = await table.getMany([sessionKey(memberId, sessionId), ...(item ? [] : [staffKey(memberId)])])
      session = keepSession(
        found.find(({ sk }) => sk !== 'STAFF'),
        now,
      )
      item ??= keep(
        found.find(({ sk }) => sk === 'STAFF'),
        now,
      )
    }
    judgeSession(session)
  }
  return actingIn(item ?? (await readStaff(table, memberId, now)), roles, now)
}

/** As they are in the table now: for what must not be judged on half a minute ago. */
export async function readStaff(table: Table, memberId: string, now: Date): Promise<StaffItem | undefined> {
  return keep(await table.get(staffKey(memberId)), now)
}

/** The process that changed somebody's roles or duty knows it at once. */
export function forgetStaff(memberId: string): void {
  recent.forget(memberId)
}

function actingIn(item: StaffItem | undefined, roles: readonly StaffRole[], now: Date): Staff {
  if (item?.state !== 'active') throw new Problem('role.forbidden')
  const held = item.roles.filter((one) => roles.includes(one.role) || (one.role === 'manager' && roles.includes('clerk')))
  if (held.length === 0) throw new Problem('role.forbidden')
  const { memberId, merchantId, merchantName, name } = item
  const storeIds = [...new Set(held.flatMap((one) => one.storeIds))]
  const managing = held.filter((one) => one.role === 'manager')
  const managerOf = managing.flatMap((one) => one.storeIds)
  const who = { memberId, merchantId, merchantName, name, roles: held.map(({ role }) => role), storeIds }
  const isMarketer = who.roles.includes('marketer')
  return { ...who, isManager: managing.length > 0, isMarketer, managerOf, duty: dutyOf(item, now) }
}

/** The duty that stands: begun at a store where they still work, and not over. */
export function dutyOf({ roles, duty }: Pick<StaffItem, 'roles' | 'duty'>, now: Date): Duty | undefined {
  if (!duty || duty.until <= now.toISOString()) return undefined
  return roles.some(({ storeIds }) => storeIds.includes(duty.storeId)) ? duty : undefined
}

/**
 * Whoever is on duty serves at that store only. What this process knows may be half a minute old, so only a mismatch is looked at
 * again before it is refused with role.forbidden.
 */
export async function mustServeAt(table: Table, { memberId, duty }: Staff, storeId: string, now: Date): Promise<void> {
  if (!duty || duty.storeId === storeId) return
  const item = await readStaff(table, memberId, now)
  const standing = item && dutyOf(item, now)
  if (!standing || standing.storeId === storeId) return
  throw new Problem('role.forbidden', {
    field: 'storeId',
    details: { onDutyAt: standing.storeId, since: standing.since },
  })
}

function keep(item: Item | undefined, now: Date): StaffItem | undefined {
  const staff = item as StaffItem | undefined
  if (staff) recent.keep(staff.memberId, staff, new Date(now.getTime() + rememberSeconds * 1000))
  return staff
}
