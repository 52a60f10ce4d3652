import { dealWords } from '../../shared/deal-words.ts'
import type { DealForm } from '../../shared/deals.ts'
import { Problem } from '../../shared/problem.ts'
import { checkDeal, outcomeOf, sharesTaken, stateOfGroup, stepOf, voucherUntil } from './rules.ts'
import { leaderOf, payByOf, type Seat } from './seats.ts'

const form: DealForm = {
  title: '双人下午茶',
  total: 100,
  perMember: 2,
  aloneFen: 9900,
  listFen: 12_800,
  ladder: [
    { size: 2, priceFen: 7900 },
    { size: 3, priceFen: 6900 },
  ],
  groupHours: 24,
  voucher: { uses: 1, validDays: 30 },
  refundable: 'until_used',
}

function refused(work: () => unknown): string {
  try {
    work()
  } catch (problem) {
    if (problem instanceof Problem) return `${problem.code} ${problem.facts.field}`
    throw problem
  }
  return 'accepted'
}

describe('checkDeal: what a deal cannot mean', () => {
  const step = (size: number, priceFen: number) => ({ size, priceFen })
  const odd: [string, Partial<DealForm>, string][] = [
    ['an ordinary one', {}, 'accepted'],
    ['a ladder in any order', { ladder: [step(3, 6900), step(2, 7900)] }, 'accepted'],
    ['two sizes at one price', { ladder: [step(2, 7900), step(3, 7900)] }, 'accepted'],
    ['a group that pays more than one alone', { ladder: [step(2, 9901)] }, 'input.invalid ladder.0.priceFen'],
    ['a group that pays as much as one alone', { ladder: [step(2, 9900)] }, 'input.invalid ladder.0.priceFen'],
    ['a larger group that pays more', { ladder: [step(2, 6900), step(3, 7900)] }, 'input.invalid ladder.1.priceFen'],
    ['a size twice', { ladder: [step(2, 7900), step(2, 6900)] }, 'input.invalid ladder.1.size'],
    ['a price above the list price', { listFen: 9899 }, 'input.invalid aloneFen'],
    ['a price at the list price', { listFen: 9900 }, 'accepted'],
    ['more for a member than there are', { total: 3, perMember: 4 }, 'input.invalid perMember'],
    ['a group that the stock cannot fill', { total: 2 }, 'input.invalid total'],
    ['a group in which nobody is real', { sponsoredSeats: 2 }, 'input.invalid sponsoredSeats'],
    ['a group in which one is real', { sponsoredSeats: 1 }, 'accepted'],
    ['a store twice', { voucher: { ...form.voucher, storeIds: ['sto_1', 'sto_1'] } }, 'input.invalid voucher.storeIds'],
    [
      'stores and a set',
      { voucher: { ...form.voucher, storeIds: ['sto_1'], storeSetId: 'set_1' } },
      'input.invalid voucher.storeSetId',
    ],
  ]
  it.each(odd)('%s', (_, part, told) => expect(refused(() => checkDeal({ ...form, ...part }))).toBe(told))
  it('opens a group at a step of the ladder only, and says which there are', () => {
    expect(stepOf(form, 3)).toEqual(step(3, 6900))
    expect(refused(() => stepOf(form, 4))).toBe('input.invalid size')
    expect(refused(() => stepOf(form, undefined))).toBe('input.invalid size')
  })
})

describe('outcomeOf: what the clock makes of a group', () => {
  const endsAt = '2026-11-22T12:00:00.000Z'
  const group = { size: 3, paid: 0, left: 3, endsAt }
  it.each([
    ['all paid, time left', { paid: 3, left: 0 }, -1, { state: 'complete', sponsored: 0 }],
    ['more paid than seats can only be complete', { paid: 4, left: 0 }, 0, { state: 'complete', sponsored: 0 }],
    ['one missing, a second left', { paid: 2, left: 1 }, -1, { state: 'wait' }],
    ['one missing', { paid: 2, left: 1 }, 0, { state: 'failed' }],
    ['one missing, one is sponsored', { paid: 2, left: 1, sponsoredSeats: 1 }, 0, { state: 'complete', sponsored: 1 }],
    ['two missing, one is sponsored', { paid: 1, left: 2, sponsoredSeats: 1 }, 0, { state: 'failed' }],
    ['nobody has paid, whatever is sponsored', { paid: 0, left: 3, sponsoredSeats: 2 }, 0, { state: 'failed' }],
    ['one is still being paid', { paid: 2, left: 0 }, 0, { state: 'wait' }],
    ['one is still being paid, and one would be sponsored', { paid: 1, left: 1, sponsoredSeats: 1 }, 0, { state: 'wait' }],
  ])('%s', (_, part, seconds, outcome) => {
    expect(outcomeOf({ ...group, ...part }, new Date(Date.parse(endsAt) + seconds * 1000))).toEqual(outcome)
  })
})

describe('how a group stands for who looks at it', () => {
  const at = new Date('2026-11-22T12:00:00.000Z')
  const later = '2026-11-22T12:00:00.001Z'
  it.each([
    [{ state: 'open', left: 1, lastJoinAt: later }, 'open'],
    [{ state: 'open', left: 0, lastJoinAt: later }, 'full'],
    [{ state: 'open', left: 1, lastJoinAt: at.toISOString() }, 'ending'],
    [{ state: 'complete', left: 0, lastJoinAt: later }, 'complete'],
    [{ state: 'failed', left: 1, lastJoinAt: later }, 'failed'],
  ] as const)('%j is %s', (group, state) => expect(stateOfGroup(group, at)).toBe(state))
})

describe('who leads', () => {
  const seat = (memberId: string, at: string, state: Seat['state'] = 'paid') => ({ memberId, nth: 1, at, state })
  it('is who came first of those that have paid, and the next when that one leaves', () => {
    const seats = [seat('a', '1', 'held'), seat('b', '2'), seat('c', '3')]
    expect(leaderOf(seats)?.memberId).toBe('b')
    expect(leaderOf(seats.filter(({ memberId }) => memberId !== 'b'))?.memberId).toBe('c')
  })
  it('is who came first where nobody has paid yet', () => expect(leaderOf([seat('a', '1', 'held')])?.memberId).toBe('a'))
})

describe('until when a seat is held', () => {
  const at = new Date('2026-11-22T11:50:00.000Z')
  it('for a quarter of an hour', () => expect(payByOf(at)).toBe('2026-11-22T12:05:00.000Z'))
  it('and never past the end of its group', () =>
    expect(payByOf(at, '2026-11-22T12:00:00.000Z')).toBe('2026-11-22T12:00:00.000Z'))
})

describe('when a voucher ends', () => {
  it('counts the day of purchase as the first, in the zone of the store', () => {
    const bought = new Date('2026-11-22T15:59:59Z')
    expect(voucherUntil({ validDays: 1 }, 'Asia/Shanghai', bought).toISOString()).toBe('2026-11-22T16:00:00.000Z')
    expect(voucherUntil({ validDays: 1 }, 'Europe/Berlin', bought).toISOString()).toBe('2026-11-22T23:00:00.000Z')
  })
  it('is never later than its payment can be refunded', () => {
    const bought = new Date('2026-11-21T16:00:00Z')
    const until = voucherUntil({ validDays: 365 }, 'Asia/Shanghai', bought)
    expect(until.getTime() - bought.getTime()).toBeLessThanOrEqual(365 * 86_400_000)
  })
})

describe('the last vouchers of a stock in several parts', () => {
  it.each([
    [[5, 0, 1], 4, [4, 0, 0]],
    [[1, 1, 1], 3, [1, 1, 1]],
    [[2, 1, 1], 3, [2, 1, 0]],
    [[1, 0, 1], 3, undefined],
  ])('of %j for %i: %j', (lefts, wanted, taken) => expect(sharesTaken(lefts, wanted)).toEqual(taken))
})

describe('the rules in words', () => {
  it('tell all of the terms, in both languages', () => {
    const terms = { ...form, sponsoredSeats: 1, voucher: { uses: 3, validDays: 30, storeIds: ['sto_1', 'sto_2'] } }
    expect(dealWords(terms, 'zh')).toEqual([
      '单独购买 ¥99，付款后即可使用',
      '2 人团每份 ¥79，满 2 人付款即成团',
      '3 人团每份 ¥69，满 3 人付款即成团',
      '开团后 24 小时内有效，未成团自动全额退款',
      '到时还差 1 人以内，由商家补足成团，页面会注明',
      '每份可用 3 次，可分次使用',
      '购买后 30 天内有效（含当天）',
      '指定 2 家门店可用',
      '每人限购 2 份',
      '未使用可随时退款，过期未用自动退款',
    ])
    expect(dealWords(terms, 'en')).toHaveLength(10)
  })
  it('say plainly that nothing is refunded, and where nothing is known of the stores, nothing of them', () => {
    const words = dealWords({ perMember: 1, refundable: 'never' }, 'zh', 'untold')
    expect(words).toEqual(['每人限购 1 份', '成交后不支持退款；门店停业除外'])
  })
})
