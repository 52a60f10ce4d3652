import { as, expectRefusal, expectStamped, type MaliceDoor, maliceDoor, type Reply } from '../../local/testing/malice.ts'
import type { Code } from '../../shared/problems.ts'

let door: MaliceDoor
let marketer: { authorization: string }
let manager: { authorization: string }
let clerk: { authorization: string }
let guest: { authorization: string }
let storeId: string
beforeAll(async () => {
  door = await maliceDoor()
  marketer = as(await door.tokenOf('seed-marketer'))
  manager = as(await door.tokenOf('seed-manager'))
  clerk = as(await door.tokenOf('seed-clerk-1'))
  guest = as(await door.tokenOf('guest-front'))
  storeId = (await door.send('GET', '/stores', clerk)).body.items[0].storeId
})
afterAll(() => door.close())

const json = 'application/json'
const form = { name: '冬日活动', from: '2030-01-01T00:00:00+08:00', to: '2030-02-01T00:00:00+08:00' }
const batch = {
  title: '冬日券',
  total: 10,
  perMember: 1,
  benefit: { kind: 'amount', offFen: 100, minSpendFen: 0 },
  validity: { kind: 'days', days: 7 },
}
/** JSON as text, for what no value of JavaScript can hold. */
const formWith = (field: string) => `${JSON.stringify(form).slice(0, -1)},${field}}`
const create = (body: unknown) => door.post('/promotions', body, marketer)
const inBatch = (body: unknown) => door.post('/promotions/prm_1/batches', body, marketer)
const redeem = (more: object) => door.post('/redemptions', { code: 'x', storeId, ...more }, clerk)
const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`

type Case = [promise: string, call: () => Promise<Reply>, field: string | undefined]

describe('a request that is not filled in correctly is refused and names the field', () => {
  it.each<Case>([
    ['a field that is missing', () => create({ ...form, name: undefined }), 'name'],
    ['a field that nobody knows', () => create({ ...form, merchantId: 'mer_1' }), 'merchantId'],
    [
      'an unknown field inside another',
      () => inBatch({ ...batch, benefit: { ...batch.benefit, offYuan: 1 } }),
      'benefit.offYuan',
    ],
    ['a wrong type', () => create({ ...form, name: 7 }), 'name'],
    ['a text where a number belongs', () => inBatch({ ...batch, total: '10' }), 'total'],
    [
      'a wrong value inside a list',
      () => redeem({ bill: { totalFen: 1, lines: [{ amountFen: 1 }, { amountFen: -1 }] } }),
      'bill.lines.1.amountFen',
    ],
    ['a wrong id inside a list', () => create({ ...form, stores: { storeIds: ['../../etc'] } }), 'stores.storeIds.0'],
    ['negative money', () => inBatch({ ...batch, benefit: { ...batch.benefit, offFen: -100 } }), 'benefit.offFen'],
    ['half a fen', () => redeem({ bill: { totalFen: 0.5 } }), 'bill.totalFen'],
    ['a day that does not exist', () => create({ ...form, from: '2030-02-30T00:00:00+08:00' }), 'from'],
    ['an instant without offset', () => create({ ...form, from: '2030-01-01T00:00:00' }), 'from'],
    ['two codes at once', () => redeem({ typedCode: '0000 0000 0000 0000' }), 'code'],
    ['only space', () => create({ ...form, name: ' 　 ' }), 'name'],
    ['a line break in a name', () => create({ ...form, name: 'a\nb' }), 'name'],
    ['NUL', () => create({ ...form, name: 'a\0b' }), 'name'],
    ['NUL in a code', () => redeem({ code: 'a\0' }), 'code'],
    ['a lone surrogate', () => create({ ...form, name: 'a\ud800' }), 'name'],
    ['a lone surrogate in a name of a field', () => create(formWith('"\\udc00":1')), '\ufffd'],
    ['__proto__', () => create(formWith('"__proto__":{"role":"operator"}')), '__proto__'],
    ['constructor', () => create({ ...form, constructor: { name: 'x' } }), 'constructor'],
    ['prototype inside another field', () => inBatch({ ...batch, scope: { prototype: 1 } }), 'scope.prototype'],
    ['2^53 + 1', () => inBatch(JSON.stringify(batch).replace('"total":10', '"total":9007199254740993')), 'total'],
    ['1e400', () => inBatch(JSON.stringify(batch).replace('"total":10', '"total":1e400')), 'total'],
    ['-1e400', () => inBatch(JSON.stringify(batch).replace('"total":10', '"total":-1e400')), 'total'],
    ['nesting 13 deep', () => create(formWith(`"deep":${nested(13)}`)), `deep${'.a'.repeat(12)}`],
    ['nesting 12 deep in a field that nobody knows', () => create(formWith(`"deep":${nested(11)}`)), 'deep'],
    ['nesting 10,000 deep', () => create(formWith(`"deep":${nested(10_000)}`)), `deep${'.a'.repeat(12)}`],
    [
      'lists 10,000 deep',
      () => create(formWith(`"deep":${'['.repeat(10_000)}${']'.repeat(10_000)}`)),
      `deep${'.0'.repeat(12)}`,
    ],
    ['the last of duplicate keys is wrong', () => create(formWith('"name":7')), 'name'],
    ['a query on a POST', () => door.post('/promotions?name=x', form, marketer), 'name'],
    ['an unknown name in a query', () => door.send('GET', '/me?x=1', guest), 'x'],
    ['a name twice in a query', () => door.send('GET', '/promotions?limit=5&limit=6', marketer), 'limit'],
    ['a body that contradicts the path', () => door.post('/staff/mbr_1/revoke', { memberId: 'mbr_2' }, manager), 'memberId'],
    ['a query that contradicts the path', () => door.send('GET', `/stores/${storeId}?storeId=sto_2`), 'storeId'],
    ['.. in an id', () => door.send('GET', '/batches/%2e%2e'), 'batchId'],
    ['../ in an id', () => door.send('GET', '/stores/..%2F..%2Fme'), 'storeId'],
    ['the key of another item in an id', () => door.send('GET', '/batches/bat_1%23STOCK%230'), 'batchId'],
    ['an id in look-alike letters', () => door.send('GET', `/stores/${encodeURIComponent('ѕto_1')}`), 'storeId'],
    ['an empty latitude', () => door.send('GET', '/offers?lat=&lng=104.08'), 'lat'],
    ['a latitude of only space', () => door.send('GET', '/offers?lat=%20&lng=104.08'), 'lat'],
    ['an empty longitude', () => door.send('GET', `/stores/${storeId}?lat=30.65&lng=`), 'lng'],
    ['half a place', () => door.send('GET', '/offers?lat=30.65'), 'lng'],
    ['a number that is not written plainly', () => door.send('GET', '/offers?limit=1e1'), 'limit'],
    ['a latitude past the pole', () => door.send('GET', '/offers?lat=90.1&lng=0'), 'lat'],
    ['a longitude that is no number', () => door.send('GET', '/offers?lat=1&lng=Infinity'), 'lng'],
    ['a limit of nothing', () => door.send('GET', '/promotions?limit=', marketer), 'limit'],
    ['a limit of 0', () => door.send('GET', '/promotions?limit=0', marketer), 'limit'],
    ['a limit of 101', () => door.send('GET', '/promotions?limit=101', marketer), 'limit'],
    ['a limit in letters', () => door.send('GET', '/promotions?limit=abc', marketer), 'limit'],
    ['a cursor somebody made up', () => door.send('GET', '/me/coupons?cursor=WyJhIl0', guest), 'cursor'],
    ['a cursor of the stores that is none', () => door.send('GET', '/stores?cursor=-1', manager), 'cursor'],
  ])('%s', async (_promise, call, field) => expectRefusal(await call(), 'input.invalid', field))

  it('a cursor of another question, which its own question takes', async () => {
    const page = await door.send('GET', '/staff?limit=1', manager)
    const cursor = encodeURIComponent(page.body.nextCursor)
    expect((await door.send('GET', `/staff?limit=1&cursor=${cursor}`, manager)).status).toBe(200)
    expectRefusal(await door.send('GET', `/me/coupons?cursor=${cursor}`, guest), 'input.invalid', 'cursor')
    expectRefusal(await door.send('GET', `/promotions?cursor=${cursor}`, marketer), 'input.invalid', 'cursor')
    expectRefusal(await door.send('GET', `/offers?cursor=${cursor}`), 'input.invalid', 'cursor')
  })

  it.each([
    ['a header of its own', 'a\r\nSet-Cookie: x=1'],
    ['a space', 'a b'],
    ['a letter outside ASCII', '键'],
    ['nothing', ''],
    ['65 characters', 'k'.repeat(65)],
  ])('an Idempotency-Key with %s', async (_what, key) => {
    const reply = await door.post('/promotions', form, { ...marketer, 'idempotency-key': key })
    expectRefusal(reply, 'input.invalid', 'Idempotency-Key')
    expect(JSON.stringify(reply.headers)).not.toContain('Cookie')
  })
})

describe('a request that is filled in correctly goes through', () => {
  it.each<[promise: string, call: () => Promise<Reply>, status: number]>([
    ['the form as it is', () => create(form), 201],
    ['the last of duplicate keys, like every reader of JSON', () => create(formWith('"name":"后写的"')), 201],
    ['every script and an emoji', () => create({ ...form, name: 'Ünï 冬日 ☕️👨‍👩‍👧' }), 201],
    [
      'an Idempotency-Key of 64 characters',
      () => door.post('/promotions', form, { ...marketer, 'idempotency-key': '~'.repeat(64) }),
      201,
    ],
    [
      '64 KB exactly',
      () => create(`${JSON.stringify(form)}${' '.repeat(65_536 - Buffer.byteLength(JSON.stringify(form)))}`),
      201,
    ],
    ['a limit of 1 and of 100', () => door.send('GET', '/promotions?limit=100', marketer), 200],
    ['a place', () => door.send('GET', '/offers?lat=30.65742&lng=104.0808'), 200],
    ['the equator at Greenwich', () => door.send('GET', '/offers?lat=0&lng=0'), 200],
    ['a POST without body where nothing is asked', () => door.send('POST', '/promotions/prm_1/launch', marketer), 404],
    ['a body that agrees with the path', () => door.post('/staff/mbr_1/revoke', { memberId: 'mbr_1' }, manager), 404],
  ])('%s', async (_promise, call, status) => {
    const reply = await call()
    expect(reply.status).toBe(status)
    expectStamped(reply)
  })
})

describe('a request that cannot be read is refused', () => {
  it.each<[promise: string, body: string | Buffer, type: string, code: Code]>([
    ['broken JSON', '{"name":', json, 'input.malformed'],
    ['JSON with a comment', '{} // x', json, 'input.malformed'],
    ['NaN', '{"name":NaN}', json, 'input.malformed'],
    ['broken UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), json, 'input.malformed'],
    ['UTF-8 of a surrogate', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), json, 'input.malformed'],
    ['a list', '[]', json, 'input.malformed'],
    ['a list 10,000 deep', '['.repeat(10_000) + ']'.repeat(10_000), json, 'input.malformed'],
    ['null', 'null', json, 'input.malformed'],
    ['a text', '"x"', json, 'input.malformed'],
    ['one byte more than 64 KB', ' '.repeat(65_537), json, 'input.too_large'],
    ['a megabyte of another type', 'x'.repeat(1_000_000), 'text/plain', 'input.too_large'],
    ['a form', 'name=x', 'application/x-www-form-urlencoded', 'input.wrong_type'],
    ['plain text', '{}', 'text/plain', 'input.wrong_type'],
    ['no type', '{}', '', 'input.wrong_type'],
    ['something like JSON', '{}', 'application/jsonp', 'input.wrong_type'],
    ['another charset', '{}', 'application/json; charset=gbk', 'input.wrong_type'],
  ])('%s', async (_promise, body, type, code) => {
    expectRefusal(await door.post('/promotions', body, { ...marketer, 'content-type': type }), code)
  })

  it.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"'])(
    'and read as %s',
    async (type) => {
      expect((await door.post('/promotions', form, { ...marketer, 'content-type': type })).status).toBe(201)
    },
  )
})

describe('every answer', () => {
  it('tells an unknown address from a wrong method', async () => {
    for (const path of ['/', '/nowhere', '/me/', '/ME', '//me', '/stores/a/b/c', '/me/coupons/x/y'])
      expectRefusal(await door.send('GET', path, guest), 'route.not_found')
    for (const [method, path, allowed] of [
      ['DELETE', '/me', ['GET', 'POST']],
      ['PUT', '/promotions', ['POST', 'GET']],
      ['GET', '/sessions', ['POST']],
      ['PATCH', '/batches/bat_1', ['POST', 'GET']],
      ['POST', '/openapi.json', ['GET']],
    ] as const) {
      const reply = await door.send(method, path, guest)
      expectRefusal(reply, 'route.wrong_method')
      expect(reply.body.details).toEqual({ allowed })
    }
  })

  it('speaks English to those who ask for it, else Chinese', async () => {
    for (const language of ['en', 'en-GB,en;q=0.9', ' EN'])
      expectRefusal(await door.send('GET', '/me', { 'accept-language': language }), 'session.missing', undefined, 'en')
    for (const language of ['zh-CN', 'zh,en;q=0.5', 'fr', 'english', ''])
      expectRefusal(await door.send('GET', '/me', { 'accept-language': language }), 'session.missing', undefined, 'zh')
    expectRefusal(await door.send('GET', '/me'), 'session.missing', undefined, 'zh')
  })

  it('carries the time of the one clock', async () => {
    for (const call of [() => door.send('GET', '/health'), () => door.send('GET', '/nowhere'), () => door.send('GET', '/me')]) {
      const before = door.clock.now().getTime()
      const at = Date.parse((await call()).headers['footfall-time'] ?? '')
      expect(at).toBeGreaterThanOrEqual(before)
      expect(at).toBeLessThanOrEqual(door.clock.now().getTime())
    }
  })

  it('and the log of it all holds nothing of what was sent', () => {
    const text = door.lines.join('\n')
    const tokens = [marketer, manager, clerk, guest].map(({ authorization }) => authorization.slice(7))
    expect(door.lines.length).toBeGreaterThan(80)
    const sent = [
      ...tokens,
      '冬日',
      '后写的',
      'Set-Cookie',
      '30.65742',
      '104.0808',
      'etc',
      'role',
      'ѕto_1',
      'guest-front',
      'WyJhIl0',
    ]
    expect(sent.filter((secret) => text.includes(secret))).toEqual([])
  })
})
