import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Spawned, spawnStart, untilReady, untilSaid } from './testing/spawned.ts'

const folder = mkdtempSync(join(tmpdir(), 'footfall-stop-'))
const running: Spawned[] = []

/** Handlers that need nothing of the system; one is slow until it is let go. */
const tiny = join(folder, 'serverless.yml')
const handlers = `import { existsSync, writeFileSync } from 'node:fs'
export const slow = async () => {
  writeFileSync(process.env.SLOW_FILE + '.entered', '')
  while (!existsSync(process.env.SLOW_FILE + '.let-go')) await new Promise((done) => setTimeout(done, 20))
  return { statusCode: 200, body: 'slow, but whole' }
}
export const health = async () => ({ statusCode: 200, body: 'ok' })
`
beforeAll(() => {
  writeFileSync(join(folder, 'handlers.mjs'), handlers)
  writeFileSync(
    tiny,
    `functions:
  slow: { handler: handlers.slow, events: [{ httpApi: 'GET /slow' }] }
  health: { handler: handlers.health, events: [{ httpApi: 'GET /health' }] }
`,
  )
})
afterEach(async () => {
  for (const { child } of running) child.kill('SIGKILL')
  await Promise.all(running.splice(0).map(({ ended }) => ended))
})
afterAll(() => rmSync(folder, { recursive: true }))

let starts = 0
/** A start whose slow handler has a question under way. */
async function busy() {
  const slow = join(folder, `slow-${++starts}`)
  const spawned = await spawnStart({ FOOTFALL_SERVERLESS: tiny, SLOW_FILE: slow })
  running.push(spawned)
  await untilReady(spawned)
  const answer = fetch(`http://127.0.0.1:${spawned.base}/slow`).then(
    (one) => one.text(),
    (error: Error) => error.message,
  )
  while (!existsSync(`${slow}.entered`)) await pause(20)
  return { ...spawned, answer, letGo: () => writeFileSync(`${slow}.let-go`, '') }
}

test('a request under way gets its whole answer while the stack stops', async () => {
  const { answer, letGo, ...spawned } = await busy()
  spawned.child.kill('SIGTERM')
  await untilSaid(spawned, 'Stopping')
  letGo()
  expect(await answer).toBe('slow, but whole')
  expect(await spawned.ended).toBe(0)
})

test('a second Ctrl-C ends it at once; one that npm merely repeats does not', async () => {
  const patient = await busy()
  // The same one twice may reach it as one.
  patient.child.kill('SIGINT')
  patient.child.kill('SIGTERM')
  await untilSaid(patient, 'Stopping')
  patient.letGo()
  expect(await patient.answer).toBe('slow, but whole')
  expect(await patient.ended).toBe(0)

  const hasty = await busy()
  hasty.child.kill('SIGINT')
  await untilSaid(hasty, 'Stopping')
  await pause(300)
  hasty.child.kill('SIGINT')
  expect(await hasty.ended).toBe(130)
  expect(await hasty.answer).toBe('fetch failed')
})
