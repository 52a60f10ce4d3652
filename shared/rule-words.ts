import type { BatchForm, Benefit, LineScope } from './coupons.ts'
import { yuan } from './money.ts'
import type { Language } from './problems.ts'

/** The rules of a coupon; while a form is filled in, what cannot be read yet is left out. */
export type Rules = Pick<BatchForm, 'scope' | 'perMember' | 'perMemberPerDay' | 'perDay' | 'rewardOnly' | keyof Times> & {
  benefit?: Benefit | undefined
  validity?: BatchForm['validity'] | undefined
}
type Times = Pick<BatchForm, 'weekdays' | 'hours' | 'blackout' | 'holidays'>

/** An instant on the wall of the store, RFC 3339 with its offset. */
type Wall = (instant: Date | string) => string

/**
 * The rules as sentences, made from the rules themselves, so that no second text can disagree with them: the functions say them to
 * guests, the form of a marketer shows them while it is filled in. `storesInSet`: how many stores its set holds; `untold`: only who
 * asked for it knows where it is good, unless the form itself says so.
 */
export function ruleWords(form: Rules, wall: Wall, language: Language, storesInSet?: number | 'untold'): string[] {
  const { benefit, validity, scope, perMember } = form
  const zh = language === 'zh'
  const lines: string[] = benefit ? [benefitInWords(benefit, zh), ...scopeInWords(scope, benefit, zh)] : []
  if (validity?.kind === 'dates') {
    const [from, to] = [momentAt(wall, validity.from), endAt(wall, validity.to)]
    lines.push(zh ? `${from} 至 ${to} 可用` : `Valid from ${from} to ${to}`)
  } else if (validity) {
    lines.push(...daysInWords(validity.days, validity.startsInDays ?? 0, zh))
  }
  lines.push(...timesInWords(form, zh))
  const stores = storesInSet === 'untold' ? (scope?.storeIds?.length ?? 'untold') : (storesInSet ?? scope?.storeIds?.length)
  if (stores === undefined) lines.push(zh ? '全部门店可用' : 'Valid at every store')
  else if (stores !== 'untold')
    lines.push(zh ? `指定 ${stores} 家门店可用` : `Valid at ${stores} ${stores === 1 ? 'store' : 'stores'}`)
  const { perMemberPerDay, perDay, rewardOnly } = form
  if (rewardOnly) lines.push(zh ? '到店签到获得，不能领取' : 'Earned by checking in, never claimed')
  else lines.push(zh ? `每人限领 ${perMember} 张` : `At most ${perMember} per person`)
  if (perMemberPerDay !== undefined)
    lines.push(zh ? `每人每天限领 ${perMemberPerDay} 张` : `At most ${perMemberPerDay} per person a day`)
  if (perDay !== undefined) lines.push(zh ? `每天限量 ${perDay} 张` : `${perDay} a day in all`)
  lines.push(zh ? '每次消费限用一张，不找零、不兑现' : 'One per bill; no change, no cash')
  return lines
}

function benefitInWords(benefit: Benefit, zh: boolean): string {
  if (benefit.kind === 'gift') {
    const { item, valueFen } = benefit
    const value = valueFen === 0 ? '' : zh ? `（价值 ${yuan(valueFen)}）` : ` (worth ${yuan(valueFen)})`
    return zh ? `免费兑换 ${item}${value}` : `${item} for free${value}`
  }
  const least = yuan(benefit.minSpendFen)
  if (benefit.kind === 'percent') {
    const { percentOff, ceilingFen, minSpendFen } = benefit
    // 20 % off is 八折: what is left to pay, in tenths.
    const off = zh ? `打 ${(100 - percentOff) / 10} 折` : `${percentOff}% off`
    const most = zh ? `最高减 ${yuan(ceilingFen)}` : `at most ${yuan(ceilingFen)} off`
    if (minSpendFen === 0) return zh ? `${off}，${most}，无最低消费` : `${off}, ${most}, no minimum spend`
    return zh ? `满 ${least} ${off}，${most}` : `${off} when you spend ${least} or more, ${most}`
  }
  const off = yuan(benefit.offFen)
  if (benefit.minSpendFen > 0) return zh ? `满 ${least} 减 ${off}` : `${off} off when you spend ${least} or more`
  return zh ? `立减 ${off}，无最低消费` : `${off} off, no minimum spend`
}

/** What of the bill counts. */
function scopeInWords(scope: LineScope | undefined, benefit: Benefit, zh: boolean): string[] {
  const { categories, items, excludeItems } = scope ?? {}
  if (!categories && !items && !excludeItems) return []
  const list = (words: string[]) => words.join(zh ? '、' : ', ')
  const named = [
    categories &&
      (zh ? `品类 ${list(categories)}` : `${categories.length === 1 ? 'category' : 'categories'} ${list(categories)}`),
    items && (zh ? `商品 ${list(items)}` : `${items.length === 1 ? 'item' : 'items'} ${list(items)}`),
  ].filter((part) => part !== undefined)
  const lines: string[] = []
  if (named.length > 0) lines.push(zh ? `仅限${named.join('和')}` : `Only for the ${named.join(' and the ')}`)
  if (excludeItems) lines.push(zh ? `${list(excludeItems)} 不参与` : `Not for ${list(excludeItems)}`)
  lines.push(countedInWords(benefit, zh))
  return lines
}

function countedInWords(benefit: Benefit, zh: boolean): string {
  if (benefit.kind === 'gift') return zh ? '消费中须有参与的商品' : 'With a purchase of something that counts'
  if (benefit.minSpendFen === 0) return zh ? '优惠只按参与商品的金额计算' : 'Only what counts is discounted'
  return zh ? '最低消费和优惠只按参与商品的金额计算' : 'Only what counts adds to the minimum spend and is discounted'
}

const dayNames = {
  zh: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
}

/** Of weekend days that were made working days. */
const madeWords = {
  zh: (usable: boolean | undefined) => (usable === undefined ? '' : `，调休上班的周末${usable ? '也可用' : '不可用'}`),
  en: (usable: boolean | undefined) =>
    usable === undefined ? '' : `${usable ? ', also' : ', but not'} on weekend days made working days`,
}

function timesInWords({ weekdays, hours, blackout, holidays }: Times, zh: boolean): string[] {
  const lines: string[] = []
  const names = zh ? dayNames.zh : dayNames.en
  if (weekdays) {
    const days = [...new Set(weekdays)].sort((a, b) => a - b)
    const [first, last] = [days[0] ?? 1, days[days.length - 1] ?? 7]
    const isRun = days.length > 2 && last - first === days.length - 1
    const name = (day: number) => names[day - 1] ?? ''
    const said = isRun ? [name(first), name(last)].join(zh ? '至' : '–') : days.map(name).join(zh ? '、' : ', ')
    const made = holidays === 'excluded' && days.length < 7 ? onMadeWorkday(weekdays) : undefined
    lines.push(zh ? `限${said}使用${madeWords.zh(made)}` : `Valid on ${said}${madeWords.en(made)}`)
  }
  if (hours) {
    const next = zh ? '次日 ' : 'next day '
    const said = hours.map(({ from, to }) => `${from}–${to > from ? '' : next}${to}`)
    lines.push(zh ? `可用时段：${said.join('、')}` : `Between ${said.join(' and ')}`)
  }
  const isOvernight = hours?.some(({ from, to }) => to < from) ?? false
  if (isOvernight && (weekdays || blackout || holidays === 'excluded')) {
    lines.push(zh ? '跨零点的时段算作开始那天' : 'Hours past midnight belong to the day they start')
  }
  if (holidays === 'excluded') {
    lines.push(
      zh
        ? '法定节假日（含调休放假）不可用，以国务院公布为准'
        : 'Not on public holidays and days off in lieu of mainland China, as the State Council announces them',
    )
  }
  if (blackout) {
    const days = [...blackout].sort().join(zh ? '、' : ', ')
    lines.push(zh ? `以下日期不可用：${days}` : `Not on ${days}`)
  }
  return lines
}

function daysInWords(days: number, startsIn: number, zh: boolean): string[] {
  if (startsIn > 0) {
    return [
      zh ? `领取 ${startsIn} 天后生效，${days} 天内有效` : `Starts ${startsIn} days after you claim it, valid for ${days} days`,
    ]
  }
  if (days === 1) return [zh ? '领取当天有效' : 'Valid on the day you claim it']
  return [zh ? `领取后 ${days} 天内有效（含当天）` : `Valid for ${days} days from the day you claim it`]
}

/**
 * Whether weekdays allow a day of a weekend that was made a working day: all five working days do, a weekend alone does not, and
 * anything between (undefined) goes by the weekday.
 */
export function onMadeWorkday(weekdays: number[]): boolean | undefined {
  if ([1, 2, 3, 4, 5].every((day) => weekdays.includes(day))) return true
  return weekdays.every((day) => day > 5) ? false : undefined
}

/** 2026-11-30 18:00 on the store's wall. */
function momentAt(wall: Wall, instant: Date | string): string {
  return wall(instant).slice(0, 16).replace('T', ' ')
}

/** As a person names an end: midnight is 24:00 of the day before. */
function endAt(wall: Wall, instant: string): string {
  const moment = momentAt(wall, instant)
  if (!moment.endsWith('00:00')) return moment
  return `${momentAt(wall, new Date(Date.parse(instant) - 1000)).slice(0, 10)} 24:00`
}
