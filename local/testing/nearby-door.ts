import type { NearbyStore } from '../../shared/nearby.ts'
import { type FrontDoor, frontDoor } from './front-door.ts'

/** A door, and the stores around a place through it; each test has a town of its own. */
export interface NearbyDoor {
  door: FrontDoor
  /** Of the seeded merchant's marketer. */
  token: string
  /** The id of a new store, which the feed has put into the index. */
  storeOf(changed: object): Promise<string>
  list(question: object): Promise<{ items: NearbyStore[]; nextCursor?: string | undefined }>
  idsAt(question: object): Promise<string[]>
}

/** What is filled in for it, at the null island. */
export const aStore = { name: '店', address: '一街 1 号', city: '某地', lat: 0, lng: 0, zone: 'Asia/Shanghai' }

export async function nearbyDoor(): Promise<NearbyDoor> {
  const door = await frontDoor()
  const token = await door.tokenOf('seed-marketer')
  const list: NearbyDoor['list'] = async (question) =>
    (await door.call('listNearbyStores', question as { lat: number; lng: number })).body
  return {
    door,
    token,
    list,
    storeOf: async (changed) => {
      const { status, body } = await door.call('createStore', { ...aStore, ...changed }, { token })
      if (status !== 201) throw new Error(`createStore answered ${status} ${JSON.stringify(body)}`)
      await door.settle()
      return body.storeId
    },
    idsAt: async (question) => (await list(question)).items.map(({ storeId }) => storeId),
  }
}
