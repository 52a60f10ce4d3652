import { newBuying } from '../../local/testing/buying.ts'
import { newCounter } from '../../local/testing/counter.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'
import { wholeTable } from '../../local/testing/whole-table.ts'
import { cellsOf } from './cells.ts'
import { EventV2 } from './schemas.ts'
import { readEvent, upgraded } from './upgrade.ts'

let door: FrontDoor
beforeAll(async () => {
  door = await frontDoor()
  const counter = await newCounter(door)
  const { batchId } = await newLaunch(door)({ total: 10, unitCostFen: 300 })
  const guest = await counter.claimed(batchId, 'guest-log')
  const asked = { code: (await guest.code()).code, storeId: counter.store1, bill: { totalFen: 4550 } }
  const { redemptionId } = (await door.call('redeem', asked, { token: counter.clerk1 })).body
  await door.call('undoRedemption', { redemptionId, reason: '点错' }, { token: counter.clerk1 })
  const at = newBuying(door)
  const buyer = await at.guest()
  await buyer.alone(await at.deal())
  await door.settle()
})
afterAll(() => door.close())

const log = () => wholeTable(door.table).filter(({ pk }) => pk.startsWith('EVENT#'))
const bare = ({ pk: _, sk: __, ...event }: { pk: string; sk: string }) => event

describe('the log of events', () => {
  it('holds every event under the schema of its version, with its day and hour where the store is', async () => {
    const events = log().map((item) => EventV2.parse(bare(item)))
    expect(new Set(events.map(({ kind }) => kind))).toEqual(new Set(['claimed', 'redeemed', 'undone', 'ordered']))
    for (const { at, day, hour } of events) {
      const inShanghai = new Date(Date.parse(at) + 8 * 3_600_000).toISOString()
      expect([day, hour]).toEqual([inShanghai.slice(0, 10), Number(inShanghai.slice(11, 13))])
    }
  })

  it('keeps in the event all that is counted of it: the promotion of an order, who is new, what the goods cost', () => {
    const of = (kind: string) => log().find((item) => item.kind === kind)
    expect(of('ordered')).toMatchObject({ promotionId: expect.stringMatching(/^prm_/), isNew: true })
    expect(of('claimed')).toMatchObject({ isNew: true })
    expect(of('undone')).toMatchObject({ goodsFen: 300, payFen: 3550, costFen: 1000 })
  })

  it('says of what a member does second that they are new only where the first was in the same promotion', async () => {
    const launch = newLaunch(door)
    const [one, two] = [await launch({ total: 5, perMember: 2 }), await launch({ total: 5 })]
    const token = await door.tokenOf('guest-log-known')
    for (const batchId of [one.batchId, two.batchId]) await door.call('claimCoupon', { batchId }, { token })
    await door.call('claimCoupon', { batchId: one.batchId }, { token, key: 'second' })
    await door.settle()
    const isNew = (batchId: string) => log().flatMap((item) => (item.batchId === batchId ? [item.isNew] : []))
    expect([isNew(one.batchId), isNew(two.batchId)]).toEqual([[true, true], [false]])
  })

  it('refuses what is no version of an event', async () => {
    await expect(readEvent(door.table, { pk: 'EVENT#x', sk: 'y', v: 3 }, door.clock.now())).rejects.toThrow()
    await expect(readEvent(door.table, { pk: 'EVENT#x', sk: 'y', v: 2, kind: 'guessed' }, door.clock.now())).rejects.toThrow()
  })
})

describe('an event of the first version', () => {
  const found = { zone: 'Asia/Shanghai', merchantId: 'mer_1', promotionId: 'prm_1' }

  it('is read in the present form, with what its order and its store know', () => {
    const old = { v: 1 as const, eventId: 'late-2#ord_1', kind: 'late-2', at: '2026-11-20T17:30:00.000Z', orderId: 'ord_1' }
    expect(upgraded({ ...old, why: 'duplicate' }, found)).toMatchObject({
      ...{ v: 2, eventId: 'late-2#ord_1', kind: 'late', merchantId: 'mer_1', promotionId: 'prm_1' },
      ...{ day: '2026-11-21', hour: 1, why: 'duplicate' },
    })
  })

  it('keeps the business day of its visit', () => {
    const visit = { v: 1 as const, eventId: 'visited#vis_1', kind: 'visited', at: '2026-11-22T03:00:00.000Z' }
    const seen = { day: '2026-11-20', visitedAt: '2026-11-20T18:00:00.000Z', visitId: 'vis_1' }
    expect(upgraded({ ...visit, ...seen }, found)).toMatchObject({ day: '2026-11-20', hour: 2 })
  })

  it('is counted like one of today, but nobody is new in it and its goods are unknown', async () => {
    const redeemed = log().find(({ kind }) => kind === 'redeemed')
    if (!redeemed) throw new Error('nothing was redeemed')
    const { day: _, hour: __, goodsFen: ___, isNew: ____, ...old } = redeemed
    const now = await readEvent(door.table, { ...old, v: 1 }, door.clock.now())
    const today = await readEvent(door.table, redeemed, door.clock.now())
    const [then, there] = [cellsOf(now), cellsOf(today)]
    expect(then.map(({ key }) => key)).toEqual(there.map(({ key }) => key))
    const { goodsFen: _goods, newRedeemed: _new, ...same } = there[0]?.add ?? {}
    expect(then[0]?.add).toEqual({ ...same, goodsUnknown: 1 })
  })
})
