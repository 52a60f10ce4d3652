import { type CounterSide, newCounter } from '../../local/testing/counter.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'
import { staffKey } from '../kernel/staff.ts'

let door: FrontDoor
let at: CounterSide
let batchId: string
const bill = { totalFen: 5000 }
beforeAll(async () => {
  door = await frontDoor()
  at = await newCounter(door)
  batchId = (await newLaunch(door)({ total: 50 })).batchId
})

let guests = 0
async function scan(storeId: string) {
  guests += 1
  const guest = await at.claimed(batchId, `guest-duty-${guests}`)
  return { code: (await guest.code()).code, storeId, bill }
}
const start = (storeId: string, token = at.manager) => door.call('startDuty', { storeId }, { token })
const end = (storeId: string, token = at.manager) => door.call('endDuty', { storeId }, { token })

describe('duty', () => {
  it('is not needed: who has begun none redeems wherever they work', async () => {
    expect((await door.call('redeem', await scan(at.store1), { token: at.manager })).status).toBe(201)
    expect((await door.call('redeem', await scan(at.store2), { token: at.manager })).status).toBe(201)
  })

  it('at one store refuses codes at another, says where it stands, and moving takes it along', async () => {
    const { body } = await start(at.store1)
    expect(body).toMatchObject({ storeId: at.store1, onDuty: [{ name: '店长·何敏' }], mine: { storeId: at.store1 } })
    expect((await door.call('getMe', {}, { token: at.manager })).body.duty?.storeId).toBe(at.store1)
    const here = await scan(at.store1)
    const there = await scan(at.store2)
    for (const name of ['previewRedemption', 'redeem'] as const) {
      const refused = await door.call(name, there, { token: at.manager })
      expect(refused).toMatchObject({ status: 403, body: { code: 'role.forbidden', field: 'storeId' } })
      expect(refused.body.details).toMatchObject({ onDutyAt: at.store1 })
    }
    expect((await door.call('redeem', here, { token: at.manager })).status).toBe(201)
    const moved = await start(at.store2)
    expect(moved.body.onDuty).toHaveLength(1)
    expect((await door.call('redeem', there, { token: at.manager })).status).toBe(201)
    expect((await start(at.store1, at.clerk1)).body.onDuty.map(({ name }) => name)).toEqual(['店员·小林'])
  })

  it('shows in the list of staff, and ends', async () => {
    const { items } = (await door.call('listStaff', { limit: 100 }, { token: at.manager })).body
    expect(items.find(({ name }) => name === '店长·何敏')?.duty?.storeId).toBe(at.store2)
    expect((await end(at.store1)).body.mine?.storeId).toBe(at.store2)
    expect((await end(at.store2)).body).toEqual({ storeId: at.store2, onDuty: [] })
    expect((await end(at.store2)).body.onDuty).toEqual([])
    expect((await door.call('redeem', await scan(at.store1), { token: at.manager })).status).toBe(201)
  })

  it('is begun only where one works', async () => {
    expect((await start(at.store2, at.clerk1)).body).toMatchObject({ code: 'role.forbidden', field: 'storeId' })
  })

  it('begun on two phones at once stands at one store', async () => {
    await Promise.all([at.store1, at.store2, at.store1].map((storeId) => start(storeId)))
    const lists = await Promise.all([start(at.store1), start(at.store1)])
    const other = (await end(at.store2, at.clerk2)).body.onDuty.map(({ name }) => name)
    expect(lists[0]?.body.onDuty.filter(({ name }) => name === '店长·何敏')).toHaveLength(1)
    expect(other).not.toContain('店长·何敏')
  })

  it('that another process saw last half a minute ago is looked at again before a refusal', async () => {
    await start(at.store1)
    await door.call('listStores', {}, { token: at.manager })
    const me = (await door.call('getMe', {}, { token: at.manager })).body.memberId
    // Another process moves it: what this one knows is old.
    const duty = { storeId: at.store2, since: '2026-01-01T00:00:00.000Z', until: '2199-01-01T00:00:00.000Z' }
    await door.table.commit({ change: staffKey(me), set: { duty, dutyAt: at.store2 }, when: 'always' })
    expect((await door.call('redeem', await scan(at.store2), { token: at.manager })).status).toBe(201)
    await start(at.store1)
  })

  it('that nobody ended is over after sixteen hours, and a revoked clerk is not on duty', async () => {
    door.clock.offsetMs += 16 * 3_600_000 + 31_000
    expect((await door.call('getMe', {}, { token: at.manager })).body.duty).toBeUndefined()
    expect((await door.call('redeem', await scan(at.store2), { token: at.manager })).status).toBe(201)
    await start(at.store1, at.clerk1)
    const clerkId = (await door.call('getMe', {}, { token: at.clerk1 })).body.memberId
    await door.call('revokeStaff', { memberId: clerkId }, { token: at.manager })
    expect((await start(at.store1)).body.onDuty.map(({ name }) => name)).toEqual(['店长·何敏'])
  })
})
