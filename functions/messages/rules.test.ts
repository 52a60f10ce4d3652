import { type Message, nextTry, pageOf, reportedBy, sentBy, valuesOf } from './rules.ts'

const long = '一二三四五六七八九十一二三四五六七八九十一二'
const all: [Message, string[], string][] = [
  [
    { kind: 'group', groupId: 'grp_1', title: '双人火锅', result: 'complete' },
    ['双人火锅', '拼团成功', '团购券已放入“我的”，到店出示即可'],
    'grp_1',
  ],
  [
    { kind: 'group', groupId: 'grp_1', title: long, result: 'failed' },
    ['一二三四五六七八九十一二三四五六七八九…', '拼团未成', '人数未满，钱款将原路退回'],
    'grp_1',
  ],
  [
    { kind: 'refund', orderId: 'ord_1', title: '双人火锅', amountFen: 6402, at: '2026-11-22T13:06:00+08:00' },
    ['双人火锅', '¥64.02', '2026-11-22 13:06', '已原路退回，请查看支付账户'],
    'ord_1',
  ],
  [
    { kind: 'voucher_expiring', voucherId: 'vch_1', title: '双人火锅', until: '2026-11-25T00:00:00+08:00' },
    ['双人火锅', '2026-11-25 00:00', '快到期了，记得到店使用'],
    'vch_1',
  ],
  [
    { kind: 'store_closed', page: 'pages/wallet/index?id=cpn_1', store: '东门店', title: '满百减十', next: 'elsewhere' },
    ['东门店', '满百减十', '可到其他门店使用，详情请点开'],
    'cpn_1',
  ],
]

it.each(all)('says %o within what a template takes, and leads to what it is about', (message, values, id) => {
  expect(valuesOf(message)).toEqual(values)
  for (const value of valuesOf(message)) expect([...value].length).toBeLessThanOrEqual(20)
  expect(pageOf(message)).toContain(id)
})

it.each([
  [0, 'sent'],
  [43101, 'none'],
  [-1, 'later'],
  [45009, 'later'],
  [40037, 'failed'],
  [40003, 'failed'],
  [47003, 'failed'],
  [41030, 'failed'],
])('takes errcode %i of a message for %s', (errcode, sent) => expect(sentBy(errcode)).toBe(sent))

it.each([
  [0, 'sent'],
  [10060002, 'sent'],
  [10060003, 'sent'],
  [10060001, 'later'],
  [10060012, 'later'],
  [-1, 'later'],
  [10060031, 'failed'],
])('takes errcode %i of a report for %s', (errcode, sent) => expect(reportedBy(errcode)).toBe(sent))

it('waits longer from try to try, and never past the end', () => {
  const now = new Date('2026-11-22T05:00:00Z')
  const until = '2026-11-23T05:00:00.000Z'
  const waits = [0, 1, 2, 3, 4, 9].map((tries) => nextTry(tries, until, now)?.slice(11, 16))
  expect(waits).toEqual(['05:01', '05:05', '05:30', '07:00', '11:00', '11:00'])
  expect(nextTry(0, '2026-11-22T05:00:59.000Z', now)).toBeUndefined()
})
