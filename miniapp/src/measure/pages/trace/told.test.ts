import { expect, test } from '@jest/globals'
import { kindWords, moneyWords, toldWords } from './told'

const copy = {
  depth: (depth: number) => `第 ${depth} 层分享`,
  discount: (amount: string) => `优惠 ${amount}`,
  redeemed: '核销',
}

test.each([
  ['a touchpoint', { kind: 'touchpoint', words: '春熙路站' }, '春熙路站'],
  ['a share', { kind: 'shared', who: '会员 ··1234', depth: 2 }, '会员 ··1234 · 第 2 层分享'],
  [
    'a redemption',
    { kind: 'redeemed', who: '店员·小林', storeName: '太古里店', fen: 4000, discountFen: 1000 },
    '店员·小林 · 太古里店 · 优惠 ¥10',
  ],
  ['an opening, of which nobody is known', { kind: 'opened' }, ''],
])('%s says who, where and what', (_, step, words) => {
  expect(toldWords(step, copy)).toBe(words)
})

test('money that goes back has a minus, and what is newer than this build keeps its name', () => {
  expect(moneyWords({ kind: 'refunded', fen: 9900 })).toBe('−¥99')
  expect(moneyWords({ kind: 'paid', fen: 9900 })).toBe('¥99')
  expect(moneyWords({ kind: 'opened' })).toBe('')
  expect([kindWords('redeemed', copy), kindWords('teleported', copy)]).toEqual(['核销', 'teleported'])
})
