import { nearbyContracts } from '../../shared/nearby.ts'
import { serve } from '../kernel/serve.ts'
import { table } from '../kernel/table/open.ts'
import { listNearbyStores } from './list.ts'

export const handler = serve(table, nearbyContracts, {
  listNearbyStores: ({ input, now }) => listNearbyStores(table, input, now),
})
