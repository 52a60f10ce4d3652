import { Problem } from '../../shared/problem.ts'
import type { SpecialDays, StoreForm } from '../../shared/stores.ts'
import { dayAfter, dayIn } from '../kernel/zone.ts'

export interface Place {
  lat: number
  lng: number
}

/** Both or none. Refuses half a place with input.invalid. */
export function placeOf(input: { lat?: number | undefined; lng?: number | undefined }): Place | undefined {
  const { lat, lng } = input
  if ((lat === undefined) !== (lng === undefined))
    throw new Problem('input.invalid', { field: lat === undefined ? 'lat' : 'lng' })
  return lat === undefined || lng === undefined ? undefined : { lat, lng }
}

/** The radius of the sphere that distances are counted on, in metres: the earth's at the equator. */
export const earthRadius = 6_378_137

/** Whole metres along the great circle. */
export function metres(a: Place, b: Place): number {
  const rad = (degrees: number) => (degrees * Math.PI) / 180
  const [here, there] = [rad(a.lat), rad(b.lat)]
  const cos = Math.sin(here) * Math.sin(there) + Math.cos(here) * Math.cos(there) * Math.cos(rad(a.lng) - rad(b.lng))
  // Rounding may bring it a little over 1.
  return Math.round(Math.acos(Math.min(1, Math.max(-1, cos))) * earthRadius)
}

/** What a single field cannot say. Refuses with input.invalid and the field. */
export function checkCalendar({
  hours,
  closedDays = [],
  specialHours = [],
}: Partial<SpecialDays> & Pick<StoreForm, 'hours'>): void {
  checkTimes(hours, 'hours')
  for (const [n, special] of specialHours.entries()) checkTimes(special.hours, `specialHours.${n}.hours`)
  const days = new Set<string>()
  const once = (field: string) => (one: { day: string }, n: number) => {
    if (days.has(one.day)) throw new Problem('input.invalid', { field: `${field}.${n}.day` })
    days.add(one.day)
  }
  closedDays.forEach(once('closedDays'))
  specialHours.forEach(once('specialHours'))
}

function checkTimes(hours: { from: string; to: string }[] | undefined, field: string): void {
  const odd = hours?.findIndex(({ from, to }) => from === to || from === '24:00') ?? -1
  if (odd >= 0) throw new Problem('input.invalid', { field: `${field}.${odd}.to` })
}

/** By day, without those that are over: the night of yesterday may still be running. */
export function coming<T extends { day: string }>(days: T[], zone: string, now: Date): T[] {
  const yesterday = dayAfter(dayIn(zone, now), -1)
  return days.filter(({ day }) => day >= yesterday).sort((a, b) => (a.day < b.day ? -1 : 1))
}

const longestClosing = 400

/** The last day of a closing; undefined for good. Refuses with input.invalid. */
export function lastDayOf(
  asked: { until?: string | undefined; forGood?: true | undefined },
  zone: string,
  now: Date,
): string | undefined {
  const today = dayIn(zone, now)
  const { until, forGood } = asked
  const isOdd = until !== undefined && (forGood || until < today || until > dayAfter(today, longestClosing))
  if (isOdd) throw new Problem('input.invalid', { field: 'until' })
  return forGood ? undefined : (until ?? today)
}

const perBucket = 64
const mostBuckets = 90
/** One commit holds a whole version. */
export const mostInSet = 10_000

/** So few that one commit holds them all, so many that each is one unit to read. */
export function bucketsFor(storeCount: number): number {
  return Math.min(mostBuckets, Math.ceil(storeCount / perBucket))
}

/** 成都市 and 成都 are one city. */
export const cityName = (city: string) => city.replace(/^(\p{Script=Han}{2,})市$/u, '$1')
