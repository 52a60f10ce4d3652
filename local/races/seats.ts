import { plainDeal } from '../testing/dealing.ts'
import { seenOnce, times } from './offer.ts'
import type { RaceStack } from './stack.ts'

/** The races for the seats of a group; money comes through the sandbox's gateway. */
export function seatRaces(running: () => RaceStack): void {
  let stack: RaceStack
  let marketer: string
  let dealId: string
  let promotionId: string
  beforeAll(async () => {
    stack = running()
    marketer = await stack.login('seed-marketer')
    const at = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
    const promotion = await stack.call('createPromotion', { name: '拼团', from: at(-1), to: at(60) }, { token: marketer })
    promotionId = promotion.body.promotionId
    const made = await stack.call('createDeal', { promotionId, ...plainDeal }, { token: marketer })
    dealId = made.body.dealId
    await stack.call('launchPromotion', { promotionId }, { token: marketer })
  })

  const guests = (count: number, name: string) => Promise.all(times(count, (nth) => stack.login(`${name}-${nth}`)))
  const open = async (token: string, size: number) =>
    (await stack.call('placeOrder', { dealId, mode: 'open', size }, { token })).body
  const join = (token: string, groupId: string, key: string, fault?: 'drop-after') =>
    stack.call('placeOrder', { dealId, mode: 'join', groupId }, { token, key, fault })
  const group = async (groupId: string, token?: string) => (await stack.call('getGroup', { groupId }, { token })).body
  const taken = async () => {
    const { body } = await stack.call('getPromotion', { promotionId }, { token: marketer })
    return body.deals[0]?.counts.taken ?? 0
  }
  async function pay(token: string, orderId: string): Promise<void> {
    const begun = await stack.call('payOrder', { orderId }, { token })
    if (begun.status !== 200) throw new Error(`payOrder answered ${begun.status} ${begun.body.code}`)
    await stack.pay(begun.body.outTradeNo)
  }

  it('of ten guests at once for the last two seats two sit, answers lost or not, and the three who pay at once complete it', async () => {
    const before = await taken()
    const [leader = '', ...others] = await guests(11, 'seat')
    const opened = await open(leader, 3)
    const groupId = String(opened.groupId)
    // One in three is done, and its answer lost; each tries again under its key.
    await Promise.all(others.map((token, nth) => join(token, groupId, 'seat', nth % 3 === 0 ? 'drop-after' : undefined)))
    const told = await Promise.all(others.map((token) => join(token, groupId, 'seat')))
    const sat = told.filter(({ status }) => status === 201)
    expect(told.map(({ status, body }) => (status === 201 ? 'sits' : body.code)).sort()).toEqual([
      ...Array(8).fill('group.full'),
      ...Array(2).fill('sits'),
    ])
    expect(await taken()).toBe(before + 3)
    expect(await group(groupId)).toMatchObject({ held: 3, free: 0, members: [] })

    const payers = [{ token: leader, orderId: opened.orderId }]
    for (const [nth, { status, body }] of told.entries())
      if (status === 201) payers.push({ token: others[nth] ?? '', orderId: body.orderId })
    expect(payers).toHaveLength(sat.length + 1)
    await Promise.all(payers.map(({ token, orderId }) => pay(token, orderId)))
    const complete = await seenOnce(
      () => group(groupId),
      ({ state }) => state === 'complete',
    )
    expect(complete).toMatchObject({ state: 'complete', held: 0 })
    expect(complete.members).toHaveLength(3)
  }, 60_000)

  it('one member with ten devices sits once', async () => {
    const before = await taken()
    const [leader = '', twice = ''] = await guests(2, 'twice')
    const groupId = String((await open(leader, 3)).groupId)
    const told = await Promise.all(times(10, (nth) => join(twice, groupId, `device-${nth}`)))
    expect(told.map(({ status, body }) => (status === 201 ? 'sits' : body.code)).sort()).toEqual([
      ...Array(9).fill('group.already_in'),
      'sits',
    ])
    expect((await group(groupId, twice)).mine?.state).toBe('held')
    expect(await taken()).toBe(before + 2)
  }, 30_000)

  it('the last payment against the leader leaving: the group is whole, or the leader has the money back and a seat is free', async () => {
    const [leader = '', last = ''] = await guests(2, 'leaving')
    const opened = await open(leader, 2)
    const groupId = String(opened.groupId)
    await pay(leader, opened.orderId)
    await seenOnce(
      () => group(groupId),
      ({ members }) => members.length === 1,
    )
    const joined = (await join(last, groupId, 'last')).body
    const [left] = await Promise.all([
      stack.call('requestRefund', { orderId: opened.orderId, reason: '不去了' }, { token: leader }),
      pay(last, joined.orderId),
    ])
    const hasLeft = left.status < 300
    const seen = await seenOnce(
      () => group(groupId, last),
      ({ mine, state }) => mine?.state === 'paid' && (hasLeft || state === 'complete'),
    )
    if (hasLeft) expect(seen).toMatchObject({ state: 'open', free: 1, members: [{ me: true, leads: true }] })
    else expect(seen).toMatchObject({ state: 'complete', members: [{ leads: true }, { me: true }] })
  }, 30_000)
}
