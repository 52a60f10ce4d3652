import { type Days, daysOf, moved } from './range'

it.each([
  ['all', {}],
  ['today', { from: '2026-03-01', to: '2026-03-01' }],
  ['week', { from: '2026-02-23', to: '2026-03-01' }],
  ['month', { from: '2026-01-31', to: '2026-03-01' }],
  ['own', { from: '2026-01-05', to: '2026-01-09' }],
] as const)('%s asks for these days', (range, days) => {
  expect(daysOf(range, '2026-03-01', { from: '2026-01-05', to: '2026-01-09' })).toEqual(days)
})

it.each<[string, keyof Days, string, Days]>([
  ['the first, before the last', 'from', '2026-01-02', { from: '2026-01-02', to: '2026-01-09' }],
  ['the first, behind the last, which goes along', 'from', '2026-01-20', { from: '2026-01-20', to: '2026-01-20' }],
  ['the last, behind the first', 'to', '2026-01-07', { from: '2026-01-05', to: '2026-01-07' }],
  ['the last, before the first, which goes along', 'to', '2026-01-01', { from: '2026-01-01', to: '2026-01-01' }],
])('moves %s', (_, end, day, days) => {
  expect(moved({ from: '2026-01-05', to: '2026-01-09' }, end, day)).toEqual(days)
})
