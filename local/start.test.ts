import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { haveDynamo } from '../functions/kernel/table/engines.ts'
import { type DynamoLocal, startDynamoLocal } from './dynamodb-local.ts'
import { freeBlock } from './testing/free-block.ts'
import { type Spawned, spawnStart, untilReady, untilSaid } from './testing/spawned.ts'

const folder = mkdtempSync(join(tmpdir(), 'footfall-start-'))
let names = 0
const newFolder = () => join(folder, `data-${++names}`)
const running: Spawned[] = []

/** Handlers that need nothing of the system; one counts what the change feed told it. */
const tiny = join(folder, 'serverless.yml')
const handlers = `import { appendFileSync } from 'node:fs'
export const health = async () => ({ statusCode: 200, body: 'ok' })
export const feed = async ({ Records }) => appendFileSync(process.env.FEED_FILE, Records.map((record) => record.eventID + '\\n').join(''))
`
beforeAll(() => {
  writeFileSync(join(folder, 'handlers.mjs'), handlers)
  writeFileSync(
    tiny,
    `functions:
  health: { handler: handlers.health, events: [{ httpApi: 'GET /health' }] }
  feed: { handler: handlers.feed, events: [{ stream: { type: dynamodb, arn: !GetAtt Table.StreamArn, batchSize: 5 } }] }
`,
  )
})
afterEach(async () => {
  for (const { child } of running) child.kill('SIGKILL')
  await Promise.all(running.splice(0).map(({ ended }) => ended))
})
afterAll(() => rmSync(folder, { recursive: true }))

async function start(settings: { [name: string]: string }): Promise<Spawned> {
  const spawned = await spawnStart({ FEED_FILE: join(folder, 'fed'), ...settings })
  running.push(spawned)
  return spawned
}

async function ready(settings: { [name: string]: string }): Promise<Spawned> {
  const spawned = await start(settings)
  await untilReady(spawned)
  return spawned
}

async function stopped({ child, ended }: Spawned, signal: NodeJS.Signals = 'SIGINT'): Promise<number | string> {
  child.kill(signal)
  return ended
}

const post = async (url: string, body: unknown) => {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return (await answer.json()) as { [field: string]: string }
}

/** A refused start: exit code 1, and one sentence on standard error without a stack. */
async function refused(settings: { [name: string]: string }): Promise<string> {
  const spawned = await start(settings)
  expect(await spawned.ended).toBe(1)
  const lines = spawned.stderr().trimEnd().split('\n')
  expect(lines).toHaveLength(1)
  return lines[0] ?? ''
}

test('starts with an empty folder, logs a seeded person in through the sandbox, and says where everything is', async () => {
  const data = newFolder()
  const spawned = await ready({ FOOTFALL_DATA: data })
  const { base } = spawned
  const { code } = await post(`http://127.0.0.1:${base + 201}/login-codes`, { openid: 'seed-clerk-1' })
  expect(await post(`http://127.0.0.1:${base}/sessions`, { code })).toMatchObject({ token: expect.any(String) })
  expect(statSync(join(data, 'keys.json')).mode & 0o777).toBe(0o600)
  expect(statSync(data).mode & 0o777).toBe(0o700)
  const asked = { origin: `http://127.0.0.1:${base + 100}`, 'access-control-request-method': 'GET' }
  const preflight = await fetch(`http://127.0.0.1:${base}/me`, { method: 'OPTIONS', headers: asked })
  expect(preflight.headers.get('access-control-allow-origin')).toBe(asked.origin)
  await untilSaid(spawned, 'API')
  for (const port of [base, base + 200, base + 201]) expect(spawned.stdout()).toContain(`http://127.0.0.1:${port}`)
  expect(spawned.stderr()).toBe('')
})

test('Ctrl-C lets an answer under way out, exits 0, and the next start goes on with the same data', async () => {
  const data = newFolder()
  const first = await ready({ FOOTFALL_DATA: data })
  const { code } = await post(`http://127.0.0.1:${first.base + 201}/login-codes`, { openid: 'guest-1' })
  const { token, memberId } = await post(`http://127.0.0.1:${first.base}/sessions`, { code })
  const { now } = await post(`http://127.0.0.1:${first.base + 201}/clock`, { advanceSeconds: 3600 })
  expect(await stopped(first)).toBe(0)
  const second = await ready({ FOOTFALL_DATA: data })
  const me = await fetch(`http://127.0.0.1:${second.base}/me`, { headers: { authorization: `Bearer ${token}` } })
  expect((await me.json()) as object).toMatchObject({ memberId })
  expect(Date.parse(me.headers.get('footfall-time') ?? '')).toBeGreaterThanOrEqual(Date.parse(now ?? ''))
})

test('after a kill nothing is locked, and the feed goes on where it was', async () => {
  const data = newFolder()
  const fed = join(folder, 'fed-by-killed')
  const settings = { FOOTFALL_DATA: data, FOOTFALL_SERVERLESS: tiny, FEED_FILE: fed }
  const first = await ready(settings)
  const told = () => (existsSync(fed) ? readFileSync(fed, 'utf8').trimEnd().split('\n') : [])
  for (let last = -1; told().length === 0 || told().length !== last; ) {
    last = told().length
    await pause(150)
  }
  const before = told()
  await stopped(first, 'SIGKILL')
  const second = await ready(settings)
  await pause(300)
  // A start may write something of its own; what was told is told once.
  expect(told().slice(0, before.length)).toEqual(before)
  expect(new Set(told()).size).toBe(told().length)
  expect(await stopped(second)).toBe(0)
})

test(':memory: leaves no file behind', async () => {
  const before = readdirSync(process.cwd())
  await stopped(await ready({ FOOTFALL_SERVERLESS: tiny }))
  expect(readdirSync(process.cwd())).toEqual(before)
})

describe('refuses to start, in one sentence,', () => {
  test.each([0, 201])('where the port %i above the first is taken', async (step) => {
    const base = await freeBlock()
    const other = createServer()
    await new Promise<void>((done) => other.listen(base + step, '127.0.0.1', done))
    const data = newFolder()
    expect(await refused({ FOOTFALL_PORT: String(base), FOOTFALL_DATA: data })).toMatch(`Port ${base + step} (`)
    expect(existsSync(data)).toBe(false)
    await new Promise((done) => other.close(done))
  })

  test('with a port that is none', async () => {
    expect(await refused({ FOOTFALL_PORT: '80a' })).toMatch(/^FOOTFALL_PORT is a number/)
  })

  test('where the folder cannot be made or written', async () => {
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    expect(await refused({ FOOTFALL_DATA: file })).toMatch(/^The data folder cannot be written/)
    expect(await refused({ FOOTFALL_DATA: join(file, 'below') })).toMatch(/^The data folder cannot be written/)
    if (process.platform === 'linux')
      expect(await refused({ FOOTFALL_DATA: '/proc/footfall' })).toMatch(/^The data folder cannot be written/)
  })

  test.each([
    ['footfall.db', 'not a database at all, but long enough to look at'.repeat(100), /not a database/],
    ['clock.json', '{"offsetMs":', /^The saved clock cannot be read/],
    ['clock.json', '{"offsetMs":"soon"}', /^The saved clock is damaged/],
    ['keys.json', '', /^The saved keys cannot be read/],
    ['keys.json', '{"session":{}}', /^The saved keys are damaged/],
  ])('where %s in the data folder is damaged', async (name, content, sentence) => {
    const data = newFolder()
    await stopped(await ready({ FOOTFALL_DATA: data, FOOTFALL_SERVERLESS: tiny }))
    for (const beside of ['-wal', '-shm']) rmSync(join(data, name + beside), { force: true })
    writeFileSync(join(data, name), content)
    const said = await refused({ FOOTFALL_DATA: data })
    expect(said).toMatch(sentence)
    expect(said).toContain(join(data, name))
  })

  test('where another one runs on the same folder', async () => {
    const data = newFolder()
    await ready({ FOOTFALL_DATA: data, FOOTFALL_SERVERLESS: tiny })
    expect(await refused({ FOOTFALL_DATA: data })).toMatch(/^The data folder is in use/)
  })

  test('with an engine it does not know, or DynamoDB without an address, or one that does not answer', async () => {
    expect(await refused({ FOOTFALL_TABLE: 'oracle' })).toMatch(/^FOOTFALL_TABLE is sqlite or dynamodb/)
    expect(await refused({ FOOTFALL_TABLE: 'dynamodb' })).toMatch(/AWS_ENDPOINT_URL_DYNAMODB/)
    const endpoint = `http://127.0.0.1:${await freeBlock()}`
    expect(await refused({ FOOTFALL_TABLE: 'dynamodb', AWS_ENDPOINT_URL_DYNAMODB: endpoint })).toMatch(
      /^DynamoDB does not answer/,
    )
  })
})

const onDynamo = haveDynamo() ? describe : describe.skip

onDynamo("on AWS's own engine", () => {
  let engine: DynamoLocal
  beforeAll(async () => {
    engine = await startDynamoLocal()
  }, 60_000)
  afterAll(() => engine.stop())

  test('makes the table, seeds it, feeds the functions, and goes on with it at the next start', async () => {
    const fed = join(folder, 'fed-by-dynamodb')
    const settings = {
      FOOTFALL_TABLE: 'dynamodb',
      AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
      FOOTFALL_DATA: newFolder(),
      FEED_FILE: fed,
    }
    const first = await ready({ ...settings, FOOTFALL_SERVERLESS: tiny })
    while (!existsSync(fed)) await pause(50)
    expect(await stopped(first)).toBe(0)
    const second = await ready(settings)
    const offers = await fetch(`http://127.0.0.1:${second.base}/offers`)
    expect(((await offers.json()) as { items: unknown[] }).items.length).toBeGreaterThan(0)
    expect(await stopped(second)).toBe(0)
  }, 60_000)
})
