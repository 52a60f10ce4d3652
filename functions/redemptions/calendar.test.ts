import { type CounterSide, newCounter } from '../../local/testing/counter.ts'
import { storeElsewhere } from '../../local/testing/elsewhere.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'

let door: FrontDoor
let launch: ReturnType<typeof newLaunch>
let at: CounterSide
beforeAll(async () => {
  // The autumn of 2026, whose calendar is known: 25-27 September and 1-7 October off, 20 September and 10 October worked.
  door = await frontDoor(new Date('2026-09-18T01:00:00Z'))
  launch = newLaunch(door)
})
// A session ends after 30 days, which the clock passes here.
beforeEach(async () => {
  at = await newCounter(door)
})

/** Moves the clock forward to an instant. */
function to(instant: string): void {
  const later = Date.parse(instant) - door.clock.now().getTime()
  if (later < 0) throw new Error(`${instant} is over`)
  door.clock.offsetMs += later
}

const lasts = {
  total: 5,
  validity: { kind: 'days' as const, days: 60 },
  benefit: { kind: 'gift' as const, item: '茶', valueFen: 0 },
}
const working = [1, 2, 3, 4, 5]
type Guest = Awaited<ReturnType<CounterSide['claimed']>>

/** Preview and redeem say the same; what is redeemed is taken back, so that the coupon can be used at the next instant. */
async function isUsable(guest: Guest, storeId = at.store1): Promise<boolean> {
  const asked = { code: (await guest.code()).code, storeId }
  const { usable, why } = (await door.call('previewRedemption', asked, { token: at.clerk1 })).body
  const done = await door.call('redeem', asked, { token: at.clerk1 })
  expect([usable, why?.code]).toEqual(done.status === 201 ? [true, undefined] : [false, 'coupon.outside_hours'])
  if (done.status !== 201) return false
  const { redemptionId } = done.body
  expect((await door.call('undoRedemption', { redemptionId, reason: '演示' }, { token: at.clerk1 })).status).toBe(200)
  return true
}

it('public holidays, days off in lieu and made working days are told apart, at both edges, by the calendar of the store', async () => {
  const coupons = {
    working: { weekdays: working, holidays: 'excluded' as const },
    weekend: { weekdays: [6, 7], holidays: 'excluded' as const },
    plain: { weekdays: working, holidays: 'included' as const },
    always: { holidays: 'excluded' as const },
    night: { hours: [{ from: '22:00', to: '02:00' }], holidays: 'excluded' as const, blackout: ['2026-10-12'] },
  }
  // Two guests take turns: a coupon can be used and undone ten times.
  const held: [name: string, guests: Guest[]][] = []
  for (const [name, times] of Object.entries(coupons)) {
    const { batchId } = await launch({ ...lasts, ...times })
    held.push([name, [await at.claimed(batchId, `guest-${name}-a`), await at.claimed(batchId, `guest-${name}-b`)]])
  }
  for (const [instant, usable] of [
    ['2026-09-18T23:59:00+08:00', ['working', 'plain', 'always', 'night']],
    ['2026-09-19T00:00:00+08:00', ['weekend', 'always', 'night']],
    // A Sunday made a working day, to its last minute.
    ['2026-09-20T00:00:00+08:00', ['working', 'always', 'night']],
    ['2026-09-20T21:59:00+08:00', ['working', 'always']],
    ['2026-09-25T12:00:00+08:00', ['plain']],
    ['2026-09-26T12:00:00+08:00', []],
    ['2026-09-30T23:59:00+08:00', ['working', 'plain', 'always', 'night']],
    // National Day, a Thursday; the night before goes on until two.
    ['2026-10-01T00:00:00+08:00', ['plain', 'night']],
    ['2026-10-01T01:59:00+08:00', ['plain', 'night']],
    ['2026-10-01T02:00:00+08:00', ['plain']],
    ['2026-10-01T22:00:00+08:00', ['plain']],
    ['2026-10-07T23:59:00+08:00', ['plain']],
    ['2026-10-08T00:00:00+08:00', ['working', 'plain', 'always']],
    ['2026-10-08T22:00:00+08:00', ['working', 'plain', 'always', 'night']],
    // A Saturday made a working day, and the Sunday after it.
    ['2026-10-10T12:00:00+08:00', ['working', 'always']],
    ['2026-10-11T12:00:00+08:00', ['weekend', 'always']],
    // The night of a blackout date begins with it; the one before goes over into it.
    ['2026-10-12T01:59:00+08:00', ['working', 'plain', 'always', 'night']],
    ['2026-10-12T22:00:00+08:00', ['working', 'plain', 'always']],
    ['2026-10-13T01:00:00+08:00', ['working', 'plain', 'always']],
    ['2026-10-13T22:00:00+08:00', ['working', 'plain', 'always', 'night']],
  ] as const) {
    to(instant)
    const found = []
    for (const [name, guests] of held) {
      guests.reverse()
      if (await isUsable(guests[0] as Guest)) found.push(name)
    }
    expect([instant, found]).toEqual([instant, [...usable]])
  }
})

it('excluding public holidays is refused where a store keeps another calendar, and allowed elsewhere', async () => {
  const abroad = await storeElsewhere(door, 'Asia/Hong_Kong')
  const both = { storeIds: [at.store1, abroad] }
  await expect(launch({ ...lasts, scope: both, holidays: 'excluded' })).rejects.toThrow('"field":"holidays"')
  await launch({ ...lasts, scope: both, holidays: 'included' })
  await launch({ ...lasts, scope: { storeIds: [await storeElsewhere(door, 'Asia/Urumqi')] }, holidays: 'excluded' })
})

it('days and hours are those of the store, wherever the server stands, also where its clocks change', async () => {
  const storeId = await storeElsewhere(door, 'America/New_York')
  const times = { weekdays: [6], hours: [{ from: '22:00', to: '01:30' }] }
  const guest = await at.claimed((await launch({ ...lasts, scope: { storeIds: [storeId] }, ...times })).batchId, 'guest-abroad')
  for (const [instant, usable] of [
    ['2026-10-31T14:00:00Z', false],
    ['2026-11-01T01:59:00Z', false],
    // Saturday, 22:00.
    ['2026-11-01T02:00:00Z', true],
    // 01:29, before the clocks go back from two to one, then 01:30, then both again.
    ['2026-11-01T05:29:00Z', true],
    ['2026-11-01T05:30:00Z', false],
    ['2026-11-01T06:00:00Z', true],
    ['2026-11-01T06:29:00Z', true],
    ['2026-11-01T06:30:00Z', false],
    ['2026-11-08T02:59:00Z', false],
    ['2026-11-08T03:00:00Z', true],
  ] as const) {
    to(instant)
    expect([instant, await isUsable(guest, storeId)]).toEqual([instant, usable])
  }
})

it('a coupon of so many days ends at midnight of the store, in another zone than the server', async () => {
  const storeId = await storeElsewhere(door, 'Pacific/Apia')
  // 23:30 there: the day of the claim has half an hour left.
  to('2026-11-10T10:30:00Z')
  const validity = { kind: 'days' as const, days: 1 }
  const { batchId } = await launch({ ...lasts, validity, scope: { storeIds: [storeId] } })
  const guest = await at.claimed(batchId, 'guest-apia')
  const mine = await door.call('getCoupon', { couponId: guest.couponId }, { token: guest.token })
  expect(mine.body.usableTo).toBe('2026-11-11T00:00:00+13:00')
  to('2026-11-10T10:59:00Z')
  expect(await isUsable(guest, storeId)).toBe(true)
  to('2026-11-10T11:00:00Z')
  const late = await door.call('showCode', { couponId: guest.couponId }, { token: guest.token })
  expect(late.body).toMatchObject({ code: 'coupon.not_usable', details: { state: 'expired' } })
})
