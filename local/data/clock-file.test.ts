import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { localClock } from './clock-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'footfall-clock-'))
const file = join(folder, 'clock.json')
afterAll(() => rmSync(folder, { recursive: true }))

const machine = () => {
  const clock = { offsetMs: 0, now: () => new Date(Date.now() + clock.offsetMs) }
  return clock
}

test('keeps what it was moved by, from the moment it is moved', () => {
  localClock(machine(), folder).advance(3600)
  const next = machine()
  localClock(next, folder)
  expect(next.offsetMs).toBe(3_600_000)
})

test('does not go back where the clock of the machine was set back between two runs', () => {
  const late = Date.now() + 86_400_000
  writeFileSync(file, JSON.stringify({ offsetMs: 0, nowMs: late }))
  const clock = localClock(machine(), folder)
  expect(clock.now().getTime()).toBeGreaterThanOrEqual(late)
  clock.save()
  expect(JSON.parse(readFileSync(file, 'utf8')).nowMs).toBeGreaterThanOrEqual(late)
})

test('keeps nothing without a folder', () => {
  const clock = machine()
  localClock(clock, undefined).advance(60)
  expect(clock.offsetMs).toBe(60_000)
})
