import { newBuying } from '../../local/testing/buying.ts'
import { type CounterSide, newCounter } from '../../local/testing/counter.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'
import { wholeTable } from '../../local/testing/whole-table.ts'
import { traceText } from '../kernel/trace.ts'
import { rollupOf } from './cells.ts'
import { derive } from './events.ts'
import { eventKey } from './items.ts'
import { record } from './record.ts'
import { replay } from './replay.ts'

let door: FrontDoor
let counter: CounterSide
let promotionId: string
let since: Date
const bill = { totalFen: 4550 }

beforeAll(async () => {
  door = await frontDoor()
  since = new Date(door.clock.now().getTime() - 3_600_000)
  counter = await newCounter(door)
  const launch = newLaunch(door)
  const flash = await launch({ total: 100, expectedPerSecond: 500 })
  const made = await launch({ total: 100, unitCostFen: 300 })
  promotionId = made.promotionId
  const touchpointId = 'tpt_01KA0000000000000000000000'
  const trace = await traceText({ touchpointId, promotionId, depth: 0, nonce: 'AQIDBAUGBwg' })
  for (const [nth, sent] of [trace, trace, undefined, 'nobody signed this'].entries()) {
    const token = await door.tokenOf(`guest-replay-${nth}`)
    await door.call('claimCoupon', { batchId: flash.batchId }, { token })
    const { couponId } = (await door.call('claimCoupon', { batchId: made.batchId, trace: sent }, { token })).body
    if (nth > 1) continue
    const { code } = (await door.call('showCode', { couponId }, { token })).body
    const used = await door.call('redeem', { code, storeId: counter.store1, bill }, { token: counter.clerk1 })
    const { redemptionId } = used.body
    if (nth === 1) await door.call('undoRedemption', { redemptionId, reason: '点错' }, { token: counter.clerk1 })
  }
  const at = newBuying(door)
  const buyer = await at.guest()
  const { orderId } = await buyer.alone(await at.deal())
  const { outTradeNo } = (await door.call('payOrder', { orderId }, { token: buyer.token })).body
  await door.pay(outTradeNo)
  await door.settle()
})
afterAll(() => door.close())

const cells = () =>
  wholeTable(door.table)
    .filter(({ pk }) => pk.startsWith('ROLLUP#'))
    .map((cell) => JSON.stringify(Object.entries(cell).sort()))
    .sort()
const again = () => replay(door.table, { since }, door.clock.now())

describe('a replay of the log', () => {
  it('meets claims of a rush in parts, traces that were forged, and touchpoints', () => {
    const all = cells().join()
    expect(all).toMatch(/ROLLUP#prm_\w+#touchpoint#\d/)
    expect(all).toContain('#tpt_01KA0000000000000000000000#0')
    expect(all).toContain('["forged",1]')
  })

  it('makes the same cells of nothing, and of cells that were wrong', async () => {
    const before = cells()
    expect(before.length).toBeGreaterThan(8)
    const pk = rollupOf(promotionId, 'touchpoint')
    const [wrong] = (await door.table.query({ pk })).items
    if (!wrong) throw new Error('nothing was counted')
    await door.table.commit(
      { put: { ...wrong, claimed: 99 }, when: 'always' },
      { put: { pk, sk: '2026-01-01#-#0', paid: 7 }, when: 'always' },
    )
    expect(cells()).not.toEqual(before)
    const { events } = await again()
    expect(events).toBe(wholeTable(door.table).filter((item) => item.pk.startsWith('EVENT#')).length)
    expect(cells()).toEqual(before)
  })

  it('counts nothing twice when the feed brings every record again, before it and after it', async () => {
    const before = cells()
    for (const change of door.table.changesAfter(0, 10_000)) await derive(door.table, change, door.clock.now())
    await again()
    for (const change of door.table.changesAfter(0, 10_000)) await derive(door.table, change, door.clock.now())
    expect(cells()).toEqual(before)
  })

  it('makes the same cells twice, also where both begin at one moment', async () => {
    const [before, now] = [cells(), door.clock.now()]
    for (const _ of ['once', 'again']) await replay(door.table, { since }, now)
    expect(cells()).toEqual(before)
  })

  it('goes on where it was broken off, and counts nothing twice', async () => {
    const before = cells()
    const hours: string[] = []
    const told = (hour: string) => {
      hours.push(hour)
      if (hours.length === 2) throw new Error('the power went out')
    }
    await expect(replay(door.table, { since, told }, door.clock.now())).rejects.toThrow('the power went out')
    expect(cells()).not.toEqual(before)
    await again()
    expect(cells()).toEqual(before)
  })

  it('puts what came late, and what was undone, on their own days, as the feed did', async () => {
    const now = door.clock.now()
    const about = { merchantId: 'mer_1', promotionId, storeId: 'sto_1', memberId: 'mbr_1', zone: 'Asia/Shanghai' }
    const late = {
      ...about,
      eventId: 'visited#late',
      kind: 'visited' as const,
      at: now.toISOString(),
      hourAt: since.toISOString(),
    }
    await record(door.table, { ...late, day: '2026-01-02' }, [], now)
    const undone = { ...about, kind: 'undone' as const, payFen: 100, costFen: 10, at: now.toISOString() }
    await record(door.table, { ...undone, eventId: 'undone#one' }, [], now)
    const visit = (await door.table.query({ pk: rollupOf(promotionId, 'store'), prefix: '2026-01-02' })).items
    expect(visit).toMatchObject([{ sk: '2026-01-02#sto_1', visits: 1 }])
    const before = cells()
    await again()
    expect(cells()).toEqual(before)
  })

  it('reads events of the first version among the others', async () => {
    const now = door.clock.now()
    const old = { eventId: 'claimed#of-old', at: now.toISOString(), v: 1, kind: 'claimed', merchantId: 'mer_1', promotionId }
    await door.table.commit({ put: { ...eventKey(old), ...old, couponId: 'cpn_1' }, when: 'always' })
    const claimed = async () => {
      const { items } = await door.table.query({ pk: rollupOf(promotionId, 'hour') })
      return items.reduce((sum, cell) => sum + Number(cell.claimed ?? 0), 0)
    }
    const before = await claimed()
    await again()
    expect(await claimed()).toBe(before + 1)
  })

  it('refuses to begin after a promotion that the log speaks of, whose first events would be gone', async () => {
    const later = new Date(door.clock.now().getTime() + 3_600_000)
    const old = {
      eventId: 'claimed#later',
      at: later.toISOString(),
      kind: 'claimed' as const,
      merchantId: 'mer_1',
      promotionId,
    }
    await record(door.table, { ...old, zone: 'Asia/Shanghai' }, [], later)
    const before = cells()
    await expect(replay(door.table, { since: later }, later)).rejects.toThrow('is older than')
    expect(cells()).toEqual(before)
  })
})
