import { type Door, openDoor } from '../door.ts'
import { testKeys } from '../testing/test-keys.ts'
import { control, newSandbox, wechat } from './sandbox.ts'

const app = { appid: 'wx0011', secret: 'the-secret' }
let offsetMs = 0
const clock = {
  now: () => new Date(Date.UTC(2026, 0, 1) + offsetMs),
  advance: (seconds: number) => {
    offsetMs += seconds * 1000
  },
}
let doors: Door[]
let front: string
let back: string

beforeAll(async () => {
  const sandbox = newSandbox(app, clock, { keys: await testKeys() })
  doors = [await openDoor(0, 'WeChat'), await openDoor(0, 'control')]
  doors[0]?.serve(wechat(sandbox))
  doors[1]?.serve(control(sandbox))
  ;[front = '', back = ''] = doors.map((door) => door.url)
})
afterAll(() => Promise.all(doors.map((door) => door.close(0))))
beforeEach(() => post('/reset'))

type Answer = { [field: string]: unknown }

async function post(
  path: string,
  body: unknown = {},
  headers: { [name: string]: string } = {},
): Promise<{ status: number; body: Answer }> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const answer = await fetch(back + path, { method: 'POST', body: text, headers })
  return { status: answer.status, body: (await answer.json()) as Answer }
}

const newCode = async (openid: string) => String((await post('/login-codes', { openid })).body.code)

async function exchange(code: string, change: { [name: string]: string } = {}): Promise<Answer> {
  const asked = { appid: app.appid, secret: app.secret, js_code: code, grant_type: 'authorization_code', ...change }
  const answer = await fetch(`${front}/sns/jscode2session?${new URLSearchParams(asked)}`)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain'])
  return (await answer.json()) as Answer
}

async function exchangeOnWeb(code: string): Promise<Answer> {
  const asked = { appid: app.appid, secret: app.secret, code, grant_type: 'authorization_code' }
  return (await (await fetch(`${front}/sns/oauth2/access_token?${new URLSearchParams(asked)}`)).json()) as Answer
}

describe('the exchange of a login code', () => {
  test('gives openid, session key and unionid, and only once', async () => {
    const code = await newCode('guest-1')
    expect(await exchange(code)).toEqual({
      openid: 'guest-1',
      session_key: expect.stringMatching(/^[\w+/]{22}==$/),
      unionid: expect.stringMatching(/^o.{27}$/),
    })
    expect(await exchange(code)).toEqual({ errcode: 40163, errmsg: expect.stringContaining('code been used') })
  })

  test('takes the same codes from the web, where it gives an access token; a person has one unionid', async () => {
    const web = await exchangeOnWeb(await newCode('guest-2'))
    expect(web).toMatchObject({ openid: 'guest-2', expires_in: 7200, scope: 'snsapi_base', access_token: expect.any(String) })
    expect((await exchange(await newCode('guest-2'))).unionid).toBe(web.unionid)
    const code = await newCode('guest-2')
    await exchange(code)
    expect((await exchangeOnWeb(code)).errcode).toBe(40163)
  })

  test.each([
    [{ appid: '' }, 41002],
    [{ secret: '' }, 41004],
    [{ js_code: '' }, 41008],
    [{ appid: 'wx-other' }, 40013],
    [{ secret: 'wrong' }, 40125],
    [{ grant_type: 'client_credential' }, 40002],
    [{ js_code: 'made-up' }, 40029],
  ])('refuses %j with errcode %i, and the code stays good', async (change, errcode) => {
    const code = await newCode('guest-3')
    expect((await exchange(code, change)).errcode).toBe(errcode)
    expect((await exchange(code)).openid).toBe('guest-3')
  })

  test('a code lives five minutes on the clock', async () => {
    const [early, late] = [await newCode('guest-4'), await newCode('guest-4')]
    await post('/clock', { advanceSeconds: 299 })
    expect((await exchange(early)).openid).toBe('guest-4')
    await post('/clock', { advanceSeconds: 1 })
    expect((await exchange(late)).errcode).toBe(40029)
  })

  test('a person is let in a hundred times a minute, others are not held up by that', async () => {
    for (let at = 0; at < 100; at += 1) expect((await exchange(await newCode('guest-5'))).openid).toBe('guest-5')
    const code = await newCode('guest-5')
    expect((await exchange(code)).errcode).toBe(45011)
    expect((await exchange(await newCode('guest-6'))).openid).toBe('guest-6')
    await post('/clock', { advanceSeconds: 60 })
    expect((await exchange(code)).openid).toBe('guest-5')
  })

  test('somebody WeChat thinks risky is refused', async () => {
    expect((await exchange(await newCode('risk-1'))).errcode).toBe(40226)
  })
})

describe('a fault that somebody asked for', () => {
  test.each([
    ['busy', -1],
    ['risk', 40226],
    ['rate', 45011],
  ])('%s answers errcode %i so many times and no more', async (fault, errcode) => {
    expect((await post('/faults', { login: { fault, times: 2 } })).body).toEqual({ login: { fault, times: 2 } })
    expect((await exchange(await newCode('guest-7'))).errcode).toBe(errcode)
    expect((await exchange(await newCode('guest-7'))).errcode).toBe(errcode)
    expect((await exchange(await newCode('guest-7'))).openid).toBe('guest-7')
  })

  test('drop breaks the connection, timeout says nothing; the code stays good', async () => {
    const code = await newCode('guest-8')
    await post('/faults', { login: { fault: 'drop' } })
    await expect(exchange(code)).rejects.toThrow('fetch failed')
    await post('/faults', { login: { fault: 'timeout', times: 1 } })
    const asked = fetch(`${front}/sns/jscode2session?js_code=${code}`, { signal: AbortSignal.timeout(150) })
    await expect(asked).rejects.toThrow(/timeout/)
    expect((await exchange(code)).openid).toBe('guest-8')
  })

  test('reset ends it, forgets codes and the journal, and keeps the clock', async () => {
    const code = await newCode('guest-9')
    await post('/clock', { advanceSeconds: 10 })
    const before = clock.now().getTime()
    await post('/faults', { login: { fault: 'busy', times: 5 } })
    await post('/reset')
    expect((await exchange(code)).errcode).toBe(40029)
    expect((await (await fetch(`${back}/journal`)).json()) as Answer).toMatchObject({
      items: [{ answered: { errcode: 40029 } }],
      dropped: 0,
    })
    expect(clock.now().getTime()).toBe(before)
  })
})

describe('the control', () => {
  test.each([
    ['/clock', { advanceSeconds: 0 }, 422, 'advanceSeconds'],
    ['/clock', { advanceSeconds: -5 }, 422, 'advanceSeconds'],
    ['/clock', { advanceSeconds: 1.5 }, 422, 'advanceSeconds'],
    ['/clock', { advanceSeconds: 400 * 86400 + 1 }, 422, 'advanceSeconds'],
    ['/clock', { advanceSeconds: '60' }, 422, 'advanceSeconds'],
    ['/clock', { advanceSeconds: 60, back: true }, 422, 'back'],
    ['/login-codes', {}, 422, 'openid'],
    ['/login-codes', { openid: 'a b' }, 422, 'openid'],
    ['/login-codes', { openid: 'x'.repeat(65) }, 422, 'openid'],
    ['/faults', {}, 422, 'login'],
    ['/faults', { login: { fault: 'fire' } }, 422, 'login.fault'],
    ['/faults', { login: { fault: 'busy', times: 0 } }, 422, 'login.times'],
    ['/faults', { payments: {} }, 422, 'payments'],
    ['/reset', { clock: true }, 422, 'clock'],
    ['/login-codes', '{', 400, undefined],
    ['/login-codes', '[]', 422, undefined],
    ['/login-codes', JSON.stringify({ openid: 'x'.repeat(70_000) }), 413, undefined],
    ['/nowhere', {}, 404, undefined],
    ['/journal', {}, 405, undefined],
  ])('%s refuses %j with %i and names the field', async (path, body, status, field) => {
    const before = clock.now().getTime()
    const refused = await post(path, body)
    expect(refused.status).toBe(status)
    expect(refused.body).toMatchObject({
      code: expect.stringMatching(/^control\./),
      message: expect.any(String),
      ...(field && { field }),
    })
    expect(clock.now().getTime()).toBe(before)
  })

  test('moves the clock forward by whole seconds, and says what time it is', async () => {
    const before = clock.now().getTime()
    expect((await post('/clock', { advanceSeconds: 90 })).body).toEqual({ now: new Date(before + 90_000).toISOString() })
    expect((await (await fetch(`${back}/health`)).json()) as Answer).toEqual({
      ok: true,
      now: new Date(before + 90_000).toISOString(),
    })
  })

  test('is not for web pages: a site that somebody visits may not move the clock', async () => {
    expect((await post('/clock', { advanceSeconds: 90 }, { origin: 'http://127.0.0.1:4100' })).status).toBe(403)
  })

  test('the journal tells what was asked and answered, without secrets, and the latest 500 only', async () => {
    const code = await newCode('guest-10')
    const { session_key } = await exchange(code)
    const web = await exchangeOnWeb(await newCode('guest-10'))
    const text = await (await fetch(`${back}/journal`)).text()
    for (const secret of [code, String(session_key), String(web.access_token), app.secret]) expect(text).not.toContain(secret)
    expect(JSON.parse(text).items).toMatchObject([
      { what: 'GET /sns/jscode2session', asked: { appid: app.appid }, answered: { openid: 'guest-10' } },
      { what: 'GET /sns/oauth2/access_token', answered: { openid: 'guest-10' } },
    ])
    for (let at = 0; at < 505; at += 1) await exchange('made-up')
    const { items, dropped } = (await (await fetch(`${back}/journal`)).json()) as { items: unknown[]; dropped: number }
    expect([items.length, dropped]).toEqual([500, 7])
  })
})

test('WeChat takes only GET here, and says what it does not know', async () => {
  expect((await fetch(`${front}/sns/jscode2session`, { method: 'POST' })).status).toBe(405)
  expect((await fetch(`${front}//x`)).status).toBe(404)
})
