import { expect, test } from '@jest/globals'
import { blankDeal, type DealDraft, filledDeal } from './draft'
import { dealOf, fieldOf, stepsOf, windowOf } from './mapping'

const typed: DealDraft = {
  ...blankDeal('2026-11-22'),
  title: ' 三人下午茶 ',
  alone: '99',
  list: '128',
  steps: [
    { size: '3', price: '69' },
    { size: '2', price: '79.5' },
    { size: '5', price: '' },
  ],
}
const form = {
  ...{ title: '三人下午茶', total: 100, perMember: 2, aloneFen: 9900, listFen: 12_800, groupHours: 24 },
  ladder: [
    { size: 2, priceFen: 7950 },
    { size: 3, priceFen: 6900 },
  ],
  voucher: { uses: 1, validDays: 30 },
  refundable: 'until_used',
}

test('what is typed becomes the form, a row without a price is none, and the ladder goes up', () => {
  expect(dealOf(typed)).toEqual({ form })
})

test('what stands is filled in so that sending it changes nothing, its stores neither', () => {
  const groups = { groupsOpened: 0, groupsComplete: 0, groupsFailed: 0, sponsoredFen: 0 }
  const counts = { left: 0, taken: 0, ordered: 0, paid: 0, redeemed: 0, refunded: 0, ...groups }
  const voucher = { uses: 1, validDays: 30, storeIds: ['sto_1'] }
  const about = { dealId: 'dea_1', promotionId: 'prm_1', version: 1, state: 'open' as const, counts }
  const deal = { ...form, refundable: 'until_used' as const, voucher, ...about }
  expect(dealOf(filledDeal(deal, '2026-11-22'))).toEqual({ form: { ...form, voucher } })
  const ofSet = { uses: 1, validDays: 30, storeSetId: 'set_1' }
  expect(dealOf(filledDeal({ ...deal, voucher: ofSet }, '2026-11-22'))).toEqual({ form: { ...form, voucher: ofSet } })
})

test.each<[Partial<DealDraft>, object]>([
  [{ title: ' ' }, { title: 'need' }],
  [{ alone: '' }, { alone: 'need' }],
  [{ alone: '0' }, { alone: 'money' }],
  [{ list: '98' }, { list: 'aboveList' }],
  [{ steps: [{ size: '', price: '' }] }, { steps: 'ladder' }],
  [{ steps: [{ size: '1', price: '69' }] }, { steps: 'size' }],
  [{ steps: [{ size: '2', price: '99' }] }, { steps: 'cheaper' }],
  [
    {
      steps: [
        { size: '2', price: '60' },
        { size: '3', price: '70' },
      ],
    },
    { steps: 'rising' },
  ],
  [
    {
      steps: [
        { size: '2', price: '60' },
        { size: '2', price: '50' },
      ],
    },
    { steps: 'twice' },
  ],
  [{ hours: '0' }, { hours: 'hours' }],
  [{ days: '366' }, { days: 'days' }],
  [{ uses: '0' }, { uses: 'uses' }],
  [{ sponsored: '2' }, { sponsored: 'sponsored' }],
  [{ total: '1' }, { total: 'total', perMember: 'overTotal' }],
])('%j is told at its field', (part, faults) => {
  expect(dealOf({ ...typed, ...part })).toEqual({ faults })
})

test('the preview shows what can be read so far, smallest group first', () => {
  expect(stepsOf({ steps: [...typed.steps, { size: 'x', price: '1' }] })).toEqual(form.ladder)
})

test('the days of its promotion are midnights where the stores are, the last day whole', () => {
  const here = { today: '2026-11-22', offset: 480 }
  expect(windowOf({ ...typed, name: '周末', from: '2026-11-22', to: '2026-11-23' }, here)).toEqual({
    form: { name: '周末', from: '2026-11-22T00:00:00+08:00', to: '2026-11-24T00:00:00+08:00' },
  })
  expect(windowOf({ ...typed, to: '2026-11-21' }, here)).toEqual({ faults: { name: 'need', to: 'order' } })
})

test.each([
  ['ladder.0.priceFen', 'steps'],
  ['voucher.validDays', 'days'],
  ['voucher.uses', 'uses'],
  ['aloneFen', 'alone'],
  ['promotionId', undefined],
])('a refusal at %s stands at %s', (path, field) => expect(fieldOf(path)).toBe(field))
