import { type CounterSide, newCounter } from '../../local/testing/counter.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'
import { derive } from '../events/events.ts'
import type { BatchItem } from './items.ts'
import { batchKey, couponKey, stockKey } from './places.ts'
import { type FlashStockItem, putPlace, slotKey, slotName } from './slots.ts'

let door: FrontDoor
let launch: ReturnType<typeof newLaunch>
let at: CounterSide
let marketer: string
beforeAll(async () => {
  door = await frontDoor()
  launch = newLaunch(door)
  at = await newCounter(door)
  marketer = await door.tokenOf('seed-marketer')
})

const rush = { expectedPerSecond: 100 }
const bill = { totalFen: 5000 }
const claim = (batchId: string, token: string, key?: string) => door.call('claimCoupon', { batchId }, { token, key })
const memberOf = async (token: string) => (await door.call('getMe', {}, { token })).body.memberId
const stockOf = async (batchId: string, shard = 0) => (await door.table.get(stockKey(batchId, shard))) as FlashStockItem
const minutes = (count: number) => {
  door.clock.offsetMs += count * 60_000
}

/** What a claim leaves that stops before its slot: a serial taken, and the place in the wallet. */
async function stoppedHalfWay(batchId: string, token: string): Promise<string> {
  const batch = (await door.table.get(batchKey(batchId))) as BatchItem
  const { left } = await stockOf(batchId)
  const slot = slotName(0, left - 1)
  await door.table.commit({
    change: stockKey(batchId, 0),
    set: { left: left - 1, takenAt: door.clock.now().toISOString() },
    when: 'always',
  })
  await door.table.commit(putPlace(batch, await memberOf(token), 1, slot))
  return slot
}

describe('a place in the wallet whose claim stopped before its slot', () => {
  it('counts for nothing: not in the wallet, not on the offer, not at the counter, not in the counts', async () => {
    const { batchId } = await launch({ ...rush, total: 5 })
    const [owner, other] = (await Promise.all(['half-owner', 'half-other'].map(door.tokenOf))) as [string, string]
    await stoppedHalfWay(batchId, owner)
    const { couponId } = (await claim(batchId, other)).body
    const place = couponKey(await memberOf(owner), batchId, 1)
    const halfId = String((await door.table.get(place))?.couponId)
    expect((await door.call('listMyCoupons', {}, { token: owner })).body.items).toEqual([])
    expect((await door.call('getBatch', { batchId }, { token: owner })).body.held).toEqual([])
    expect((await door.call('getCoupon', { couponId: halfId }, { token: owner })).body.code).toBe('coupon.not_found')
    expect((await door.call('showCode', { couponId: halfId }, { token: owner })).body.code).toBe('coupon.not_found')
    const { items } = (await door.call('exportMe', {}, { token: owner })).body
    expect(items.filter(({ kind }) => kind === 'coupon' || kind === 'place')).toEqual([
      { kind: 'place', of: batchId, couponId: halfId },
    ])
    expect(await launch.counts(batchId)).toMatchObject({ left: 4, claimed: 1 })
    // The same place with its slot is worth something at once, so the answers above are not for want of looking.
    expect((await door.call('showCode', { couponId }, { token: other })).status).toBe(200)
  })

  it('locks nobody out: the same call again, or one with any key, goes on from there under the serial that was taken', async () => {
    const { batchId } = await launch({ ...rush, total: 5 })
    for (const [name, key] of [
      ['plain', undefined],
      ['keyed', 'fresh-key'],
    ] as const) {
      const token = await door.tokenOf(`half-${name}`)
      const slot = await stoppedHalfWay(batchId, token)
      const { status, body } = await claim(batchId, token, key)
      expect(status).toBe(201)
      expect(await door.table.get(slotKey(batchId, slot))).toMatchObject({ couponId: body.couponId })
      expect((await claim(batchId, token, key)).body).toEqual(body)
    }
  })

  it('is served when all else is gone, as long as its serial is', async () => {
    const { batchId } = await launch({ ...rush, total: 2 })
    const [half, whole, late] = (await Promise.all(['last-half', 'last-whole', 'last-late'].map(door.tokenOf))) as [
      string,
      string,
      string,
    ]
    await stoppedHalfWay(batchId, half)
    expect((await claim(batchId, whole)).status).toBe(201)
    expect((await claim(batchId, late)).body.code).toBe('batch.sold_out')
    expect((await claim(batchId, half)).status).toBe(201)
    expect((await claim(batchId, late)).body.code).toBe('batch.sold_out')
  })

  it('waits while the batch is paused', async () => {
    const { batchId, promotionId } = await launch({ ...rush, total: 1 })
    const token = await door.tokenOf('half-paused')
    await stoppedHalfWay(batchId, token)
    await door.call('pausePromotion', { promotionId, reason: '盘点' }, { token: marketer })
    expect((await claim(batchId, token)).body.code).toBe('batch.paused')
    await door.call('resumePromotion', { promotionId }, { token: marketer })
    expect((await claim(batchId, token)).status).toBe(201)
  })

  it('takes another serial where the reclaim has given its own to somebody else', async () => {
    const { batchId } = await launch({ ...rush, total: 2 })
    const [half, other] = (await Promise.all(['moved-half', 'moved-other'].map(door.tokenOf))) as [string, string]
    const slot = await stoppedHalfWay(batchId, half)
    const [stolen] = [await door.table.get(slotKey(batchId, slot))]
    expect(stolen).toBeUndefined()
    await door.table.commit({ change: stockKey(batchId, 0), set: { left: 2 }, when: 'always' })
    const taken = await claim(batchId, other)
    expect(await door.table.get(slotKey(batchId, slot))).toMatchObject({ couponId: taken.body.couponId })
    const own = await claim(batchId, half)
    expect(own.status).toBe(201)
    expect((await claim(batchId, await door.tokenOf('moved-late'))).body.code).toBe('batch.sold_out')
    expect(await launch.counts(batchId)).toMatchObject({ left: 0, claimed: 2 })
  })
})

describe('a coupon of a flash batch before the feed has seen it', () => {
  it('is in the wallet, shows its code, and is redeemed, scanned or typed', async () => {
    const { batchId } = await launch({ ...rush, total: 5 })
    for (const kind of ['code', 'typedCode'] as const) {
      const guest = await at.claimed(batchId, `fresh-${kind}`)
      const stored = await door.table.get(couponKey(await memberOf(guest.token), batchId, 1))
      expect(stored?.state).toBe('pending')
      const { items } = (await door.call('listMyCoupons', {}, { token: guest.token })).body
      expect(items).toMatchObject([{ couponId: guest.couponId, state: 'valid' }])
      const shown = (await guest.code())[kind]
      const redeemed = await door.call('redeem', { [kind]: shown, storeId: at.store1, bill }, { token: at.clerk1 })
      expect(redeemed.body).toMatchObject({ discountFen: 1000 })
    }
    expect((await door.call('getBatch', { batchId }, { token: await door.tokenOf('fresh-code') })).body.held).toMatchObject([
      { state: 'redeemed' },
    ])
  })

  it('is the same coupon after the feed, to the letter', async () => {
    const { batchId } = await launch({ ...rush, total: 5 })
    const token = await door.tokenOf('fresh-same')
    const before = await claim(batchId, token, 'one-key')
    await door.settle()
    expect((await door.table.get(couponKey(await memberOf(token), batchId, 1)))?.state).toBe('held')
    expect((await claim(batchId, token, 'one-key')).body).toEqual(before.body)
    expect((await claim(batchId, token, 'two-key')).body.code).toBe('batch.limit_reached')
  })

  it('is counted once however often the feed tells of it', async () => {
    const { batchId } = await launch({ ...rush, total: 5 })
    for (const name of ['a', 'b', 'c']) await claim(batchId, await door.tokenOf(`counted-${name}`))
    await door.settle()
    for (const change of door.table.changesAfter(0, 10_000)) await derive(door.table, change, door.clock.now())
    expect(await launch.counts(batchId)).toMatchObject({ left: 2, claimed: 3 })
  })
})

describe('the reclaim', () => {
  it('returns what was handed out and not claimed, once no claim can be under way, and rests when all is claimed', async () => {
    const { batchId } = await launch({ ...rush, total: 3 })
    const tokens = (await Promise.all(['a', 'b', 'c', 'd'].map((name) => door.tokenOf(`back-${name}`)))) as [
      string,
      string,
      string,
      string,
    ]
    await stoppedHalfWay(batchId, tokens[0])
    for (const token of tokens.slice(1, 3)) expect((await claim(batchId, token)).status).toBe(201)
    expect((await claim(batchId, tokens[3])).body.code).toBe('batch.sold_out')
    await door.runJobs()
    expect((await claim(batchId, tokens[3])).body.code).toBe('batch.sold_out')
    minutes(2)
    await door.runJobs()
    expect((await stockOf(batchId)).left).toBe(1)
    expect((await claim(batchId, tokens[3])).status).toBe(201)
    expect((await claim(batchId, tokens[0])).body.code).toBe('batch.sold_out')
    expect(await launch.counts(batchId)).toMatchObject({ left: 0, claimed: 3 })
    minutes(2)
    await door.runJobs()
    const item = await door.table.get({ pk: `BATCH#${batchId}`, sk: 'RECLAIM' })
    expect([item?.batchId, item?.due]).toEqual([batchId, undefined])
  })

  it('returns more than one round holds, in order', async () => {
    const { batchId } = await launch({ ...rush, total: 150 })
    await door.table.commit({
      change: stockKey(batchId, 0),
      set: { left: 0, takenAt: '2026-01-01T00:00:00.000Z' },
      when: 'always',
    })
    const left = []
    for (let round = 0; round < 4; round++) {
      minutes(2)
      await door.runJobs()
      const stock = await stockOf(batchId)
      left.push(stock.left)
      for (let nth = 0; nth < stock.left; nth++) await claim(batchId, await door.tokenOf(`round-${round}-${nth}`))
    }
    expect(left).toEqual([64, 64, 22, 0])
    expect(await launch.counts(batchId)).toMatchObject({ left: 0, claimed: 150 })
  })

  it('leaves a batch alone that still has stock, and one that has ended', async () => {
    const to = new Date(door.clock.now().getTime() + 5 * 60_000).toISOString()
    const claimable = { from: door.clock.now().toISOString(), to }
    const { batchId } = await launch({ ...rush, total: 5, claim: claimable })
    minutes(2)
    await door.runJobs()
    expect(await stockOf(batchId)).toMatchObject({ left: 5, round: 0 })
    minutes(6)
    await door.runJobs()
    expect((await door.table.get({ pk: `BATCH#${batchId}`, sk: 'RECLAIM' }))?.due).toBeUndefined()
  })
})

it('a serial that a repeated claim did not need is the next guest’s, and a pause meets that one too', async () => {
  const { batchId, promotionId } = await launch({ ...rush, total: 3 })
  const [a, b, c] = (await Promise.all(['a', 'b', 'c'].map((name) => door.tokenOf(`spare-${name}`)))) as [
    string,
    string,
    string,
  ]
  await claim(batchId, a)
  for (let again = 0; again < 4; again++) expect((await claim(batchId, a)).status).toBe(201)
  expect((await stockOf(batchId)).left).toBe(1)
  await door.call('pausePromotion', { promotionId, reason: '盘点' }, { token: marketer })
  expect((await claim(batchId, b)).body.code).toBe('batch.paused')
  expect((await claim(batchId, a)).status).toBe(201)
  await door.call('resumePromotion', { promotionId }, { token: marketer })
  expect((await claim(batchId, b)).status).toBe(201)
  expect((await claim(batchId, c)).body.code).toBe('batch.sold_out')
})

it('takes no caps of a day, and is ordinary below 50 claims a second', async () => {
  const refused = async (form: object) => {
    const { promotionId } = await launch({ total: 5 }, false)
    const batch = {
      title: '抢',
      total: 100,
      perMember: 2,
      benefit: { kind: 'amount' as const, offFen: 100, minSpendFen: 0 },
      validity: { kind: 'days' as const, days: 3 },
    }
    return (await door.call('createBatch', { promotionId, ...batch, ...form }, { token: marketer })).body
  }
  expect(await refused({ ...rush, perDay: 50 })).toMatchObject({ code: 'input.invalid', field: 'perDay' })
  expect(await refused({ ...rush, perMemberPerDay: 1 })).toMatchObject({ code: 'input.invalid', field: 'perMemberPerDay' })
  expect(await refused({ expectedPerSecond: 10_001 })).toMatchObject({ code: 'input.invalid', field: 'expectedPerSecond' })
  const { batchId, expectedPerSecond } = await refused({ expectedPerSecond: 49, perDay: 50 })
  expect(expectedPerSecond).toBe(49)
  expect((await door.table.get(batchKey(batchId)))?.flash).toBeUndefined()
})
