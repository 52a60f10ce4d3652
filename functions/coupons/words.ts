import type { BatchForm, Benefit } from '../../shared/coupons.ts'
import { yuan } from '../../shared/money.ts'
import type { Language } from '../../shared/problems.ts'
import { instantIn } from '../kernel/zone.ts'

/** The rules as sentences, made from the rules themselves, so that no second text can disagree with them. */
export function rulesInWords(form: BatchForm, zone: string, language: Language): string[] {
  const { validity, scope, perMember } = form
  const zh = language === 'zh'
  const lines: string[] = [benefitInWords(form.benefit, zh)]
  if (validity.kind === 'dates') {
    const [from, to] = [momentIn(zone, validity.from), endIn(zone, validity.to)]
    lines.push(zh ? `${from} 至 ${to} 可用` : `Valid from ${from} to ${to}`)
  } else {
    lines.push(...daysInWords(validity.days, validity.startsInDays ?? 0, zh))
  }
  lines.push(...timesInWords(form, zh))
  const stores = scope?.storeIds?.length
  if (stores === undefined) lines.push(zh ? '全部门店可用' : 'Valid at every store')
  else lines.push(zh ? `指定 ${stores} 家门店可用` : `Valid at ${stores} ${stores === 1 ? 'store' : 'stores'}`)
  lines.push(zh ? `每人限领 ${perMember} 张` : `At most ${perMember} per person`)
  const { perMemberPerDay, perDay } = form
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

const dayNames = {
  zh: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
}

function timesInWords({ weekdays, hours, blackout }: BatchForm, zh: boolean): string[] {
  const lines: string[] = []
  const names = zh ? dayNames.zh : dayNames.en
  if (weekdays) {
    const days = [...new Set(weekdays)].sort((a, b) => a - b)
    const [first, last] = [days[0] ?? 1, days.at(-1) ?? 7]
    const isRun = days.length > 2 && last - first === days.length - 1
    const name = (day: number) => names[day - 1] ?? ''
    const said = isRun ? [name(first), name(last)].join(zh ? '至' : '–') : days.map(name).join(zh ? '、' : ', ')
    lines.push(zh ? `限${said}使用` : `Valid on ${said}`)
  }
  if (hours) {
    const next = zh ? '次日 ' : 'next day '
    const said = hours.map(({ from, to }) => `${from}–${to > from ? '' : next}${to}`)
    lines.push(zh ? `可用时段：${said.join('、')}` : `Between ${said.join(' and ')}`)
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

/** 2026-11-30 18:00 on the store's wall. */
function momentIn(zone: string, instant: Date | string): string {
  return instantIn(zone, instant).slice(0, 16).replace('T', ' ')
}

/** As a person names an end: midnight is 24:00 of the day before. */
function endIn(zone: string, instant: string): string {
  const moment = momentIn(zone, instant)
  if (!moment.endsWith('00:00')) return moment
  return `${momentIn(zone, new Date(Date.parse(instant) - 1000)).slice(0, 10)} 24:00`
}
