import { staffKey } from '../../functions/kernel/staff.ts'
import { storeItem } from '../../functions/stores/items.ts'
import type { FrontDoor } from './front-door.ts'

/** A further store of the seeded merchant in another zone, where the seeded first clerk works too. */
export async function storeElsewhere(door: FrontDoor, zone: string): Promise<string> {
  const token = await door.tokenOf('seed-clerk-1')
  const { memberId, roles } = (await door.call('getMe', {}, { token })).body
  const staff = await door.table.get(staffKey(memberId))
  const storeId = `sto_${zone.replace(/\W/g, '-')}`
  const words = { name: `${zone} 店`, address: '一号', city: zone, lat: 40.7, lng: -74 }
  const whose = { merchantId: String(staff?.merchantId), merchantName: String(staff?.merchantName) }
  const works = roles.map(({ role, storeIds }) => ({ role, storeIds: [...storeIds, storeId] }))
  await door.table.commit(
    { put: storeItem({ ...words, ...whose, zone, storeId }), when: 'always' },
    { put: { ...staffKey(memberId), ...staff, roles: works }, when: 'always' },
  )
  // Roles are remembered for half a minute.
  door.clock.offsetMs += 31_000
  return storeId
}
