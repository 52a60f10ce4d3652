import type { CallOf, OutputOf } from '../../../../../shared/api.ts'

export type Store = OutputOf<'getStore'>
type Form = CallOf<'createStore'>
type Change = Omit<CallOf<'updateStore'>, 'storeId' | 'version'>

/** What the form holds, as it was typed. */
export interface Draft {
  name: string
  city: string
  address: string
  phone: string
  lat: string
  lng: string
  zone: string
  dayEndsAt: string
  hours: { weekdays: number[]; from: string; to: string }[]
  closedDays: { day: string; reason: string }[]
  specialHours: { day: string; from: string; to: string }[]
}
export type Field = keyof Draft

/** `zone`: that of a new one. */
export function draftOf(store: Store | undefined, zone = 'Asia/Shanghai'): Draft {
  if (!store) {
    const blank = { name: '', city: '', address: '', phone: '', lat: '', lng: '', zone, dayEndsAt: '04:00' }
    return {
      ...blank,
      hours: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '10:00', to: '22:00' }],
      closedDays: [],
      specialHours: [],
    }
  }
  const { name, city, address, phone = '', lat, lng, hours = [], closedDays, specialHours } = store
  return {
    ...{ name, city, address, phone, lat: String(lat), lng: String(lng), zone: store.zone, dayEndsAt: store.dayEndsAt, hours },
    closedDays: closedDays.map(({ day, reason = '' }) => ({ day, reason })),
    specialHours: specialHours.flatMap(({ day, hours: spans }) => spans.map(({ from, to }) => ({ day, from, to }))),
  }
}

const isNumber = (text: string, most: number) => /^-?\d+(\.\d+)?$/.test(text.trim()) && Math.abs(Number(text)) <= most

/** The fields that cannot be sent so; the server says the rest. */
export function faultsOf(draft: Draft): Field[] {
  const { name, city, address, zone, dayEndsAt, lat, lng, hours, closedDays, specialHours } = draft
  const empty = (['name', 'city', 'address', 'zone'] as const).filter(
    (field) => ({ name, city, address, zone })[field].trim() === '',
  )
  const isOdd = ({ from, to }: { from: string; to: string }) => from === '' || to === '' || from === to
  return [
    ...empty,
    ...(isNumber(lat, 90) ? [] : ['lat' as const]),
    ...(isNumber(lng, 180) ? [] : ['lng' as const]),
    // In the night or the morning after: later, it would be the next day's.
    ...(dayEndsAt < '12:00' ? [] : ['dayEndsAt' as const]),
    ...(hours.some((one) => isOdd(one) || one.weekdays.length === 0) ? ['hours' as const] : []),
    ...(closedDays.some(({ day }) => day === '') ? ['closedDays' as const] : []),
    ...(specialHours.some((one) => isOdd(one) || one.day === '') ? ['specialHours' as const] : []),
  ]
}

/** A browser's time field ends a day with 00:00. */
const endOf = (to: string) => (to === '00:00' ? '24:00' : to)

export function formOf(draft: Draft): Form {
  const { name, city, address, phone, lat, lng, zone, dayEndsAt, hours } = draft
  return {
    ...{ name: name.trim(), city: city.trim(), address: address.trim(), zone: zone.trim(), lat: Number(lat), lng: Number(lng) },
    dayEndsAt,
    ...(phone.trim() === '' ? {} : { phone: phone.trim() }),
    ...(hours.length === 0 ? {} : { hours: hours.map((one) => ({ ...one, to: endOf(one.to) })) }),
  }
}

export function daysOf(draft: Draft): Pick<Change, 'closedDays' | 'specialHours'> {
  const days = [...new Set(draft.specialHours.map(({ day }) => day))]
  return {
    closedDays: draft.closedDays.map(({ day, reason }) => (reason.trim() === '' ? { day } : { day, reason: reason.trim() })),
    specialHours: days.map((day) => ({
      day,
      hours: draft.specialHours.filter((one) => one.day === day).map(({ from, to }) => ({ from, to: endOf(to) })),
    })),
  }
}

/** Only what this editor changed: what a colleague changed meanwhile is not written over. */
export function changesOf(before: Draft, after: Draft): Change {
  const [old, now] = [before, after].map((draft) => ({ ...formOf(draft), ...daysOf(draft) })) as [Change, Change]
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])] as (keyof Change)[]
  const differ = names.filter((name) => JSON.stringify(old[name]) !== JSON.stringify(now[name]))
  return Object.fromEntries(differ.map((name) => [name, now[name] ?? null])) as Change
}
