import { describe, expect, test } from '@jest/globals'
import { api } from '../../../../../shared/api.ts'
import { blankDraft, type Draft, dayAfter } from './draft'
import { fieldAt, formsOf, midnight, percentOf, previewOf } from './mapping'

const here = { offset: 480, today: '2026-11-22', language: 'zh' as const }
const filled: Draft = { ...blankDraft(here.today), name: '冬日', title: '咖啡券', off: '12.5', minSpend: '50' }
const forms = (more: Partial<Draft>) => {
  const read = formsOf({ ...filled, ...more }, here)
  if ('faults' in read) throw new Error(JSON.stringify(read.faults))
  return read.forms
}

test('the contract takes what the form makes', () => {
  const { promotion, batch } = forms({ weekdays: [5, 1], hoursFrom: '22:00', hoursTo: '02:00' })
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
  [{ days: '1.5' }, { days: 'days' }],
  [{ from: '2026-12-02', to: '2026-12-01' }, { to: 'order' }],
  [{ from: '2026-11-01', to: '2026-11-21' }, { to: 'past' }],
  [{ from: '' }, { from: 'need' }],
  [{ to: '22026-12-01' }, { to: 'need' }],
  [{ validity: 'dates', validTo: '' }, { validTo: 'need' }],
  [{ hoursFrom: '10:00' }, { hoursTo: 'need' }],
  [{ hoursTo: '10:00' }, { hoursFrom: 'need' }],
  [{ hoursFrom: '10:00', hoursTo: '10:00' }, { hoursTo: 'sameHours' }],
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

describe("the server's path leads to the field", () => {
  test.each([
    ['name', 'name'],
    ['to', 'to'],
    ['total', 'total'],
    ['benefit.offFen', 'off'],
    ['benefit.item', 'item'],
    ['benefit', 'kind'],
    ['stores.storeIds', 'storeIds'],
    ['scope.storeIds.0', 'storeIds'],
    ['validity.to', 'validTo'],
    ['validity.days', 'days'],
    ['validity', 'validity'],
    ['hours.0.from', 'hoursFrom'],
    ['hours', 'hoursTo'],
    ['claim.to', undefined],
    [undefined, undefined],
  ])('%s: %s', (path, field) => {
    expect(fieldAt(path)).toBe(field)
  })
})
