import { type Door, openDoor } from '../door.ts'
import { testKeys } from '../testing/test-keys.ts'
import { newSandbox, type Sandbox, wechat } from './sandbox.ts'

const app = { appid: 'wx0011', secret: 'the-secret' }
let offsetMs = 0
const now = () => new Date(Date.UTC(2026, 0, 1) + offsetMs)
let sandbox: Sandbox
let door: Door
beforeEach(async () => {
  sandbox = newSandbox(app, { now, advance: () => {} }, { keys: await testKeys() })
  door = await openDoor(0, 'WeChat')
  door.serve(wechat(sandbox))
})
afterEach(() => door.close(0))

type Answer = { [field: string]: unknown }

async function post(path: string, body: unknown): Promise<Answer> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const answer = await fetch(door.url + path, { method: 'POST', body: text })
  expect(answer.status).toBe(200)
  return (await answer.json()) as Answer
}
const newToken = (more: object = {}) => post('/cgi-bin/stable_token', { grant_type: 'client_credential', ...app, ...more })
const words = { version: 2, scene: 1, openid: 'guest-1', content: '小满' }
const check = (token: unknown, more: object = {}) => post(`/wxa/msg_sec_check?access_token=${token}`, { ...words, ...more })

describe('an access token', () => {
  test('is good for two hours, and asked for again it is the same one', async () => {
    const first = await newToken()
    expect(first).toEqual({ access_token: expect.any(String), expires_in: 7200 })
    offsetMs += 3_600_000
    expect(await newToken()).toEqual({ access_token: first.access_token, expires_in: 3600 })
    expect(await check(first.access_token)).toMatchObject({ errcode: 0 })
  })

  test('has a successor in its last five minutes, and both are good until it ends', async () => {
    const { access_token: first } = await newToken()
    offsetMs += 7_000_000
    const { access_token: second, expires_in } = await newToken()
    expect([second === first, expires_in]).toEqual([false, 7200])
    expect([(await check(first)).errcode, (await check(second)).errcode]).toEqual([0, 0])
    offsetMs += 300_000
    expect([(await check(first)).errcode, (await check(second)).errcode]).toEqual([42001, 0])
  })

  test('that is forced ends the one before, every thirty seconds and twenty times a day', async () => {
    const { access_token: first } = await newToken()
    const { access_token: forced } = await newToken({ force_refresh: true })
    expect([(await check(first)).errcode, (await check(forced)).errcode]).toEqual([40001, 0])
    expect((await newToken({ force_refresh: true })).errcode).toBe(45011)
    for (let nth = 1; nth < 20; nth++) {
      offsetMs += 31_000
      expect((await newToken({ force_refresh: true })).errcode).toBeUndefined()
    }
    offsetMs += 31_000
    expect((await newToken({ force_refresh: true })).errcode).toBe(45009)
    offsetMs += 86_400_000
    expect((await newToken({ force_refresh: true })).expires_in).toBe(7200)
  })

  test.each([
    [{ grant_type: 'authorization_code' }, 40002],
    [{ appid: '' }, 41002],
    [{ secret: '' }, 41004],
    [{ appid: 'wx-other' }, 40013],
    [{ secret: 'wrong' }, 40125],
  ])('is refused to %j with errcode %i', async (change, errcode) => {
    expect((await newToken(change)).errcode).toBe(errcode)
  })

  test('is asked for by POST, in JSON', async () => {
    expect(await (await fetch(`${door.url}/cgi-bin/stable_token`)).json()).toMatchObject({ errcode: 43002 })
    expect((await post('/cgi-bin/stable_token', 'grant_type=client_credential')).errcode).toBe(47001)
  })
})

describe('a check of words', () => {
  test.each([
    ['春水小火锅', 'pass', 100],
    ['特3456书yuuo莞6543李zxcz蒜7782法fgnv级完2347全dfji试3726测asad感3847知qwez到', 'risky', 20002],
    ['在线赌博', 'risky', 20006],
    ['加微信领红包', 'review', 10001],
  ])('says of %s: %s', async (content, suggest, label) => {
    const answer = await check((await newToken()).access_token, { content })
    expect(answer).toMatchObject({ errcode: 0, errmsg: 'ok', result: { suggest, label }, trace_id: expect.any(String) })
  })

  test('looks at the nickname and the title beside the content too', async () => {
    const { access_token } = await newToken()
    expect(await check(access_token, { nickname: '赌博' })).toMatchObject({ result: { suggest: 'risky' } })
  })

  test.each([
    [{ version: 1 }, 47001],
    [{ content: undefined }, 47001],
    [{ content: '' }, 44002],
    [{ content: '字'.repeat(2501) }, 45002],
    [{ scene: 5 }, 40129],
    [{ openid: '' }, 40003],
  ])('refuses %j with errcode %i', async (change, errcode) => {
    expect((await check((await newToken()).access_token, change)).errcode).toBe(errcode)
  })

  test('takes 2,500 characters', async () => {
    expect((await check((await newToken()).access_token, { content: '字'.repeat(2500) })).errcode).toBe(0)
  })

  test('asks for a token that is good', async () => {
    expect((await post('/wxa/msg_sec_check', words)).errcode).toBe(41001)
    expect((await check('made-up')).errcode).toBe(40001)
  })
})

describe('a fault that somebody asked for', () => {
  test.each([
    ['busy', -1],
    ['quota', 45009],
  ] as const)('%s of a token answers errcode %i', async (fault, errcode) => {
    sandbox.faults.set('token', fault, 1)
    expect((await newToken()).errcode).toBe(errcode)
    expect((await newToken()).expires_in).toBe(7200)
  })

  test.each([
    ['busy', -1],
    ['quota', 45009],
    ['stranger', 61010],
    ['invalid', 40001],
  ] as const)('%s of a check answers errcode %i', async (fault, errcode) => {
    sandbox.faults.set('words', fault, 1)
    expect((await check((await newToken()).access_token)).errcode).toBe(errcode)
    expect((await check((await newToken()).access_token)).errcode).toBe(0)
  })

  test('drop breaks the connection', async () => {
    sandbox.faults.set('token', 'drop', 1)
    await expect(newToken()).rejects.toThrow('fetch failed')
  })
})

test('the journal holds no word, no token and no secret', async () => {
  const { access_token } = await newToken()
  await check(access_token, { content: '我的昵称' })
  const text = JSON.stringify(sandbox.journal.read())
  for (const secret of ['我的昵称', String(access_token), app.secret, 'guest-1']) expect(text).not.toContain(secret)
  expect(sandbox.journal.read().items.map(({ what }) => what)).toEqual([
    'POST /cgi-bin/stable_token',
    'POST /wxa/msg_sec_check',
  ])
})
