import { times } from './offer.ts'
import { itemsOf } from './reread.ts'
import type { RaceStack } from './stack.ts'

/** The races for what is limited beside the stock: so many a day, and the money of a promotion. */
export function limitRaces(running: () => RaceStack): void {
  let stack: RaceStack
  let marketer: string
  beforeAll(async () => {
    stack = running()
    marketer = await stack.login('seed-marketer')
  })

  const day = 86_400_000
  const at = (days: number) => new Date(Date.now() + days * day).toISOString()
  const benefit = { kind: 'amount' as const, offFen: 500, minSpendFen: 0 }
  const validity = { kind: 'days' as const, days: 30 }
  async function batch(
    form: { total: number; perMember: number; perDay?: number; perMemberPerDay?: number },
    budgetFen?: number,
  ) {
    const asked = { token: marketer }
    const window = { name: '有上限的', from: at(-1), to: at(60), ...(budgetFen !== undefined && { budgetFen }) }
    const { promotionId } = (await stack.call('createPromotion', window, asked)).body
    const made = (await stack.call('createBatch', { promotionId, title: '有上限的', benefit, validity, ...form }, asked)).body
    await stack.call('launchPromotion', { promotionId }, asked)
    return { promotionId, batchId: made.batchId }
  }
  const guests = (count: number, name: string) => Promise.all(times(count, (nth) => stack.login(`${name}-${nth}`)))
  const couponsOf = (batchId: string) => itemsOf(stack, (item) => item.sk.startsWith('COUPON#') && item.batchId === batchId)
  const codes = (answers: { status: number; body: { code?: string } }[]) =>
    answers.map(({ status, body }) => (status < 300 ? 'done' : String(body.code))).sort()

  it('of thirty guests at once ten get one where ten a day is the cap, and the table holds ten', async () => {
    const { batchId } = await batch({ total: 100, perMember: 1, perDay: 10 })
    const tokens = await guests(30, 'daily')
    const told = await Promise.all(tokens.map((token) => stack.call('claimCoupon', { batchId }, { token })))
    expect(codes(told)).toEqual([...times(20, () => 'batch.daily_limit_reached'), ...times(10, () => 'done')])
    expect(await couponsOf(batchId)).toHaveLength(10)
    const days = await itemsOf(stack, ({ pk }) => pk.startsWith(`BATCH#${batchId}#DAY#`))
    expect(days.map(({ given }) => given)).toEqual([10])
  }, 60_000)

  it('a member with ten keys at once gets two where two a day are theirs, and the table holds two', async () => {
    const { batchId } = await batch({ total: 100, perMember: 10, perMemberPerDay: 2 })
    const token = await stack.login('daily-greedy')
    const told = await Promise.all(times(10, (nth) => stack.call('claimCoupon', { batchId }, { token, key: `day-${nth}` })))
    expect(codes(told)).toEqual([...times(8, () => 'batch.daily_limit_reached'), 'done', 'done'])
    expect(await couponsOf(batchId)).toHaveLength(2)
  }, 60_000)

  it('of thirty guests at once twelve get one where the budget pays for twelve, and the table has no fen left, nor one too few', async () => {
    const { batchId, promotionId } = await batch({ total: 100, perMember: 1 }, 12 * 500 + 499)
    const tokens = await guests(30, 'budget')
    const told = await Promise.all(tokens.map((token) => stack.call('claimCoupon', { batchId }, { token })))
    expect(codes(told)).toEqual([...times(12, () => 'done'), ...times(18, () => 'promotion.budget_spent')])
    const [budget] = await itemsOf(stack, ({ pk }) => pk === `BUDGET#${promotionId}`)
    const reserved = (await couponsOf(batchId)).reduce((sum, { reservedFen }) => sum + Number(reservedFen), 0)
    expect({ reserved, left: budget?.leftFen, total: budget?.totalFen }).toEqual({ reserved: 6000, left: 499, total: 6499 })
  }, 60_000)

  it('a budget raised by twenty at once is raised once, and what it pays for can be had', async () => {
    const { batchId, promotionId } = await batch({ total: 100, perMember: 1 }, 1000)
    const raise = () => stack.call('raiseBudget', { promotionId, fromFen: 1000, toFen: 2500 }, { token: marketer })
    const tokens = await guests(10, 'raised')
    const claim = (token: string) => stack.call('claimCoupon', { batchId }, { token })
    const [raised] = await Promise.all([Promise.all(times(20, raise)), Promise.all(tokens.map(claim))])
    expect(new Set(raised.map(({ status }) => status))).toEqual(new Set([200]))
    // That all is spent is remembered for a second, in each process.
    await stack.advanceClock(2)
    const again = await Promise.all(tokens.map(claim))
    expect(again.filter(({ status }) => status === 201)).toHaveLength(5)
    const [budget] = await itemsOf(stack, ({ pk }) => pk === `BUDGET#${promotionId}`)
    expect(budget).toMatchObject({ totalFen: 2500, leftFen: 0 })
    expect(await couponsOf(batchId)).toHaveLength(5)
  }, 60_000)

  it('an invitation taken by ten at once is one person’s, and confirmed by two at once makes that one staff', async () => {
    const manager = await stack.login('seed-manager')
    const storeIds = (await stack.call('getMe', {}, { token: manager })).body.roles[0]?.storeIds.slice(0, 1) ?? []
    const { code, invitationId } = (await stack.call('inviteStaff', { role: 'clerk', storeIds }, { token: manager })).body
    const crowd = await guests(10, 'invited')
    const told = await Promise.all(crowd.map((token) => stack.call('acceptInvitation', { code }, { token })))
    expect(codes(told)).toEqual(['done', ...times(9, () => 'invitation.used')])
    const memberId = told.find(({ status }) => status < 300)?.body.memberId ?? ''
    const confirm = () => stack.call('confirmStaff', { memberId, invitationId }, { token: manager })
    expect(codes(await Promise.all([confirm(), confirm()]))).toEqual(['done', 'done'])
    const ids = await Promise.all(crowd.map(async (token) => (await stack.call('getMe', {}, { token })).body.memberId))
    const staff = await itemsOf(stack, ({ sk, memberId: who }) => sk === 'STAFF' && ids.includes(String(who)))
    expect(staff.map((one) => [one.memberId, one.state])).toEqual([[memberId, 'active']])
  }, 60_000)
}
