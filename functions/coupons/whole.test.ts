import type { BatchForm, Benefit } from '../../shared/coupons.ts'
import { Problem } from '../../shared/problem.ts'
import type { Bill } from '../../shared/redemptions.ts'
import { settle } from '../../shared/settle.ts'
import { judgeUse } from './rules.ts'

/**
 * Every benefit with every scope, window and zone, around every change of the clocks, against a second reckoning that shares no code
 * with the first: the wall clock is the platform's own (Intl), money is counted in whole numbers of a hundredth of a fen.
 */
const benefits: Benefit[] = [
  { kind: 'amount', offFen: 1000, minSpendFen: 0 },
  { kind: 'amount', offFen: 1000, minSpendFen: 3000 },
  { kind: 'percent', percentOff: 20, ceilingFen: 3000, minSpendFen: 10_000 },
  { kind: 'percent', percentOff: 33, ceilingFen: 700, minSpendFen: 0 },
  { kind: 'gift', item: '曲奇', valueFen: 900 },
]
const scopes: BatchForm['scope'][] = [
  undefined,
  { excludeItems: ['饮料'] },
  { categories: ['正餐'] },
  { items: ['拿铁'], categories: ['正餐'], excludeItems: ['冰'] },
]
const bills: Bill[] = [
  { totalFen: 9999, lines: [{ category: '正餐', amountFen: 9999 }] },
  {
    totalFen: 10_001,
    lines: [
      { category: '正餐', amountFen: 10_000 },
      { category: '饮料', amountFen: 1 },
    ],
  },
  {
    totalFen: 3502,
    lines: [
      { category: '饮料', item: '拿铁', amountFen: 3000 },
      { item: '冰', amountFen: 502 },
    ],
  },
  { totalFen: 100_000, lines: [{ amountFen: 100_000 }] },
  { totalFen: 100_000 },
]
const windows: Pick<BatchForm, 'weekdays' | 'hours' | 'blackout'>[] = [
  {},
  { weekdays: [1, 2, 3, 4, 5], hours: [{ from: '11:00', to: '14:00' }] },
  { weekdays: [6], hours: [{ from: '22:00', to: '02:30' }] },
  { hours: [{ from: '01:30', to: '02:15' }], blackout: ['2026-03-08', '2026-10-25'] },
  {
    blackout: ['2026-03-28', '2026-10-31'],
    hours: [
      { from: '23:45', to: '00:15' },
      { from: '18:00', to: '24:00' },
    ],
  },
]
/** A change of the clocks in each zone, or a midnight where there is none. */
const zones: [zone: string, around: string[]][] = [
  ['Europe/Berlin', ['2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z']],
  ['America/New_York', ['2026-03-08T07:00:00Z', '2026-11-01T06:00:00Z']],
  ['Australia/Lord_Howe', ['2026-04-04T15:00:00Z', '2026-10-03T15:30:00Z']],
  ['Pacific/Apia', ['2020-09-26T14:00:00Z', '2021-04-03T14:00:00Z']],
  ['America/Santiago', ['2026-09-06T04:00:00Z', '2026-04-05T03:00:00Z']],
  ['Asia/Kathmandu', ['2026-03-07T18:15:00Z']],
  ['Asia/Shanghai', ['2026-10-24T16:00:00Z']],
]

const quarter = 15 * 60_000
/** A day about an instant by the quarter of an hour, with the millisecond before each. */
const near = (around: string) =>
  Array.from({ length: 97 }, (_, n) => Date.parse(around) + (n - 48) * quarter).flatMap((at) => [at - 1, at])

/** What the platform's own calendar shows: the day, its weekday (1 is Monday), and minutes since midnight. */
function wallClock(zone: string) {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    weekday: 'short',
  })
  return (at: number) => {
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
    const weekday = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(part.weekday ?? '') + 1
    return { day: `${part.year}-${part.month}-${part.day}`, weekday, minutes: Number(part.hour) * 60 + Number(part.minute) }
  }
}
type Wall = ReturnType<ReturnType<typeof wallClock>>

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** By a walk through the day on which each window started. */
function openBy({ weekdays, hours = [{ from: '00:00', to: '24:00' }], blackout = [] }: (typeof windows)[number], wall: Wall) {
  const before = new Date(`${wall.day}T12:00:00Z`)
  before.setUTCDate(before.getUTCDate() - 1)
  const yesterday = {
    day: before.toISOString().slice(0, 10),
    weekday: ((wall.weekday + 5) % 7) + 1,
    minutes: wall.minutes + 1440,
  }
  return [wall, yesterday].some(({ day, weekday, minutes }) => {
    if (blackout.includes(day) || (weekdays && !weekdays.includes(weekday))) return false
    return hours.some(({ from, to }) => {
      const [first, end] = [minutesOf(from), minutesOf(to)]
      return minutes >= first && minutes < (end > first ? end : end + 1440)
    })
  })
}

function reckoned(benefit: Benefit, scope: BatchForm['scope'], bill: Bill): string {
  const named = scope ? [...(scope.categories ?? []), ...(scope.items ?? [])] : []
  if (scope && !bill.lines) return 'coupon.bill_needed'
  const counted = (bill.lines ?? [{ amountFen: bill.totalFen, item: undefined, category: undefined }]).filter((line) => {
    if (!scope) return true
    const words = [line.category, line.item]
    const isIn =
      named.length === 0 || scope.categories?.some((w) => w === line.category) || scope.items?.some((w) => w === line.item)
    return isIn === true && !scope.excludeItems?.some((word) => words.includes(word))
  })
  if (counted.length === 0) return 'coupon.out_of_scope'
  const base = counted.reduce((sum, line) => sum + BigInt(line.amountFen), 0n)
  if (benefit.kind !== 'gift' && base < BigInt(benefit.minSpendFen)) return 'coupon.min_spend'
  let off = 0n
  if (benefit.kind === 'amount') off = BigInt(benefit.offFen) * 100n
  if (benefit.kind === 'percent') off = base * BigInt(benefit.percentOff)
  if (benefit.kind === 'percent' && off > BigInt(benefit.ceilingFen) * 100n) off = BigInt(benefit.ceilingFen) * 100n
  if (off > base * 100n) off = base * 100n
  return `${off / 100n} off ${bill.totalFen}`
}

const settledOf = (benefit: Benefit, scope: BatchForm['scope'], bill: Bill) =>
  outcome(() => {
    const { discountFen, payFen = -1 } = settle({ benefit, scope }, bill)
    if (discountFen < 0 || payFen < 0) throw new Error('below zero or above the basket')
    return `${discountFen} off ${discountFen + payFen}`
  })

function outcome(work: () => string): string {
  try {
    return work()
  } catch (problem) {
    if (problem instanceof Problem) return problem.code
    throw problem
  }
}

const settlements = benefits.flatMap((benefit) => scopes.flatMap((scope) => bills.map((bill) => ({ benefit, scope, bill }))))
it.each(settlements)('$benefit with $scope on $bill settles as reckoned', ({ benefit, scope, bill }) => {
  expect(settledOf(benefit, scope, bill)).toBe(reckoned(benefit, scope, bill))
})

const places = zones.flatMap(([zone, around]) => windows.flatMap((times) => around.map((change) => ({ zone, times, change }))))
it.each(places)('in $zone, $times about $change opens and shuts by the millisecond', ({ zone, times, change }) => {
  const wall = wallClock(zone)
  const coupon = { merchantId: 'mer_a', usableFrom: '2000-01-01T00:00:00.000Z', usableTo: '2100-01-01T00:00:00.000Z', cycle: 0 }
  const here = { merchantId: 'mer_a', storeId: 'sto_1', zone }
  const wrong = near(change).filter((at) => {
    const judged = outcome(() => {
      judgeUse(coupon, times, here, new Date(at))
      return 'open'
    })
    return judged !== (openBy(times, wall(at)) ? 'open' : 'coupon.outside_hours')
  })
  expect(wrong.map((at) => new Date(at).toISOString())).toEqual([])
})
