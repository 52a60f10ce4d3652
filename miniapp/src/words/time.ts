import type { Language } from '../../../shared/problems.ts'

/** The wall clock of the store, read from the string itself: nobody's phone decides what day it is there. */
export interface Wall {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  /** Minutes east of UTC. */
  offset: number
  /** Milliseconds since 1970. */
  at: number
}

const shape = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)$/

export function wallOf(instant: string): Wall | undefined {
  const match = shape.exec(instant)
  if (!match) return undefined
  const [year, month, day, hour, minute] = match.slice(1, 6).map(Number) as [number, number, number, number, number]
  const second = Number(match[6] ?? 0)
  const zone = match[7] as string
  const offset = zone === 'Z' ? 0 : (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4)))
  const at = Date.UTC(year, month - 1, day, hour, minute, second) - offset * 60_000
  return { year, month, day, hour, minute, second, offset, at }
}

/** Milliseconds since 1970; NaN when it is no instant. */
export const millis = (instant: string): number => wallOf(instant)?.at ?? Number.NaN

/** Whole days from now to then on the calendar of the store. */
function daysAhead(wall: Wall, now: number): number {
  const dayOf = (at: number) => Math.floor((at + wall.offset * 60_000) / 86_400_000)
  return dayOf(wall.at) - dayOf(now)
}

const two = (value: number) => String(value).padStart(2, '0')
const clock = (wall: Wall) => `${two(wall.hour)}:${two(wall.minute)}`
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `今天`, `明天`, `11月30日`, `2027年1月3日`. */
export function dayWords(wall: Wall, now: number, language: Language): string {
  const ahead = daysAhead(wall, now)
  const sameYear = new Date(now + wall.offset * 60_000).getUTCFullYear() === wall.year
  if (language === 'zh') {
    if (ahead >= -1 && ahead <= 1) return (['昨天', '今天', '明天'] as const)[(ahead + 1) as 0 | 1 | 2]
    return `${sameYear ? '' : `${wall.year}年`}${wall.month}月${wall.day}日`
  }
  if (ahead >= -1 && ahead <= 1) return (['yesterday', 'today', 'tomorrow'] as const)[(ahead + 1) as 0 | 1 | 2]
  return `${wall.day} ${months[wall.month - 1]}${sameYear ? '' : ` ${wall.year}`}`
}

/** The end of a day is the end of that day, whether written 23:59:59 or 00:00 of the next. */
function lastMoment(wall: Wall): { wall: Wall; endOfDay: boolean } {
  if (wall.hour === 0 && wall.minute === 0 && wall.second === 0) {
    const before = new Date(wall.at + wall.offset * 60_000 - 1000)
    const day = { year: before.getUTCFullYear(), month: before.getUTCMonth() + 1, day: before.getUTCDate() }
    return { wall: { ...wall, ...day, hour: 23, minute: 59, second: 59, at: wall.at - 1000 }, endOfDay: true }
  }
  return { wall, endOfDay: wall.hour === 23 && wall.minute === 59 }
}

/** The day that something is good until, inclusive: midnight belongs to the day before it. */
export function lastDayWords(instant: string, now: number, language: Language): string {
  const read = wallOf(instant)
  return read ? dayWords(lastMoment(read).wall, now, language) : instant
}

/** `今天 18:00 前`, `11月30日 24:00 前`: 「11月30日前」 would leave open whether the 30th counts. */
export function untilWords(instant: string, now: number, language: Language): string {
  const read = wallOf(instant)
  if (!read) return instant
  const { wall, endOfDay } = lastMoment(read)
  const near = Math.abs(daysAhead(wall, now)) <= 1
  const day = dayWords(wall, now, language)
  if (language === 'zh') {
    return `${day} ${endOfDay ? '24:00' : clock(wall)} 前`
  }
  if (endOfDay) return near ? `until midnight ${day}` : `until the end of ${day}`
  return near ? `until ${clock(wall)} ${day}` : `until ${day}, ${clock(wall)}`
}

/** `今天 18:02`, `11月30日 09:30`. */
export function momentWords(instant: string, now: number, language: Language): string {
  const wall = wallOf(instant)
  if (!wall) return instant
  return `${dayWords(wall, now, language)} ${clock(wall)}`
}

/** `18:02`. */
export function clockWords(instant: string): string {
  const wall = wallOf(instant)
  return wall ? clock(wall) : instant
}

/** Time left as `3天 04:05:06` or `04:05`; never below zero. */
export function leftWords(milliseconds: number, language: Language): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000))
  const days = Math.floor(seconds / 86_400)
  const hours = Math.floor((seconds % 86_400) / 3600)
  const minutes = Math.floor((seconds % 3600) / 60)
  const rest = `${two(minutes)}:${two(seconds % 60)}`
  if (days > 0) return language === 'zh' ? `${days}天 ${two(hours)}:${rest}` : `${days}d ${two(hours)}:${rest}`
  return hours > 0 ? `${two(hours)}:${rest}` : rest
}
