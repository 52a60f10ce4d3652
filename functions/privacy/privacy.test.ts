import { randomUUID } from 'node:crypto'
import { type CounterSide, newCounter } from '../../local/testing/counter.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'
import { wholeTable } from '../../local/testing/whole-table.ts'
import { privacyVersion } from '../../shared/privacy-text.ts'
import { memberKey } from '../members/members.ts'
import { finishErasure } from './privacy.ts'

let door: FrontDoor
let launch: ReturnType<typeof newLaunch>
let at: CounterSide
beforeAll(async () => {
  door = await frontDoor()
  launch = newLaunch(door)
  at = await newCounter(door)
})

const bill = { totalFen: 4550, receiptNo: 'R-1' }
const claim = (batchId: string, token: string, key?: string) => door.call('claimCoupon', { batchId }, { token, key })
const use = async (couponId: string, token: string) => {
  const { code } = (await door.call('showCode', { couponId }, { token })).body
  return door.call('redeem', { code, storeId: at.store1, bill }, { token: at.clerk1 })
}
const erase = (token: string) => door.call('eraseMe', { confirm: 'erase' }, { token })
const memberIdOf = async (token: string) => (await door.call('getMe', {}, { token })).body.memberId

let made = 0
/** A guest who told everything there is to tell, with one coupon used and one held. */
async function fullGuest() {
  made += 1
  const [openid, nickname, phone] = [`wx-openid-${made}-secret`, `小满${made}号`, `1381234${String(5000 + made)}`]
  const token = await door.tokenOf(openid)
  const memberId = await memberIdOf(token)
  for (const purpose of ['profile', 'service'] as const) await door.call('setConsent', { purpose, given: true }, { token })
  await door.call('setConsent', { purpose: 'service', given: false }, { token })
  await door.call('updateMe', { nickname, phone }, { token })
  const batches = {
    used: (await launch({ total: 10 })).batchId,
    held: (await launch({ total: 10, perMemberPerDay: 1 })).batchId,
  }
  const used = (await claim(batches.used, token)).body.couponId
  const held = (await claim(batches.held, token)).body.couponId
  const redemption = (await use(used, token)).body
  await door.settle()
  const { maskedName } = (await door.call('getMe', {}, { token })).body
  const personal = [openid, nickname, phone]
  return { openid, nickname, phone, token, memberId, batches, used, held, redemption, maskedName, personal }
}

describe('an export', () => {
  it('holds everything that is kept about the caller', async () => {
    const guest = await fullGuest()
    const { body } = await door.call('exportMe', { limit: 100 }, { token: guest.token })
    expect(body).toMatchObject({ memberId: guest.memberId, textVersion: privacyVersion })
    const of = (kind: string) => body.items.filter((item) => item.kind === kind)
    expect(of('member')).toMatchObject([
      { openid: guest.openid, number: expect.stringMatching(/^\d{8}$/), since: expect.any(String) },
    ])
    expect(of('profile')).toMatchObject([{ nickname: guest.nickname, phone: guest.phone }])
    expect(of('consents')).toMatchObject([{ profile: true, service: false, serviceText: privacyVersion }])
    expect(of('consent').map(({ purpose, given }) => [purpose, given])).toEqual([
      ['profile', true],
      ['service', true],
      ['service', false],
    ])
    expect(of('given')).toMatchObject([{ of: expect.stringContaining(guest.batches.held), given: 1 }])
    const coupons = of('coupon')
    expect(coupons.map(({ couponId, state }) => [couponId, state]).sort()).toEqual(
      [
        [guest.used, 'redeemed'],
        [guest.held, 'valid'],
      ].sort(),
    )
    const used = coupons.find(({ couponId }) => couponId === guest.used)
    expect(used).toMatchObject({
      use: { receiptNo: 'R-1', discountFen: 1000 },
      history: [{ kind: 'claimed' }, { kind: 'redeemed' }],
    })
  })

  it('leaves nothing out that lies with the member in the table, read page by page', async () => {
    const guest = await fullGuest()
    const whole = (await door.call('exportMe', { limit: 100 }, { token: guest.token })).body.items
    const paged = []
    let cursor: string | undefined
    do {
      const { body } = await door.call('exportMe', { limit: 2, cursor }, { token: guest.token })
      expect(body.items.length).toBeLessThanOrEqual(2)
      paged.push(...body.items)
      cursor = body.nextCursor
    } while (cursor !== undefined)
    expect(paged).toEqual(whole)
    const { pk } = memberKey(guest.memberId)
    const kept = wholeTable(door.table).filter((item) => item.pk === pk && !item.sk.startsWith('PAST#'))
    expect(whole).toHaveLength(kept.length)
  })

  it('holds nothing of anybody else', async () => {
    const [guest, other] = [await fullGuest(), await fullGuest()]
    const text = JSON.stringify((await door.call('exportMe', { limit: 100 }, { token: guest.token })).body)
    for (const secret of [...other.personal, other.memberId, other.used, other.held]) expect(text).not.toContain(secret)
    expect((await door.call('exportMe', {})).body.code).toBe('session.missing')
  })
})

describe('erasing', () => {
  it('leaves no openid, no name and no phone number anywhere in the table', async () => {
    const guest = await fullGuest()
    const before = JSON.stringify(wholeTable(door.table))
    for (const secret of guest.personal) expect(before).toContain(secret)
    const erased = await erase(guest.token)
    expect(erased).toMatchObject({ status: 200, body: { erasedAt: expect.any(String) } })
    await door.settle()
    const after = JSON.stringify(wholeTable(door.table))
    for (const secret of guest.personal) expect(after).not.toContain(secret)
  })

  it('leaves with the member only what the limits per person ask', async () => {
    const guest = await fullGuest()
    await erase(guest.token)
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
    const guest = await fullGuest()
    const shown = (await door.call('showCode', { couponId: guest.held }, { token: guest.token })).body
    const second = await door.tokenOf(guest.openid)
    await erase(guest.token)
    for (const scan of [{ code: shown.code }, { typedCode: shown.typedCode }]) {
      const answer = await door.call('redeem', { ...scan, storeId: at.store1, bill }, { token: at.clerk1 })
      expect(answer.status).toBe(409)
    }
    for (const token of [guest.token, second]) {
      expect((await door.call('getMe', {}, { token })).body.code).toBe('session.invalid')
      expect((await claim(guest.batches.used, token)).body.code).toBe('session.invalid')
    }
    // Coming back opens a session of its own, and none of those before.
    const token = await door.tokenOf(guest.openid)
    expect((await door.call('getMe', {}, { token })).status).toBe(200)
    expect((await door.call('getMe', {}, { token: second })).body.code).toBe('session.invalid')
    expect((await door.call('listSessions', {}, { token })).body.items).toHaveLength(1)
  })

  it('is not for who works for a merchant, until that has ended', async () => {
    const token = await door.tokenOf('seed-clerk-2')
    expect(await erase(token)).toMatchObject({ status: 409, body: { code: 'member.on_staff' } })
    const memberId = await memberIdOf(token)
    await door.call('revokeStaff', { memberId }, { token: at.manager })
    expect((await erase(token)).status).toBe(200)
    const { items } = (await door.call('listStaff', {}, { token: at.manager })).body
    expect(items.map((one) => one.memberId)).not.toContain(memberId)
  })

  it('keeps the accounts: the day of the store, its sums, the counts of the batch', async () => {
    const guest = await fullGuest()
    const day = async () => (await door.call('listRedemptions', { storeId: at.store1, limit: 100 }, { token: at.clerk1 })).body
    const [before, counts] = [await day(), await launch.counts(guest.batches.used)]
    await erase(guest.token)
    await door.settle()
    const after = await day()
    expect(after.totals).toEqual(before.totals)
    expect(await launch.counts(guest.batches.used)).toEqual(counts)
    const line = after.items.find(({ redemptionId }) => redemptionId === guest.redemption.redemptionId)
    expect(line).toMatchObject({ member: '已注销会员', discountFen: 1000, state: 'done' })
    expect(JSON.stringify(after)).not.toContain(guest.maskedName)
  })

  it('can be told twice, at once too, and is one erasure', async () => {
    const guest = await fullGuest()
    const answers = await Promise.all([erase(guest.token), erase(guest.token), erase(guest.token)])
    const times = answers.filter(({ status }) => status === 200).map(({ body }) => body.erasedAt)
    expect(times.length).toBeGreaterThan(0)
    expect(new Set(times).size).toBe(1)
  })

  it('that was cut short is finished by the clock, and nobody comes back before', async () => {
    const guest = await fullGuest()
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
    const guest = await fullGuest()
    const gift = (await door.call('giveGift', { couponId: guest.held }, { token: guest.token })).body
    await erase(guest.token)
    const taker = await door.tokenOf('guest-late-taker')
    const answer = await door.call('takeGift', { giftToken: gift.giftToken }, { token: taker })
    expect(answer.status).toBe(409)
    expect((await door.call('listMyCoupons', {}, { token: taker })).body.items).toEqual([])
  })
})

describe('who erased everything and comes back', () => {
  it('is new: no name, no coupons, nothing of before', async () => {
    const guest = await fullGuest()
    await erase(guest.token)
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
    const guest = await fullGuest()
    await erase(guest.token)
    const { body } = await door.call('exportMe', {}, { token: await door.tokenOf(guest.openid) })
    const coupons = body.items.filter(({ kind }) => kind === 'coupon')
    expect(coupons.map(({ couponId }) => couponId).sort()).toEqual([guest.used, guest.held].sort())
    for (const coupon of coupons)
      expect(Object.keys(coupon).sort()).toEqual(['batchId', 'claimedAt', 'couponId', 'erasedAt', 'kind'])
  })

  it('cannot claim past the limit per member, with a key or without', async () => {
    const guest = await fullGuest()
    await erase(guest.token)
    const token = await door.tokenOf(guest.openid)
    for (const batchId of Object.values(guest.batches)) {
      for (const key of [undefined, randomUUID()]) {
        const answer = await claim(batchId, token, key)
        expect(answer).toMatchObject({ status: 409, body: { code: 'batch.limit_reached' } })
      }
    }
    expect((await launch.counts(guest.batches.held)).left).toBe(9)
  })

  it('may claim what was left of the limit, and not more', async () => {
    const { batchId } = await launch({ total: 10, perMember: 3 })
    const openid = 'guest-two-of-three'
    const before = await door.tokenOf(openid)
    for (const key of ['a', 'b']) expect((await claim(batchId, before, key)).status).toBe(201)
    await erase(before)
    const token = await door.tokenOf(openid)
    const first = await claim(batchId, token)
    expect(first.status).toBe(201)
    expect((await claim(batchId, token)).body.couponId).toBe(first.body.couponId)
    // The keys of before are nobody's any more.
    expect((await claim(batchId, token, 'a')).body.code).toBe('batch.limit_reached')
    expect((await door.call('listMyCoupons', {}, { token })).body.items).toHaveLength(1)
    expect((await launch.counts(batchId)).left).toBe(7)
  })

  it('is the same member however many phones log in at once, and can erase again', async () => {
    const guest = await fullGuest()
    await erase(guest.token)
    const tokens = await Promise.all(Array.from({ length: 8 }, () => door.tokenOf(guest.openid)))
    expect(new Set(await Promise.all(tokens.map(memberIdOf)))).toEqual(new Set([guest.memberId]))
    await erase(tokens[0] ?? '')
    expect(JSON.stringify(wholeTable(door.table))).not.toContain(guest.openid)
  })
})

it('what was redeemed before an erasure can still be taken back at the counter, and is then nobody’s to use', async () => {
  const guest = await fullGuest()
  await erase(guest.token)
  const { redemptionId } = guest.redemption
  const undone = await door.call('undoRedemption', { redemptionId, reason: '点错了' }, { token: at.clerk1 })
  expect(undone).toMatchObject({ status: 200, body: { state: 'undone', member: '已注销会员' } })
  await door.settle()
  const token = await door.tokenOf(guest.openid)
  expect((await door.call('showCode', { couponId: guest.used }, { token })).body.code).toBe('coupon.not_found')
})

it('an erasure gives what a coupon held of the budget back, once, and a used one keeps what it cost', async () => {
  const { promotionId, batchId } = await launch({ total: 10, perMember: 3 }, true, { budgetFen: 3000 })
  const openid = `guest-budget-${randomUUID().slice(0, 8)}`
  const token = await door.tokenOf(openid)
  const used = (await claim(batchId, token, 'a')).body.couponId
  for (const key of ['b', 'c']) expect((await claim(batchId, token, key)).status).toBe(201)
  const [other, last] = [await door.tokenOf('guest-budget-other'), await door.tokenOf('guest-budget-last')]
  expect((await claim(batchId, other)).body.code).toBe('promotion.budget_spent')
  expect((await use(used, token)).status).toBe(201)
  await door.settle()
  await Promise.all([erase(token), erase(token)])
  await finishErasure(
    door.table,
    {
      memberId: await memberIdOf(await door.tokenOf(openid)),
      erasedAt: new Date(0).toISOString(),
    },
    door.clock.now(),
  )
  // A process believes for a second that nothing is left.
  door.clock.offsetMs += 2000
  expect((await claim(batchId, other)).status).toBe(201)
  expect((await claim(batchId, last)).status).toBe(201)
  expect((await claim(batchId, await door.tokenOf('guest-budget-late'))).body.code).toBe('promotion.budget_spent')
  door.clock.offsetMs += 40 * 86_400_000
  await door.runJobs()
  // Of the three thousand, one was spent; everybody else's came back at its end.
  const budget = await door.table.get({ pk: `BUDGET#${promotionId}`, sk: 'BUDGET' })
  expect(budget).toMatchObject({ totalFen: 3000, leftFen: 2000 })
})

it('nothing of all this stands in the log', () => {
  expect(door.lines.join('\n')).not.toMatch(/wx-openid-|小满|1381234/)
})
