import type { OutputOf } from '../../../../shared/api.ts'
import { call } from '../../api/call'
import { type RemoteHandle, useRemote } from '../../hooks/use-remote'
import { wallOf } from '../../words/time'

type StoreSet = OutputOf<'listStoreSets'>['items'][number]

export interface Merchant {
  name: string
  /** The named sets of stores to choose from. */
  sets: StoreSet[]
  /** Minutes east of UTC where the stores are. */
  offset: number
}

/** What the form has to know before it can be filled in. */
export function useMerchant(ready: string | undefined): RemoteHandle<Merchant> {
  return useRemote<Merchant>(findMerchant, ready)
}

export async function findMerchant(): Promise<Merchant> {
  const [me, offset, sets] = await Promise.all([call('getMe', {}), storesOffset(), call('listStoreSets', { limit: 100 })])
  return { name: me.merchantName ?? '', offset, sets: sets.items }
}

/**
 * The server writes instants of a store with the offset of its zone: the hours of any store tell it, else the newest coupon. A
 * merchant of whom neither says one takes the phone's own zone. (The page says which zone it uses.)
 */
async function storesOffset(): Promise<number> {
  const stores = await call('listStores', { limit: 20 })
  const moment = stores.items.map(({ opensAt, closesAt }) => opensAt ?? closesAt).find((at) => at !== undefined)
  if (moment !== undefined) return wallOf(moment)?.offset ?? 0
  const { items } = await call('listPromotions', { limit: 5 })
  const batch = items.flatMap(({ batches }) => batches).find(({ state }) => state !== 'draft')
  const offer = batch && (await call('getBatch', { batchId: batch.batchId }).catch(() => undefined))
  return (offer && wallOf(offer.claim.from)?.offset) ?? -new Date().getTimezoneOffset()
}
