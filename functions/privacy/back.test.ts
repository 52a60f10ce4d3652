import { randomUUID } from 'node:crypto'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { type Leaving, newLeaving } from '../../local/testing/leaving.ts'
import { wholeTable } from '../../local/testing/whole-table.ts'
import { finishErasure } from './privacy.ts'

let door: FrontDoor
let on: Leaving
beforeAll(async () => {
  door = await frontDoor()
  on = await newLeaving(door)
})

describe('who erased everything and comes back', () => {
  it('is new: no name, no coupons, nothing of before', async () => {
    const guest = await on.fullGuest()
    await on.erase(guest.token)
    const token = await door.tokenOf(guest.openid)
    const me = (await door.call('getMe', {}, { token })).body
    expect([me.nickname, me.phone]).toEqual([undefined, undefined])
    expect(me.maskedName).not.toBe(guest.maskedName)
    expect((await door.call('listMyCoupons', {}, { token })).body.items).toEqual([])
    for (const couponId of [guest.used, guest.held]) {
      expect((await door.call('getCoupon', { couponId }, { token })).body.code).toBe('coupon.not_found')
      expect((await door.call('showCode', { couponId }, { token })).body.code).toBe('coupon.not_found')
    }
    expect((await door.call('getBatch', { batchId: guest.batches.held }, { token })).body.held).toEqual([])
    expect((await door.call('listConsents', {}, { token })).body.items).toEqual([])
  })

  it('is told in an export what stayed of before: which claims still count, and nothing else', async () => {
    const guest = await on.fullGuest()
    await on.erase(guest.token)
    const { body } = await door.call('exportMe', {}, { token: await door.tokenOf(guest.openid) })
    const coupons = body.items.filter(({ kind }) => kind === 'coupon')
    expect(coupons.map(({ couponId }) => couponId).sort()).toEqual([guest.used, guest.held].sort())
    for (const coupon of coupons)
      expect(Object.keys(coupon).sort()).toEqual(['batchId', 'claimedAt', 'couponId', 'erasedAt', 'kind'])
  })

  it('cannot claim past the limit per member, with a key or without', async () => {
    const guest = await on.fullGuest()
    await on.erase(guest.token)
    const token = await door.tokenOf(guest.openid)
    for (const batchId of Object.values(guest.batches)) {
      for (const key of [undefined, randomUUID()]) {
        const answer = await on.claim(batchId, token, key)
        expect(answer).toMatchObject({ status: 409, body: { code: 'batch.limit_reached' } })
      }
    }
    expect((await on.launch.counts(guest.batches.held)).left).toBe(9)
  })

  it('may claim what was left of the limit, and not more', async () => {
    const { batchId } = await on.launch({ total: 10, perMember: 3 })
    const openid = 'guest-two-of-three'
    const before = await door.tokenOf(openid)
    for (const key of ['a', 'b']) expect((await on.claim(batchId, before, key)).status).toBe(201)
    await on.erase(before)
    const token = await door.tokenOf(openid)
    const first = await on.claim(batchId, token)
    expect(first.status).toBe(201)
    expect((await on.claim(batchId, token)).body.couponId).toBe(first.body.couponId)
    // The keys of before are nobody's any more.
    expect((await on.claim(batchId, token, 'a')).body.code).toBe('batch.limit_reached')
    expect((await door.call('listMyCoupons', {}, { token })).body.items).toHaveLength(1)
    expect((await on.launch.counts(batchId)).left).toBe(7)
  })

  it('is the same member however many phones log in at once, and can erase again', async () => {
    const guest = await on.fullGuest()
    await on.erase(guest.token)
    const tokens = await Promise.all(Array.from({ length: 8 }, () => door.tokenOf(guest.openid)))
    expect(new Set(await Promise.all(tokens.map(on.memberIdOf)))).toEqual(new Set([guest.memberId]))
    await on.erase(tokens[0] ?? '')
    expect(JSON.stringify(wholeTable(door.table))).not.toContain(guest.openid)
  })
})

it('what was redeemed before an erasure can still be taken back at the counter, and is then nobody’s to use', async () => {
  const guest = await on.fullGuest()
  await on.erase(guest.token)
  const { redemptionId } = guest.redemption
  const undone = await door.call('undoRedemption', { redemptionId, reason: '点错了' }, { token: on.at.clerk1 })
  expect(undone).toMatchObject({ status: 200, body: { state: 'undone', member: '已注销会员' } })
  await door.settle()
  const token = await door.tokenOf(guest.openid)
  expect((await door.call('showCode', { couponId: guest.used }, { token })).body.code).toBe('coupon.not_found')
})

it('an erasure gives what a coupon held of the budget back, once, and a used one keeps what it cost', async () => {
  const { promotionId, batchId } = await on.launch({ total: 10, perMember: 3 }, true, { budgetFen: 3000 })
  const openid = `guest-budget-${randomUUID().slice(0, 8)}`
  const token = await door.tokenOf(openid)
  const used = (await on.claim(batchId, token, 'a')).body.couponId
  for (const key of ['b', 'c']) expect((await on.claim(batchId, token, key)).status).toBe(201)
  const [other, last] = [await door.tokenOf('guest-budget-other'), await door.tokenOf('guest-budget-last')]
  expect((await on.claim(batchId, other)).body.code).toBe('promotion.budget_spent')
  expect((await on.use(used, token)).status).toBe(201)
  await door.settle()
  await Promise.all([on.erase(token), on.erase(token)])
  await finishErasure(
    door.table,
    {
      memberId: await on.memberIdOf(await door.tokenOf(openid)),
      erasedAt: new Date(0).toISOString(),
    },
    door.clock.now(),
  )
  // A process believes for a second that nothing is left.
  door.clock.offsetMs += 2000
  expect((await on.claim(batchId, other)).status).toBe(201)
  expect((await on.claim(batchId, last)).status).toBe(201)
  expect((await on.claim(batchId, await door.tokenOf('guest-budget-late'))).body.code).toBe('promotion.budget_spent')
  door.clock.offsetMs += 40 * 86_400_000
  await door.runJobs()
  // Of the three thousand, one was spent; everybody else's came back at its end.
  const budget = await door.table.get({ pk: `BUDGET#${promotionId}`, sk: 'BUDGET' })
  expect(budget).toMatchObject({ totalFen: 3000, leftFen: 2000 })
})

it('nothing of all this stands in the log', () => {
  expect(door.lines.join('\n')).not.toMatch(/wx-openid-|小满|1381234/)
})
