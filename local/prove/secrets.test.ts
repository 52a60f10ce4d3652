import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readDeployment } from '../gateway/deployment.ts'

const root = join(import.meta.dirname, '..', '..')
const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean)

/** A key as it is written down, the id of an AWS key, and one of GitHub or npm. */
const key = new RegExp(
  [
    '-----BEGIN (RSA |EC |ENCRYPTED )?PRIVATE',
    'KEY-----\\s*[A-Za-z0-9+/]{32}|\\bAKIA[0-9A-Z]{16}\\b|\\b(ghp|npm)_[A-Za-z0-9]{36}\\b',
  ].join(' '),
)

it('no file of the repository holds a key', () => {
  const text = tracked.filter((file) => /\.(ts|tsx|mjs|js|json|ya?ml|md|scss|html|pem|txt)$|^[^.]*$/.test(file))
  expect(text.length).toBeGreaterThan(500)
  expect(text.filter((file) => key.test(readFileSync(join(root, file), 'utf8')))).toEqual([])
})

it('a key that somebody writes down would be found', () => {
  expect(key.test(`-----BEGIN ${'PRIVATE'} KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcw`)).toBe(true)
  expect(key.test(`AKIA${'ABCDEFGHIJKLMNOP'}`)).toBe(true)
})

it('the deployment names its secrets and says none: the environment holds the name of a parameter', () => {
  const text = readFileSync(join(root, 'serverless.yml'), 'utf8')
  expect(readDeployment(join(root, 'serverless.yml')).functions.length).toBeGreaterThan(5)
  const named = [...text.matchAll(/FOOTFALL_SECRETS: (.*)/g)].map(([, value]) => value)
  expect(new Set(named)).toEqual(new Set(['$' + '{self:custom.secrets}']))
  expect(text).toContain('secrets: /footfall/$' + '{sls:stage}/secrets')
  // Read while it is deployed, a secret would stand in the template and in the environment listing.
  expect(text).not.toMatch(/\{\{resolve:|\$\{ssm:/)
})
