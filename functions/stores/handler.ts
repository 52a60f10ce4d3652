import { storeContracts } from '../../shared/stores.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import * as stores from './stores.ts'

export const handler = serve(table, storeContracts, {
  listStores: ({ staff, input }) => stores.listStores(table, staff, input),
  getStore: ({ input, now }) => stores.getStore(table, input.storeId, stores.placeOf(input), now),
})
