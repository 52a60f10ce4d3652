import { type CounterSide, newCounter } from '../../local/testing/counter.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newVouchers } from '../../local/testing/vouchers.ts'
import { Problem } from '../../shared/problem.ts'
import { findVoucher, leftFen, openRefund, type VoucherItem, voucherOver } from './vouchers.ts'

let door: FrontDoor
let at: CounterSide
let shop: ReturnType<typeof newVouchers>
let people = 0
beforeAll(async () => {
  door = await frontDoor()
  at = await newCounter(door)
  shop = newVouchers(door)
})

async function buyer(uses = 1) {
  people += 1
  const guest = await shop.bought(`guest-buyer-${people}`, await shop.terms({ uses }))
  const give = () => door.call('giveGift', { voucherId: guest.voucherId }, { token: guest.token })
  return { ...guest, give }
}
const friend = () => {
  people += 1
  return door.tokenOf(`guest-friend-${people}`)
}
const take = (giftToken: string, token: string) => door.call('takeGift', { giftToken }, { token })
const item = async (voucherId: string) => (await findVoucher(door.table, voucherId))?.voucher as VoucherItem
const mine = async (token: string) => (await door.call('listMyVouchers', {}, { token })).body.items
const redeem = async (token: string, voucherId: string, uses = 1) => {
  const { code } = (await door.call('showCode', { voucherId }, { token })).body
  const { status, body } = await door.call('redeem', { code, storeId: at.store1, uses }, { token: at.clerk1 })
  return body.code ?? status
}

describe('a voucher that is given', () => {
  it('is collected by another, with what is left of it; what it cost is told to nobody but its buyer', async () => {
    const guest = await buyer(3)
    expect(await redeem(guest.token, guest.voucherId)).toBe(201)
    const { giftToken, ...card } = (await guest.give()).body
    expect(card).toMatchObject({ kind: 'voucher', state: 'open', mine: 'given', voucherId: guest.voucherId, uses: 3, used: 1 })
    const seen = (await door.call('getGift', { giftToken })).body
    expect(seen.dealId).toMatch(/^dea_/)
    expect(JSON.stringify(seen)).not.toMatch(/vch_|ord_|10000|paidFen/)
    const token = await friend()
    const taken = await take(giftToken, token)
    expect(taken.status).toBe(201)
    const [voucher] = await mine(token)
    expect(voucher).toMatchObject({ state: 'valid', uses: 3, used: 1, refundable: false, from: expect.stringContaining('··') })
    expect([voucher?.paidFen, voucher?.orderId]).toEqual([undefined, undefined])
    expect((await take(giftToken, token)).body).toEqual(taken.body)
    expect((await take(giftToken, await friend())).body.code).toBe('gift.taken')
    expect(await mine(guest.token)).toMatchObject([{ state: 'given', refundable: false, giving: { state: 'taken' } }])
    expect(await redeem(token, voucher?.voucherId ?? '', 2)).toBe(201)
    await door.settle()
    const history = (await door.call('getVoucher', { voucherId: voucher?.voucherId ?? '' }, { token })).body.history ?? []
    expect(history.map(({ kind }) => kind)).toEqual(['received', 'redeemed'])
    const ofGiver = (await guest.voucher()).history ?? []
    expect(ofGiver.map(({ kind }) => kind)).toEqual(['issued', 'redeemed', 'gifted', 'taken'])
  })

  it('is worth nothing in the hands of its giver while it is out, and good again once it is back', async () => {
    const guest = await buyer()
    const { code } = await guest.code()
    const { giftToken } = (await guest.give()).body
    expect((await guest.give()).body.giftToken).toBe(giftToken)
    const use = async (shown: string) =>
      (await door.call('redeem', { code: shown, storeId: at.store1 }, { token: at.clerk1 })).body
    expect((await use(code)).code).toBe('coupon.not_usable')
    expect((await door.call('showCode', { voucherId: guest.voucherId }, { token: guest.token })).body.code).toBe(
      'coupon.not_usable',
    )
    await door.call('cancelGift', { giftToken }, { token: guest.token })
    expect((await use(code)).code).toBe('code.expired')
    const again = (await guest.give()).body.giftToken
    door.clock.offsetMs += 25 * 3_600_000
    await door.runJobs()
    expect((await take(again, await friend())).body.code).toBe('gift.expired')
    expect((await use((await guest.code()).code)).state).toBe('done')
  })

  it('is not refunded to its buyer while it is out or taken, nor given while a refund is open', async () => {
    const guest = await buyer()
    const refused = new Problem('coupon.not_usable')
    const open = async () =>
      door.table.commit(openRefund(await item(guest.voucherId), 'rfd_1', door.clock.now(), () => refused)).then(
        () => 'done',
        (problem: Problem) => problem.code,
      )
    const { giftToken } = (await guest.give()).body
    expect(await open()).toBe('coupon.not_usable')
    await door.call('cancelGift', { giftToken }, { token: guest.token })
    expect(await open()).toBe('done')
    expect((await guest.give()).body.code).toBe('coupon.refund_open')
  })

  it('ends in the hands of its taker: what is left goes back to the order of who paid', async () => {
    const guest = await buyer(4)
    const token = await friend()
    await take((await guest.give()).body.giftToken, token)
    const [voucher] = await mine(token)
    await redeem(token, voucher?.voucherId ?? '')
    door.clock.offsetMs += 31 * 86_400_000
    const back: [string, number][] = []
    const giveBack = async (one: VoucherItem) => void back.push([one.orderId, leftFen(one)])
    for (const voucherId of [guest.voucherId, voucher?.voucherId ?? ''])
      await voucherOver(door.table, await item(voucherId), giveBack, door.clock.now())
    expect(back).toEqual([[guest.order.orderId, 7500]])
  })

  it('of somebody else cannot be given, and one of the two has to be named', async () => {
    const guest = await buyer()
    const token = await friend()
    expect((await door.call('giveGift', { voucherId: guest.voucherId }, { token })).body.code).toBe('voucher.not_found')
    expect((await door.call('giveGift', {}, { token })).body).toMatchObject({ code: 'input.invalid', field: 'couponId' })
  })

  it('has one taker, of ten who take it at once', async () => {
    const guest = await buyer(2)
    const { giftToken } = (await guest.give()).body
    const friends = await Promise.all(Array.from({ length: 10 }, friend))
    const answers = await Promise.all(friends.map((token) => take(giftToken, token)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)])
    expect((await Promise.all(friends.map(mine))).flat()).toHaveLength(1)
  })
})
