import type { BatchForm } from '../../shared/coupons.ts'
import type { DealForm } from '../../shared/deals.ts'
import { lowestPrice } from './margin.ts'

/** What two promotions are compared by: an offer and when it can be had. */
export type Offered = { title: string; picture?: string | undefined; from: string; to: string } & (
  | { batchId: string; form: Pick<BatchForm, 'benefit' | 'scope' | 'weekdays' | 'hours'> }
  | { dealId: string; form: Pick<DealForm, 'aloneFen' | 'listFen' | 'ladder'> }
)

/**
 * `price`: the same thing, without a doubt, at two prices. `terms`: what guests may take for one and the same, and is not (one name, or the
 * same goods): a person may have meant it.
 */
export type Clash<Mine = Offered, Theirs = Offered> = { why: 'price' | 'terms'; mine: Mine; theirs: Theirs }

/** Every offer of one promotion that contradicts one of another while both can be had; where they are good is not looked at here. */
export function clashesOf<Mine extends Offered, Theirs extends Offered>(ours: Mine[], others: Theirs[]): Clash<Mine, Theirs>[] {
  return ours.flatMap((mine) =>
    others.flatMap((theirs) => {
      const why = atOnce(mine, theirs) ? whyClash(mine, theirs) : undefined
      return why ? [{ why, mine, theirs }] : []
    }),
  )
}

const atOnce = (a: Offered, b: Offered) => Date.parse(a.from) < Date.parse(b.to) && Date.parse(b.from) < Date.parse(a.to)

function whyClash(a: Offered, b: Offered): Clash['why'] | undefined {
  if ('dealId' in a && 'dealId' in b) return isSamePrice(a.form, b.form) ? undefined : whySame(a, b)
  if (!('batchId' in a && 'batchId' in b)) return undefined
  if (!usedAtOnce(a.form, b.form) || isSame(a.form.benefit, b.form.benefit)) return undefined
  return isSameGoods(a.form.scope, b.form.scope) || spelled(a.title) === spelled(b.title) ? 'terms' : undefined
}

type DealOffered = Extract<Offered, { dealId: string }>

/** With the usual price it is the same thing; one name may stand for many, and one picture for the whole menu. */
function whySame(a: DealOffered, b: DealOffered): Clash['why'] | undefined {
  const isNamed = spelled(a.title) === spelled(b.title)
  const isUsual = a.form.listFen !== undefined && a.form.listFen === b.form.listFen
  if (isUsual && (isNamed || (a.picture !== undefined && a.picture === b.picture))) return 'price'
  return isNamed ? 'terms' : undefined
}

/** Alone, in a group of the same size, and at best. */
function isSamePrice(a: DealOffered['form'], b: DealOffered['form']): boolean {
  const prices = new Map(b.ladder.map(({ size, priceFen }) => [size, priceFen]))
  const differs = a.ladder.some(({ size, priceFen }) => (prices.get(size) ?? priceFen) !== priceFen)
  return a.aloneFen === b.aloneFen && lowestPrice(a) === lowestPrice(b) && !differs
}

type Goods = BatchForm['scope']

/** Both name goods, and some of the one are among those of the other. */
function isSameGoods(a: Goods, b: Goods): boolean {
  const shared = (['items', 'categories'] as const).some((list) => {
    const left = new Set([...(b?.excludeItems ?? []), ...(a?.excludeItems ?? [])].map(spelled))
    const theirs = new Set((b?.[list] ?? []).map(spelled))
    return (a?.[list] ?? []).some((word) => theirs.has(spelled(word)) && !left.has(spelled(word)))
  })
  return shared
}

/** As tills and people write it. */
const spelled = (words: string) => words.normalize('NFKC').replace(/\s+/g, '').toLowerCase()

function isSame(a: BatchForm['benefit'], b: BatchForm['benefit']): boolean {
  const fields = (benefit: BatchForm['benefit']) => JSON.stringify(Object.entries(benefit).sort(([x], [y]) => (x < y ? -1 : 1)))
  return fields(a) === fields(b)
}

type Times = Pick<BatchForm, 'weekdays' | 'hours'>

/** Whether there is a time of the week at which both can be used. */
function usedAtOnce(a: Times, b: Times): boolean {
  const weeks = minutesOf(b)
  return minutesOf(a).some((one) => weeks.some((other) => one.from < other.to && other.from < one.to))
}

const day = 1440
const week = 7 * day

/** When it can be used, in minutes of a week that begins on Monday; hours over midnight belong to the day they start on. */
function minutesOf({ weekdays = [1, 2, 3, 4, 5, 6, 7], hours = [{ from: '00:00', to: '24:00' }] }: Times) {
  return weekdays.flatMap((weekday) =>
    hours.flatMap(({ from, to }) => {
      const start = (weekday - 1) * day + minuteOf(from)
      const end = (weekday - 1) * day + minuteOf(to) + (minuteOf(to) <= minuteOf(from) ? day : 0)
      // A Sunday's night goes on where the week begins.
      return end > week
        ? [
            { from: start, to: week },
            { from: 0, to: end - week },
          ]
        : [{ from: start, to: end }]
    }),
  )
}

function minuteOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}
