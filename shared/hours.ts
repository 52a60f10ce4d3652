import * as z from 'zod'

/** A time on the wall of a store; 24:00 is the end of a day. */
export const ClockTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/)
/** Hours of a day in the store's time zone; `to` before `from` is over midnight and belongs to the day it starts. */
export const Hours = z.strictObject({ from: ClockTime, to: ClockTime })
/** 1 is Monday. */
export const Weekdays = z.array(z.int().min(1).max(7)).min(1).max(7)
/** When a store is open: on these weekdays, between these times; several of them for split days. */
export const OpenHours = z.strictObject({ weekdays: Weekdays, from: ClockTime, to: ClockTime })
export type OpenHours = z.infer<typeof OpenHours>
