import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildWeb } from './build.ts'

let root: string
let said: string[]
const npmBefore = process.env.npm_execpath

/** Stands for npm and Taro: makes the page, and counts. */
const builds = `const fs = require('node:fs')
fs.appendFileSync('builds', process.argv.slice(2).join(' ') + '\\n')
console.log('webpack says hello')`
const makesPage = `fs.mkdirSync('miniapp/dist/h5', { recursive: true }); fs.writeFileSync('miniapp/dist/h5/index.html', '<html>')`

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'footfall-build-'))
  said = []
  for (const folder of ['miniapp/src/pages', 'miniapp/config', 'shared']) mkdirSync(join(root, folder), { recursive: true })
  writeFileSync(join(root, 'miniapp', 'src', 'pages', 'home.tsx'), 'home')
  writeFileSync(join(root, 'shared', 'money.ts'), 'money')
  npmThat(`${builds}\n${makesPage}`)
})
afterEach(() => {
  process.env.npm_execpath = npmBefore
  if (npmBefore === undefined) delete process.env.npm_execpath
  rmSync(root, { recursive: true })
})

function npmThat(does: string): void {
  process.env.npm_execpath = join(root, 'npm-cli.js')
  writeFileSync(process.env.npm_execpath, does)
}

const build = (signal = new AbortController().signal) => buildWeb(root, (line) => said.push(line), signal)
const count = () => readFileSync(join(root, 'builds'), 'utf8').trim().split('\n')

test('builds once, says so and how long it took, and not again until a source changes', async () => {
  await build()
  expect(said).toEqual([
    'The web app is not built yet: building it, about a minute.',
    expect.stringMatching(/^The web app is built \(\d+ s\)\.$/),
  ])
  await build()
  expect(count()).toEqual(['run build:h5 -w miniapp'])
  writeFileSync(join(root, 'miniapp', 'src', 'pages', 'home.test.tsx'), 'a test is no source')
  await build()
  expect(count()).toHaveLength(1)
  for (const [path, content] of [
    ['miniapp/src/pages/home.tsx', 'home 2'],
    ['shared/money.ts', 'yuan'],
    ['package-lock.json', '{}'],
    ['miniapp/.browserslistrc', 'ios'],
  ] as const) {
    writeFileSync(join(root, path), content)
    await build()
  }
  expect(count()).toHaveLength(5)
})

test('two starts at once build once', async () => {
  await Promise.all([build(), build()])
  expect(count()).toHaveLength(1)
})

test('a failed build is shown with its last words, and is no build', async () => {
  await build()
  writeFileSync(join(root, 'shared', 'money.ts'), 'broken')
  npmThat(`${builds}\nconsole.error('money.ts: no such thing'); process.exit(3)`)
  await expect(build()).rejects.toThrow(/no such thing[\s\S]*could not be built: it ended with exit code 3/)
  writeFileSync(join(root, 'shared', 'money.ts'), 'money')
  npmThat(`${builds}\n${makesPage}`)
  await build()
  expect(count()).toHaveLength(3)
})

test('a builder that made nothing has failed', async () => {
  npmThat(builds)
  await expect(build()).rejects.toThrow('it made no index.html')
})

test('stopping stops the builder too', async () => {
  npmThat(`${builds}\nsetInterval(() => {}, 1000)`)
  const stopping = new AbortController()
  const building = build(stopping.signal)
  await new Promise((done) => setTimeout(done, 300))
  stopping.abort()
  await building
})
