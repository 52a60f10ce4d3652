import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

let folder: string
let stamp: string

/** A lockfile, or npm's record of what it installed: an optional package for another machine is only in the former. */
const lockOf = (version: string, other = { 'node_modules/other-machine': { version: '1.0.0', optional: true } }) =>
  JSON.stringify({
    packages: {
      '': { name: 'x' },
      shared: { version: '0.1.0' },
      'node_modules/a': { version, integrity: 'sha512-a' },
      ...other,
    },
  })

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'footfall-install-'))
  stamp = join(folder, 'node_modules', '.footfall-lock')
  mkdirSync(join(folder, 'local'))
  copyFileSync(join(import.meta.dirname, 'install.mjs'), join(folder, 'local', 'install.mjs'))
  writeFileSync(join(folder, 'package-lock.json'), lockOf('1.0.0'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Stands for npm: notes how it was called and installs its record, or fails as npm would. */
function npmThat(does: string): string {
  const file = join(folder, 'npm-cli.js')
  writeFileSync(
    file,
    `const fs = require('node:fs'); const path = require('node:path')
fs.appendFileSync(path.join(__dirname, 'calls'), process.argv.slice(2).join(' ') + ' ' + (process.env.npm_config_omit ?? '') + '\\n')
${does}`,
  )
  return file
}
const installs = `fs.mkdirSync('node_modules', { recursive: true }); fs.writeFileSync(path.join('node_modules', '.package-lock.json'), '{}')`

function run(npm: string, environment: { [name: string]: string } = {}) {
  const env = { ...process.env, NODE_OPTIONS: '', npm_execpath: npm, ...environment }
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'local', 'install.mjs')], {
    env,
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

const calls = () => (existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n') : [])

test('installs what the lockfile says where nothing is there, once, and says how long it takes', () => {
  const npm = npmThat(installs)
  expect(run(npm)).toMatchObject({ status: 0, stdout: expect.stringMatching(/npm ci, which takes 1-2 minutes/) })
  expect(run(npm)).toEqual({ status: 0, stdout: '', stderr: '' })
  expect(calls()).toEqual(['ci --ignore-scripts --no-audit --no-fund'])
})

test('installs again where the lockfile changed, or npm was interrupted', () => {
  const npm = npmThat(installs)
  run(npm)
  writeFileSync(join(folder, 'package-lock.json'), lockOf('1.0.1'))
  expect(run(npm).stdout).toMatch('do not match package-lock.json')
  rmSync(join(folder, 'node_modules', '.package-lock.json'))
  expect(run(npm).status).toBe(0)
  expect(calls()).toHaveLength(3)
})

test('takes what somebody installed with npm ci themselves as it is', () => {
  const npm = npmThat(installs)
  mkdirSync(join(folder, 'node_modules'))
  writeFileSync(
    join(folder, 'node_modules', '.package-lock.json'),
    JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } } }),
  )
  expect(run(npm)).toEqual({ status: 0, stdout: '', stderr: '' })
  expect(existsSync(stamp)).toBe(true)
  expect(calls()).toEqual([])
})

test('a failing npm ci is told with its exit code, and tried again the next time', () => {
  const failed = run(npmThat('process.exit(7)'))
  expect(failed).toMatchObject({ status: 7, stderr: expect.stringMatching(/npm ci failed with exit code 7/) })
  expect(existsSync(stamp)).toBe(false)
  expect(run(npmThat(installs)).status).toBe(0)
})

test('does not hand on what the outer npm was told for itself', () => {
  expect(run(npmThat(installs), { npm_config_omit: 'optional' }).status).toBe(0)
  expect(calls()[0]).not.toContain('optional')
})

test('says so where the lockfile is missing', () => {
  rmSync(join(folder, 'package-lock.json'))
  expect(run(npmThat(installs))).toMatchObject({ status: 1, stderr: expect.stringContaining('is missing') })
})
