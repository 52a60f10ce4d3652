import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newGiving } from '../../local/testing/giving.ts'

let door: FrontDoor
let on: Awaited<ReturnType<typeof newGiving>>
beforeAll(async () => {
  door = await frontDoor()
  on = await newGiving(door)
})

describe('giveGift', () => {
  it('puts a coupon out under a token that nobody guesses, for a day, and answers the same gift again', async () => {
    const giver = await on.giver()
    const { status, body } = await giver.give()
    expect(status).toBe(201)
    expect(body).toMatchObject({ state: 'open', mine: 'given', couponId: giver.couponId, batchId: giver.batchId })
    expect(body.giftToken).toMatch(/^gft_[0-9A-HJKMNP-TV-Z]{26}$/)
    expect(Date.parse(body.expiresAt) - Date.parse(body.givenAt)).toBe(24 * 3_600_000)
    expect((await giver.give()).body).toEqual(body)
    expect(await giver.coupon()).toMatchObject({
      state: 'given',
      givable: false,
      giving: { giftToken: body.giftToken, state: 'open' },
    })
    const list = async (state?: 'given' | 'valid') =>
      (await door.call('listMyCoupons', { state }, { token: giver.token })).body.items.length
    expect([await list(), await list('given'), await list('valid')]).toEqual([1, 1, 0])
  })

  it('never outlasts the coupon', async () => {
    const { batchId } = await on.launch({ total: 5, validity: { kind: 'days', days: 1 } })
    const giver = await on.giver(batchId)
    expect((await giver.give()).body.expiresAt).toBe((await giver.coupon()).usableTo)
  })

  it('refuses what cannot be used: one used, one expired, one that was taken, one of somebody else', async () => {
    const used = await on.giver()
    expect(await on.redeem({ code: (await used.code()).code })).toBe(201)
    expect(await used.give()).toMatchObject({
      status: 409,
      body: { code: 'coupon.not_usable', details: { state: 'redeemed' } },
    })
    const taken = await on.giver()
    const stranger = await on.taker()
    const { couponId } = taken
    expect((await door.call('giveGift', { couponId }, { token: stranger })).body.code).toBe('coupon.not_found')
    await on.take((await taken.give()).body.giftToken, stranger)
    expect(await taken.give()).toMatchObject({ status: 409, body: { code: 'coupon.not_usable', details: { state: 'given' } } })
    const late = await on.giver((await on.launch({ total: 5, validity: { kind: 'days', days: 1 } })).batchId)
    on.pass(24)
    expect(await late.give()).toMatchObject({ status: 409, body: { code: 'coupon.not_usable', details: { state: 'expired' } } })
  })

  it('lets a coupon go through three hands and out twenty times, and takes none of its ten uses', async () => {
    const first = await on.giver()
    let [token, couponId] = [first.token, first.couponId]
    for (let hand = 1; hand <= 3; hand++) {
      const { giftToken } = (await door.call('giveGift', { couponId }, { token })).body
      token = await on.taker()
      const { body } = await on.take(giftToken, token)
      expect(body).toMatchObject({ state: 'valid', givable: hand < 3 })
      couponId = body.couponId
    }
    expect((await door.call('giveGift', { couponId }, { token })).body.code).toBe('gift.too_often')
    const { code } = (await door.call('showCode', { couponId }, { token })).body
    expect(await on.redeem({ code })).toBe(201)

    const restless = await on.giver()
    for (let n = 0; n < 20; n++) await on.cancel((await restless.give()).body.giftToken, restless.token)
    expect((await restless.give()).body.code).toBe('gift.too_often')
    expect(await restless.coupon()).toMatchObject({ state: 'valid', givable: false })
    expect(await on.redeem({ code: (await restless.code()).code })).toBe(201)
  })
})

describe('getGift', () => {
  it('tells whoever has the card what it is and from whom, masked, and nothing that opens it', async () => {
    const giver = await on.giver()
    const code = await giver.code()
    const { giftToken } = (await giver.give()).body
    const coupon = await giver.coupon()
    const { body } = await door.call('getGift', { giftToken })
    expect(body).toMatchObject({ state: 'open', title: coupon.title, benefit: coupon.benefit, rules: coupon.rules })
    expect(body.from).toMatch(/^会员 ··\d{4}$/)
    const told = JSON.stringify(body)
    for (const secret of [code.code, code.typedCode, giver.couponId, giver.couponId.slice(4, 30)])
      expect(told).not.toContain(secret)
    const english = await door.call('getGift', { giftToken }, { language: 'en' })
    expect(english.body.from).toMatch(/^Member ··\d{4}$/)
  })

  it('tells the giver who took it and when, the taker which coupon it is now, and a stranger neither', async () => {
    const giver = await on.giver()
    const [taker, stranger] = [await on.taker(), await on.taker()]
    const { giftToken } = (await giver.give()).body
    const { couponId } = (await on.take(giftToken, taker)).body
    const { maskedName } = (await door.call('getMe', {}, { token: taker })).body
    const told = { state: 'taken', takenBy: maskedName, takenAt: expect.any(String) }
    expect(await on.look(giftToken, giver.token)).toMatchObject({ ...told, mine: 'given', couponId: giver.couponId })
    expect((await giver.coupon()).giving).toMatchObject(told)
    const own = await on.look(giftToken, taker)
    expect(own).toMatchObject({ state: 'taken', mine: 'taken', couponId })
    expect(own.takenBy).toBeUndefined()
    const others = await on.look(giftToken, stranger)
    expect(others.state).toBe('taken')
    expect([others.mine, others.couponId, others.takenBy, others.takenAt]).toEqual([undefined, undefined, undefined, undefined])
  })

  it('does not know a token that nobody was given', async () => {
    const token = await on.taker()
    for (const giftToken of ['gft_00000000000000000000000000', 'gft_x', 'cpn_1']) {
      expect((await door.call('getGift', { giftToken })).body.code).toBe('gift.not_found')
      expect((await on.take(giftToken, token)).body.code).toBe('gift.not_found')
      expect((await on.cancel(giftToken, token)).body.code).toBe('gift.not_found')
    }
  })
})

describe('takeGift', () => {
  it('gives the first who takes it the coupon as it was, and the same one again; the giver’s is gone', async () => {
    const giver = await on.giver()
    const before = await giver.coupon()
    const { giftToken } = (await giver.give()).body
    const [taker, second] = [await on.taker(), await on.taker()]
    const first = await on.take(giftToken, taker)
    expect(first.status).toBe(201)
    const { couponId: _id, claimedAt: _at, from, ...worth } = first.body
    const { couponId: _was, claimedAt: _then, history: _history, ...had } = before
    expect(JSON.stringify(worth)).toBe(JSON.stringify(had))
    expect(from).toMatch(/^会员 ··\d{4}$/)
    expect(await on.take(giftToken, taker)).toMatchObject({ status: 201, body: first.body })
    expect(await on.take(giftToken, second)).toMatchObject({ status: 409, body: { code: 'gift.taken' } })
    const { couponId } = giver
    const code = await door.call('showCode', { couponId }, { token: giver.token })
    expect(code).toMatchObject({ status: 409, body: { code: 'coupon.not_usable', details: { state: 'given' } } })
    const mine = await door.call('showCode', { couponId: first.body.couponId }, { token: taker })
    expect(await on.redeem({ typedCode: mine.body.typedCode })).toBe(201)
    expect(await on.look(giftToken, giver.token)).toMatchObject({ state: 'taken' })
  })

  it('is refused to the giver, and leaves the gift open', async () => {
    const giver = await on.giver()
    const { giftToken } = (await giver.give()).body
    expect(await on.take(giftToken, giver.token)).toMatchObject({ status: 409, body: { code: 'gift.own' } })
    expect((await on.look(giftToken)).state).toBe('open')
  })

  it('is no claim: the taker claims as many as everybody, a claim takes no gift’s place, and the batch gave one', async () => {
    const { batchId } = await on.launch({ total: 5, perMember: 2 })
    const givers = [await on.giver(batchId), await on.giver(batchId)]
    const token = await on.taker()
    const ids: string[] = []
    for (const giver of givers) ids.push((await on.take((await giver.give()).body.giftToken, token)).body.couponId)
    expect((await door.call('getBatch', { batchId }, { token })).body.held).toEqual([])
    for (const key of ['a', 'b', 'c']) {
      const { status, body } = await door.call('claimCoupon', { batchId }, { token, key })
      ids.push(status === 201 ? body.couponId : (body.code ?? ''))
    }
    expect(ids.pop()).toBe('batch.limit_reached')
    expect(new Set(ids).size).toBe(4)
    await door.settle()
    expect(await on.launch.counts(batchId)).toMatchObject({ left: 1, claimed: 4 })
    const listed = (await door.call('listMyCoupons', {}, { token })).body.items
    expect(listed.map((coupon) => coupon.couponId).sort()).toEqual(ids.sort())
  })
})

describe('cancelGift', () => {
  it('takes back what is out, once and for all, and a new giving is a new gift', async () => {
    const giver = await on.giver()
    const { giftToken } = (await giver.give()).body
    const back = await on.cancel(giftToken, giver.token)
    expect(back).toMatchObject({ status: 200, body: { state: 'came_back', withdrawn: true } })
    expect((await on.cancel(giftToken, giver.token)).body).toEqual(back.body)
    expect(await giver.coupon()).toMatchObject({
      state: 'valid',
      givable: true,
      giving: { state: 'came_back', withdrawn: true },
    })
    const taker = await on.taker()
    expect(await on.take(giftToken, taker)).toMatchObject({ status: 409, body: { code: 'gift.expired' } })
    const again = (await giver.give()).body
    expect(again.giftToken).not.toBe(giftToken)
    // The old card stays what it was, whatever becomes of the new one.
    expect((await on.look(giftToken)).state).toBe('came_back')
    expect((await on.cancel(giftToken, giver.token)).body.state).toBe('came_back')
    expect((await on.look(again.giftToken)).state).toBe('open')
    expect((await on.take(again.giftToken, taker)).status).toBe(201)
    expect((await on.look(giftToken)).state).toBe('came_back')
    expect((await on.take(giftToken, taker)).body.code).toBe('gift.expired')
  })

  it('is too late when somebody has it, and is nobody else’s to do', async () => {
    const giver = await on.giver()
    const { giftToken } = (await giver.give()).body
    const taker = await on.taker()
    expect((await on.cancel(giftToken, taker)).body.code).toBe('gift.not_found')
    await on.take(giftToken, taker)
    expect(await on.cancel(giftToken, giver.token)).toMatchObject({ status: 409, body: { code: 'gift.taken' } })
    expect((await on.cancel(giftToken, taker)).body.code).toBe('gift.not_found')
  })
})

it('costs what docs/access-patterns.md says', async () => {
  const giver = await on.giver()
  const taker = await on.taker()
  await giver.coupon()
  const costOf = async (work: () => Promise<{ status: number }>) => {
    const before = door.table.units()
    const { status } = await work()
    const after = door.table.units()
    return { status, calls: after.calls - before.calls, write: after.write - before.write }
  }
  expect(await costOf(giver.give)).toEqual({ status: 201, calls: 2, write: 5 })
  expect(await costOf(giver.give)).toEqual({ status: 201, calls: 1, write: 0 })
  const { giftToken } = (await giver.give()).body
  expect(await costOf(() => door.call('getGift', { giftToken }))).toEqual({ status: 200, calls: 2, write: 0 })
  expect(await costOf(() => on.cancel(giftToken, giver.token))).toEqual({ status: 200, calls: 3, write: 1 })
  const again = (await giver.give()).body.giftToken
  expect(await costOf(() => on.take(again, taker))).toEqual({ status: 201, calls: 4, write: 4 })
  const told = () => door.call('getGift', { giftToken: again }, { token: giver.token })
  expect(await costOf(told)).toEqual({ status: 200, calls: 3, write: 0 })
})
