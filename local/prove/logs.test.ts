import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { scanLogs } from './logs.ts'

const folder = mkdtempSync(join(tmpdir(), 'footfall-logs-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('what no log may hold is found in every line of every log, and what it should hold is not', () => {
  writeFileSync(join(folder, 'secrets.txt'), `${JSON.stringify('0123456789abcdef-own')}\n`)
  const good = [
    { level: 'info', what: 'claimCoupon', requestId: '3f0c-aa', status: 201, ms: 12.25 },
    { level: 'info', what: 'GET', requestId: '3f0c-ab', status: 409, code: 'batch.sold_out', method: 'POST' },
    { level: 'info', what: 'callback', applied: 'paid', about: '01M80FQ24TK25FKKEQEMMJR99V' },
  ]
  const bad = [
    { token: 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJtYnJfMSJ9' },
    { said: '-----BEGIN PRIVATE KEY-----' },
    { who: 'guest-nosy' },
    { body: 'session_key' },
    { phone: '13800138000' },
    { lat: 30.1 },
    { at: 'x 104.654321' },
    { secret: '0123456789abcdef-own' },
  ]
  const lines = [...good, ...bad].map((line) => JSON.stringify(line))
  writeFileSync(join(folder, 'a.log'), `Footfall is ready, as seed-clerk-1\n${lines.join('\n')}\n`)
  const { lines: read, wrong } = scanLogs(folder)
  expect(read).toBe(lines.length)
  expect(wrong.map((one) => Number(/:(\d+)/.exec(one)?.[1]))).toEqual(bad.map((_, nth) => nth + good.length + 2))
})
