import { setTimeout as sleep } from 'node:timers/promises'
import { startSchedules } from './schedules.ts'
import { eventually } from './testing/eventually.ts'

/** A clock that the test moves, and how often the schedule has called. */
function begin(run: () => Promise<void> = async () => {}) {
  const at = { ms: Date.parse('2026-11-22T00:00:00Z') }
  const told: string[] = []
  let calls = 0
  const counted = () => {
    calls += 1
    return run()
  }
  const schedules = startSchedules(
    [{ name: 'jobs', everySeconds: 60, run: counted }],
    () => new Date(at.ms),
    (line) => told.push(line),
  )
  const called = (times: number) =>
    eventually(
      async () => calls,
      (count) => count >= times,
    )
  return { at, told, schedules, calls: () => calls, called }
}

it('calls when the clock says so, once for a jump of a day, and never before', async () => {
  const { at, schedules, calls, called } = begin()
  at.ms += 59_000
  await sleep(300)
  expect(calls()).toBe(0)
  at.ms += 86_400_000
  await called(1)
  await sleep(300)
  expect(calls()).toBe(1)
  await schedules.stop()
})

it('goes on after a run that failed, and tells of it', async () => {
  const { at, told, schedules, called } = begin(async () => {
    throw new Error('broken')
  })
  for (let minute = 1; minute <= 2; minute++) {
    at.ms += 60_000
    expect(await called(minute)).toBe(minute)
  }
  expect(told).toEqual(['the schedule of jobs', 'the schedule of jobs'])
  await schedules.stop()
})
