import type { OutputOf } from '../../../../../shared/api.ts'
import { call } from '../../../api/call'
import { Refusal } from '../../../api/trouble'
import { type RemoteHandle, useRemote } from '../../../hooks/use-remote'
import { wallOf } from '../../../words/time'

export type Store = OutputOf<'listStores'>['items'][number]

export interface Merchant {
  name: string
  /** Those the caller may choose from; mostly none, and then all of the merchant's are meant. */
  stores: Store[]
  /** Minutes east of UTC where the stores are. */
  offset: number
}

/** What the form has to know before it can be filled in. */
export function useMerchant(ready: string | undefined): RemoteHandle<Merchant> {
  return useRemote<Merchant>(async () => {
    const [me, stores, offset] = await Promise.all([call('getMe', {}), allStores(), storesOffset()])
    return { name: me.merchantName ?? '', stores, offset }
  }, ready)
}

/** Who works in no store is refused the list of them: there is nothing to choose from. */
async function allStores(): Promise<Store[]> {
  try {
    return await listed()
  } catch (why) {
    if (why instanceof Refusal && why.code === 'role.forbidden') return []
    throw why
  }
}

async function listed(): Promise<Store[]> {
  const stores: Store[] = []
  let cursor: string | undefined
  do {
    const page = await call('listStores', { limit: 100, cursor })
    stores.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== undefined && stores.length < 100)
  return stores
}

/**
 * The server writes a guest's instants with the offset of the store: the newest coupon tells it. A merchant's first coupon takes
 * the phone's own zone. (The page says which zone it uses.)
 */
async function storesOffset(): Promise<number> {
  const { items } = await call('listPromotions', { limit: 5 })
  const batch = items.flatMap(({ batches }) => batches).find(({ state }) => state !== 'draft')
  const offer = batch && (await call('getBatch', { batchId: batch.batchId }).catch(() => undefined))
  return (offer && wallOf(offer.claim.from)?.offset) ?? -new Date().getTimezoneOffset()
}
