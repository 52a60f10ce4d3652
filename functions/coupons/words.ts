import type { BatchForm } from '../../shared/coupons.ts'
import { yuan } from '../../shared/money.ts'
import type { Language } from '../../shared/problems.ts'
import { instantIn } from '../kernel/zone.ts'

/** The rules as sentences, made from the rules themselves, so that no second text can disagree with them. */
export function rulesInWords(form: BatchForm, zone: string, language: Language): string[] {
  const { benefit, validity, scope, perMember } = form
  const zh = language === 'zh'
  const off = yuan(benefit.offFen)
  const least = yuan(benefit.minSpendFen)
  const lines: string[] = []
  if (benefit.minSpendFen > 0) lines.push(zh ? `满 ${least} 减 ${off}` : `${off} off when you spend ${least} or more`)
  else lines.push(zh ? `立减 ${off}，无最低消费` : `${off} off, no minimum spend`)
  if (validity.kind === 'dates') {
    const [from, to] = [momentIn(zone, validity.from), endIn(zone, validity.to)]
    lines.push(zh ? `${from} 至 ${to} 可用` : `Valid from ${from} to ${to}`)
  } else {
    lines.push(...daysInWords(validity.days, validity.startsInDays ?? 0, zh))
  }
  const stores = scope?.storeIds?.length
  if (stores === undefined) lines.push(zh ? '全部门店可用' : 'Valid at every store')
  else lines.push(zh ? `指定 ${stores} 家门店可用` : `Valid at ${stores} ${stores === 1 ? 'store' : 'stores'}`)
  lines.push(zh ? `每人限领 ${perMember} 张` : `At most ${perMember} per person`)
  lines.push(zh ? '每次消费限用一张，不找零、不兑现' : 'One per bill; no change, no cash')
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
