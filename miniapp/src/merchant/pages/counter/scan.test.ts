import { expect, test } from '@jest/globals'
import { linesOf, partOf } from './lines'
import { scanOf } from './scan'

const draft = { text: '1234 5678 9012 3456', bill: '', part: '' }

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

const both = { ...draft, bill: '100', part: '30' }
const drinks = { excludeItems: ['饮料', '酒水'] }
const out = (bill: object) => ({ scan: { typedCode: '1234567890123456', storeId: 'sto_1', bill } })
test.each([
  ['both amounts', both, out({ totalFen: 10_000, lines: [{ item: '饮料', amountFen: 3000 }, { amountFen: 7000 }] })],
  ['nothing excluded', { ...both, part: '0' }, out({ totalFen: 10_000, lines: [{ amountFen: 10_000 }] })],
  [
    'nothing but the excluded',
    { ...both, part: '100.00' },
    out({ totalFen: 10_000, lines: [{ item: '饮料', amountFen: 10_000 }] }),
  ],
  ['no total', { ...both, bill: '' }, { fault: 'bill' }],
  ['no part', { ...both, part: ' ' }, { fault: 'part' }],
  ['a part that is no money', { ...both, part: '无' }, { fault: 'part' }],
  ['a part above the total', { ...both, part: '100.01' }, { fault: 'partMore' }],
])('of a bill with exclusions, %s', (_, given, reading) => {
  expect(scanOf(given, 'sto_1', drinks)).toEqual(reading)
})

test.each([
  ['exclusions', drinks, { counts: false, words: ['饮料', '酒水'], except: [] }, { item: '饮料' }],
  ['categories', { categories: ['正餐'] }, { counts: true, words: ['正餐'], except: [] }, { category: '正餐' }],
  ['items', { items: ['拿铁'] }, { counts: true, words: ['拿铁'], except: [] }, { item: '拿铁' }],
  [
    'all three',
    { categories: ['正餐'], items: ['拿铁'], excludeItems: ['酒水'] },
    { counts: true, words: ['正餐', '拿铁'], except: ['酒水'] },
    { category: '正餐' },
  ],
])('asks for one amount where a scope has %s', (_, scope, part, line) => {
  expect(partOf(scope)).toEqual(part)
  expect(linesOf(scope, 500, 200)).toEqual([{ ...line, amountFen: 200 }, { amountFen: 300 }])
})
