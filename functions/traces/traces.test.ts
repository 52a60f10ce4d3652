import { newBuying } from '../../local/testing/buying.ts'
import { newCheckIns } from '../../local/testing/checking-in.ts'
import { type Coming, newComing } from '../../local/testing/coming.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newPaying } from '../../local/testing/paying.ts'
import { newStaff } from '../../local/testing/staff.ts'

let door: FrontDoor
let on: Coming
beforeAll(async () => {
  door = await frontDoor()
  on = await newComing(door)
})
afterAll(() => door.close())
// What happens later is told later.
const pass = () => {
  door.clock.offsetMs += 1000
}
const wayOf = async (id: string, more: object = {}) => {
  await door.settle()
  return (await door.call('getTrace', { id, ...more }, { token: on.marketer })).body
}
const kinds = (steps: { kind: string }[]) => steps.map(({ kind }) => kind)

/** A poster, a guest who claims and shares, a friend who claims by the card. */
async function twoGuests() {
  const { batchId, touchpoint, promotionId } = await on.campaign()
  const [first, second] = [await on.guest(), await on.guest()]
  pass()
  const opened = await on.open(touchpoint.scene)
  pass()
  const { couponId } = await first.claim(batchId, opened.trace)
  pass()
  const card = await first.share(batchId, opened.trace)
  pass()
  const came = await on.openCard(card.trace)
  pass()
  const friends = (await second.claim(batchId, came.trace)).couponId
  pass()
  return { promotionId, batchId, touchpoint, first, second, couponId, friends }
}

async function redeemed(token: string, couponId: string) {
  const { code } = (await door.call('showCode', { couponId }, { token })).body
  const asked = { code, storeId: on.at.store1, bill: { totalFen: 5000 } }
  return (await door.call('redeem', asked, { token: on.at.clerk1 })).body
}

describe('the way of a redemption', () => {
  it('leads back through the card to the poster, and on to its undo: when, who, where, how much', async () => {
    const { promotionId, touchpoint, second, friends } = await twoGuests()
    const { redemptionId } = await redeemed(second.token, friends)
    pass()
    await door.call('undoRedemption', { redemptionId, reason: 'wrong_bill' }, { token: on.at.clerk1 })
    const way = await wayOf(redemptionId)
    expect(way).toMatchObject({ promotionId, promotionName: expect.stringContaining('活动') })
    expect(kinds(way.came)).toEqual(['touchpoint', 'opened', 'shared', 'opened'])
    expect(way.came[0]).toMatchObject({ id: touchpoint.touchpointId, words: '地铁春熙路站 B 口' })
    expect(way.came[2]).toMatchObject({ who: expect.stringMatching(/^会员 ··\d{4}$/), depth: 1 })
    expect(kinds(way.followed)).toEqual(['claimed', 'redeemed', 'undone'])
    const [claimed, used, undone] = way.followed
    expect(claimed).toMatchObject({ id: friends, who: expect.stringMatching(/^会员 ··\d{4}$/) })
    expect(used).toMatchObject({ id: redemptionId, who: '店员·小林', fen: 4000, discountFen: 1000, isHere: true })
    expect(used?.storeName).toMatch(/./)
    expect(undone).toMatchObject({ who: '店员·小林', words: expect.any(String) })
    const times = [...way.came, ...way.followed].map(({ at }) => Date.parse(at))
    expect(times).toEqual(times.toSorted((a, b) => a - b))
  })

  it('is the same from any of its steps', async () => {
    const { second, friends } = await twoGuests()
    const { redemptionId } = await redeemed(second.token, friends)
    const steps = async (id: string) => {
      const { came, followed } = await wayOf(id)
      return [...came, ...followed].map(({ isHere: _, ...step }) => step)
    }
    expect(await steps(friends)).toEqual(await steps(redemptionId))
  })
})

describe('the way from a poster', () => {
  it('leads to who claimed by it and who shared it, and from the share to who came by that', async () => {
    const { touchpoint, couponId, friends } = await twoGuests()
    const poster = await wayOf(touchpoint.touchpointId)
    expect(poster.came).toEqual([expect.objectContaining({ kind: 'touchpoint', isHere: true })])
    expect(poster.followed).toEqual([
      expect.objectContaining({ kind: 'claimed', id: couponId, who: expect.stringContaining('会员') }),
      expect.objectContaining({ kind: 'shared', depth: 1 }),
    ])
    const share = await wayOf(poster.followed[1]?.id ?? '')
    expect(kinds(share.came)).toEqual(['touchpoint', 'opened', 'shared'])
    expect(share.came[2]?.isHere).toBe(true)
    expect(share.followed).toEqual([expect.objectContaining({ kind: 'claimed', id: friends })])
  })

  it('comes page by page, each line once, though the feed hands a record over again', async () => {
    const { batchId, touchpoint } = await on.campaign()
    const claimed: string[] = []
    for (let guest = 0; guest < 3; guest++) {
      pass()
      claimed.push((await (await on.guest()).claim(batchId, (await on.open(touchpoint.scene)).trace)).couponId)
    }
    const seen: (string | undefined)[] = []
    let cursor: string | undefined
    do {
      const page = await wayOf(touchpoint.touchpointId, { limit: 1, ...(cursor !== undefined && { cursor }) })
      expect(page.followed.length).toBeLessThanOrEqual(1)
      seen.push(...page.followed.map(({ id }) => id))
      cursor = page.nextCursor
    } while (cursor !== undefined)
    expect(seen).toEqual(claimed)
  })
})

describe('the way of what was bought', () => {
  it('goes from the poster to the payment, through a friend’s hands to the counter, and to the refund of the rest', async () => {
    const { promotionId, dealId } = await on.deals.deal({ aloneFen: 9900 })
    const { scene, touchpointId } = (await on.poster(promotionId, { kind: 'deal', id: dealId })).body
    const [buyer, friend] = [await newBuying(door).guest(), await on.guest()]
    pass()
    const { trace } = await on.open(scene)
    pass()
    const placed = { dealId, mode: 'alone' as const, quantity: 2, ...(trace !== undefined && { trace }) }
    const { orderId } = (await door.call('placeOrder', placed, { token: buyer.token })).body
    pass()
    const { outTradeNo } = (await door.call('payOrder', { orderId }, { token: buyer.token })).body
    await door.pay(outTradeNo)
    await door.settle()
    pass()
    const vouchers = (await door.call('listMyVouchers', {}, { token: buyer.token })).body.items.map(
      ({ voucherId }) => voucherId,
    )
    const [given = '', kept = ''] = vouchers.toSorted()
    const { giftToken } = (await door.call('giveGift', { voucherId: given }, { token: buyer.token })).body
    pass()
    await door.call('takeGift', { giftToken }, { token: friend.token })
    pass()
    const taken = (await door.call('listMyVouchers', {}, { token: friend.token })).body.items[0]?.voucherId ?? ''
    const { code } = (await door.call('showCode', { voucherId: taken }, { token: friend.token })).body
    const { redemptionId } = (await door.call('redeem', { code, storeId: on.at.store1, uses: 1 }, { token: on.at.clerk1 })).body
    pass()
    const refund = (
      await door.call('requestRefund', { orderId, voucherIds: [kept], reason: '不去了' }, { token: buyer.token, key: 'r' })
    ).body
    await newPaying(door).run(4)
    const way = await wayOf(redemptionId)
    expect(kinds(way.came)).toEqual(['touchpoint', 'opened'])
    expect(way.came[0]?.id).toBe(touchpointId)
    expect(kinds(way.followed)).toEqual(
      expect.arrayContaining(['ordered', 'paid', 'issued', 'gifted', 'received', 'redeemed', 'refunding', 'refunded']),
    )
    const find = (kind: string) => way.followed.find((step) => step.kind === kind)
    expect(find('paid')).toMatchObject({ fen: 19_800 })
    expect(find('redeemed')).toMatchObject({ fen: 9900, who: '店员·小林', isHere: true })
    expect(find('refunded')).toMatchObject({ id: refund.refundId, fen: 9900 })
    expect(find('received')?.who).not.toBe(find('gifted')?.who)
    for (const id of [orderId, given, kept, taken, giftToken, refund.refundId])
      expect((await wayOf(id)).followed.map(({ isHere: _, ...step }) => step)).toEqual(
        way.followed.map(({ isHere: _, ...step }) => step),
      )
  })
})

describe('where nobody knows', () => {
  it('how they came, the way begins with the claim; what was sent along and is none of ours is said so', async () => {
    const [{ batchId }, other] = [await on.campaign(), await on.campaign()]
    const guest = await on.guest()
    const plain = await wayOf((await guest.claim(batchId, undefined, 'a')).couponId)
    expect([plain.came, plain.badTrace, kinds(plain.followed)]).toEqual([[], undefined, ['claimed']])
    const forged = await wayOf((await guest.claim(batchId, 'x', 'b')).couponId)
    expect([forged.came, forged.badTrace]).toEqual([[], 'forged'])
    const { trace } = await on.open(other.touchpoint.scene)
    const foreign = await wayOf((await guest.claim(batchId, trace, 'c')).couponId)
    expect([foreign.came, foreign.badTrace]).toEqual([[], 'foreign'])
  })

  it('a visit leads back to the poster that its member came by', async () => {
    const shop = await newCheckIns(door)
    const { touchpoint, promotionId } = await on.campaign()
    const { qr } = await shop.shown()
    const { trace } = await on.open(touchpoint.scene)
    const { body } = await shop.checkIn('guest-traced-way', { qr, ...(trace !== undefined && { trace }) })
    const way = await wayOf(body.visitId)
    expect(way).toMatchObject({ promotionId, came: [{ kind: 'touchpoint' }, { kind: 'opened' }] })
    expect(way.followed).toEqual([expect.objectContaining({ kind: 'visited', storeName: expect.any(String), isHere: true })])
  })

  it('a member who erased everything is nobody, and the way is whole', async () => {
    const { first, friends } = await twoGuests()
    await door.call('eraseMe', { confirm: 'erase' }, { token: first.token })
    const way = await wayOf(friends)
    expect(way.came.map(({ kind, who }) => [kind, who])).toEqual([
      ['touchpoint', undefined],
      ['opened', undefined],
      ['shared', '已注销会员'],
      ['opened', undefined],
    ])
  })
})

it('is never another merchant’s, and what is not there is answered alike', async () => {
  const { couponId, touchpoint } = await twoGuests()
  await door.settle()
  const share = (await wayOf(touchpoint.touchpointId)).followed.find(({ kind }) => kind === 'shared')?.id ?? ''
  const stranger = await newStaff(door, 'marketer-elsewhere', 'marketer', [])
  const { memberId } = (await door.call('getMe', {}, { token: stranger })).body
  await door.table.commit({
    change: { pk: `MEMBER#${memberId}`, sk: 'STAFF' },
    set: { merchantId: 'mer_elsewhere' },
    when: 'always',
  })
  door.clock.offsetMs += 31_000
  for (const id of [
    couponId,
    touchpoint.touchpointId,
    share,
    'cpn_x',
    'tpt_x',
    'shr_x',
    'ord_x',
    'rdm_x',
    'rfd_x',
    'vis_x',
    'gft_x',
    'bat_x',
  ]) {
    const refused = await door.call('getTrace', { id }, { token: stranger })
    expect([id, refused.status, refused.body.code]).toEqual([id, 404, 'trace.not_found'])
  }
})
