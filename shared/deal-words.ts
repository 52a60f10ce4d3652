import type { DealForm } from './deals.ts'
import { yuan } from './money.ts'
import type { Language } from './problems.ts'

/** What its rules are made of; while a form is filled in, what cannot be read yet is left out. */
export type DealTerms = Pick<DealForm, 'perMember' | 'sponsoredSeats'> & {
  voucher?: Pick<DealForm['voucher'], 'uses' | 'validDays' | 'storeIds'> | undefined
  refundable?: DealForm['refundable'] | undefined
  groupHours?: number | undefined
  aloneFen?: number | undefined
  ladder?: DealForm['ladder'] | undefined
}

/**
 * The rules of a deal as sentences, made from the terms themselves, so that no second text can disagree with them. `storesInSet`: how
 * many stores its set holds; `untold`: only who asked for it knows where it is good.
 */
export function dealWords(terms: DealTerms, language: Language, storesInSet?: number | 'untold'): string[] {
  const zh = language === 'zh'
  const { ladder, groupHours, aloneFen, sponsoredSeats = 0, voucher, refundable, perMember } = terms
  const lines: string[] = []
  if (aloneFen !== undefined)
    lines.push(zh ? `单独购买 ${yuan(aloneFen)}，付款后即可使用` : `Alone: ${yuan(aloneFen)}, usable once paid`)
  for (const { size, priceFen } of ladder ?? [])
    lines.push(
      zh
        ? `${size} 人团每份 ${yuan(priceFen)}，满 ${size} 人付款即成团`
        : `Group of ${size}: ${yuan(priceFen)} each, complete when ${size} have paid`,
    )
  if (groupHours !== undefined) lines.push(...clockInWords(groupHours, sponsoredSeats, zh))
  lines.push(...voucherInWords(voucher, zh))
  const stores = typeof storesInSet === 'number' ? storesInSet : voucher?.storeIds?.length
  if (stores !== undefined)
    lines.push(zh ? `指定 ${stores} 家门店可用` : `Valid at ${stores} ${stores === 1 ? 'store' : 'stores'}`)
  else if (storesInSet !== 'untold') lines.push(zh ? '全部门店可用' : 'Valid at every store')
  lines.push(zh ? `每人限购 ${perMember} 份` : `At most ${perMember} per person`)
  if (refundable) lines.push(...refundInWords(refundable, zh))
  return lines
}

function clockInWords(hours: number, sponsored: number, zh: boolean): string[] {
  const lines = [
    zh
      ? `开团后 ${hours} 小时内有效，未成团自动全额退款`
      : `A group has ${hours} ${hours === 1 ? 'hour' : 'hours'}; if it is not complete by then, everybody gets their money back`,
  ]
  if (sponsored > 0)
    lines.push(
      zh
        ? `到时还差 ${sponsored} 人以内，由商家补足成团，页面会注明`
        : `If at most ${sponsored} ${sponsored === 1 ? 'is' : 'are'} missing then, the merchant takes those seats, and it is shown`,
    )
  return lines
}

function voucherInWords(voucher: DealTerms['voucher'], zh: boolean): string[] {
  if (!voucher) return []
  const { uses, validDays } = voucher
  const lines: string[] = []
  if (uses > 1) lines.push(zh ? `每份可用 ${uses} 次，可分次使用` : `Each can be used ${uses} times, on one visit or several`)
  if (validDays === 1) return [...lines, zh ? '购买当天有效' : 'Valid on the day you buy it']
  return [...lines, zh ? `购买后 ${validDays} 天内有效（含当天）` : `Valid for ${validDays} days from the day you buy it`]
}

function refundInWords(rule: DealForm['refundable'], zh: boolean): string[] {
  if (rule === 'never') return [zh ? '成交后不支持退款；门店停业除外' : 'No refunds once it is yours, unless the store closes']
  return [
    zh
      ? '未使用可随时退款，过期未用自动退款'
      : 'What is not used can be refunded at any time, and is by itself when it expires',
  ]
}
