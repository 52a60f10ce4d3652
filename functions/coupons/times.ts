import type { BatchForm } from '../../shared/coupons.ts'
import { onMadeWorkday } from '../../shared/rule-words.ts'
import { dayKind, keepsHolidays } from '../kernel/holidays.ts'
import { dayAfter, dayIn, instantIn, midnightIn, wallIn, weekdayIn } from '../kernel/zone.ts'

/** From when to when a coupon claimed now may be used; the last day of `days` counts from the day of the claim and ends at midnight. */
export function usable(validity: BatchForm['validity'], claimedAt: Date, zone: string): { from: Date; to: Date } {
  if (validity.kind === 'dates') return { from: new Date(validity.from), to: new Date(validity.to) }
  const later = validity.startsInDays ?? 0
  return {
    from: later === 0 ? claimedAt : midnightIn(zone, claimedAt, later),
    to: midnightIn(zone, claimedAt, later + validity.days),
  }
}

export type Times = Pick<BatchForm, 'weekdays' | 'hours' | 'blackout' | 'holidays'>

/** Whether days or hours of use are limited at all: only then the zone of the store matters. */
export function hasTimes({ weekdays, hours, blackout, holidays }: Times): boolean {
  return weekdays !== undefined || hours !== undefined || blackout !== undefined || holidays === 'excluded'
}

/** Whether the wall clock of the store allows a use now. Hours over midnight belong to the day on which they start. */
export function isInTimes(times: Times, zone: string, now: Date): boolean {
  const wall = instantIn(zone, now)
  const [today, time] = [wall.slice(0, 10), wall.slice(11, 16)]
  const isOn = (day: string) => isUsableDay(times, zone, day)
  if (!times.hours) return isOn(today)
  return times.hours.some(({ from, to }) => {
    if (from < to) return time >= from && time < to && isOn(today)
    return (time >= from && isOn(today)) || (time < to && isOn(dayAfter(today, -1)))
  })
}

/** Where public holidays are excluded, the calendar decides first; in years that it does not know the weekday alone does. */
function isUsableDay({ weekdays, blackout, holidays }: Times, zone: string, day: string): boolean {
  if (blackout?.includes(day)) return false
  const kind = holidays === 'excluded' && keepsHolidays(zone) ? dayKind(day) : 'ordinary'
  if (kind === 'holiday') return false
  const onMade = kind === 'workday' && weekdays ? onMadeWorkday(weekdays) : undefined
  return onMade ?? weekdays?.includes(weekdayIn(day)) ?? true
}

const longestSearch = 400

/** When a use that its days and hours do not allow now is allowed next, before `until`; undefined when never. */
export function nextInTimes(times: Times, zone: string, now: Date, until: Date): Date | undefined {
  const starts = times.hours?.map(({ from }) => from) ?? ['00:00']
  const today = dayIn(zone, now)
  for (let n = 0; n < longestSearch; n++) {
    const day = dayAfter(today, n)
    if (wallIn(zone, day, '00:00') >= until) return undefined
    // A window that the clocks skip is not there that day.
    const coming = starts
      .map((from) => wallIn(zone, day, from))
      .filter((at) => at > now && at < until && isInTimes(times, zone, at))
    if (coming.length > 0) return new Date(Math.min(...coming.map((at) => at.getTime())))
  }
  return undefined
}

/** Whether a coupon that keeps off public holidays may be used on days of which the calendar does not know yet whether they are. */
export function outrunsCalendar(form: Pick<BatchForm, 'validity' | 'holidays'>, claimTo: Date, zone: string): boolean {
  if (form.holidays !== 'excluded') return false
  const { to } = usable(form.validity, new Date(claimTo.getTime() - 1), zone)
  return dayKind(dayIn(zone, new Date(to.getTime() - 1))) === 'unknown'
}
