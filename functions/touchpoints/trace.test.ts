import { newBuying } from '../../local/testing/buying.ts'
import { newCheckIns } from '../../local/testing/checking-in.ts'
import { type Coming, newComing } from '../../local/testing/coming.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'

let door: FrontDoor
let on: Coming
beforeAll(async () => {
  door = await frontDoor()
  on = await newComing(door)
})
afterAll(() => door.close())

describe('how a guest came', () => {
  it('stands in the coupon: the poster, then one share more for each card it went through', async () => {
    const { batchId, touchpoint } = await on.campaign()
    const { touchpointId } = touchpoint
    const [first, second, third] = [await on.guest(), await on.guest(), await on.guest()]
    const opened = await on.open(touchpoint.scene)
    const one = await first.claim(batchId, opened.trace)
    expect(on.stampOn('couponId', one.couponId)).toMatchObject({ touchpointId, depth: 0 })
    const card = await first.share(batchId, opened.trace)
    const two = await second.claim(batchId, (await on.openCard(card.trace)).trace)
    const throughFirst = on.stampOn('couponId', two.couponId)
    expect(throughFirst).toMatchObject({ touchpointId, depth: 1, shareId: expect.stringMatching(/^shr_/) })
    const next = await second.share(batchId, (await on.openCard(card.trace)).trace)
    const three = await third.claim(batchId, (await on.openCard(next.trace)).trace)
    expect(on.stampOn('couponId', three.couponId)).toMatchObject({ touchpointId, depth: 2 })
    expect(on.stampOn('couponId', three.couponId)).not.toMatchObject(throughFirst as object)
  })

  it('stands in a coupon of a rush, and goes on with a gift', async () => {
    const { promotionId, batchId } = await on.launch({ total: 60, expectedPerSecond: 100 })
    const { scene, touchpointId } = (await on.poster(promotionId, { kind: 'batch', id: batchId })).body
    const [giver, taker] = [await on.guest(), await on.guest()]
    const { couponId } = await giver.claim(batchId, (await on.open(scene)).trace)
    const { giftToken } = (await door.call('giveGift', { couponId }, { token: giver.token })).body
    const taken = (await door.call('takeGift', { giftToken }, { token: taker.token })).body as unknown as { couponId: string }
    expect(on.stampOn('couponId', couponId)).toMatchObject({ touchpointId, depth: 0 })
    expect(on.stampOn('couponId', taken.couponId)).toEqual(on.stampOn('couponId', couponId))
  })

  it('stands in the order and in its vouchers, one that was given away too, and a repeat may come another way', async () => {
    const { promotionId, dealId } = await on.deals.deal()
    const { scene, touchpointId } = (await on.poster(promotionId, { kind: 'deal', id: dealId })).body
    const { trace } = await on.open(scene)
    const [buyer, friend] = [await newBuying(door).guest(), await on.guest()]
    const place = async (how: object) =>
      (await door.call('placeOrder', { dealId, mode: 'alone', ...how }, { token: buyer.token, key: 'order' })).body
    const { orderId } = await place({ trace })
    expect((await place({})).orderId).toBe(orderId)
    const { outTradeNo } = (await door.call('payOrder', { orderId }, { token: buyer.token })).body
    await door.pay(outTradeNo)
    await door.settle()
    expect(on.stampOn('orderId', orderId)).toMatchObject({ touchpointId, depth: 0 })
    const [voucher] = (await door.call('listMyVouchers', {}, { token: buyer.token })).body.items
    const voucherId = voucher?.voucherId ?? ''
    expect(on.stampOn('voucherId', voucherId)).toEqual(on.stampOn('orderId', orderId))
    const { giftToken } = (await door.call('giveGift', { voucherId }, { token: buyer.token })).body
    await door.call('takeGift', { giftToken }, { token: friend.token })
    const [taken] = (await door.call('listMyVouchers', {}, { token: friend.token })).body.items
    expect(on.stampOn('voucherId', taken?.voucherId ?? '')).toEqual(on.stampOn('orderId', orderId))
  })

  it('stands in the visit, with the promotion it was of', async () => {
    const shop = await newCheckIns(door)
    const { promotionId, touchpoint } = await on.campaign()
    const { qr } = await shop.shown()
    const { trace } = await on.open(touchpoint.scene)
    const { body } = await shop.checkIn('guest-traced-visit', { qr, trace })
    expect(on.stampOn('visitId', body.visitId)).toMatchObject({ touchpointId: touchpoint.touchpointId, promotionId })
  })

  it('is told to its member, with everything else that is kept, and so are their shares', async () => {
    const { batchId, touchpoint } = await on.campaign()
    const guest = await on.guest()
    const { trace } = await on.open(touchpoint.scene)
    await guest.claim(batchId, trace)
    await guest.share(batchId, trace)
    const { items } = (await door.call('exportMe', { limit: 100 }, { token: guest.token })).body
    expect(items.find(({ kind }) => kind === 'coupon')?.trace).toContain(touchpoint.touchpointId)
    expect(items.find(({ kind }) => kind === 'shared')).toMatchObject({ target: { kind: 'batch', id: batchId } })
  })

  it('is nowhere where nobody said so', async () => {
    const { batchId } = await on.campaign()
    const { couponId } = await (await on.guest()).claim(batchId)
    expect(on.itemWith('couponId', couponId)?.trace).toBeUndefined()
  })
})

describe('a trace that is forged, or of something else', () => {
  it('refuses nothing and gives nothing: the claim is stamped with just that', async () => {
    const [{ batchId, touchpoint }, other] = [await on.campaign(), await on.campaign()]
    const { trace = '' } = await on.open(touchpoint.scene)
    const guest = await on.guest()
    const forged = await guest.claim(batchId, `${trace.slice(0, -1)}${trace.endsWith('A') ? 'B' : 'A'}`, 'a')
    const made = await guest.claim(batchId, 'made-elsewhere', 'b')
    const foreign = await guest.claim(other.batchId, trace, 'c')
    expect([forged, made, foreign].map(({ state }) => state)).toEqual(['valid', 'valid', 'valid'])
    const stamps = [forged, made, foreign].map(({ couponId }) => on.stampOn('couponId', couponId))
    expect(stamps).toEqual(['forged', 'forged', 'foreign'])
  })

  it('is counted as an opening of what it claimed to be of, and answered with no trace', async () => {
    const [{ promotionId, batchId }, other] = [await on.campaign(), await on.campaign()]
    const target = { kind: 'batch' as const, id: batchId }
    const { trace = '' } = await on.open(other.touchpoint.scene)
    for (const told of ['t1.nonsense', trace])
      expect((await door.call('recordOpen', { trace: told, target }, {})).body).toEqual({ offers: [] })
    expect(on.opensOf(promotionId).sort()).toEqual(['foreign', 'forged'])
    // Of what nobody says, and of what is not there, there is nothing to count.
    const nowhere = { kind: 'batch' as const, id: 'bat_nowhere' }
    expect((await door.call('recordOpen', { trace: 'x' }, {})).body).toEqual({ offers: [] })
    expect((await door.call('recordOpen', { trace: 'x', target: nowhere }, {})).body).toEqual({ offers: [] })
    expect(on.opensOf(promotionId)).toHaveLength(2)
  })
})

describe('a share', () => {
  it('is the same when the same is shared again, and another for another way', async () => {
    const { batchId, touchpoint } = await on.campaign()
    const guest = await on.guest()
    const [a, b] = [await on.open(touchpoint.scene), await on.open(touchpoint.scene)]
    const first = await guest.share(batchId, a.trace)
    expect(await guest.share(batchId, b.trace)).toEqual(first)
    expect(first.path).toBe(`/pages/offer/index?batchId=${batchId}&trace=${first.trace}`)
    expect(first.path.length).toBeLessThan(200)
    const alone = await guest.share(batchId)
    expect(alone.trace).not.toBe(first.trace)
    // Their own card leads nowhere further.
    expect(await guest.share(batchId, (await on.openCard(first.trace)).trace)).toEqual(first)
  })

  it('begins anew where the trace was forged or of something else', async () => {
    const [{ batchId }, other] = [await on.campaign(), await on.campaign()]
    const guest = await on.guest()
    const alone = await guest.share(batchId)
    expect(await guest.share(batchId, 'x')).toEqual(alone)
    expect(await guest.share(batchId, (await on.open(other.touchpoint.scene)).trace)).toEqual(alone)
    const { couponId } = await (await on.guest()).claim(batchId, (await on.openCard(alone.trace)).trace)
    const stamp = on.stampOn('couponId', couponId)
    expect(stamp).toMatchObject({ depth: 1, shareId: expect.any(String) })
    expect(stamp).not.toHaveProperty('touchpointId')
  })

  it('is opened once for a key; its opening is one even when it is told of again', async () => {
    const { promotionId, batchId } = await on.campaign()
    const card = await (await on.guest()).share(batchId)
    const [first, again] = [await on.openCard(card.trace, 'open-1'), await on.openCard(card.trace, 'open-1')]
    expect(again).toEqual(first)
    expect(await on.openCard(first.trace)).toEqual(first)
    expect(on.opensOf(promotionId)).toHaveLength(1)
    await on.openCard(card.trace)
    expect(on.opensOf(promotionId)).toHaveLength(2)
  })

  it('of a store goes on where its member came from, and else is the plain page', async () => {
    const { promotionId } = await on.launch({ total: 5 })
    const { scene } = (await on.poster(promotionId, { kind: 'store', id: on.at.store1 })).body
    const { token } = await on.guest()
    const target = { kind: 'store' as const, id: on.at.store1 }
    const plain = (await door.call('createShare', { target }, { token })).body
    expect(plain).toEqual({ path: expect.stringContaining(on.at.store1), link: expect.any(String) })
    const { trace = '' } = await on.open(scene)
    const traced = (await door.call('createShare', { target, trace }, { token })).body
    expect((await on.openCard(traced.trace)).offers).toHaveLength(1)
  })

  it('of what is not there is refused, and of a draft too', async () => {
    const { batchId } = await on.launch({ total: 5 }, false)
    const { token } = await on.guest()
    for (const id of [batchId, 'bat_nowhere']) {
      const refused = await door.call('createShare', { target: { kind: 'batch', id } }, { token })
      expect(refused.body).toMatchObject({ code: 'batch.not_found', field: 'target.id' })
    }
  })

  it('has nobody in it once its member has erased everything, and leads on all the same', async () => {
    const { batchId, touchpoint } = await on.campaign()
    const guest = await on.guest()
    const card = await guest.share(batchId, (await on.open(touchpoint.scene)).trace)
    expect(JSON.stringify(on.itemsWith('SHARE'))).toContain(guest.memberId)
    await door.call('eraseMe', { confirm: 'erase' }, { token: guest.token })
    expect(JSON.stringify(on.itemsWith('SHARE'))).not.toContain(guest.memberId)
    const { couponId } = await (await on.guest()).claim(batchId, (await on.openCard(card.trace)).trace)
    expect(on.stampOn('couponId', couponId)).toMatchObject({ touchpointId: touchpoint.touchpointId, depth: 1 })
  })
})
