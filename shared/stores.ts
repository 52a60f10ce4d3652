import * as z from 'zod'
import { type Contract, Id, Latitude, Longitude, listInput, listOf, words } from './contract.ts'

/** A physical shop, as everybody may see it. */
export const Store = z.object({
  storeId: Id,
  merchantName: z.string(),
  name: words(60),
  address: words(120),
  city: words(30),
  /** GCJ-02. */
  lat: z.number(),
  lng: z.number(),
  /** IANA name, such as Asia/Shanghai. */
  zone: z.string(),
  phone: z.string().optional(),
  /** Metres, when the question carried a place. */
  distance: z.int().optional(),
})
export type Store = z.infer<typeof Store>

const here = { lat: Latitude.optional(), lng: Longitude.optional() }

export const storeContracts = {
  listStores: {
    role: 'clerk',
    summary: 'The stores where the caller works.',
    input: z.strictObject({ ...listInput }),
    output: listOf(Store),
    refuses: [],
  },
  getStore: {
    role: 'guest',
    summary: 'One store.',
    input: z.strictObject({ storeId: Id, ...here }),
    output: Store,
    refuses: ['store.not_found'],
  },
} as const satisfies Record<string, Contract>
