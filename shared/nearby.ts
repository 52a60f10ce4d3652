import * as z from 'zod'
import { type Contract, Id, Latitude, Longitude, listInput, listOf, Radius } from './contract.ts'
import { OpenNow, Store } from './stores.ts'

/** One of the offers that are good in a store, for a line below its name. */
export const StoreOffer = z.object({ kind: z.enum(['batch', 'deal']), id: Id, title: z.string() })
export type StoreOffer = z.infer<typeof StoreOffer>

export const NearbyStore = Store.extend({
  /** Metres along the great circle. */
  distance: z.int(),
  ...OpenNow.shape,
  /** Some of what can be claimed or bought now and used there. */
  offers: z.array(StoreOffer).max(3),
})
export type NearbyStore = z.infer<typeof NearbyStore>

const NearbyQuestion = z.strictObject({
  lat: Latitude.meta({ description: 'GCJ-02' }),
  lng: Longitude.meta({ description: 'GCJ-02' }),
  radius: Radius.optional().meta({ description: 'metres, 50 to 50,000; 50,000 when absent' }),
  openNow: z.enum(['true', 'false']).optional().meta({ description: 'true: only what is open now, by hours that were told' }),
  ...listInput,
})
export type NearbyQuestion = z.infer<typeof NearbyQuestion>

export const nearbyContracts = {
  listNearbyStores: {
    role: 'guest',
    summary:
      'The stores around a place, nearest first, each with its distance and whether it is open now. A page may be short and still have a next one.',
    input: NearbyQuestion,
    output: listOf(NearbyStore),
    refuses: [],
  },
} as const satisfies Record<string, Contract>
