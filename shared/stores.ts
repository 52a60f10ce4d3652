import * as z from 'zod'
import { Day, Id, Instant, words } from './contract.ts'
import { Hours, OpenHours } from './hours.ts'

/** An IANA name that this runtime knows, such as Asia/Shanghai. */
export const Zone = z
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

/** When the business day of a store ends, on its wall, in the night or the morning after it. */
const DayEnd = z
  .string()
  .regex(/^(0\d|1[01]):[0-5]\d$/)
  .meta({ description: 'HH:MM, 00:00 to 11:59; 04:00 when absent' })

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
  dayEndsAt: DayEnd.optional(),
})
export type StoreForm = z.infer<typeof StoreForm>

/** Exceptions to the hours of the week, each for one day: a public holiday, a stocktaking, a long night. */
export const SpecialDays = z.strictObject({
  closedDays: z.array(z.strictObject({ day: Day, reason: words(60).optional() })).max(100),
  specialHours: z.array(z.strictObject({ day: Day, hours: z.array(Hours).min(1).max(6) })).max(100),
})
export type SpecialDays = z.infer<typeof SpecialDays>

/** Why a store takes no guests now, and until when. */
export const Closed = z.object({
  forGood: z.boolean(),
  /** In the merchant's words. */
  reason: z.string().optional(),
  /** The last day of it, in the zone of the store. */
  until: Day.optional(),
  opensAt: Instant.optional(),
})
export type Closed = z.infer<typeof Closed>

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
  /** Set while it is closed for a day, some days or for good; not outside its hours. */
  closed: Closed.optional(),
})
export type Store = z.infer<typeof Store>

/** `unknown`: its hours were never told. */
export const openStates = ['open', 'closed', 'unknown'] as const

/** Whether a store is open at the time of the answer, as its own clock says. */
export const OpenNow = z.object({
  state: z.enum(openStates),
  opensAt: Instant.optional(),
  closesAt: Instant.optional(),
})
export type OpenNow = z.infer<typeof OpenNow>

/** One of a coupon's stores that is closed now, and the nearest other one that honours it. */
export const ClosedStore = Closed.extend({ storeId: Id, name: z.string(), other: Store.optional() })
export type ClosedStore = z.infer<typeof ClosedStore>

/** What a set holds: these stores, or those that a rule names at the time of the change. */
export const StoreRule = z.union([z.literal('all'), z.strictObject({ city: words(30) })])
export type StoreRule = z.infer<typeof StoreRule>
