import { type BenefitLike, benefitWords, condition, worth } from '../../shared/benefit-words.ts'
import type { BatchForm } from '../../shared/coupons.ts'
import { dealWords } from '../../shared/deal-words.ts'
import type { DealForm } from '../../shared/deals.ts'
import { yuan, yuanDigits } from '../../shared/money.ts'
import type { Language } from '../../shared/problems.ts'
import { ruleWords } from '../../shared/rule-words.ts'
import { instantIn } from '../kernel/zone.ts'
import type { Poster } from './poster.ts'

/** What a poster says of an offer: all but whose it is, where it is good, and the codes. */
type Said = Pick<Poster, 'title' | 'worth' | 'conditions' | 'rules' | 'invitation'>

export function batchSays(form: BatchForm, zone: string, language: Language): Said {
  const { benefit, scope } = form
  const { storeIds: _ids, storeSetId: _set, ...counts } = scope ?? {}
  // Its figure and its stores stand large and apart.
  const [, ...rules] = ruleWords({ ...form, scope: counts }, (at) => instantIn(zone, at), language, 'untold')
  const under = condition(benefit, language)
  return {
    title: form.title,
    worth: worth(benefit, language),
    conditions: [...(benefit.kind === 'gift' ? [benefit.item] : []), ...(under ? [under] : [])],
    rules: sentences(rules, language),
    invitation: language === 'zh' ? '扫码领券' : 'Scan to claim',
  }
}

/** The price of the largest group is what a deal is for; it never stands without the size that it asks for. */
export function dealSays(form: DealForm, language: Language): Said {
  const zh = language === 'zh'
  const { aloneFen, listFen, ladder, perMember, refundable, voucher, groupHours } = form
  const { size, priceFen } = ladder.reduce((best, step) => (step.priceFen < best.priceFen ? step : best))
  const alone = yuan(aloneFen)
  const list = listFen === undefined ? [] : [zh ? `门市价 ${yuan(listFen)}` : `${yuan(listFen)} without the deal`]
  const terms = { perMember, refundable, groupHours, voucher: { uses: voucher.uses, validDays: voucher.validDays } }
  const sponsored = form.sponsoredSeats === undefined ? {} : { sponsoredSeats: form.sponsoredSeats }
  return {
    title: form.title,
    worth: price(priceFen),
    conditions: [zh ? `${size} 人成团价，单独购买 ${alone}` : `each in a group of ${size}; ${alone} alone`, ...list],
    rules: sentences(dealWords({ ...terms, ...sponsored }, language, 'untold'), language),
    invitation: zh ? '扫码拼团' : 'Scan to join',
  }
}

/** A whole promotion, or a store of it: its name is what is large, and up to three of its offers stand beneath. */
export function promotionSays(
  name: string,
  offers: { batches: { title: string; benefit: BenefitLike }[]; deals: DealForm[] },
  language: Language,
): Said {
  const coupons = offers.batches.map(({ title, benefit }) => [title, benefitWords(benefit, language)])
  const deals = offers.deals.map(({ title, ladder }) => [title, yuan(Math.min(...ladder.map(({ priceFen }) => priceFen)))])
  return {
    title: name,
    conditions: [...coupons, ...deals].slice(0, 3).map((parts) => parts.join(language === 'zh' ? '：' : ': ')),
    rules: '',
    invitation: language === 'zh' ? '扫码看优惠' : 'Scan to see',
  }
}

function price(fen: number): NonNullable<Poster['worth']> {
  const [whole = '', decimals] = yuanDigits(fen).split('.')
  return { before: '¥', number: whole, after: decimals ? `.${decimals}` : '' }
}

const sentences = (rules: string[], language: Language) => rules.join(language === 'zh' ? '；' : '. ')

/** By when, with the year, for paper hangs long; and from when, where that is still to come. */
export function untilSays(
  { from, to }: { from: string; to: string },
  what: 'claim' | 'buy' | 'open',
  zone: string,
  language: Language,
  now: Date,
): Poster['until'] {
  const zh = language === 'zh'
  const ahead = Date.parse(from) > now.getTime()
  const until = moment(zone, to, language)
  const labels = {
    claim: zh ? ['领取时间', '领取截止'] : ['Claim', 'Claim by'],
    buy: zh ? ['购买时间', '购买截止'] : ['Buy', 'Buy by'],
    open: zh ? ['活动时间', '活动截止'] : ['On', 'Until'],
  }[what] as [string, string]
  if (!ahead) return { label: labels[1], words: zh ? `${until} 前` : until }
  const since = moment(zone, from, language, false)
  return { label: labels[0], words: zh ? `${since} 至 ${until}` : `${since} – ${until}` }
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** 2026年12月31日 24:00: an end at midnight is the end of the day before. */
function moment(zone: string, instant: string, language: Language, isEnd = true): string {
  const wall = instantIn(zone, instant)
  const midnight = isEnd && wall.slice(11, 19) === '00:00:00'
  const shown = midnight ? instantIn(zone, new Date(Date.parse(instant) - 1000)) : wall
  const [year, month, day] = shown.slice(0, 10).split('-').map(Number) as [number, number, number]
  const clock = midnight ? '24:00' : shown.slice(11, 16)
  return language === 'zh' ? `${year}年${month}月${day}日 ${clock}` : `${day} ${months[month - 1]} ${year}, ${clock}`
}

/** The names of stores, then fewer of them and how many there are, then only how many. `all`: of all the merchant has. */
export function whereSays(names: string[], all: boolean, language: Language): Poster['where'] {
  const zh = language === 'zh'
  const count = names.length
  const first = (some: number) => names.slice(0, some).join(zh ? '、' : ', ')
  const more = (some: number) => (zh ? `${first(some)} 等 ${count} 家门店` : `${first(some)} and ${count - some} more`)
  const total = zh
    ? `${all ? '全部' : '指定'} ${count} 家门店`
    : `${all ? 'All' : 'At'} ${count} ${count === 1 ? 'store' : 'stores'}`
  const fewer = [8, 5, 3, 2, 1].filter((some) => some < count).map(more)
  // More names than anybody reads on a wall.
  const every = count <= 8 ? [first(count)] : []
  return {
    label: zh ? '适用门店' : 'Where',
    words: count === 0 ? [zh ? '以扫码页面为准' : 'See the page'] : [...every, ...fewer, total],
  }
}
