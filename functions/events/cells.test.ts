import { cellsOf, commissionBack, commissionOf, type Sums } from './cells.ts'
import type { Event } from './schemas.ts'

const event = (more: Partial<Event>): Event => ({
  ...{ v: 2, eventId: 'e', kind: 'claimed', at: '2026-11-20T17:30:00.000Z', day: '2026-11-21', hour: 1 },
  ...{ merchantId: 'mer_1', promotionId: 'prm_1', memberId: 'mbr_1', ...more },
})
const used = { kind: 'redeemed', storeId: 'sto_1', payFen: 3550, costFen: 1000, discountFen: 1000, goodsFen: 300 } as const
const refund = { kind: 'refunded', refundId: 'rfd_1', amountFen: 9900, commissionFen: 50 } as const

describe('what an event adds', () => {
  const cases: [string, Partial<Event>, Sums][] = [
    ['an opening', { kind: 'opened' }, { opened: 1 }],
    ['a claim', {}, { claimed: 1 }],
    ['the claim of somebody new', { isNew: true }, { claimed: 1, newClaimed: 1 }],
    [
      'a redemption of somebody new',
      { ...used, isNew: true },
      { redeemed: 1, newRedeemed: 1, revenueFen: 3550, discountFen: 1000, goodsFen: 300 },
    ],
    ['an undo', { ...used, kind: 'undone' }, { undone: 1, revenueFen: -3550, discountFen: -1000, goodsFen: -300 }],
    [
      'a redemption of goods of unknown cost',
      { kind: 'redeemed', payFen: 100 },
      { redeemed: 1, revenueFen: 100, goodsUnknown: 1 },
    ],
    ['a use of a pass', { kind: 'redeemed', valueFen: 990, goodsFen: 0 }, { redeemed: 1, usedFen: 990 }],
    ['a payment', { kind: 'paid', amountFen: 9900, commissionFen: 50 }, { paid: 1, revenueFen: 9900, commissionFen: 50 }],
    ['a refund', refund, { refunded: 1, refundsFen: 9900, commissionFen: -50 }],
    ['a refund of money that came too late', { ...refund, why: 'late' }, {}],
    ['a voucher whose money went back', { kind: 'refunded', voucherId: 'vch_1', valueFen: 9900 }, {}],
    ['seats that the merchant took', { kind: 'group-complete', sponsoredFen: 5000 }, { sponsoredFen: 5000 }],
    ['points that a streak earned', { kind: 'reward-granted', costFen: 20 }, { discountFen: 20 }],
    ['a visit', { kind: 'visited' }, { visits: 1 }],
    ['a claim with a forged trace', { trace: 'forged' }, { claimed: 1, forged: 1 }],
    ['a claim with the trace of something else', { trace: 'foreign' }, { claimed: 1, foreign: 1 }],
    ['what follows from one with a forged trace', { kind: 'paid', amountFen: 1, trace: 'forged' }, { paid: 1, revenueFen: 1 }],
    ['what moves no figure', { kind: 'gifted' }, {}],
  ]
  it.each(cases)('%s', (_, more, sums) => {
    const cells = cellsOf(event(more))
    for (const { add } of cells) expect(add).toEqual(sums)
    expect(cells.length > 0).toBe(Object.keys(sums).length > 0)
  })
})

describe('where it is counted', () => {
  const keys = (more: Partial<Event>) => cellsOf(event(more)).map(({ key }) => `${key.pk} ${key.sk}`)

  it('by touchpoint with depth, and by hour, of the day where its store is', () => {
    expect(keys({ trace: 'tpt_1|shr_1|2|AQID' })).toEqual([
      'ROLLUP#prm_1#touchpoint 2026-11-21#tpt_1#2',
      'ROLLUP#prm_1#hour 2026-11-21#01',
    ])
  })

  it('by store, where it has one', () => {
    expect(keys(used)).toContain('ROLLUP#prm_1#store 2026-11-21#sto_1')
  })

  it('as direct, where no trace counts', () => {
    for (const trace of [undefined, 'forged', 'foreign'])
      expect(keys({ trace })).toContain('ROLLUP#prm_1#touchpoint 2026-11-21#-#0')
  })

  it('no deeper than nine shares', () => {
    expect(keys({ trace: 'tpt_1|shr_1|200|AQID' })).toContain('ROLLUP#prm_1#touchpoint 2026-11-21#tpt_1#9')
  })

  it('in its part, where a rush has parts', () => {
    expect(keys({ part: 7 })).toEqual(['ROLLUP#prm_1#touchpoint#7 2026-11-21#-#0', 'ROLLUP#prm_1#hour#7 2026-11-21#01'])
  })

  it('nowhere, where it is of nobody’s promotion', () => {
    expect(keys({ kind: 'visited', promotionId: undefined })).toEqual([])
  })
})

describe('the commission', () => {
  it.each([
    [9900, 60, 59],
    [9917, 60, 60],
    [9916, 60, 59],
    [1, 0, 0],
    [12_500, 100, 125],
    [50, 100, 1],
    [49, 100, 0],
  ])('of %i fen at %i hundredths of a percent is %i fen, half a fen being one', (amountFen, rate, fen) => {
    expect(commissionOf(amountFen, rate)).toBe(fen)
  })

  it.each([
    [59, 9900, 9900, 59],
    [59, 4950, 9900, 30],
    [59, 1, 9900, 0],
    [0, 500, 9900, 0],
  ])('of %i fen comes back with %i of %i paid as %i', (commissionFen, partFen, paidFen, fen) => {
    expect(commissionBack(commissionFen, partFen, paidFen)).toBe(fen)
  })
})
