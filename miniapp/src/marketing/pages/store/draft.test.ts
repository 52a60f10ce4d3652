import { expect, test } from '@jest/globals'
import { changesOf, type Draft, draftOf, faultsOf, formOf } from './draft'

const draft: Draft = {
  ...{
    name: '东门店',
    city: '成都',
    address: '东街 1 号',
    phone: '',
    lat: '30.6',
    lng: '104',
    zone: 'Asia/Shanghai',
    dayEndsAt: '04:00',
  },
  ...{ hours: [{ weekdays: [1], from: '18:00', to: '00:00' }], closedDays: [], specialHours: [] },
}

test.each<[string, Partial<Draft>, string[]]>([
  ['nothing wrong', {}, []],
  ['no name', { name: ' ' }, ['name']],
  ['a latitude in words', { lat: '三十' }, ['lat']],
  ['a place off the globe', { lat: '91', lng: '-181' }, ['lat', 'lng']],
  ['a day that ends after its next noon', { dayEndsAt: '12:00' }, ['dayEndsAt']],
  ['a day that ends in the last of the morning', { dayEndsAt: '11:59' }, []],
  ['hours on no day', { hours: [{ weekdays: [], from: '10:00', to: '12:00' }] }, ['hours']],
  ['hours of no length', { hours: [{ weekdays: [1], from: '10:00', to: '10:00' }] }, ['hours']],
  ['a closed day without a day', { closedDays: [{ day: '', reason: '' }] }, ['closedDays']],
])('%s', (_, changed, faults) => expect(faultsOf({ ...draft, ...changed })).toEqual(faults))

test('midnight ends a day', () => expect(formOf(draft).hours?.[0]?.to).toBe('24:00'))

test('sends what was changed and nothing else; what was emptied is taken away', () => {
  expect(changesOf(draft, draft)).toEqual({})
  expect(changesOf(draft, { ...draft, phone: '028-1' })).toEqual({ phone: '028-1' })
  expect(changesOf(draft, { ...draft, dayEndsAt: '02:30' })).toEqual({ dayEndsAt: '02:30' })
  expect(changesOf({ ...draft, phone: '028-1' }, { ...draft, hours: [] })).toEqual({ phone: null, hours: null })
  expect(changesOf(draft, { ...draft, closedDays: [{ day: '2027-01-01', reason: ' ' }] })).toEqual({
    closedDays: [{ day: '2027-01-01' }],
  })
})

test('a new store begins with the hours of most', () => expect(draftOf(undefined).hours).toHaveLength(1))
