import { randomUUID } from 'node:crypto'
import type { RouteName } from '../../shared/routes.ts'
import type { Lambda } from './lambda.ts'

type Call = (name: RouteName, request?: Parameters<Lambda['call']>[1]) => Promise<{ [field: string]: unknown }>

/** A store is made, edited, closed, opened and closed for good, and a set of stores is made and edited. */
export async function travelStores(call: Call, token: string, open: string): Promise<string> {
  const place = { address: '2 Pier', city: 'Xiamen', lat: 24.46, lng: 118.09, zone: 'Asia/Shanghai' }
  const { storeId } = (await call('createStore', { token, key: randomUUID(), body: { name: 'Lighthouse', ...place } })) as {
    storeId: string
  }
  const path = { storeId }
  const closedDays = [{ day: '2199-01-01' }]
  await call('updateStore', { token, path, body: { version: 1, phone: '0592-1', closedDays } })
  await call('closeStore', { token, path, body: { reason: 'a storm' } })
  await call('reopenStore', { token, path })
  await call('getStore', { path: { storeId: open } })
  const set = { name: 'Harbour', storeIds: [open, storeId] }
  const { storeSetId } = (await call('createStoreSet', { token, key: randomUUID(), body: set })) as { storeSetId: string }
  await call('updateStoreSet', { token, path: { storeSetId }, body: { version: 1, name: 'Harbour', rule: 'all' } })
  await call('getStoreSet', { token, path: { storeSetId } })
  await call('listStoreSets', { token })
  return storeId
}

/** A store that closes for good while a coupon is good there only: its claiming ends with it. */
export async function closeForGood(call: Call, token: string, promotionId: string, storeId: string): Promise<void> {
  const benefit = { kind: 'gift', item: 'Tea', valueFen: 900 }
  const form = {
    title: 'Last cup',
    total: 3,
    perMember: 1,
    benefit,
    validity: { kind: 'days', days: 7 },
    scope: { storeIds: [storeId] },
  }
  await call('createBatch', { token, path: { promotionId }, body: form })
  await call('closeStore', { token, path: { storeId }, body: { reason: 'the lease', forGood: true, confirmHolders: true } })
  await call('getStore', { path: { storeId } })
}

/** Once the feed has come by, a store is found from next door. */
export async function findNearby(call: Call, token: string, storeId: string): Promise<void> {
  const { items } = await call('listNearbyStores', { token, query: { lat: '24.4501', lng: '118.0801', radius: '500' } })
  const found = (items as { storeId: string }[]).map((store) => store.storeId)
  if (!found.includes(storeId)) throw new Error(`the feed put only ${found} there`)
}
