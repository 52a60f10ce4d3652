import { expect, test } from '@jest/globals'
import nacl from 'tweetnacl'
import { base64url, utf8 } from '../../phone/bytes'
import { verifiedCode } from './code'
import { judgeOffline } from './judge'
import { type Kept, settled, syncOf, withUse } from './kept'

const now = Date.parse('2030-03-01T12:00:00+08:00')
const minute = 60_000
const pair = nacl.sign.keyPair.fromSeed(Uint8Array.from({ length: 32 }, (_, at) => at))
const keys = [{ kid: 'k1', x: base64url(pair.publicKey) }]
const member = 'A'.repeat(26)
const batch = 'B'.repeat(26)
const deal = 'D'.repeat(26)
const couponId = `cpn_${member}${batch}01`
const voucherId = `vch_${member}${deal}-01-01`

function codeOf(id: string, until = now + minute, kid = 'k1', by = pair): string {
  const header = base64url(utf8(JSON.stringify({ alg: 'EdDSA', kid })))
  const payload = base64url(utf8(`${id}.0.${until / 1000}`))
  const signature = base64url(nacl.sign.detached(utf8(`${header}.${payload}`), by.secretKey))
  return `${header}.${payload}.${signature}`
}

const at = (ms: number) => new Date(now + ms).toISOString()
const open = [{ from: at(-minute), to: at(minute) }]
function device(more: object = {}): Kept {
  const offers = [
    {
      ...{ offerId: `bat_${batch}`, kind: 'coupon' as const, title: '满减', rules: [], open },
      ...{ benefit: { kind: 'amount' as const, offFen: 1000, minSpendFen: 3000 }, ...more },
    },
    { offerId: `dea_${deal}`, kind: 'voucher' as const, title: '下午茶', rules: [], open, uses: 3, useFen: 4000 },
  ]
  const cap = { redemptions: 2, fen: 10_000 }
  const grant = {
    deviceId: 'dev_1',
    storeId: 'sto_1',
    keys,
    cap,
    at: at(-minute),
    until: at(60 * minute),
    counter: 0,
    head: '',
    offers,
  }
  return { seed: base64url(pair.secretKey.subarray(0, 32)), grant, offset: 0, queue: [], lost: [], counter: 0, head: '' }
}
const bill = { totalFen: 4550 }
const scan = (code: string, more: object = {}) => ({ code, storeId: 'sto_1', bill, ...more })

test('a code is what one of the keys has signed, and nothing else', () => {
  const code = codeOf(couponId)
  expect(verifiedCode(code, keys)).toEqual({ id: couponId, cycle: 0, until: now + minute })
  const [header, payload, signature] = code.split('.')
  const other = nacl.sign.keyPair.fromSeed(new Uint8Array(32))
  for (const forged of [
    codeOf(couponId, now + minute, 'k1', other),
    codeOf(couponId, now + minute, 'k2'),
    `${header}.${base64url(utf8(`${couponId}.9.9999999999`))}.${signature}`,
    `${header}.${payload}`,
    `${code}.x`,
    '',
    'a.b.c',
  ])
    expect(verifiedCode(forged, keys)).toBeUndefined()
})

test('it comes to what the server would say', () => {
  const judged = judgeOffline(device(), scan(codeOf(couponId)), now)
  expect(judged).toMatchObject({ thing: couponId, fen: 1000, preview: { usable: true, discountFen: 1000, payFen: 3550 } })
  const voucher = judgeOffline(device(), scan(codeOf(voucherId), { uses: 2 }), now)
  expect(voucher).toMatchObject({ fen: 8000, preview: { kind: 'voucher', uses: 2, discountFen: 0 } })
  const small = judgeOffline(device(), scan(codeOf(couponId), { bill: { totalFen: 2999 } }), now)
  expect(small).toMatchObject({ preview: { usable: false, why: { code: 'coupon.min_spend' } } })
  const none = judgeOffline(device(), scan(codeOf(couponId), { bill: undefined }), now)
  expect(none).toMatchObject({ preview: { usable: true, billNeeded: true } })
})

test.each<[string, Parameters<typeof judgeOffline>, string]>([
  ['a typed code', [device(), { typedCode: '1234567890123456', storeId: 'sto_1' }, now], '请扫顾客的二维码'],
  ['a code whose minute is over', [device(), scan(codeOf(couponId, now)), now], '过期'],
  ['an offer that this device does not know', [device(), scan(codeOf(`cpn_${member}${'C'.repeat(26)}01`)), now], '不认识'],
  ['terms that the code does not tell', [device({ unsure: true }), scan(codeOf(couponId)), now], '联网'],
  ['another hour', [device({ open: [{ from: at(1), to: at(minute) }] }), scan(codeOf(couponId)), now], '时段'],
  ['more uses than there are', [device(), scan(codeOf(voucherId), { uses: 4 }), now], '次数'],
  ['more than may be owed', [device(), scan(codeOf(voucherId), { uses: 3 }), now], '上限'],
  ['a grant that is over', [device(), scan(codeOf(couponId, now + 99 * minute)), now + 60 * minute], '太久'],
])('%s is refused in words', (_, asked, words) => {
  expect(judgeOffline(...asked)).toEqual({ no: expect.stringContaining(words) })
})

test('the same thing is not taken twice, nor more than the cap, and each entry hangs on the one before', () => {
  const use = (kept: Kept, thing: string) => withUse(kept, { at: at(0), code: 'c', fen: 1000 }, { thing, title: '满减' })
  const one = use(device(), couponId)
  expect(judgeOffline(one, scan(codeOf(couponId)), now)).toEqual({ no: expect.stringContaining('已在这台设备上') })
  const two = use(one, 'vch_other')
  expect(judgeOffline(two, scan(codeOf(voucherId)), now)).toEqual({ no: expect.stringContaining('上限') })
  expect(two.queue.map(({ entry }) => [entry.counter, entry.prev])).toEqual([
    [1, ''],
    [2, one.head],
  ])
  expect(syncOf(two, at(0))).toMatchObject({ deviceId: 'dev_1', entries: [{ counter: 1 }, { counter: 2 }] })
  const why = { code: 'code.expired' as const, message: '券码已过期' }
  const results = [{ counter: 1, state: 'conflict' as const, at: at(0), why }]
  const after = settled(two, { results, grant: two.grant }, 5)
  expect(after.queue.map(({ entry }) => entry.counter)).toEqual([2])
  expect(after.lost).toMatchObject([{ counter: 1, title: '满减', why }])
})
