import type { Item } from '../../functions/kernel/table/table.ts'
import { plainDeal } from '../testing/dealing.ts'
import { seenOnce, times } from './offer.ts'
import { itemsOf } from './reread.ts'
import type { RaceStack } from './stack.ts'

/** The races for what was paid for: uses of a pass, uses against refunds, refunds against each other, and a group at its end. They move the clock. */
export function voucherRaces(running: () => RaceStack): void {
  let stack: RaceStack
  const staff = { clerk: '', manager: '' }
  let marketer: string
  let storeId: string
  beforeAll(async () => {
    stack = running()
    staff.clerk = await stack.login('seed-clerk-1')
    staff.manager = await stack.login('seed-manager')
    marketer = await stack.login('seed-marketer')
    storeId = (await stack.call('listStores', {}, { token: staff.clerk })).body.items[0]?.storeId ?? ''
  })

  async function deal(uses: number): Promise<string> {
    const at = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
    const asked = { token: marketer }
    const { promotionId } = (await stack.call('createPromotion', { name: '次卡', from: at(-1), to: at(60) }, asked)).body
    const form = { ...plainDeal, title: `次卡 ${uses}`, groupHours: 1, voucher: { uses, validDays: 60 } }
    const { dealId } = (await stack.call('createDeal', { promotionId, ...form }, asked)).body
    await stack.call('launchPromotion', { promotionId, despite: ['conflict'] }, asked)
    return dealId
  }
  async function paid(token: string, orderId: string): Promise<void> {
    const begun = await stack.call('payOrder', { orderId }, { token })
    await stack.pay(begun.body.outTradeNo)
  }
  /** A guest who has bought, with what is there. */
  async function bought(name: string, uses: number, quantity = 1) {
    const dealId = await deal(uses)
    const token = await stack.login(name)
    const { orderId } = (await stack.call('placeOrder', { dealId, mode: 'alone', quantity }, { token })).body
    await paid(token, orderId)
    const look = async () =>
      (await stack.call('listMyVouchers', {}, { token })).body.items.filter((one) => one.orderId === orderId)
    const vouchers = await seenOnce(look, (items) => items.length === quantity)
    return { token, orderId, dealId, voucherIds: vouchers.map(({ voucherId }) => voucherId) }
  }
  const codeOf = async (token: string, voucherId: string) => (await stack.call('showCode', { voucherId }, { token })).body.code
  const held = (orderId: string) => itemsOf(stack, (item) => item.sk.startsWith('VOUCHER#') && item.orderId === orderId)
  const orderIn = async (id: string): Promise<Item | undefined> =>
    (await itemsOf(stack, ({ sk, orderId }) => sk.startsWith('ORDER#') && orderId === id))[0]
  const done = (answers: { status: number }[]) => answers.filter(({ status }) => status < 300).length

  it('of a pass of five ten counters at once use no more than five, and each that was told so stands in it', async () => {
    const { token, orderId, voucherIds } = await bought('pass', 5)
    const use = async (nth: number) => {
      for (;;) {
        const { status, body } = await stack.call('showCode', { voucherId: voucherIds[0] ?? '' }, { token })
        // Nothing is left of it to show.
        if (status === 409) return 0
        const { code } = body
        const by = nth % 2 ? staff.clerk : staff.manager
        const answer = await stack.call('redeem', { code, storeId, uses: 1 }, { token: by, key: `pass-${nth}` })
        if (answer.status === 201) return 1
        if (answer.body.code === 'voucher.uses_left' || answer.body.code === 'coupon.already_redeemed') {
          const [now] = await held(orderId)
          if (Number(now?.used) >= 5) return 0
        }
      }
    }
    const told = await Promise.all(times(10, use))
    expect(told.reduce<number>((sum, one) => sum + one, 0)).toBe(5)
    expect(await held(orderId)).toMatchObject([{ used: 5, uses: 5, state: 'used' }])
  }, 120_000)

  it('a use against a refund, ten times over: one of them, and what goes back is what was not used', async () => {
    for (const round of times(10, (one) => one)) {
      const { token, orderId, voucherIds } = await bought(`use-or-back-${round}`, 1)
      const code = await codeOf(token, voucherIds[0] ?? '')
      const use = () => stack.call('redeem', { code, storeId }, { token: staff.clerk })
      const back = () => stack.call('requestRefund', { orderId, reason: '不去了' }, { token })
      const answers = await Promise.all(round % 2 ? [use(), back()] : [back(), use()])
      expect(done(answers)).toBe(1)
      const [voucher] = await held(orderId)
      const order = await orderIn(orderId)
      const isUsed = voucher?.state === 'used'
      expect([isUsed, Number(voucher?.used), order?.refundFen]).toEqual(isUsed ? [true, 1, 0] : [false, 0, order?.amountFen])
    }
  }, 180_000)

  it('ten refunds at once of an order of three, by part and whole, set aside no fen more than was paid', async () => {
    const { token, orderId, voucherIds } = await bought('back-at-once', 1, 3)
    const part = (nth: number) => (nth % 4 === 3 ? {} : { voucherIds: [voucherIds[nth % 3] ?? ''] })
    await Promise.all(
      times(10, (nth) =>
        stack.call('requestRefund', { orderId, reason: '不去了', ...part(nth) }, { token, key: `back-${nth}` }),
      ),
    )
    const order = await orderIn(orderId)
    const refunds = await itemsOf(stack, (item) => item.sk.startsWith('REFUND#') && item.orderId === orderId)
    const sum = refunds.reduce((total, { amountFen, state }) => total + (state === 'closed' ? 0 : Number(amountFen)), 0)
    expect({ sum, refundFen: order?.refundFen }).toEqual({ sum: order?.amountFen, refundFen: order?.amountFen })
    const named = refunds.flatMap((one) => one.voucherIds as string[])
    expect(new Set(named).size).toBe(named.length)
  }, 120_000)

  it('the last payment against the end of the group: it is complete, or everybody has the money back', async () => {
    const dealId = await deal(1)
    const [leader, last] = [await stack.login('at-the-end-1'), await stack.login('at-the-end-2')]
    const opened = (await stack.call('placeOrder', { dealId, mode: 'open', size: 2 }, { token: leader })).body
    const groupId = String(opened.groupId)
    await paid(leader, opened.orderId)
    // A seat is held for a quarter of an hour: whoever joins five minutes before the end pays at the very end.
    await stack.advanceClock(55 * 60 - 30)
    const joined = (await stack.call('placeOrder', { dealId, mode: 'join', groupId }, { token: last })).body
    const begun = (await stack.call('payOrder', { orderId: joined.orderId }, { token: last })).body
    await stack.advanceClock(5 * 60)
    await Promise.all([stack.pay(begun.outTradeNo).catch(() => undefined), stack.advanceClock(31)])
    const groupIn = async () => (await itemsOf(stack, ({ pk, sk }) => pk === `GROUP#${groupId}` && sk === 'GROUP'))[0]
    const look = async () => ({
      group: await groupIn(),
      orders: [await orderIn(opened.orderId), await orderIn(joined.orderId)],
    })
    const isBack = ({ state, refundFen, amountFen }: Item) => state === 'closed' || refundFen === amountFen
    const seen = await seenOnce(look, ({ group, orders }) =>
      group?.state === 'complete'
        ? orders.every((one) => one?.state === 'paid')
        : group?.state === 'failed' && orders.every((one) => one && isBack(one)),
    )
    const whole = seen.group?.state === 'complete'
    expect(seen.group?.state).not.toBe('open')
    for (const order of seen.orders)
      expect(order && (whole ? order.state === 'paid' && order.refundFen === 0 : isBack(order))).toBe(true)
  }, 120_000)
}
