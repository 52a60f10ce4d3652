import { openBatch, times } from './offer.ts'
import type { RaceStack } from './stack.ts'

/** The races about gifts: whatever comes at once, a coupon is one person's, and is used once. */
export function giftRaces(running: () => RaceStack): void {
  let stack: RaceStack
  const staff = { clerk: '', marketer: '' }
  let storeId: string
  let people = 0
  beforeAll(async () => {
    stack = running()
    staff.clerk = await stack.login('seed-clerk-1')
    staff.marketer = await stack.login('seed-marketer')
    storeId = (await stack.call('listStores', {}, { token: staff.clerk })).body.items[0]?.storeId ?? ''
  })

  const guest = () => stack.login(`gift-${people++}`)
  async function coupon() {
    const { batchId } = await openBatch(stack, staff.marketer, { total: 1, perMember: 1 })
    const token = await guest()
    const { couponId } = (await stack.call('claimCoupon', { batchId }, { token })).body
    return { token, couponId, batchId }
  }
  async function gift() {
    const given = await coupon()
    const { giftToken } = (await stack.call('giveGift', { couponId: given.couponId }, { token: given.token })).body
    return { ...given, giftToken }
  }
  const told = (answers: { status: number; body: { code?: string } }[]) =>
    answers.map(({ status, body }) => (status < 300 ? 'done' : `${status} ${body.code}`)).sort()
  /** Who can use it, or has. */
  async function holders(tokens: string[]) {
    const wallets = await Promise.all(tokens.map((token) => stack.call('listMyCoupons', {}, { token })))
    return wallets.flatMap(({ body }) => body.items.filter(({ state }) => state === 'valid' || state === 'redeemed'))
  }

  it('twenty friends who open one card at once: one has it, and the others are told', async () => {
    const { token, giftToken } = await gift()
    const friends = await Promise.all(times(20, guest))
    const answers = await Promise.all(friends.map((friend) => stack.call('takeGift', { giftToken }, { token: friend })))
    expect(told(answers)).toEqual([...times(19, () => '409 gift.taken'), 'done'])
    expect(await holders([token, ...friends])).toHaveLength(1)
  }, 40_000)

  it('one friend who loses every answer and asks ten times at once has one coupon', async () => {
    const { token, giftToken } = await gift()
    const friend = await guest()
    const lost = await Promise.all(
      times(10, () => stack.call('takeGift', { giftToken }, { token: friend, fault: 'drop-after' })),
    )
    expect(lost.every(({ status }) => status === 0)).toBe(true)
    const { status, body } = await stack.call('takeGift', { giftToken }, { token: friend })
    expect(status).toBe(201)
    expect((await holders([token, friend])).map(({ couponId }) => couponId)).toEqual(['couponId' in body && body.couponId])
  }, 40_000)

  it('a giving whose answer is lost, asked again by ten at once, is one gift', async () => {
    const { token, couponId } = await coupon()
    await stack.call('giveGift', { couponId }, { token, fault: 'drop-after' })
    const answers = await Promise.all(times(10, () => stack.call('giveGift', { couponId }, { token })))
    expect(new Set(answers.map(({ body }) => body.giftToken)).size).toBe(1)
  }, 40_000)

  it('taking against taking back: one of them, ten times over', async () => {
    for (const round of times(10, (one) => one)) {
      const { token, giftToken } = await gift()
      const friend = await guest()
      const take = () => stack.call('takeGift', { giftToken }, { token: friend })
      const cancel = () => stack.call('cancelGift', { giftToken }, { token })
      const answers = await Promise.all(round % 2 ? [take(), cancel()] : [cancel(), take()])
      expect([
        ['409 gift.expired', 'done'],
        ['409 gift.taken', 'done'],
      ]).toContainEqual(told(answers))
      expect(await holders([token, friend])).toHaveLength(1)
    }
  }, 60_000)

  it('redeeming against giving and taking: it is used once, by one of them, ten times over', async () => {
    for (const round of times(10, (one) => one)) {
      const { token, couponId } = await coupon()
      const friend = await guest()
      const { code } = (await stack.call('showCode', { couponId }, { token })).body
      const redeem = () => stack.call('redeem', { code, storeId }, { token: staff.clerk })
      const giveAndTake = async () => {
        const given = await stack.call('giveGift', { couponId }, { token })
        if (given.status !== 201) return given
        return stack.call('takeGift', { giftToken: given.body.giftToken }, { token: friend })
      }
      const answers = await Promise.all(round % 2 ? [redeem(), giveAndTake()] : [giveAndTake(), redeem()])
      expect(told(answers)).toEqual(['409 coupon.not_usable', 'done'])
      expect(await holders([token, friend])).toHaveLength(1)
    }
  }, 60_000)

  it('taking at the end of the day, against the job: it is one person’s, and the old code is nobody’s', async () => {
    const { token, couponId } = await coupon()
    const { code } = (await stack.call('showCode', { couponId }, { token })).body
    const { giftToken } = (await stack.call('giveGift', { couponId }, { token })).body
    const friends = await Promise.all(times(5, guest))
    const takes = friends.map((friend) => stack.call('takeGift', { giftToken }, { token: friend }))
    const [answers] = await Promise.all([Promise.all(takes), stack.advanceClock(24 * 3600)])
    expect(told(answers).filter((one) => one === 'done').length).toBeLessThanOrEqual(1)
    expect(await holders([token, ...friends])).toHaveLength(1)
    const late = await stack.call('takeGift', { giftToken }, { token: await guest() })
    expect(late.status).toBe(409)
    expect((await stack.call('redeem', { code, storeId }, { token: staff.clerk })).status).toBe(409)
  }, 60_000)
}
