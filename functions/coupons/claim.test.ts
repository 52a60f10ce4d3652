import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'

let door: FrontDoor
let launch: ReturnType<typeof newLaunch>
beforeAll(async () => {
  door = await frontDoor()
  launch = newLaunch(door)
})

const hour = 3_600_000
const later = (ms: number) => new Date(door.clock.now().getTime() + ms).toISOString()

describe.each([
  ['an ordinary batch', {}],
  ['a flash batch', { expectedPerSecond: 500 }],
])('claimCoupon in %s', (kind, rush) => {
  const guest = (name: string) => door.tokenOf(`${kind} ${name}`)

  it('gives a member one coupon, and the same one again', async () => {
    const { batchId } = await launch({ ...rush, total: 5 })
    const token = await guest('guest-one')
    const first = await door.call('claimCoupon', { batchId }, { token })
    expect(first.status).toBe(201)
    expect(first.body).toMatchObject({ state: 'valid', batchId })
    const again = await door.call('claimCoupon', { batchId }, { token })
    expect(again.body).toEqual(first.body)
    expect((await door.call('getBatch', { batchId }, { token })).body).toMatchObject({ held: [{ state: 'valid' }] })
    expect((await launch.counts(batchId)).left).toBe(4)
  })

  it('gives a member who asks eight times at once one coupon, off the stock once', async () => {
    const { batchId } = await launch({ ...rush, total: 5 })
    const token = await guest('guest-eight')
    const answers = await Promise.all(Array.from({ length: 8 }, () => door.call('claimCoupon', { batchId }, { token })))
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.couponId}`)).size).toBe(1)
    expect((await launch.counts(batchId)).left).toBe(4)
  })

  it('gives the last one, then says that all are gone, and a refused claim costs no stock', async () => {
    const { batchId } = await launch({ ...rush, total: 2 })
    const [a, b, c] = await Promise.all(['guest-a', 'guest-b', 'guest-c'].map(guest))
    expect((await door.call('claimCoupon', { batchId }, { token: a })).status).toBe(201)
    expect((await door.call('claimCoupon', { batchId }, { token: b })).status).toBe(201)
    const refused = await door.call('claimCoupon', { batchId }, { token: c })
    expect(refused).toMatchObject({ status: 409, body: { code: 'batch.sold_out' } })
    expect(await launch.counts(batchId)).toMatchObject({ left: 0, claimed: 2 })
    // The answer is remembered for a second; whoever holds one still learns so.
    expect((await door.call('claimCoupon', { batchId }, { token: a })).status).toBe(201)
  })

  it('of forty at once for the last ten gives ten one, and tells the others that all are gone', async () => {
    const { batchId } = await launch({ ...rush, total: 10 })
    const tokens = await Promise.all(Array.from({ length: 40 }, (_, n) => guest(`guest-last-ten-${n}`)))
    const answers = await Promise.all(tokens.map((token) => door.call('claimCoupon', { batchId }, { token })))
    const told = answers.map(({ status, body }) => (status === 201 ? 'one' : (body as { code?: string }).code)).sort()
    expect(told).toEqual([...Array.from({ length: 30 }, () => 'batch.sold_out'), ...Array.from({ length: 10 }, () => 'one')])
    expect((await launch.counts(batchId)).left).toBe(0)
  })

  it('finds the last one wherever in the stock it lies', async () => {
    const total = 203
    const { batchId } = await launch({ ...rush, total, perMember: 20 })
    const answers = []
    for (let n = 0; n < 12; n++) {
      const token = await guest(`guest-many-${n}`)
      for (let nth = 0; nth < 20; nth++) answers.push(await door.call('claimCoupon', { batchId }, { token, key: `k${nth}` }))
    }
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(total)
    expect(answers.slice(total).every((answer) => answer.body.code === 'batch.sold_out')).toBe(true)
  })

  it('gives the next one for a new key, up to the cap, and the same one for the same key', async () => {
    const { batchId } = await launch({ ...rush, total: 10, perMember: 2 })
    const token = await guest('guest-keys')
    const one = await door.call('claimCoupon', { batchId }, { token, key: 'one' })
    const two = await door.call('claimCoupon', { batchId }, { token, key: 'two' })
    expect(two.body.couponId).not.toBe(one.body.couponId)
    expect((await door.call('claimCoupon', { batchId }, { token, key: 'one' })).body).toEqual(one.body)
    const three = await door.call('claimCoupon', { batchId }, { token, key: 'three' })
    expect(three).toMatchObject({ status: 409, body: { code: 'batch.limit_reached' } })
    expect((await launch.counts(batchId)).left).toBe(8)
  })

  it('keeps to the cap when many keys come at once', async () => {
    const { batchId } = await launch({ ...rush, total: 50, perMember: 3 })
    const token = await guest('guest-at-once')
    const calls = Array.from({ length: 12 }, (_, n) => door.call('claimCoupon', { batchId }, { token, key: `at-once-${n}` }))
    const given = (await Promise.all(calls)).filter((answer) => answer.status === 201)
    expect(new Set(given.map((answer) => answer.body.couponId)).size).toBe(3)
    expect((await launch.counts(batchId)).left).toBe(47)
  })

  it('opens and ends with the claim window, to the millisecond, and says when it opens', async () => {
    const claim = { from: later(hour), to: later(2 * hour) }
    const { batchId } = await launch({ ...rush, total: 5, claim, validity: { kind: 'days', days: 2 } })
    const token = await guest('guest-window')
    const early = await door.call('claimCoupon', { batchId }, { token })
    expect(early).toMatchObject({ status: 409, body: { code: 'batch.not_started', retryAt: claim.from } })
    door.clock.offsetMs += hour + 1000
    expect((await door.call('claimCoupon', { batchId }, { token })).status).toBe(201)
    door.clock.offsetMs += hour
    const late = await door.call('claimCoupon', { batchId }, { token: await guest('guest-late') })
    expect(late).toMatchObject({ status: 409, body: { code: 'batch.ended' } })
  })

  it('does not know a batch before its promotion is launched', async () => {
    const { batchId, promotionId } = await launch({ ...rush, total: 5 }, false)
    const token = await guest('guest-draft')
    expect((await door.call('claimCoupon', { batchId }, { token })).body.code).toBe('batch.not_found')
    expect((await door.call('getBatch', { batchId })).body.code).toBe('batch.not_found')
    await door.call('launchPromotion', { promotionId }, { token: await door.tokenOf('seed-marketer') })
    expect((await door.call('claimCoupon', { batchId }, { token })).status).toBe(201)
  })
})

describe('the caps of a day', () => {
  it('gives so many a day and no more, says when the next day begins, and gives again then', async () => {
    const { batchId } = await launch({ total: 10, perDay: 2 })
    const tokens = await Promise.all([1, 2, 3, 4, 5].map((nth) => door.tokenOf(`guest-day-${nth}`)))
    const answers = await Promise.all(tokens.map((token) => door.call('claimCoupon', { batchId }, { token })))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409, 409])
    const refused = answers.find(({ status }) => status === 409)?.body
    expect(refused?.code).toBe('batch.daily_limit_reached')
    expect((await launch.counts(batchId)).left).toBe(8)
    // A winner's retry is no second claim, and costs nothing of the day.
    const winner = tokens[answers.findIndex(({ status }) => status === 201)]
    expect((await door.call('claimCoupon', { batchId }, { token: winner })).status).toBe(201)
    door.clock.offsetMs += Date.parse(refused?.retryAt ?? '') - door.clock.now().getTime()
    const loser = tokens[answers.findIndex(({ status }) => status === 409)]
    expect((await door.call('claimCoupon', { batchId }, { token: loser })).status).toBe(201)
  })

  it('gives one member so many a day, in the zone of the merchant', async () => {
    const { batchId } = await launch({ total: 10, perMember: 3, perMemberPerDay: 1 })
    const token = await door.tokenOf('guest-one-a-day')
    const given = []
    for (let day = 0; day < 4; day++) {
      for (const key of [`day-${day}-a`, `day-${day}-b`]) {
        const { status, body } = await door.call('claimCoupon', { batchId }, { token, key })
        given.push(status === 201 ? 'given' : body.code)
      }
      door.clock.offsetMs += 24 * hour
    }
    const oneDay = ['given', 'batch.daily_limit_reached']
    expect(given).toEqual([...oneDay, ...oneDay, 'given', 'batch.limit_reached', 'batch.limit_reached', 'batch.limit_reached'])
  })
})

describe('the wallet', () => {
  it('shows each state: valid, redeemed, expired', async () => {
    const { batchId } = await launch({ total: 5, validity: { kind: 'days', days: 1 } })
    const token = await door.tokenOf('guest-wallet')
    const { couponId } = (await door.call('claimCoupon', { batchId }, { token })).body
    expect((await door.call('listMyCoupons', { state: 'valid' }, { token })).body.items).toHaveLength(1)
    door.clock.offsetMs += 24 * hour
    expect((await door.call('listMyCoupons', { state: 'valid' }, { token })).body.items).toHaveLength(0)
    expect((await door.call('listMyCoupons', { state: 'expired' }, { token })).body.items).toMatchObject([{ couponId }])
    const code = await door.call('showCode', { couponId }, { token })
    expect(code).toMatchObject({ status: 409, body: { code: 'coupon.not_usable', details: { state: 'expired' } } })
  })

  it('finds the few of a state behind many of another', async () => {
    const token = await door.tokenOf('guest-collector')
    const clerk = await door.tokenOf('seed-clerk-1')
    const storeId = (await door.call('getMe', {}, { token: clerk })).body.roles[0]?.storeIds[0] ?? ''
    const { batchId } = await launch({ total: 5 })
    const { couponId } = (await door.call('claimCoupon', { batchId }, { token })).body
    const { code } = (await door.call('showCode', { couponId }, { token })).body
    await door.call('redeem', { code, storeId, bill: { totalFen: 5000 } }, { token: clerk })
    for (let n = 0; n < 7; n++) {
      const { batchId: newer } = await launch({ total: 5 })
      await door.call('claimCoupon', { batchId: newer }, { token })
    }
    const { items } = (await door.call('listMyCoupons', { state: 'redeemed', limit: 2 }, { token })).body
    expect(items).toMatchObject([{ couponId, state: 'redeemed' }])
  })

  it("answers somebody else's coupon like one that is not there", async () => {
    const { batchId } = await launch({ total: 5 })
    const { couponId } = (await door.call('claimCoupon', { batchId }, { token: await door.tokenOf('guest-owner') })).body
    const thief = await door.tokenOf('guest-thief')
    expect((await door.call('getCoupon', { couponId }, { token: thief })).body.code).toBe('coupon.not_found')
    expect((await door.call('showCode', { couponId }, { token: thief })).body.code).toBe('coupon.not_found')
  })

  it('says the rules in the language of the reader', async () => {
    const { batchId } = await launch({ total: 5 })
    const token = await door.tokenOf('guest-words')
    const zh = await door.call('claimCoupon', { batchId }, { token })
    const en = await door.call('claimCoupon', { batchId }, { token, language: 'en-GB' })
    expect(zh.body.rules).toContain('每人限领 1 张')
    expect(en.body.rules).toContain('At most 1 per person')
  })
})

it('lists what can be claimed now with the distance to the nearest store, and leaves out what cannot', async () => {
  const place = { lat: 30.6574, lng: 104.0808 }
  const { body } = await door.call('listOffers', { ...place, limit: 100 })
  const seeded = body.items.find((card) => card.title === '秋日咖啡立减券')
  expect(seeded?.nearest).toMatchObject({ name: '巷口咖啡·春熙路店', distance: 2 })
  expect(body.items.every((card) => ['open', 'sold_out'].includes(card.state))).toBe(true)
  expect((await door.call('listOffers', { city: '北京' })).body.items).toEqual([])
})
