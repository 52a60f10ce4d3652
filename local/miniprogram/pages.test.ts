import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Stack, startStack } from '../journey/stack.ts'
import { arrival, settled } from './arrival.ts'
import { built } from './build.ts'
import { firstRender } from './first-render.ts'
import { type MiniProgram, openMiniProgram } from './open.ts'
import { openPackage } from './package.ts'

let stack: Stack
let folder = ''
let routes: string[] = []
const opened: MiniProgram[] = []

beforeAll(async () => {
  folder = await built('weapp')
  routes = openPackage(folder).routes
  stack = await startStack()
}, 300_000)
afterEach(() => {
  for (const app of opened.splice(0)) app.close()
})
afterAll(() => stack?.stop())

async function open(route: string, more: { storage?: Map<string, string>; online?: boolean; language?: 'en' } = {}) {
  const { openid, at } = await arrival(stack, route)
  const app = openMiniProgram({ folder, api: stack.api, login: () => stack.loginCode(openid), at, ...more })
  opened.push(app)
  app.online = more.online ?? true
  return app
}

it('mounts every page with no error', async () => {
  for (const route of routes) {
    const app = await open(route)
    await settled(app)
    expect([route, app.page.route, app.errors, app.said.filter(({ level }) => level !== 'log')]).toEqual([route, route, [], []])
    expect([route, /undefined|NaN|\[object|Invalid|null/.exec(app.text)?.[0]]).toEqual([route, undefined])
    expect(app.text.length).toBeGreaterThan(6)
    app.close()
  }
}, 150_000)

it('no page hands more than 32 KB to the view at once, nor in more than five pieces until it stands', async () => {
  const sent = []
  for (const route of routes) sent.push(await firstRender(stack, folder, route))
  console.info(
    sent.map(({ route, calls, first, largest, bytes }) => `${route}: ${calls}, ${first}, ${largest}, ${bytes}`).join('\n'),
  )
  const above = sent.filter(({ calls, largest }) => calls > 5 || largest > 32 * 1024)
  expect([sent.length, above.map(({ route, calls, largest }) => ({ route, calls, largest }))]).toEqual([routes.length, []])
}, 150_000)

it('speaks English on an English phone', async () => {
  for (const route of routes) {
    const app = await open(route, { language: 'en' })
    await settled(app)
    const words = app.screen
      .all(({ tag }) => tag === 'button')
      .map(({ text }) => text)
      .filter((text) => /\p{Script=Han}/u.test(text))
    // Names of people, shops and offers stay as they were written.
    expect([route, words]).toEqual([route, []])
    app.close()
  }
}, 150_000)

/** These need no network for what they show: the counter redeems, the tablet tries again by itself, a check-in is signed and kept. */
const goOn = ['merchant/pages/counter', 'merchant/pages/assist', 'merchant/pages/tablet', 'guest/pages/check-in'].map(
  (page) => `${page}/index`,
)

it('says when there is no network, and goes on when there is', async () => {
  for (const route of routes.filter((one) => !goOn.includes(one))) {
    const known = await open(route)
    await settled(known)
    // A form that is filled in here asks for nothing but the login.
    const asks = known.calls.some(({ name, options }) => name === 'request' && !String(options.url).endsWith('/sessions'))
    known.close()
    if (!asks) continue
    const app = await open(route, { storage: known.storage, online: false })
    await app.until(() => app.idle && app.find('retry'), `a way to try again on ${route}`)
    expect(app.get('retry').text.length).toBeGreaterThan(1)
    app.online = true
    await app.tap('retry')
    await app.until(() => app.idle && !app.find('retry'), `${route} after the network came back`)
    expect([route, app.errors]).toEqual([route, []])
    app.close()
  }
}, 150_000)

it('names no global of a browser in its own code', () => {
  const own = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.js') && !/^(taro|vendors|runtime|app|comp)\.js$/.test(name),
  )
  const browser =
    /(?<![\w.$"'])(?:window|document|navigator|location|history|localStorage|sessionStorage|fetch|crypto)(?:\.\w|\(|\[)/
  for (const name of own) expect([name, browser.exec(readFileSync(join(folder, name), 'utf8'))?.[0]]).toEqual([name, undefined])
})

it('shows a page of its own for an address that is not there', async () => {
  const app = openMiniProgram({
    folder,
    api: stack.api,
    login: () => stack.loginCode('guest-lost'),
    at: '/pages/gone/index?x=1',
  })
  opened.push(app)
  await app.until(() => app.page.route === 'pages/not-found/index', 'the page for what is not there')
  await settled(app)
  expect(app.errors).toEqual([])
  expect(app.screen.all(({ tag }) => tag === 'button').length).toBeGreaterThan(0)
})
