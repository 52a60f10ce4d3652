import { type Door, openDoor } from '../door.ts'
import { testKeys } from '../testing/test-keys.ts'
import { newSandbox, wechat } from './sandbox.ts'

const app = { appid: 'wx0011', secret: 'the-secret' }
let door: Door

beforeAll(async () => {
  door = await openDoor(0, 'WeChat')
  door.serve(wechat(newSandbox(app, { now: () => new Date(), advance: () => {} }, { keys: await testKeys() })))
})
afterAll(() => door.close(0))

const good = {
  appid: app.appid,
  redirect_uri: 'http://127.0.0.1:4100/pages/me?tab=1#top',
  response_type: 'code',
  scope: 'snsapi_base',
  state: 's 1&"<',
}

function visit(change: { [name: string]: string } = {}, headers: { [name: string]: string } = {}): Promise<Response> {
  const query = new URLSearchParams({ ...good, ...change })
  return fetch(`${door.url}/connect/oauth2/authorize?${query}#wechat_redirect`, { redirect: 'manual', headers })
}

const idsOn = (html: string) =>
  [...html.matchAll(/<button id="([^"]+)" name="openid" value="([^"]+)"/g)].map((match) => match[1])

async function openidOf(location: string | null): Promise<string> {
  const code = new URL(location ?? '').searchParams.get('code') ?? ''
  const asked = new URLSearchParams({ ...app, code, grant_type: 'authorization_code' })
  const answer = (await (await fetch(`${door.url}/sns/oauth2/access_token?${asked}`)).json()) as { openid: string }
  return answer.openid
}

test('shows a button for each person one may be, and says what this page is', async () => {
  const answer = await visit()
  const html = await answer.text()
  expect(answer.status).toBe(200)
  expect(idsOn(html)).toEqual([
    'person-new',
    'person-seed-operator',
    'person-seed-marketer',
    'person-seed-manager',
    'person-seed-clerk-1',
    'person-seed-clerk-2',
  ])
  expect(html).toContain('这一页只在这台电脑上，代替微信自己的登录页')
  expect(html).toContain('width=device-width')
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
})

test('sends the browser back with a code and the state, and leaves the rest of the address alone', async () => {
  const answer = await visit({ openid: 'seed-clerk-1' })
  expect(answer.status).toBe(302)
  const back = new URL(answer.headers.get('location') ?? '')
  expect([back.origin, back.pathname, back.hash]).toEqual(['http://127.0.0.1:4100', '/pages/me', '#top'])
  expect([back.searchParams.get('tab'), back.searchParams.get('state')]).toEqual(['1', 's 1&"<'])
  expect(answer.headers.get('set-cookie')).toBeNull()
  expect(await openidOf(back.href)).toBe('seed-clerk-1')
})

test('makes a new guest each time, and offers the last one again', async () => {
  const [first, second] = [await visit({ openid: 'new' }), await visit({ openid: 'new' })]
  const openids = [await openidOf(first.headers.get('location')), await openidOf(second.headers.get('location'))]
  expect(new Set(openids).size).toBe(2)
  expect(openids[0]).toMatch(/^guest-[0-9a-f]{12}$/)
  const cookie = (first.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  expect(first.headers.get('set-cookie')).toContain('HttpOnly')
  const html = await (await visit({}, { cookie })).text()
  expect(idsOn(html)[0]).toBe('person-remembered')
  expect(html).toContain(`value="${openids[0]}"`)
})

test('what the link carries is shown as text, never as a page', async () => {
  const html = await (await visit({ state: '"><script>alert(1)</script>' })).text()
  expect(html).not.toContain('<script>')
  expect(await (await visit({}, { cookie: 'footfall_guest="><b>' })).text()).not.toContain('<b>')
})

test.each([
  ['another site', { redirect_uri: 'https://evil.example/' }],
  ['a site that looks like this machine', { redirect_uri: 'http://127.0.0.1.evil.example/' }],
  ['a site behind a name', { redirect_uri: 'http://127.0.0.1@evil.example/' }],
  ['a script', { redirect_uri: 'javascript:alert(1)//127.0.0.1' }],
  ['no address', { redirect_uri: '' }],
  ['another app', { appid: 'wx-other' }],
  ['another answer', { response_type: 'token' }],
  ['another scope', { scope: 'everything' }],
  ['a state too long', { state: 'x'.repeat(129) }],
  ['a strange person', { openid: 'a b' }],
])('refuses %s with a page that says so', async (_what, change) => {
  const answer = await visit({ openid: 'seed-clerk-1', ...change })
  expect([answer.status, answer.headers.get('location')]).toEqual([400, null])
  expect(await answer.text()).toContain('id="refusal"')
})
