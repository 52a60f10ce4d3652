import Taro from '@tarojs/taro'
import { useState } from 'react'
import type { OutputOf } from '../../../../shared/api.ts'
import { call } from '../../api/call'
import { readSession } from '../../api/session'
import { Lost } from '../../api/trouble'
import { type RemoteHandle, useRemote } from '../../hooks/use-remote'

export type Store = OutputOf<'listStores'>['items'][number]

const key = 'footfall.counter.store'

/** All stores where the caller works; a person works in few, but no list is silently cut. */
export async function allStores(): Promise<Store[]> {
  const stores: Store[] = []
  let cursor: string | undefined
  do {
    const page = await call('listStores', { limit: 100, cursor })
    stores.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== undefined)
  return stores
}

const knownKey = 'footfall.counter.stores'

/** The same; without network those of the last time, so that a counter opens. */
async function knownStores(): Promise<Store[]> {
  try {
    const stores = await allStores()
    Taro.setStorageSync(knownKey, { of: readSession()?.memberId, stores })
    return stores
  } catch (why) {
    const known = Taro.getStorageSync(knownKey) as { of?: string; stores: Store[] } | '' | undefined
    if (!(why instanceof Lost) || !known || known.of !== readSession()?.memberId) throw why
    return known.stores
  }
}

/** The store the counter stands in: the only one, the one chosen last, or a question. */
export function chosenStore(stores: Store[], last: string | undefined): Store | undefined {
  return stores.length === 1 ? stores[0] : stores.find(({ storeId }) => storeId === last)
}

export function useStores(ready: string | undefined): {
  stores: RemoteHandle<Store[]>
  store: Store | undefined
  choose(storeId: string): void
} {
  const stores = useRemote<Store[]>(knownStores, ready)
  const [last, setLast] = useState<string | undefined>(() => Taro.getStorageSync(key) || undefined)
  const store = stores.remote.is === 'ready' ? chosenStore(stores.remote.value, last) : undefined
  const choose = (storeId: string) => {
    Taro.setStorageSync(key, storeId)
    setLast(storeId)
  }
  return { stores, store, choose }
}
