import { expect, test } from '@jest/globals'
import { blank, questionOf } from './question'

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
