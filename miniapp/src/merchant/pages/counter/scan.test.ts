import { expect, test } from '@jest/globals'
import { scanOf } from './scan'

const draft = { text: '1234 5678 9012 3456', bill: '' }

test.each([
  ['a typed code alone', draft, { scan: { typedCode: '1234567890123456', storeId: 'sto_1' } }],
  [
    'with a bill',
    { ...draft, bill: '￥86.5' },
    { scan: { typedCode: '1234567890123456', storeId: 'sto_1', bill: { totalFen: 8650 } } },
  ],
  ['what a QR holds', { ...draft, text: 'ff1.abc' }, { scan: { code: 'ff1.abc', storeId: 'sto_1' } }],
  ['too few digits', { ...draft, text: '1234' }, { fault: 'code' }],
  ['nothing', { ...draft, text: '' }, { fault: 'code' }],
  ['no amount of money', { ...draft, bill: '八十六' }, { fault: 'bill' }],
  ['three decimals', { ...draft, bill: '1.234' }, { fault: 'bill' }],
])('%s', (_, given, reading) => {
  expect(scanOf(given, 'sto_1')).toEqual(reading)
})
