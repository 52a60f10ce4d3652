import { countedIn } from '../../local/testing/counted.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'
import { expectRefusal } from '../../local/testing/malice.ts'
import { newPaying } from '../../local/testing/paying.ts'
import type { Table } from './table/table.ts'
import { TableBusy } from './table/table-faults.ts'

let door: FrontDoor
beforeAll(async () => {
  door = await frontDoor()
})
afterAll(() => door.close())

const full = () => new TableBusy('DynamoDB has no room for this call now.', undefined, true)
const silent = () => new TableBusy('DynamoDB did not answer in time; a write may have been made.')

/** The table of this process as it is under load, while something is done: every call of this kind is refused. */
async function whileTable<T>(refuses: 'commit' | 'get', error: () => Error, done: () => Promise<T>): Promise<T> {
  const table: Table = door.table
  const was = table[refuses]
  Object.assign(table, { [refuses]: () => Promise.reject(error()) })
  try {
    return await done()
  } finally {
    Object.assign(table, { [refuses]: was })
  }
}

it('a guest whom a full table turns away is told when to come back, nothing is written, and then it works', async () => {
  const { batchId } = await newLaunch(door)({ total: 5 })
  const token = await door.tokenOf('guest-shed')
  const before = door.table.changesAfter(0, 1_000_000).length
  const from = door.lines.length
  const claim = () => door.call('claimCoupon', { batchId }, { token })
  const shed = await whileTable('commit', full, claim)
  expectRefusal(shed, 'limit.slow_down')
  expect(shed.status).toBe(429)
  const wait = Number(shed.headers['retry-after'])
  expect([wait >= 1, wait <= 5, Number.isInteger(wait)]).toEqual([true, true, true])
  expect(Date.parse(shed.body.retryAt ?? '')).toBeGreaterThan(door.clock.now().getTime() - 1000)
  expect(door.table.changesAfter(0, 1_000_000)).toHaveLength(before)
  expect(countedIn(door.lines.slice(from))).toEqual({ Shed: 1, 'Shed table': 1 })
  expect((await claim()).status).toBe(201)
})

it('those who are turned away together are not sent back together', async () => {
  const token = await door.tokenOf('guest-spread')
  const asked = () => door.call('listMyCoupons', {}, { token })
  const { batchId } = await newLaunch(door)({ total: 5 })
  const answers = await whileTable('commit', full, () =>
    Promise.all(Array.from({ length: 30 }, () => door.call('claimCoupon', { batchId }, { token }))),
  )
  expect(new Set(answers.map(({ body }) => body.retryAt)).size).toBeGreaterThan(5)
  expect((await asked()).status).toBe(200)
})

it('where it is not known what a silent table did, it is 503 and not 429', async () => {
  const { batchId } = await newLaunch(door)({ total: 5 })
  const token = await door.tokenOf('guest-silent')
  const from = door.lines.length
  const answer = await whileTable('commit', silent, () => door.call('claimCoupon', { batchId }, { token }))
  expectRefusal(answer, 'table.busy')
  expect(countedIn(door.lines.slice(from))).toEqual({ Faults: 1, 'Faults table.busy': 1 })
})

it('a callback that a full table cannot take is not confirmed, comes again, and pays', async () => {
  const paying = newPaying(door)
  const { guest, orderId, pay } = await paying.ordered()
  const from = door.lines.length
  await whileTable('commit', full, pay)
  expect((await guest.order(orderId)).state).toBe('to_pay')
  expect(countedIn(door.lines.slice(from))).toEqual({ Faults: 1, 'Faults callback': 1 })
  expect(door.lines.slice(from).some((line) => line.includes('"outcome":"paid"'))).toBe(false)
  await paying.run(1)
  expect((await guest.order(orderId)).state).toBe('ready')
})
