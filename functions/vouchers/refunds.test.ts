import { type CounterSide, newCounter } from '../../local/testing/counter.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newVouchers } from '../../local/testing/vouchers.ts'
import { Problem } from '../../shared/problem.ts'
import type { Write } from '../kernel/table/table.ts'
import { closeRefund, findVoucher, leftFen, openRefund, refunded, type VoucherItem, voucherOver } from './vouchers.ts'

let door: FrontDoor
let at: CounterSide
let shop: ReturnType<typeof newVouchers>
let people = 0
beforeAll(async () => {
  door = await frontDoor()
  at = await newCounter(door)
  shop = newVouchers(door)
})

async function guestWith(form: Parameters<typeof shop.terms>[0] = {}) {
  people += 1
  return shop.bought(`guest-refund-${people}`, await shop.terms(form))
}
type Guest = Awaited<ReturnType<typeof guestWith>>
const item = async ({ voucherId }: Guest) => (await findVoucher(door.table, voucherId))?.voucher as VoucherItem
const used = () => new Problem('coupon.already_redeemed')
const open = (voucher: VoucherItem, refundId = 'rfd_1') => openRefund(voucher, refundId, door.clock.now(), used)
const commit = (write: Write) =>
  door.table.commit(write).then(
    () => 'done',
    (problem: Problem) => problem.code,
  )
const redeem = async (guest: Guest) => redeemWith((await guest.code()).code)
const redeemWith = async (code: string) => {
  const { status, body } = await door.call('redeem', { code, storeId: at.store1 }, { token: at.clerk1 })
  return body.code ?? status
}
const past = (days: number) => {
  door.clock.offsetMs += days * 86_400_000
}
/** What the job gives back, in fen. */
async function over(guest: Guest): Promise<number[]> {
  const back: number[] = []
  const giveBack = async (voucher: VoucherItem) => {
    back.push(leftFen(voucher))
    await door.table.commit(open(voucher, `rfd_${voucher.voucherId.slice(4)}`))
  }
  await voucherOver(door.table, await item(guest), giveBack, door.clock.now())
  return back
}

describe('a refund', () => {
  it('shuts the counter while it is open, and for good when it has arrived', async () => {
    const guest = await guestWith({ uses: 3 })
    const { code } = await guest.code()
    expect(await commit(open(await item(guest)))).toBe('done')
    expect(await redeemWith(code)).toBe('coupon.refund_open')
    const look = await door.call('previewRedemption', { code, storeId: at.store1 }, { token: at.clerk1 })
    expect(look.body).toMatchObject({ usable: false, why: { code: 'coupon.refund_open' }, state: 'refunding' })
    expect((await door.call('showCode', { voucherId: guest.voucherId }, { token: guest.token })).body.code).toBe(
      'coupon.refund_open',
    )
    expect(await guest.voucher()).toMatchObject({ state: 'refunding', refundable: false, givable: false })
    expect(await commit(refunded(await item(guest), door.clock.now()))).toBe('done')
    expect(await redeemWith(code)).toBe('coupon.not_usable')
    await door.settle()
    const { state, history = [] } = await guest.voucher()
    expect([state, ...history.map(({ kind }) => kind)]).toEqual(['refunded', 'issued', 'refunding', 'refunded'])
    // Told again, nothing is done again.
    expect(await commit(refunded(await item(guest), door.clock.now()))).toBe('done')
  })

  it('that came to nothing leaves the voucher as it was, with a fresh code', async () => {
    const guest = await guestWith()
    const { code } = await guest.code()
    await commit(open(await item(guest)))
    const refunding = await item(guest)
    expect(await commit(closeRefund(refunding, door.clock.now()))).toBe('done')
    expect(await commit(closeRefund(refunding, door.clock.now()))).toBe('done')
    expect(await redeemWith(code)).toBe('code.expired')
    expect(await redeem(guest)).toBe(201)
  })

  it('finds what was used meanwhile used: what was quoted is not paid out', async () => {
    const guest = await guestWith({ uses: 3 })
    const quoted = await item(guest)
    expect(await redeem(guest)).toBe(201)
    expect(await commit(open(quoted))).toBe('coupon.already_redeemed')
    expect(await commit(open(await item(guest)))).toBe('done')
    // The same refund again is the same; another one is not.
    expect(await commit(open(quoted))).toBe('done')
    expect(await commit(open(quoted, 'rfd_2'))).toBe('coupon.already_redeemed')
  })

  it('a use of before it cannot be undone while it is open or done: its share is not part of it', async () => {
    const guest = await guestWith({ uses: 3 })
    const { code } = await guest.code()
    const { redemptionId } = (await door.call('redeem', { code, storeId: at.store1 }, { token: at.clerk1 })).body
    const undo = async () =>
      (await door.call('undoRedemption', { redemptionId, reason: 'changed_mind' }, { token: at.clerk1 })).body.code
    await commit(open(await item(guest)))
    expect(await undo()).toBe('coupon.refund_open')
    await commit(refunded(await item(guest), door.clock.now()))
    expect(await undo()).toBe('coupon.refund_open')
  })
})

describe('the end of a voucher', () => {
  it('gives back what is left of it, to the fen, once', async () => {
    const guest = await guestWith({ uses: 3, validDays: 5 })
    await redeem(guest)
    expect(await over(guest)).toEqual([])
    past(5)
    expect(await over(guest)).toEqual([6667])
    expect(await over(guest)).toEqual([])
  })

  it('gives nothing back of what is used up, or where the terms say never; neither stays in the index', async () => {
    const usedUp = await guestWith({ validDays: 5 })
    await redeem(usedUp)
    const never = await guestWith({ validDays: 5, refundable: 'never' })
    expect(await never.voucher()).toMatchObject({ refundable: false })
    past(5)
    for (const guest of [usedUp, never]) {
      expect(await over(guest)).toEqual([])
      expect((await item(guest)).due).toBeUndefined()
    }
  })

  it('gives it back all the same where every one of its stores has closed for good', async () => {
    const marketer = await door.tokenOf('seed-marketer')
    const form = { name: '将停业的店', address: '一街 9 号', city: '成都', lat: 30.6, lng: 104, zone: 'Asia/Shanghai' }
    const { storeId } = (await door.call('createStore', form, { token: marketer })).body
    const guest = await guestWith({ validDays: 5, refundable: 'never', storeIds: [storeId] })
    expect(await guest.voucher()).toMatchObject({ refundable: false })
    await door.call('closeStore', { storeId, forGood: true, reason: '租约到期', confirmHolders: true }, { token: marketer })
    expect(await guest.voucher()).toMatchObject({ refundable: true, closedStores: [{ storeId, forGood: true }] })
    past(5)
    expect(await over(guest)).toEqual([10_000])
  })

  it('comes at once where its holder erases everything: the money still arrives', async () => {
    const guest = await guestWith({ uses: 4 })
    await redeem(guest)
    expect((await door.call('eraseMe', { confirm: 'erase' }, { token: guest.token })).status).toBe(200)
    expect(await item(guest)).toMatchObject({ state: 'void', dueAt: expect.stringContaining('voucher.over') })
    expect(await over(guest)).toEqual([7500])
    expect((await item(guest)).state).toBe('refunding')
  })
})

it('an export tells each voucher with its history', async () => {
  const guest = await guestWith()
  const { items } = (await door.call('exportMe', {}, { token: guest.token })).body
  const voucher = items.find(({ kind }) => kind === 'voucher')
  expect(voucher).toMatchObject({ voucherId: guest.voucherId, state: 'valid', history: [{ kind: 'issued' }] })
})
