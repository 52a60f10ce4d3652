import { yuan, yuanDigits } from './money.ts'
import type { Language } from './problems.ts'

/** What of a benefit is said: a future kind arrives here without these fields and must not break a released mini-program. */
export interface BenefitLike {
  kind: string
  offFen?: number
  minSpendFen?: number
  percentOff?: number
  ceilingFen?: number
  item?: string
  valueFen?: number
}

/** The big number of the ticket, with what stands small before and after it. */
export interface Worth {
  before: string
  number: string
  after: string
}

/** 20 % off is what Chinese shops call 8折, 25 is 7.5折. */
function foldDigits(percentOff: number): string {
  const rest = 100 - percentOff
  return rest % 10 === 0 ? String(rest / 10) : `${Math.trunc(rest / 10)}.${rest % 10}`
}

/** `¥12.50`, `8折`, `免费`: in parts. */
export function worth(benefit: BenefitLike, language: Language): Worth {
  const zh = language === 'zh'
  const { kind, offFen, percentOff } = benefit
  if (kind === 'amount' && offFen !== undefined) {
    const [whole = '', decimals] = yuanDigits(offFen).split('.')
    return { before: '¥', number: whole, after: decimals ? `.${decimals}` : '' }
  }
  if (kind === 'percent' && percentOff !== undefined)
    return zh
      ? { before: '', number: foldDigits(percentOff), after: '折' }
      : { before: '', number: `${percentOff}%`, after: ' off' }
  if (kind === 'gift') return { before: '', number: zh ? '免费' : 'Free', after: '' }
  return { before: '', number: zh ? '优惠' : 'Offer', after: '' }
}

/** `满¥50可用`, `无门槛，最高减 ¥30`, `价值 ¥18`. */
export function condition(benefit: BenefitLike, language: Language): string {
  const zh = language === 'zh'
  const { kind, minSpendFen: least = 0, ceilingFen, valueFen = 0 } = benefit
  if (kind === 'gift') return valueFen > 0 ? (zh ? `价值 ${yuan(valueFen)}` : `worth ${yuan(valueFen)}`) : ''
  if (kind !== 'amount' && kind !== 'percent') return ''
  const from = least > 0 ? (zh ? `满${yuan(least)}可用` : `from ${yuan(least)}`) : zh ? '无门槛' : 'no minimum'
  return kind === 'percent' ? from + ceilingWords(ceilingFen, language) : from
}

const ceilingWords = (ceilingFen: number | undefined, language: Language): string =>
  ceilingFen === undefined ? '' : language === 'zh' ? `，最高减 ${yuan(ceilingFen)}` : `, at most ${yuan(ceilingFen)}`

/** In one line, also a share card's title: `满¥50减¥12`, `满¥50打8折，最高减 ¥30`, `免费兑换 拿铁`. */
export function benefitWords(benefit: BenefitLike, language: Language): string {
  const zh = language === 'zh'
  const { kind, minSpendFen: least = 0, item = '' } = benefit
  const { before, number, after } = worth(benefit, language)
  const value = before + number + after
  if (kind === 'amount') {
    if (zh) return least > 0 ? `满${yuan(least)}减${value}` : `立减${value}`
    return least > 0 ? `${value} off from ${yuan(least)}` : `${value} off`
  }
  if (kind === 'percent') {
    const ceiling = ceilingWords(benefit.ceilingFen, language)
    if (zh) return (least > 0 ? `满${yuan(least)}打${value}` : value) + ceiling
    return (least > 0 ? `${value} from ${yuan(least)}` : value) + ceiling
  }
  if (kind === 'gift') return zh ? `免费兑换 ${item}` : `${item} for free`
  return value
}
