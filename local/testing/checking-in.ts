import type { CallOf } from '../../shared/api.ts'
import type { FrontDoor } from './front-door.ts'

/** Metres north of a place, as degrees. */
const northOf = (lat: number, metres: number) => lat + metres / 111_195

/** Guests at the door of the first seeded store and the tablet inside, for tests. */
export async function newCheckIns(door: FrontDoor) {
  const clerk = await door.tokenOf('seed-clerk-1')
  const storeId = (await door.call('getMe', {}, { token: clerk })).body.roles[0]?.storeIds[0] ?? 'sto_none'
  const { lat, lng } = (await door.call('getStore', { storeId })).body
  const shown = async () => (await door.call('getStoreCode', { storeId }, { token: clerk })).body
  /** So many metres from the store, as sure as a phone outdoors. */
  const at = (metres: number, accuracy = 20) => ({ lat: northOf(lat, metres), lng, accuracy })
  const checkIn = async (openid: string, asked: CallOf<'checkIn'>) =>
    door.call('checkIn', asked, { token: await door.tokenOf(openid) })
  return { clerk, storeId, store: { lat, lng }, shown, at, checkIn }
}

export type CheckIns = Awaited<ReturnType<typeof newCheckIns>>
