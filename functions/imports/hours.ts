import type { OpenHours } from '../../shared/hours.ts'

/** A piece of what a person wrote about opening hours. */
type Token =
  | { kind: 'day'; days: number[] }
  | { kind: 'time'; minutes: number }
  | { kind: 'open' | 'closed' | 'dash' | 'comma' | 'bracket' | 'end of brackets' }

const everyDay = [1, 2, 3, 4, 5, 6, 7]
const minutesOfDay = 24 * 60
const longest = 200
const chineseDays = '一二三四五六日'
const englishDays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** What each piece looks like; the first that fits wins, so longer ones come before their beginnings. */
const patterns: [RegExp, (match: RegExpExecArray) => Token | undefined][] = [
  [/营业时间|营业|开放|全年无休|open(?!\s*24)|hours|every\b(?=\s*(mon|tue|wed|thu|fri|sat|sun))/y, () => undefined],
  [/全天|24\s*小时|24\s*h(ours|rs|r)?\b|open 24 hours|all day|24\/7/y, () => ({ kind: 'open' })],
  [/休息|店休|公休|不营业|歇业|closed/y, () => ({ kind: 'closed' })],
  [/每天|每日|天天|周一到周日|daily|every\s?day/y, () => ({ kind: 'day', days: everyDay })],
  [/工作日|weekdays/y, () => ({ kind: 'day', days: [1, 2, 3, 4, 5] })],
  [/双休日|周末|weekends?/y, () => ({ kind: 'day', days: [6, 7] })],
  [/(?:周|星期|礼拜)([1-7])(?![\d:.点时])/y, ([, day]) => ({ kind: 'day', days: [Number(day)] })],
  [/(?:周|星期|礼拜)?([一二三四五六日天])/y, ([, day = '']) => ({ kind: 'day', days: [chineseDay(day)] })],
  [
    /(mon|tue|wed|thu|fri|sat|sun)(day|s|sday|nesday|r|rs|rsday|urday)?s?\b\.?/y,
    ([, day = '']) => ({ kind: 'day', days: [englishDays.indexOf(day) + 1] }),
  ],
  [
    /(次日|第二天|翌日|next day\s*)?\s*(凌晨|早上|上午|早|中午|下午|晚上|晚间|晚)?\s*(\d{4}|\d{1,2})(?:[:.点时](?:(\d{2})分?|(半))?(?::00)?)?(?!\d)\s*(am|pm|a\.m\.|p\.m\.)?/y,
    timeOf,
  ],
  [/[-–—―−~〜至到]+|to\b|until\b/y, () => ({ kind: 'dash' })],
  [/[,;、/|&。和及\n]|and\b/y, () => ({ kind: 'comma' })],
  [/\(/y, () => ({ kind: 'bracket' })],
  [/\)/y, () => ({ kind: 'end of brackets' })],
  [/[:\s]+/y, () => undefined],
]

/**
 * Opening hours as people write them, `周一至周五 9:00-18:00；周六日 10:00-16:00` or `Mon-Fri 9am-6pm`. Undefined where the text says
 * something else beside them, or leaves open when a day is meant: nothing is guessed.
 */
export function hoursOf(written: string): OpenHours[] | undefined {
  const text = written.normalize('NFKC').toLowerCase().trim()
  if (text.length > longest) return undefined
  const tokens = tokensOf(text)
  const groups = tokens && groupsOf(tokens)
  const meant = groups && withDays(groups)
  return meant && !overlap(meant) ? meant : undefined
}

function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    let found = false
    for (const [pattern, make] of patterns) {
      pattern.lastIndex = at
      const match = pattern.exec(text)
      if (!match || match[0] === '') continue
      const token = make(match)
      if (token?.kind === 'time' && Number.isNaN(token.minutes)) return undefined
      // 10:00-22:00（全年无休）leaves empty brackets.
      if (token?.kind === 'end of brackets' && tokens.at(-1)?.kind === 'bracket') tokens.pop()
      else if (token) tokens.push(token)
      at = pattern.lastIndex
      found = true
      break
    }
    if (!found) return undefined
  }
  return tokens
}

/** Minutes from the midnight before; past 24 hours for the day after. NaN for no time of a day. */
function timeOf([, nextDay, part, digits = '', minute, half, english]: RegExpExecArray): Token {
  const hour = digits.length === 4 ? Number(digits.slice(0, 2)) : Number(digits)
  const minutes = digits.length === 4 ? Number(digits.slice(2)) : half ? 30 : Number(minute ?? 0)
  if (hour > 30 || minutes > 59 || (english && (hour < 1 || hour > 12))) return { kind: 'time', minutes: Number.NaN }
  const afternoon = /下午|晚/.test(part ?? '') || english?.startsWith('p') === true
  const morning = /凌晨/.test(part ?? '') || english?.startsWith('a') === true
  const noon = part === '中午' && hour < 3
  let clock = hour
  // 晚上12点 is midnight, 下午12点 and 12 pm are noon.
  if (part?.startsWith('晚') && hour === 12) clock = 24
  else if ((afternoon || noon) && hour < 12) clock = hour + 12
  else if (morning && hour === 12) clock = 0
  return { kind: 'time', minutes: clock * 60 + minutes + (nextDay ? minutesOfDay : 0) }
}

interface Group {
  days: number[] | undefined
  /** None: closed on these days. */
  ranges: [from: number, to: number][]
}

function groupsOf(tokens: Token[]): Group[] | undefined {
  const groups: Group[] = []
  let at = 0
  const kind = (ahead = 0) => tokens[at + ahead]?.kind
  const skip = (...kinds: Token['kind'][]) => {
    while (kinds.includes(kind() as Token['kind'])) at += 1
  }
  const days = (): number[] | undefined => {
    const found: number[] = []
    for (;;) {
      const token = tokens[at]
      if (token?.kind !== 'day') return found.length > 0 ? found : undefined
      const last = tokens[at + 2]
      if (kind(1) === 'dash' && last?.kind === 'day') {
        found.push(...daysBetween(token.days[0] as number, last.days[0] as number))
        at += 3
      } else {
        found.push(...token.days)
        at += 1
      }
      if (kind() === 'comma' && kind(1) === 'day') at += 1
    }
  }
  const ranges = (): Group['ranges'] | undefined => {
    const found: Group['ranges'] = []
    for (;;) {
      const [from, to] = [tokens[at], tokens[at + 2]]
      if (from?.kind === 'time' && kind(1) === 'dash' && to?.kind === 'time') {
        const range = rangeOf(from.minutes, to.minutes)
        if (!range) return undefined
        found.push(range)
        at += 3
      } else if (from?.kind === 'open') {
        found.push([0, minutesOfDay])
        at += 1
        // 24小时营业 and 全天24小时 say it twice.
        while (kind() === 'open') at += 1
      } else return found.length > 0 ? found : undefined
      if (kind() === 'comma' && (kind(1) === 'time' || kind(1) === 'open')) at += 1
    }
  }
  skip('comma')
  while (at < tokens.length) {
    skip('bracket')
    const before = days()
    skip('end of brackets', 'comma')
    const only = groups.length === 1 ? groups[0] : undefined
    if (before && only && !only.days && at === tokens.length) {
      // 9:00-18:00 周一至周五
      only.days = before
    } else if (before && kind() === 'closed') {
      at += 1
      groups.push({ days: before, ranges: [] })
    } else {
      const found = ranges()
      if (!found) return undefined
      // 9:00-18:00（周一至周五）: the days behind, in brackets.
      const hasDaysBehind = !before && kind() === 'bracket' && behindIn(tokens, at)
      if (hasDaysBehind) skip('bracket')
      groups.push({ days: hasDaysBehind ? days() : before, ranges: found })
    }
    skip('end of brackets', 'comma')
  }
  return groups
}

/** Whether the bracket that opens here holds days and nothing else. */
function behindIn(tokens: Token[], at: number): boolean {
  const end = tokens.findIndex(({ kind }, n) => n > at && kind === 'end of brackets')
  const inside = tokens.slice(at + 1, end < 0 ? undefined : end)
  return inside.length > 0 && inside.every(({ kind }) => kind === 'day' || kind === 'dash' || kind === 'comma')
}

function rangeOf(from: number, to: number): [number, number] | undefined {
  if (from >= minutesOfDay) return undefined
  // 22:00-2:00 is over midnight, and 10:00-0:00 ends with the day.
  const end = to <= from && to < minutesOfDay ? to + minutesOfDay : to
  return end > from && end - from <= minutesOfDay && !(to === from) ? [from, end] : undefined
}

/** Hours without days are those of every day, but for the days that are said to be closed; beside hours of some days they are unclear. */
function withDays(groups: Group[]): OpenHours[] | undefined {
  const open = groups.filter(({ ranges }) => ranges.length > 0)
  if (open.length === 0 || (open.length > 1 && open.some(({ days }) => !days))) return undefined
  const closed = groups.filter(({ ranges }) => ranges.length === 0).flatMap(({ days }) => days ?? [])
  return open.flatMap(({ days, ranges }) => {
    const weekdays = [...new Set(days ?? everyDay.filter((day) => !closed.includes(day)))].sort()
    return ranges.map(([from, to]) => ({ weekdays, from: clockTime(from), to: clockTime(to) }))
  })
}

/** Whether a day is given hours twice over, or none at all. */
function overlap(hours: OpenHours[]): boolean {
  if (hours.some(({ weekdays }) => weekdays.length === 0)) return true
  return everyDay.some((day) => {
    const spans = hours
      .filter(({ weekdays }) => weekdays.includes(day))
      .map(({ from, to }) => ({
        from: minutesIn(from),
        to: minutesIn(to) <= minutesIn(from) ? minutesIn(to) + minutesOfDay : minutesIn(to),
      }))
      .sort((a, b) => a.from - b.from)
    return spans.some(({ from }, n) => n > 0 && from < (spans[n - 1]?.to ?? 0))
  })
}

const chineseDay = (day: string) => (day === '天' ? 7 : chineseDays.indexOf(day) + 1)
const minutesIn = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** 周六至周二 runs over the end of the week. */
function daysBetween(from: number, to: number): number[] {
  return everyDay.filter((day) => (from <= to ? day >= from && day <= to : day >= from || day <= to))
}

function clockTime(minutes: number): string {
  const inDay = minutes === minutesOfDay ? minutes : minutes % minutesOfDay
  return `${String(Math.floor(inDay / 60)).padStart(2, '0')}:${String(inDay % 60).padStart(2, '0')}`
}
