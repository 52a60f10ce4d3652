import { expect, test } from '@jest/globals'
import { blankDraft, type Draft } from './draft'
import { groups, groupsOf, merged, sameSaid } from './groups'

const base: Draft = { ...blankDraft('2026-11-22'), title: '咖啡券', off: '10', minSpend: '50' }
const both = (mine: Partial<Draft>, theirs: Partial<Draft>, what: 'promotion' | 'batch' = 'batch') => {
  const { draft, clashes } = merged(what, { base, mine: { ...base, ...mine }, theirs: { ...base, ...theirs } })
  return { draft, names: clashes.map(({ group }) => group) }
}

test.each<[string, Partial<Draft>, Partial<Draft>, Partial<Draft>, string[]]>([
  ['what only I changed stays', { title: '茶券' }, {}, { title: '茶券' }, []],
  ['what only they changed is taken, and told', {}, { total: '200' }, { total: '200' }, ['total']],
  ['each of us another field', { title: '茶券' }, { total: '200' }, { title: '茶券', total: '200' }, ['total']],
  ['both the same field: mine stays, theirs is told', { total: '150' }, { total: '200' }, { total: '150' }, ['total']],
  ['both to the same: nothing to tell', { total: '200' }, { total: '200' }, { total: '200' }, []],
  [
    'a benefit is one thing: no half of each',
    { off: '12' },
    { kind: 'percent', percent: '8', ceiling: '30' },
    { kind: 'amount', off: '12', minSpend: '50' },
    ['benefit'],
  ],
  [
    'hours and days too',
    { hours: [{ from: '11:00', to: '14:00' }] },
    { hours: [{ from: '18:00', to: '21:00' }], weekdays: [6, 7] },
    { hours: [{ from: '11:00', to: '14:00' }], weekdays: [6, 7] },
    ['weekdays', 'hours'],
  ],
  ['days of a window that is not used say nothing', {}, { claimFrom: '2026-11-25' }, { claimFrom: '2026-11-25' }, []],
])('%s', (_, mine, theirs, draft, names) => {
  const read = both(mine, theirs)
  expect(read.draft).toMatchObject(draft)
  expect(read.names).toEqual(names)
})

test('a batch does not tell of the words of its promotion, and shows the new ones', () => {
  expect(both({}, { name: '新年', to: '2026-12-31' })).toMatchObject({ draft: { name: '新年', to: '2026-12-31' }, names: [] })
  expect(both({ name: '冬日' }, { name: '新年' }, 'promotion')).toMatchObject({ draft: { name: '冬日' }, names: ['name'] })
})

test('every field of the form but the budget, which is raised elsewhere, and the hold-out, which stays, is in one group', () => {
  const fields = Object.values(groups).flat().sort()
  expect(fields).toEqual(
    Object.keys(base)
      .filter((field) => field !== 'budget' && field !== 'holdOut')
      .sort(),
  )
  expect([...new Set([...groupsOf('promotion'), ...groupsOf('batch')])].sort()).toEqual(Object.keys(groups).sort())
})

test('what is not used does not count', () => {
  expect(sameSaid('benefit', base, { ...base, percent: '8' })).toBe(true)
  expect(sameSaid('validity', base, { ...base, validTo: '2027-01-01' })).toBe(true)
  expect(sameSaid('validity', base, { ...base, validity: 'dates' })).toBe(false)
})
