import { type CounterSide, newCounter } from '../../local/testing/counter.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'

let door: FrontDoor
let launch: ReturnType<typeof newLaunch>
let at: CounterSide
beforeAll(async () => {
  door = await frontDoor()
  launch = newLaunch(door)
  at = await newCounter(door)
})

/** Moves the clock forward to the next time it is so late on a weekday in Shanghai; the process's own zone does not matter. */
function toShanghai(weekday: number, time: string): void {
  const next = new Date(door.clock.now().getTime() + 1000)
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  next.setUTCHours(hour - 8, minute, 0, 0)
  while (next <= door.clock.now() || (new Date(next.getTime() + 8 * 3_600_000).getUTCDay() || 7) !== weekday) {
    next.setUTCDate(next.getUTCDate() + 1)
  }
  door.clock.offsetMs += next.getTime() - door.clock.now().getTime()
}

const look = async (guest: { code(): Promise<{ code: string }> }, totalFen?: number) => {
  const bill = totalFen === undefined ? undefined : { totalFen }
  const asked = { code: (await guest.code()).code, storeId: at.store1, ...(bill && { bill }) }
  return { asked, preview: (await door.call('previewRedemption', asked, { token: at.clerk1 })).body }
}

it('a weekday-lunch percent coupon is good at both edges of its window and at no other time, in the zone of the store', async () => {
  const benefit = { kind: 'percent' as const, percentOff: 20, ceilingFen: 3000, minSpendFen: 10_000 }
  const times = { weekdays: [1, 2, 3, 4, 5], hours: [{ from: '11:00', to: '14:00' }] }
  const guest = await at.claimed((await launch({ total: 5, benefit, ...times })).batchId, 'guest-lunch')
  // How many minutes later it can be used, where it cannot be now.
  for (const [weekday, time, usable, later] of [
    [5, '10:59', false, 1],
    [5, '11:00', true, 0],
    [5, '13:59', true, 0],
    [5, '14:00', false, 69 * 60],
    [6, '12:00', false, 47 * 60],
    [7, '12:00', false, 23 * 60],
    [1, '11:00', true, 0],
  ] as const) {
    toShanghai(weekday, time)
    const { asked, preview } = await look(guest, 14_999)
    expect([weekday, time, preview.usable, preview.why?.code]).toEqual([
      weekday,
      time,
      usable,
      usable ? undefined : 'coupon.outside_hours',
    ])
    if (usable) expect(preview).toMatchObject({ dueFen: 14_999, discountFen: 2999, payFen: 12_000 })
    else {
      const refused = (await door.call('redeem', asked, { token: at.clerk1 })).body
      expect(refused.code).toBe('coupon.outside_hours')
      expect(refused.retryAt).toMatch(/T11:00:00\+08:00$/)
      expect(preview.why?.retryAt).toBe(refused.retryAt)
      const minutes = (Date.parse(refused.retryAt ?? '') - door.clock.now().getTime()) / 60_000
      expect(Math.round(minutes)).toBe(later)
    }
  }
  const { asked, preview } = await look(guest, 100_000)
  const done = await door.call('redeem', asked, { token: at.clerk1 })
  expect(preview).toMatchObject({ dueFen: 100_000, discountFen: 3000, payFen: 97_000 })
  expect(done.body).toMatchObject({ dueFen: 100_000, discountFen: 3000, payFen: 97_000 })
})

it('a gift is handed over without a bill and takes nothing off one', async () => {
  const benefit = { kind: 'gift' as const, item: '中杯拿铁', valueFen: 2200 }
  const { batchId } = await launch({ total: 5, perMember: 1, benefit })
  const first = await at.claimed(batchId, 'guest-gift')
  const { asked, preview } = await look(first)
  expect(preview).toMatchObject({ usable: true, billNeeded: false, benefit, discountFen: 0 })
  expect((await door.call('redeem', asked, { token: at.clerk1 })).status).toBe(201)
  const { preview: withBill } = await look(await at.claimed(batchId, 'guest-gift-bill'), 2500)
  expect(withBill).toMatchObject({ dueFen: 2500, discountFen: 0, payFen: 2500 })
})

it.each([
  ['hours that end as they begin', { hours: [{ from: '11:00', to: '11:00' }] }, 'hours.0.to'],
  ['an hour that does not exist', { hours: [{ from: '25:00', to: '26:00' }] }, 'hours.0.from'],
  ['an eighth day of the week', { weekdays: [8] }, 'weekdays.0'],
  ['a percentage without ceiling', { benefit: { kind: 'percent', percentOff: 20, minSpendFen: 0 } }, 'benefit.ceilingFen'],
  ['a hundred percent', { benefit: { kind: 'percent', percentOff: 100, ceilingFen: 1, minSpendFen: 0 } }, 'benefit.percentOff'],
  ['a benefit of no kind', { benefit: { kind: 'points', points: 5 } }, 'benefit.kind'],
  ['a day that does not exist', { blackout: ['2026-02-30'] }, 'blackout.0'],
])('refuses a batch with %s, and names the field', async (_, changed, field) => {
  await expect(launch({ total: 5, ...(changed as object) })).rejects.toThrow(`"field":"${field}"`)
})
