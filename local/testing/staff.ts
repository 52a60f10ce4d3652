import type { StaffRole } from '../../shared/contract.ts'
import type { FrontDoor } from './front-door.ts'

/** One more member of staff at the first seeded merchant, for tests; their session. */
export async function newStaff(door: FrontDoor, openid: string, role: StaffRole, storeIds: string[]): Promise<string> {
  const token = await door.tokenOf(openid)
  const [{ memberId }, { merchants }] = await Promise.all([
    door.call('getMe', {}, { token }).then(({ body }) => body),
    import('../seed/city.ts'),
  ])
  const { merchantId, name: merchantName } = merchants[0]
  const roles = [{ role, storeIds }]
  const item = { memberId, merchantId, merchantName, name: openid, roles, state: 'active' }
  await door.table.commit({ put: { pk: `MEMBER#${memberId}`, sk: 'STAFF', ...item }, when: 'always' })
  return token
}
