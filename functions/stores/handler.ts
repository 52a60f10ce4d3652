import { storeContracts } from '../../shared/store-contracts.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import { createStore, updateStore } from './changes.ts'
import { closeStore, reopenStore } from './closing.ts'
import { getStore, listStores } from './page.ts'
import { createStoreSet, getStoreSet, listStoreSets, updateStoreSet } from './set-desk.ts'
import { placeOf } from './stores.ts'

export const handler = serve(table, storeContracts, {
  createStore: ({ table, staff, input, key, now }) => createStore(table, staff, input, key, now),
  updateStore: ({ table, staff, input, now }) => {
    const { storeId, version, ...form } = input
    return updateStore(table, staff, storeId, version, form, now)
  },
  closeStore: ({ table, staff, input, now }) => closeStore(table, staff, input, now),
  reopenStore: ({ table, staff, input, now }) => reopenStore(table, staff, input.storeId, now),
  listStores: ({ staff, input, now }) => listStores(table, staff, input, now),
  getStore: ({ memberId, input, now }) => getStore(table, input.storeId, placeOf(input), memberId, now),
  createStoreSet: ({ table, staff, input, key, now }) => createStoreSet(table, staff, input, key, now),
  updateStoreSet: ({ table, staff, input, now }) => updateStoreSet(table, staff, input, now),
  getStoreSet: ({ staff, input, now }) => getStoreSet(table, staff, input.storeSetId, now),
  listStoreSets: ({ staff, input }) => listStoreSets(table, staff, input),
})
