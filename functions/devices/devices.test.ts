import { type CounterSide, newCounter } from '../../local/testing/counter.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'
import { newDevice, offlineClerk } from '../../local/testing/offline-counter.ts'
import { newKeys, queued, syncOf } from '../../local/testing/offline-device.ts'
import { offlineCap } from '../../shared/offline.ts'

let door: FrontDoor
let launch: ReturnType<typeof newLaunch>
let at: CounterSide
let guests = 0
beforeAll(async () => {
  door = await frontDoor()
  launch = newLaunch(door)
  at = await newCounter(door)
})

const minute = 60_000
const hour = 60 * minute
const later = (ms: number) => {
  door.clock.offsetMs += ms
}
const device = async (token?: string, storeId = at.store1) =>
  newDevice(door, token ?? (await offlineClerk(door, at.store1)), storeId)
/** A guest with a coupon of ¥10 off from ¥30. */
async function guest(form: Partial<Parameters<typeof launch>[0]> = {}) {
  return at.claimed((await launch({ total: 5, ...form })).batchId, `guest-offline-${guests++}`)
}
const shownCode = async (form = {}) => (await (await guest(form)).code()).code
describe('the cap', () => {
  it('of redemptions stands in the write: what is more is kept, as conflicts, and after that the device may go on', async () => {
    const counter = await device()
    const code = await shownCode()
    for (let nth = 0; nth < offlineCap.redemptions + 2; nth++) counter.use({ code, fen: 1000 })
    const { results, grant } = (await counter.sync()).body
    const codes = results.map(({ why }) => why?.code)
    expect(codes[0]).toBeUndefined()
    expect(codes.slice(1, offlineCap.redemptions)).toEqual(
      codes.slice(1, offlineCap.redemptions).map(() => 'coupon.already_redeemed'),
    )
    expect(codes.slice(offlineCap.redemptions)).toEqual(['device.cap_reached', 'device.cap_reached'])
    expect(grant.counter).toBe(offlineCap.redemptions + 2)
    const fresh = counter.use({ code: await shownCode() })
    expect((await counter.sync([fresh])).body.results).toMatchObject([{ state: 'done' }])
  })

  it('of fen does so too', async () => {
    const counter = await device()
    counter.use({ code: await shownCode(), fen: offlineCap.fen })
    counter.use({ code: await shownCode() })
    const codes = (await counter.sync()).body.results.map(({ why }) => why?.code)
    expect(codes).toEqual(['device.other_amount', 'device.cap_reached'])
  })
})

describe('a queue', () => {
  it('from which something is left out, moved, changed or put in is refused whole, and nothing of it happens', async () => {
    const counter = await device()
    for (let nth = 0; nth < 3; nth++) counter.use({ code: await shownCode() })
    const [a, b, c] = counter.queue as [(typeof counter.queue)[0], (typeof counter.queue)[0], (typeof counter.queue)[0]]
    await door.settle()
    const changes = () => door.table.changesAfter(0, 100_000).at(-1)?.seq
    const before = changes()
    const broken = [
      [b, c],
      [a, c],
      [b, a],
      [a, a],
      [a, { ...b, fen: 1 }],
      [a, { ...b, code: c.code }],
      [a, { ...b, signature: a.signature }],
      // Signed by the device, and not behind what it claims to be behind.
      [a, queued(counter.deviceId, counter.privateKey, b, { counter: 1, head: c.head })],
    ]
    for (const entries of broken)
      expect(await counter.sync(entries)).toMatchObject({ status: 409, body: { code: 'device.queue_broken' } })
    // The first of [a, c] and its like was never taken: the whole queue is read before anything is done.
    expect(changes()).toBe(before)
    expect((await counter.sync([a])).status).toBe(200)
    expect((await counter.sync([a, b, c])).body.results.map(({ state }) => state)).toEqual(['done', 'done', 'done'])
    const forked = await device()
    forked.use({ code: await shownCode() })
    expect((await forked.sync()).status).toBe(200)
    forked.queue.length = 0
    forked.use({ code: await shownCode() })
    expect((await forked.sync()).body).toMatchObject({ code: 'device.queue_broken', details: { counter: 1 } })
    const next = forked.use({ code: await shownCode() })
    expect((await forked.sync([next])).body).toMatchObject({ code: 'device.queue_broken', details: { counter: 2 } })
  })

  it('that is sent twice at once has one effect and one answer', async () => {
    const counter = await device()
    for (let nth = 0; nth < 3; nth++) counter.use({ code: await shownCode() })
    const answers = await Promise.all([counter.sync(), counter.sync(), counter.sync()])
    for (const { body } of answers) expect(body.results).toEqual(answers[0]?.body.results)
    expect(answers[0]?.body.results.map(({ state }) => state)).toEqual(['done', 'done', 'done'])
  })
})

describe('a device', () => {
  it('is one for its key, however often it is registered, and learns the keys of codes and what it may redeem', async () => {
    const { publicKey } = newKeys()
    const { batchId } = await launch({ total: 5, title: '断网也能用' })
    const register = () => door.call('registerDevice', { storeId: at.store1, publicKey }, { token: at.clerk1 })
    const [first, again] = [await register(), await register()]
    expect(first.status).toBe(201)
    expect(again.body.deviceId).toBe(first.body.deviceId)
    const { offers, keys, cap } = first.body
    expect(cap).toEqual(offlineCap)
    expect(keys).toEqual([{ kid: expect.any(String), x: expect.stringMatching(/^[\w-]{43}$/) }])
    expect(offers.find(({ offerId }) => offerId === batchId)).toMatchObject({
      kind: 'coupon',
      title: '断网也能用',
      benefit: { kind: 'amount', offFen: 1000, minSpendFen: 3000 },
      open: [{ from: expect.any(String), to: expect.any(String) }],
    })
    expect(JSON.stringify(first.body)).not.toContain('"d"')
  })

  it('is unknown to everybody but its own person, with its own key', async () => {
    const counter = await device()
    const mine = await counter.sync([])
    expect(mine.status).toBe(200)
    expect(await counter.sync([], { token: at.manager ?? '' })).toMatchObject({ status: 404, body: { code: 'device.unknown' } })
    const { privateKey } = newKeys()
    const posing = syncOf(counter.deviceId, privateKey, [], door.clock.now().toISOString())
    expect((await door.call('syncRedemptions', posing, { token: at.clerk1 })).body.code).toBe('device.unknown')
    const none = { ...posing, deviceId: `${counter.deviceId.slice(0, -1)}${counter.deviceId.endsWith('0') ? '1' : '0'}` }
    expect((await door.call('syncRedemptions', none, { token: at.clerk1 })).body.code).toBe('device.unknown')
  })

  it('is registered by who works in the store alone', async () => {
    const { publicKey } = newKeys()
    const elsewhere = await door.call('registerDevice', { storeId: at.store2, publicKey }, { token: at.clerk1 })
    expect(elsewhere).toMatchObject({ status: 403, body: { code: 'role.forbidden', field: 'storeId' } })
  })

  it('stops with the person whose it is', async () => {
    const counter = await device(at.clerk2, at.store2)
    counter.use({ code: await shownCode() })
    const { memberId } = (await door.call('getMe', {}, { token: at.clerk2 })).body
    await door.call('revokeStaff', { memberId }, { token: at.manager })
    later(minute)
    expect(await counter.sync()).toMatchObject({ status: 403, body: { code: 'role.forbidden' } })
  })

  it('is one of five: a sixth takes the place of one that was quiet for a week, or is refused', async () => {
    const marked = []
    for (let nth = 0; nth < 8; nth++) {
      const { publicKey } = newKeys()
      marked.push(await door.call('registerDevice', { storeId: at.store1, publicKey }, { token: at.manager }))
    }
    const last = marked.at(-1)
    expect(last).toMatchObject({ status: 409, body: { code: 'device.too_many', retryAt: expect.any(String) } })
    later(8 * 24 * hour)
    const { publicKey } = newKeys()
    const replaced = await door.call('registerDevice', { storeId: at.store1, publicKey }, { token: at.manager })
    expect(replaced.status).toBe(201)
    expect(marked.map(({ body }) => body.deviceId)).not.toContain(replaced.body.deviceId)
  })
})

it('a sync costs 1 unit in 3 round trips, one more where it brings redemptions, and each of them 6 units in 4', async () => {
  const counter = await device()
  await counter.sync([])
  const costOf = async (work: () => Promise<{ status: number }>) => {
    const before = door.table.units()
    expect((await work()).status).toBe(200)
    const after = door.table.units()
    return { calls: after.calls - before.calls, write: after.write - before.write }
  }
  expect(await costOf(() => counter.sync([]))).toEqual({ calls: 3, write: 1 })
  const entries = [counter.use({ code: await shownCode() }), counter.use({ code: await shownCode() })]
  expect(await costOf(() => counter.sync(entries))).toEqual({ calls: 12, write: 13 })
  // The same again: what was answered is read, and nothing is judged again.
  expect(await costOf(() => counter.sync(entries))).toEqual({ calls: 4, write: 1 })
})
