import { type Guest, newBuying } from '../../local/testing/buying.ts'
import { type CounterSide, newCounter } from '../../local/testing/counter.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'

/** From the payment to the counter and back, with the sandbox's gateway on the other side of the wire. */
let door: FrontDoor
let at: CounterSide
let shop: ReturnType<typeof newBuying>
beforeAll(async () => {
  door = await frontDoor()
  at = await newCounter(door)
  shop = newBuying(door)
})
afterAll(() => door.close())

const later = (seconds: number) => {
  door.clock.offsetMs += seconds * 1000
}
async function run(minutes: number) {
  for (let minute = 0; minute < minutes; minute++) {
    later(60)
    await door.callbacks()
    await door.settle()
    await door.runJobs()
  }
  await door.callbacks()
  await door.settle()
}
async function paid(guest: Guest, orderId: string): Promise<string> {
  const { outTradeNo } = (await door.call('payOrder', { orderId }, { token: guest.token })).body
  await door.pay(outTradeNo)
  await door.settle()
  return outTradeNo
}
const vouchers = async (guest: Guest) => (await door.call('listMyVouchers', {}, { token: guest.token })).body.items
/** What a clerk is answered, by its code or 201. */
async function redeem(guest: Guest, voucherId: string, uses = 1) {
  const { code } = (await door.call('showCode', { voucherId }, { token: guest.token })).body
  const { status, body } = await door.call('redeem', { code, storeId: at.store1, uses }, { token: at.clerk1 })
  return body.code ?? status
}
/** What the channel has paid out for a payment, in fen. */
const arrived = (outTradeNo: string) =>
  Array.from(door.sandbox.pay.book.refunds.values())
    .filter((refund) => refund.outTradeNo === outTradeNo && refund.status === 'SUCCESS')
    .map(({ refundFen }) => refundFen)

const pass = (uses: number, validDays = 30) => ({ aloneFen: 10_000, voucher: { uses, validDays } })

describe('what was bought alone', () => {
  it('is there as soon as it is paid, once however often the payment is told, and is redeemed', async () => {
    const guest = await shop.guest()
    const { orderId } = await guest.alone(await shop.deal(pass(3)), 2)
    expect(await vouchers(guest)).toEqual([])
    await paid(guest, orderId)
    await run(2)
    const [first, second] = await vouchers(guest)
    expect([first?.paidFen, second?.paidFen, first?.orderId]).toEqual([10_000, 10_000, orderId])
    expect(await redeem(guest, first?.voucherId ?? '', 3)).toBe(201)
    expect((await vouchers(guest)).map(({ state }) => state).sort()).toEqual(['redeemed', 'valid'])
  })

  it('goes back at its buyer’s wish but for what was used, to the fen, and cannot be used meanwhile or after', async () => {
    const guest = await shop.guest()
    const { orderId } = await guest.alone(await shop.deal(pass(3)), 2)
    const outTradeNo = await paid(guest, orderId)
    const [first, second] = await vouchers(guest)
    expect(await redeem(guest, first?.voucherId ?? '')).toBe(201)
    const quote = (await door.call('quoteRefund', { orderId }, { token: guest.token })).body
    expect(quote.amountFen).toBe(16_667)
    const ask = { orderId, voucherIds: [first?.voucherId ?? ''], reason: '吃不完' }
    expect((await door.call('requestRefund', ask, { token: guest.token })).body.amountFen).toBe(6667)
    await run(2)
    expect(arrived(outTradeNo)).toEqual([6667])
    const now = await vouchers(guest)
    expect(now.find(({ voucherId }) => voucherId === first?.voucherId)).toMatchObject({ state: 'refunded', used: 1 })
    expect((await door.call('requestRefund', ask, { token: guest.token })).body.code).toBe('refund.not_allowed')
    expect(await redeem(guest, second?.voucherId ?? '', 3)).toBe(201)
    const rest = await door.call('requestRefund', { orderId, reason: '都退' }, { token: guest.token })
    expect(rest.body.code).toBe('refund.used')
  }, 20_000)

  it('goes back by itself at its end, those of one order in one refund, the parts of a friend too', async () => {
    const guest = await shop.guest()
    const { orderId } = await guest.alone(await shop.deal(pass(4, 2)), 3)
    const outTradeNo = await paid(guest, orderId)
    const [first, second] = await vouchers(guest)
    expect(await redeem(guest, first?.voucherId ?? '', 4)).toBe(201)
    const friend = await shop.guest()
    const { giftToken } = (await door.call('giveGift', { voucherId: second?.voucherId ?? '' }, { token: guest.token })).body
    await door.call('takeGift', { giftToken }, { token: friend.token })
    const [taken] = await vouchers(friend)
    expect(await redeem(friend, taken?.voucherId ?? '')).toBe(201)
    later(2 * 86_400)
    await run(6)
    expect(arrived(outTradeNo).reduce((sum, fen) => sum + fen, 0)).toBe(17_500)
    expect((await vouchers(friend))[0]?.state).toBe('refunded')
    expect((await vouchers(guest)).map(({ state }) => state).sort()).toEqual(['given', 'redeemed', 'refunded'])
    const before = arrived(outTradeNo).length
    await run(3)
    expect(arrived(outTradeNo)).toHaveLength(before)
  }, 30_000)

  it('goes back where its buyer erased everything: money in flight still arrives', async () => {
    const guest = await shop.guest()
    const { orderId } = await guest.alone(await shop.deal(pass(1)))
    const outTradeNo = await paid(guest, orderId)
    expect((await door.call('eraseMe', { confirm: 'erase' }, { token: guest.token })).status).toBe(200)
    await run(3)
    expect(arrived(outTradeNo)).toEqual([10_000])
  }, 20_000)
})

describe('what was bought in a group', () => {
  it('is there for each when the group is complete and for nobody before, and says so', async () => {
    const dealId = await shop.deal()
    const [leader, friend] = [await shop.guest(), await shop.guest()]
    const opened = await leader.open(dealId, 2)
    await paid(leader, opened.orderId)
    expect(await vouchers(leader)).toEqual([])
    const voucherId = `vch_${opened.orderId.slice(4, -1)}01-01`
    expect((await door.call('showCode', { voucherId }, { token: leader.token })).body.code).toBe('group.not_complete')
    expect((await door.call('showCode', { voucherId }, { token: friend.token })).body.code).toBe('voucher.not_found')
    const byOrder = { orderId: opened.orderId, storeId: at.store1, reason: '手机没电' }
    expect((await door.call('redeemByOrder', byOrder, { token: at.manager })).body.code).toBe('group.not_complete')
    const joined = await friend.join(dealId, opened.groupId ?? '')
    await paid(friend, joined.orderId)
    await run(1)
    for (const guest of [leader, friend]) {
      const [voucher, ...more] = await vouchers(guest)
      expect([voucher?.state, more]).toEqual(['valid', []])
    }
    expect((await vouchers(leader))[0]?.voucherId).toBe(voucherId)
    expect((await door.call('redeemByOrder', byOrder, { token: at.manager })).body).toMatchObject({ voucherId, state: 'done' })
    const [other] = await vouchers(friend)
    expect(await redeem(friend, other?.voucherId ?? '')).toBe(201)
  }, 20_000)
})
