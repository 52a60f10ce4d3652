import type { StaffRole } from '../../shared/contract.ts'
import { Problem } from '../../shared/problem.ts'
import { Recent } from './recent.ts'
import type { Item, Table } from './table/table.ts'

/** Who works where. One item beside the member; revoking changes its state, and every process learns it within `rememberSeconds`. */
export interface StaffItem extends Item {
  memberId: string
  merchantId: string
  merchantName: string
  name: string
  roles: { role: StaffRole; storeIds: string[] }[]
  state: 'active' | 'revoked'
}

/** A member of staff who is calling, in the roles the operation asks for. */
export interface Staff {
  memberId: string
  merchantId: string
  merchantName: string
  name: string
  /** The stores where the caller may act in this role; of no meaning for marketers and operators. */
  storeIds: string[]
  /** Those of the asked roles that the caller has. */
  roles: StaffRole[]
  isManager: boolean
  /** The stores among them where the caller is a manager. */
  managerOf: string[]
}

const rememberSeconds = 30
const recent = new Recent<StaffItem>(10_000)

export const staffKey = (memberId: string) => ({ pk: `MEMBER#${memberId}`, sk: 'STAFF' })

/** In any of these roles. Refuses with role.forbidden; what is known of the roles is at most half a minute old. */
export async function staffIn(table: Table, memberId: string, roles: readonly StaffRole[], now: Date): Promise<Staff> {
  const item = await recent.or(
    memberId,
    now,
    rememberSeconds,
    async () => (await table.get(staffKey(memberId))) as StaffItem | undefined,
  )
  if (item?.state !== 'active') throw new Problem('role.forbidden')
  const held = item.roles.filter(({ role }) => roles.includes(role) || (roles.includes('clerk') && role === 'manager'))
  if (held.length === 0) throw new Problem('role.forbidden')
  const { merchantId, merchantName, name } = item
  const storeIds = held.flatMap((one) => one.storeIds)
  const managerOf = held.filter((one) => one.role === 'manager').flatMap((one) => one.storeIds)
  const isManager = held.some((one) => one.role === 'manager')
  const asked = held.map(({ role }) => role)
  return { memberId, merchantId, merchantName, name, storeIds, roles: asked, isManager, managerOf }
}
