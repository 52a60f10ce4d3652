import { expect, test } from '@jest/globals'
import { askedAgain, blank, type Preview, questionOf, standingOf } from './question'

test.each([
  ['nothing', {}, { fault: 'name' }],
  ['a name alone', { name: '王' }, { fault: 'phone' }],
  ['three digits', { name: '王', phone: '123' }, { fault: 'phone' }],
  ['a name with four digits', { name: ' 王 ', phone: '0123' }, { question: { name: '王', phoneLast4: '0123', storeId: 's' } }],
  ['eleven digits of a number', { way: 'number' as const, number: '1234 5678 901' }, { fault: 'number' }],
  ['a number', { way: 'number' as const, number: '1234 5678 9012' }, { question: { orderId: '123456789012', storeId: 's' } }],
  [
    'a number and a bill',
    { way: 'number' as const, number: '123456789012', bill: '8.5' },
    { question: { orderId: '123456789012', storeId: 's', bill: { totalFen: 850 } } },
  ],
  ['a bill that is none', { way: 'number' as const, number: '123456789012', bill: 'x' }, { fault: 'bill' }],
])('%s', (_, entered, asking) => {
  expect(questionOf({ ...blank, ...entered }, 's')).toEqual(asking)
})

const preview = (more: object) => ({ couponId: 'cpn_1', usable: true, billNeeded: false, ...more }) as Preview
const scope = { excludeItems: ['饮料'] }

test.each([
  ['usable', {}, 'ready'],
  ['without a bill', { billNeeded: true }, 'bill'],
  ['with the bill it asked for', { billNeeded: true, payFen: 100 }, 'ready'],
  ['too little of what counts', { usable: false, scope, why: { code: 'coupon.min_spend' } }, 'bill'],
  ['too little of everything', { usable: false, why: { code: 'coupon.min_spend' } }, 'no'],
  ['expired', { usable: false, why: { code: 'coupon.expired' } }, 'no'],
])('a coupon %s', (_, more, standing) => {
  expect(standingOf(preview(more))).toBe(standing)
})

test.each([
  ['no bill', {}, { fault: 'bill' }],
  ['no part', { bill: '100' }, { fault: 'part' }],
  ['a part above the bill', { bill: '100', part: '100.01' }, { fault: 'partMore' }],
  [
    'both',
    { bill: '100', part: '30' },
    {
      question: {
        name: '王',
        storeId: 's',
        couponId: 'cpn_1',
        bill: { totalFen: 10_000, lines: [{ item: '饮料', amountFen: 3000 }, { amountFen: 7000 }] },
      },
    },
  ],
])('one coupon that is not for everything, asked about with %s', (_, typed, asking) => {
  expect(askedAgain({ name: '王', storeId: 's' }, preview({ scope }), { ...blank, ...typed })).toEqual(asking)
})
