import { fenOf, yuan, yuanDigits } from './money.ts'

it.each([
  [0, '¥0'],
  [1, '¥0.01'],
  [10, '¥0.10'],
  [300, '¥3'],
  [1250, '¥12.50'],
  [-1250, '¥-12.50'],
  [1_000_000_000, '¥10000000'],
])('shows %i fen as %s', (fen, shown) => {
  expect(yuan(fen)).toBe(shown)
  expect(yuanDigits(fen)).toBe(shown.slice(1))
})

it.each([
  ['12.5', 1250],
  ['12.50', 1250],
  [' ¥1,200 ', 120_000],
  ['￥0.01', 1],
  ['0', 0],
  ['12.505', undefined],
  ['', undefined],
  ['-3', undefined],
  ['1e3', undefined],
  ['十', undefined],
  ['123456789', undefined],
])('reads %j as %s fen', (typed, fen) => {
  expect(fenOf(typed)).toBe(fen)
})
