import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Door, openDoor } from '../door.ts'
import { web } from './web.ts'

const folder = mkdtempSync(join(tmpdir(), 'footfall-web-'))
const built = join(folder, 'h5')
const config = {
  api: 'http://127.0.0.1:4000',
  authorize: 'http://127.0.0.1:4200/connect/oauth2/authorize',
  appid: 'wx1',
  pay: 'http://127.0.0.1:4200/pay',
  readyMadeLinks: true,
}
const script = 'console.log("footfall");\n'.repeat(200)
let door: Door

beforeAll(async () => {
  mkdirSync(join(built, 'js'), { recursive: true })
  writeFileSync(join(built, 'index.html'), '<!doctype html><title>Footfall</title>')
  writeFileSync(join(built, 'js', 'app.3f2a9c1b.js'), script)
  writeFileSync(join(built, 'js', 'app.js'), script)
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  door = await openDoor(0, 'the test')
  door.serve(web(built, config))
})
afterAll(async () => {
  await door.close(0)
  rmSync(folder, { recursive: true })
})

const get = (path: string, init?: RequestInit) => fetch(door.url + path, init)

/** As it goes over the wire: fetch would tidy the path up first. */
function raw(
  path: string,
  headers: { [name: string]: string } = {},
): Promise<{ status: number; headers: { [name: string]: unknown }; length: number }> {
  return new Promise((done, fail) => {
    request(door.url, { path, headers }, (answer) => {
      let length = 0
      answer.on('data', (chunk: Buffer) => {
        length += chunk.length
      })
      answer.on('end', () => done({ status: answer.statusCode ?? 0, headers: answer.headers, length }))
    })
      .on('error', fail)
      .end()
  })
}

test.each(['/', '/pages/home/index', '/merchant/pages/counter/index?code=1&state=2'])(
  '%s is a page of the app',
  async (path) => {
    const answer = await get(path)
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-cache',
    ])
    expect(await answer.text()).toContain('Footfall')
  },
)

test('tells the app where everything is', async () => {
  expect(await (await get('/config.json')).json()).toEqual(config)
})

test('a file whose name has a hash may be kept for ever, any other is asked for again', async () => {
  const hashed = await get('/js/app.3f2a9c1b.js')
  expect(hashed.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect([hashed.headers.get('content-type'), await hashed.text()]).toEqual(['text/javascript; charset=utf-8', script])
  const plain = await get('/js/app.js')
  expect(plain.headers.get('cache-control')).toBe('no-cache')
  const again = await get('/js/app.js', { headers: { 'if-none-match': plain.headers.get('etag') ?? '' } })
  expect(again.status).toBe(304)
})

test('compresses as the browser asks', async () => {
  for (const coding of ['br', 'gzip']) {
    const answer = await raw('/js/app.js', { 'accept-encoding': `identity, ${coding}` })
    expect([answer.status, answer.headers['content-encoding']]).toEqual([200, coding])
    expect(answer.length).toBeLessThan(script.length / 10)
  }
  expect((await raw('/js/app.js')).length).toBe(script.length)
})

test('a new build is served without a new start', async () => {
  writeFileSync(join(built, 'js', 'app.js'), 'next()')
  expect(await (await get('/js/app.js')).text()).toBe('next()')
})

test.each(['/../secret.txt', '/%2e%2e/secret.txt', '/js/..%2f..%2fsecret.txt', '/..%5csecret.txt', '/%00', '/%zz'])(
  '%s does not leave the folder',
  async (path) => {
    expect((await raw(path)).status).toBe(400)
  },
)

test('a file that is not there is 404, not the app', async () => {
  expect((await get('/js/gone.js')).status).toBe(404)
  expect((await get('/', { method: 'POST' })).status).toBe(405)
})

test('says so where the app is not built', async () => {
  const bare = await openDoor(0, 'the test')
  bare.serve(web(join(folder, 'nothing'), config))
  const answer = await fetch(bare.url)
  expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining('npm start')])
  await bare.close(0)
})
