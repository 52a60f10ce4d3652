import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { type Leaving, newLeaving } from '../../local/testing/leaving.ts'
import { wholeTable } from '../../local/testing/whole-table.ts'
import { memberKey } from '../members/members.ts'
import { finishErasure } from './privacy.ts'

let door: FrontDoor
let on: Leaving
beforeAll(async () => {
  door = await frontDoor()
  on = await newLeaving(door)
})

describe('erasing', () => {
  it('leaves no openid, no name and no phone number anywhere in the table', async () => {
    const guest = await on.fullGuest()
    const before = JSON.stringify(wholeTable(door.table))
    for (const secret of guest.personal) expect(before).toContain(secret)
    const erased = await on.erase(guest.token)
    expect(erased).toMatchObject({ status: 200, body: { erasedAt: expect.any(String) } })
    await door.settle()
    const after = JSON.stringify(wholeTable(door.table))
    for (const secret of guest.personal) expect(after).not.toContain(secret)
  })

  it('leaves with the member only what the limits per person ask', async () => {
    const guest = await on.fullGuest()
    await on.erase(guest.token)
    const { pk } = memberKey(guest.memberId)
    const left = wholeTable(door.table).filter((item) => item.pk === pk)
    expect(left.map(({ sk }) => sk.split('#')[0]).sort()).toEqual(['COUPON', 'COUPON', 'GIVEN', 'MEMBER'])
    expect(left.find(({ sk }) => sk === 'MEMBER')).toEqual({
      ...memberKey(guest.memberId),
      memberId: guest.memberId,
      number: '',
      since: '',
      erasedAt: expect.any(String),
    })
  })

  it('needs to be meant', async () => {
    const token = await door.tokenOf('guest-unsure')
    for (const confirm of ['', 'yes', 'ERASE']) {
      const answer = await door.call('eraseMe', { confirm: confirm as 'erase' }, { token })
      expect(answer).toMatchObject({ status: 422, body: { code: 'input.invalid', field: 'confirm' } })
    }
    expect((await door.call('getMe', {}, { token })).status).toBe(200)
  })

  it('ends what is held and every session; a code shown before is worth nothing', async () => {
    const guest = await on.fullGuest()
    const shown = (await door.call('showCode', { couponId: guest.held }, { token: guest.token })).body
    const second = await door.tokenOf(guest.openid)
    await on.erase(guest.token)
    for (const scan of [{ code: shown.code }, { typedCode: shown.typedCode }]) {
      const answer = await door.call('redeem', { ...scan, storeId: on.at.store1, bill: on.bill }, { token: on.at.clerk1 })
      expect(answer.status).toBe(409)
    }
    for (const token of [guest.token, second]) {
      expect((await door.call('getMe', {}, { token })).body.code).toBe('session.invalid')
      expect((await on.claim(guest.batches.used, token)).body.code).toBe('session.invalid')
    }
    // Coming back opens a session of its own, and none of those before.
    const token = await door.tokenOf(guest.openid)
    expect((await door.call('getMe', {}, { token })).status).toBe(200)
    expect((await door.call('getMe', {}, { token: second })).body.code).toBe('session.invalid')
    expect((await door.call('listSessions', {}, { token })).body.items).toHaveLength(1)
  })

  it('is not for who works for a merchant, until that has ended', async () => {
    const token = await door.tokenOf('seed-clerk-2')
    expect(await on.erase(token)).toMatchObject({ status: 409, body: { code: 'member.on_staff' } })
    const memberId = await on.memberIdOf(token)
    await door.call('revokeStaff', { memberId }, { token: on.at.manager })
    expect((await on.erase(token)).status).toBe(200)
    const { items } = (await door.call('listStaff', {}, { token: on.at.manager })).body
    expect(items.map((one) => one.memberId)).not.toContain(memberId)
  })

  it('keeps the accounts: the day of the store, its sums, the counts of the batch', async () => {
    const guest = await on.fullGuest()
    const day = async () =>
      (await door.call('listRedemptions', { storeId: on.at.store1, limit: 100 }, { token: on.at.clerk1 })).body
    const [before, counts] = [await day(), await on.launch.counts(guest.batches.used)]
    await on.erase(guest.token)
    await door.settle()
    const after = await day()
    expect(after.totals).toEqual(before.totals)
    expect(await on.launch.counts(guest.batches.used)).toEqual(counts)
    const line = after.items.find(({ redemptionId }) => redemptionId === guest.redemption.redemptionId)
    expect(line).toMatchObject({ member: '已注销会员', discountFen: 1000, state: 'done' })
    expect(JSON.stringify(after)).not.toContain(guest.maskedName)
  })

  it('can be told twice, at once too, and is one erasure', async () => {
    const guest = await on.fullGuest()
    const answers = await Promise.all([on.erase(guest.token), on.erase(guest.token), on.erase(guest.token)])
    const times = answers.filter(({ status }) => status === 200).map(({ body }) => body.erasedAt)
    expect(times.length).toBeGreaterThan(0)
    expect(new Set(times).size).toBe(1)
  })

  it('that was cut short is finished by the clock, and nobody comes back before', async () => {
    const guest = await on.fullGuest()
    const { erasePerson } = await import('../members/members.ts')
    await erasePerson(door.table, guest.memberId, door.clock.now())
    expect(JSON.stringify(wholeTable(door.table))).not.toContain(guest.nickname)
    expect((await door.call('login', { code: door.sandbox.codes.give(guest.openid) })).body.code).toBe('table.busy')
    await door.runJobs()
    const { pk } = memberKey(guest.memberId)
    const left = wholeTable(door.table).filter((item) => item.pk === pk)
    expect(left.filter(({ sk }) => /^(CONSENT|ERASURE)/.test(sk))).toEqual([])
    expect(left.filter(({ sk }) => sk.startsWith('COUPON#')).every(({ erasedAt }) => erasedAt !== undefined)).toBe(true)
    expect((await door.call('login', { code: door.sandbox.codes.give(guest.openid) })).status).toBe(200)
    await finishErasure(door.table, { memberId: 'mbr_none', erasedAt: door.clock.now().toISOString() }, door.clock.now())
  })

  it('takes a gift that is on its way out of the world', async () => {
    const guest = await on.fullGuest()
    const gift = (await door.call('giveGift', { couponId: guest.held }, { token: guest.token })).body
    await on.erase(guest.token)
    const taker = await door.tokenOf('guest-late-taker')
    const answer = await door.call('takeGift', { giftToken: gift.giftToken }, { token: taker })
    expect(answer.status).toBe(409)
    expect((await door.call('listMyCoupons', {}, { token: taker })).body.items).toEqual([])
  })
})

it('nothing of all this stands in the log', () => {
  expect(door.lines.join('\n')).not.toMatch(/wx-openid-|小满|1381234/)
})
