import { expect, test } from '@jest/globals'
import { api } from '../../../../shared/api.ts'
import { ruleWords } from '../../../../shared/rule-words.ts'
import { blankDraft, type Draft, dayAfter } from './draft'
import { filledFrom, hasMore } from './filled'
import { batchOf, formsOf, paysFor, promotionOf } from './mapping'
import { percentOf } from './read'
import { previewOf, rulesSeen } from './seen'
import { midnight, wallAt } from './walls'

const here = { offset: 480, today: '2026-11-22', language: 'zh' as const }
const filled: Draft = { ...blankDraft(here.today), name: '冬日', title: '咖啡券', off: '12.5', minSpend: '50' }
const forms = (more: Partial<Draft>) => {
  const read = formsOf({ ...filled, ...more }, here)
  if ('faults' in read) throw new Error(JSON.stringify(read.faults))
  return read.forms
}

test('the contract takes what the form makes', () => {
  const { promotion, batch } = forms({ weekdays: [5, 1], hours: [{ from: '22:00', to: '02:00' }] })
  expect(api.createPromotion.input.parse(promotion)).toEqual({
    name: '冬日',
    from: '2026-11-22T00:00:00+08:00',
    to: '2026-12-22T00:00:00+08:00',
  })
  expect(api.createBatch.input.parse({ promotionId: 'prm_1', ...batch })).toEqual({
    promotionId: 'prm_1',
    title: '咖啡券',
    total: 100,
    perMember: 1,
    benefit: { kind: 'amount', offFen: 1250, minSpendFen: 5000 },
    validity: { kind: 'days', days: 30 },
    weekdays: [1, 5],
    hours: [{ from: '22:00', to: '02:00' }],
  })
})

test.each<[string, Partial<Draft>, object]>([
  ['no minimum', { minSpend: ' ' }, { benefit: { kind: 'amount', offFen: 1250, minSpendFen: 0 } }],
  [
    '8折 with a ceiling',
    { kind: 'percent', percent: '8', ceiling: '30', minSpend: '' },
    { benefit: { kind: 'percent', percentOff: 20, ceilingFen: 3000, minSpendFen: 0 } },
  ],
  ['a gift', { kind: 'gift', item: ' 拿铁 ', value: '18' }, { benefit: { kind: 'gift', item: '拿铁', valueFen: 1800 } }],
  ['a gift without a value', { kind: 'gift', item: '拿铁' }, { benefit: { kind: 'gift', item: '拿铁', valueFen: 0 } }],
  [
    'dates, the last day whole',
    { validity: 'dates', validFrom: '2026-12-01', validTo: '2026-12-31' },
    { validity: { kind: 'dates', from: '2026-12-01T00:00:00+08:00', to: '2027-01-01T00:00:00+08:00' } },
  ],
])('%s', (_, more, batch) => {
  expect(forms(more).batch).toMatchObject(batch)
})

test('everything under the fold is sent too', () => {
  const { promotion, batch } = forms({
    ...{ budget: '1,000', holdOut: '10', bearer: 'shared', bearMerchant: '60', bearHeadOffice: '40', storeSetId: 'set_1' },
    ...{ categories: '咖啡、茶饮', items: '拿铁', excludes: ' 酒水，套餐,酒水 ', holidays: 'excluded' },
    ...{ blackout: ['2026-12-25', '', '2026-12-24'], perDay: '20', perMember: '3', perMemberPerDay: '2', unitCost: '0' },
    ...{ claim: 'own', claimFrom: '2026-11-23', claimTo: '2026-11-30', startsInDays: '2' },
    hours: [
      { from: '11:00', to: '14:00' },
      { from: '18:00', to: '00:00' },
      { from: '', to: '' },
    ],
  })
  expect(api.createPromotion.input.parse(promotion)).toMatchObject({
    budgetFen: 100_000,
    holdOutPercent: 10,
    bearer: { merchant: 60, headOffice: 40, platform: 0 },
    stores: { storeSetId: 'set_1' },
  })
  expect(api.createBatch.input.parse({ promotionId: 'prm_1', ...batch })).toMatchObject({
    scope: { categories: ['咖啡', '茶饮'], items: ['拿铁'], excludeItems: ['酒水', '套餐'] },
    holidays: 'excluded',
    blackout: ['2026-12-24', '2026-12-25'],
    perDay: 20,
    perMemberPerDay: 2,
    unitCostFen: 0,
    claim: { from: '2026-11-23T00:00:00+08:00', to: '2026-12-01T00:00:00+08:00' },
    validity: { kind: 'days', days: 30, startsInDays: 2 },
    hours: [
      { from: '11:00', to: '14:00' },
      { from: '18:00', to: '24:00' },
    ],
  })
})

test('what stands comes back as it was, to the second, while nothing is changed', () => {
  const promotion = {
    name: '冬日',
    from: '2026-11-22T10:30:00Z',
    to: '2026-12-21T23:59:00+08:00',
    stores: { storeIds: ['sto_1', 'sto_2'] },
    bearer: { merchant: 50, headOffice: 0, platform: 50 },
  }
  const batch = {
    ...{ title: '券', picture: 'pic_1', total: 10, perMember: 2, perMemberPerDay: 1, perDay: 5, unitCostFen: 350 },
    ...{ expectedPerSecond: 20, rewardOnly: true as const },
    benefit: { kind: 'percent' as const, percentOff: 25, ceilingFen: 3050, minSpendFen: 5000 },
    scope: { storeIds: ['sto_1'], categories: ['咖啡'], excludeItems: ['酒水'] },
    claim: { from: '2026-11-23T09:00:00+08:00', to: '2026-11-30T18:00:00+08:00' },
    validity: { kind: 'dates' as const, from: '2026-11-23T09:00:00+08:00', to: '2026-12-31T12:00:00+08:00' },
    ...{ weekdays: [1, 2], hours: [{ from: '18:00', to: '24:00' }], blackout: ['2026-12-25'] },
    holidays: 'excluded' as const,
  }
  const draft = filledFrom(promotion, batch, here)
  const standing = { ...here, promotion, batch }
  expect(batchOf(draft, standing)).toEqual({ form: batch })
  expect(promotionOf(filledFrom(promotion, undefined, here), standing)).toEqual({ form: promotion })
  expect(hasMore(draft)).toBe(true)
  expect(batchOf({ ...draft, claimTo: '2026-12-01' }, standing)).toMatchObject({
    form: { claim: { from: batch.claim.from, to: '2026-12-02T00:00:00+08:00' } },
  })
})

test('a batch that was made for a rush keeps its rate through an edit', () => {
  const promotion = { name: '开抢', from: '2026-11-22T00:00:00+08:00', to: '2026-12-22T00:00:00+08:00' }
  const batch = { ...forms({}).batch, expectedPerSecond: 500 }
  const draft = filledFrom(promotion, batch, here)
  expect(hasMore(draft)).toBe(true)
  expect(batchOf({ ...draft, title: '新名字' }, here)).toEqual({ form: { ...batch, title: '新名字' } })
})

test('a fold with nothing in it is closed', () => {
  expect(hasMore(filled)).toBe(false)
  expect(hasMore(filledFrom({ name: '', from: '2026-11-22T10:30:00Z', to: '2026-12-21T23:59:00Z' }, undefined, here))).toBe(
    false,
  )
})

test.each([
  [{ budget: '', off: '10' }, undefined],
  [{ budget: '100', off: '' }, undefined],
  [{ budget: '100', off: '30' }, 3],
  [{ budget: '100', kind: 'percent' as const, ceiling: '25' }, 4],
  [{ budget: '100', kind: 'gift' as const, value: '' }, undefined],
])('a budget pays for so many: %j %s', (more, coupons) => {
  expect(paysFor({ ...filled, ...more })).toBe(coupons)
})

test('the preview says the rules that can be read, whatever else is missing', () => {
  const said = (more: Partial<Draft>) =>
    ruleWords(rulesSeen({ ...blankDraft(here.today), ...more }, here), (at) => wallAt(at, here.offset), 'zh')
  expect(said({})).toEqual([
    '领取后 30 天内有效（含当天）',
    '全部门店可用',
    '每人限领 1 张',
    '每次消费限用一张，不找零、不兑现',
  ])
  expect(said({ weekdays: [1, 2, 3, 4, 5], hours: [{ from: '11:00', to: '14:00' }], perMember: '' })).toEqual(
    expect.arrayContaining(['限周一至周五使用', '可用时段：11:00–14:00']),
  )
  expect(said({ off: '10', minSpend: '50', validity: 'dates', validTo: '2026-12-31' })).toEqual(
    expect.arrayContaining(['满 ¥50 减 ¥10', '2026-11-22 00:00 至 2026-12-31 24:00 可用']),
  )
})

test('chosen stores are named, every day is not', () => {
  expect(forms({ storeIds: ['sto_1'] }).promotion.stores).toEqual({ storeIds: ['sto_1'] })
  expect(forms({}).promotion).not.toHaveProperty('stores')
  expect(forms({ weekdays: [1, 2, 3, 4, 5, 6, 7] }).batch).not.toHaveProperty('weekdays')
})

test.each<[Partial<Draft>, object]>([
  [
    { name: ' ', title: '' },
    { name: 'need', title: 'need' },
  ],
  [{ off: '' }, { off: 'need' }],
  [{ off: '0' }, { off: 'positive' }],
  [{ off: '1.234' }, { off: 'money' }],
  [{ off: '10000001' }, { off: 'money' }],
  [
    { kind: 'percent', percent: '85', ceiling: '' },
    { percent: 'fold', ceiling: 'need' },
  ],
  [{ kind: 'gift', off: '' }, { item: 'need' }],
  [{ total: '0' }, { total: 'total' }],
  [{ total: '10000001' }, { total: 'total' }],
  [{ perMember: '11', total: '10' }, { perMember: 'overTotal' }],
  [{ to: '2027-12-27' }, { to: 'long' }],
  [{ validity: 'dates', validTo: '2026-12-01' }, { validTo: 'beforeClaims' }],
  [{ perMember: '21' }, { perMember: 'perMember' }],
  [{ budget: '0' }, { budget: 'positive' }],
  [{ bearer: 'shared', bearMerchant: '60', bearPlatform: '30' }, { bearer: 'hundred' }],
  [{ bearer: 'shared', bearMerchant: 'x' }, { bearer: 'hundred' }],
  [{ perDay: '101' }, { perDay: 'overTotal' }],
  [{ perMemberPerDay: '2' }, { perMemberPerDay: 'overPerMember' }],
  [{ perSecond: '10001' }, { perSecond: 'perSecond' }],
  [
    { perSecond: '50', perDay: '10', perMemberPerDay: '1' },
    { perDay: 'rushDay', perMemberPerDay: 'rushDay' },
  ],
  [{ unitCost: '1.2.3' }, { unitCost: 'money' }],
  [{ holdOut: '51' }, { holdOut: 'holdOut' }],
  [{ holdOut: '0' }, { holdOut: 'holdOut' }],
  [{ startsInDays: '366' }, { startsInDays: 'startsInDays' }],
  [{ items: 'x'.repeat(61) }, { items: 'list' }],
  [
    { claim: 'own', claimFrom: '2026-11-21', claimTo: '2027-01-01' },
    { claimFrom: 'outside', claimTo: 'outside' },
  ],
  [{ claim: 'own', claimFrom: '2026-12-02', claimTo: '2026-12-01' }, { claimTo: 'order' }],
  [{ days: '1.5' }, { days: 'days' }],
  [{ from: '2026-12-02', to: '2026-12-01' }, { to: 'order' }],
  [{ from: '2026-11-01', to: '2026-11-21' }, { to: 'past' }],
  [{ from: '' }, { from: 'need' }],
  [{ to: '22026-12-01' }, { to: 'need' }],
  [{ validity: 'dates', validTo: '' }, { validTo: 'need' }],
  [{ hours: [{ from: '10:00', to: '' }] }, { hours: 'bothHours' }],
  [{ hours: [{ from: '', to: '10:00' }] }, { hours: 'bothHours' }],
  [{ hours: [{ from: '10:00', to: '10:00' }] }, { hours: 'sameHours' }],
])('%j is refused at %j', (more, faults) => {
  expect(formsOf({ ...filled, ...more }, here)).toEqual({ faults })
})

test.each([
  ['zh', '8', 20],
  ['zh', '7.5折', 25],
  ['zh', '9.9', 1],
  ['zh', '0.1', 99],
  ['zh', '0', undefined],
  ['zh', '10', undefined],
  ['zh', '', undefined],
  ['en', '20', 20],
  ['en', '20%', 20],
  ['en', '100', undefined],
  ['en', '7.5', undefined],
] as const)('%s %s is %s percent off', (language, typed, percent) => {
  expect(percentOf(typed, language)).toBe(percent)
})

test.each([
  [480, '2026-11-22T00:00:00+08:00'],
  [0, '2026-11-22T00:00:00+00:00'],
  [-210, '2026-11-22T00:00:00-03:30'],
])('midnight %i minutes east is %s', (offset, instant) => {
  expect(midnight('2026-11-22', offset)).toBe(instant)
})

test('the day after the last of a month is the first of the next', () => {
  expect([dayAfter('2026-11-30', 1), dayAfter('2028-02-28', 1)]).toEqual(['2026-12-01', '2028-02-29'])
  expect([dayAfter('', 1), dayAfter('22026-11-30', 1)]).toEqual(['', ''])
})

test('what cannot be read yet is left out of the preview', () => {
  expect(previewOf({ ...filled, off: 'x' }, 'zh')).toEqual({ kind: 'amount', minSpendFen: 5000, offFen: undefined })
})
