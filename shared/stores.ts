import * as z from 'zod'
import { type Contract, Id, Latitude, Longitude, listInput, listOf, words } from './contract.ts'
import { OpenHours } from './hours.ts'

/** An IANA name that this runtime knows, such as Asia/Shanghai. */
const Zone = z
  .string()
  .max(40)
  .refine((zone) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone })
      return /^[A-Z]\w+\/[\w/+-]+$/.test(zone)
    } catch {
      return false
    }
  })
  .meta({ description: 'IANA name, such as Asia/Shanghai' })

/** What is filled in for a store. `hours` absent: not told, which closes nothing. */
export const StoreForm = z.strictObject({
  name: words(60),
  address: words(120),
  city: words(30),
  lat: z.number().min(-90).max(90).meta({ description: 'GCJ-02' }),
  lng: z.number().min(-180).max(180).meta({ description: 'GCJ-02' }),
  zone: Zone,
  phone: words(30).optional(),
  hours: z.array(OpenHours).min(1).max(28).optional(),
})
export type StoreForm = z.infer<typeof StoreForm>

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
  hours: z.array(OpenHours).optional(),
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
