import type { DealForm } from '../../shared/deals.ts'
import { Problem } from '../../shared/problem.ts'
import { newId } from '../kernel/ids.ts'
import { engines } from '../kernel/table/engines.ts'
import {
  type Asked,
  findGroup,
  followGroup,
  freeSeat,
  groupMoved,
  groupOver,
  moveDealGate,
  newDeal,
  orderIdOf,
  seatFor,
  seatLeft,
  seatPaid,
  seatsOf,
  seeDeals,
} from './deals.ts'
import type { GroupItem } from './items.ts'

const form: DealForm = {
  title: '三人火锅',
  total: 100,
  perMember: 5,
  aloneFen: 9900,
  ladder: [
    { size: 3, priceFen: 6900 },
    { size: 2, priceFen: 7900 },
  ],
  groupHours: 24,
  voucher: { uses: 1, validDays: 30 },
  refundable: 'until_used',
}
const start = new Date('2026-11-22T04:00:00.000Z')
const later = (minutes: number, from = start) => new Date(from.getTime() + minutes * 60_000)

describe.each(engines())('seats in $name', (engine) => {
  const member = () => newId('mbr', start)

  async function onSale(part: Partial<DealForm> = {}) {
    const dealId = newId('dea', start)
    const about = { dealId, promotionId: 'prm_1', merchantId: 'mer_1', merchantName: '火锅店', zone: 'Asia/Shanghai' }
    const window = { from: later(-60), to: later(7 * 24 * 60) }
    await engine.table.commit(...newDeal({ ...about, ...window, gate: 'open', inheritsStores: false }, { ...form, ...part }))
    return dealId
  }

  /** An order as the noun of orders places one: an item of its own, in one commit with its seat. */
  function order(asked: Omit<Asked, 'quantity'> & { quantity?: number; nth?: number }, now = start) {
    const { memberId, dealId, nth = 1, quantity = 1 } = asked
    return seatFor(engine.table, { quantity, ...asked }, 'zh', now, async (seating) => {
      const { groupId, payBy, amountFen, terms } = seating
      const placed = { orderId: orderIdOf(memberId, dealId, nth), memberId, dealId, nth, quantity, at: now.toISOString() }
      const item = { pk: `MEMBER#${memberId}`, sk: `ORDER#${dealId}#${nth}` }
      const taken = () => new Problem('deal.limit_reached')
      await engine.table.commit({ put: item, when: 'absent', orElse: taken }, ...seating.writes(nth))
      return { ...placed, groupId: groupId ?? '', payBy, amountFen, version: terms.version }
    })
  }
  const told = async (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (problem) => (problem instanceof Problem ? problem.code : Promise.reject(problem)),
    )
  const group = async (groupId: string) => (await findGroup(engine.table, groupId)) as GroupItem
  const left = async (dealId: string) => (await seeDeals(engine.table, [dealId], start))[0]?.left
  const pay = (placed: Awaited<ReturnType<typeof order>>) => engine.table.commit(seatPaid(placed))
  /** What the feed does with a group that moved. */
  async function follow(groupId: string, before: GroupItem | undefined, now = start) {
    const moved = groupMoved({ ...(before && { old: before }), new: await group(groupId) })
    if (moved) await followGroup(engine.table, moved, now)
    return moved
  }
  const over = async (groupId: string, now: Date) => groupOver(engine.table, { pk: '', sk: '', groupId }, now)

  it('a group opened at a step of the ladder pays its price, is paid in a quarter of an hour, and ends by its own clock', async () => {
    const dealId = await onSale()
    const opened = await order({ memberId: member(), dealId, mode: 'open', size: 3, quantity: 2 })
    expect(opened).toMatchObject({ amountFen: 2 * 6900, payBy: later(15).toISOString(), version: 1 })
    const there = await group(opened.groupId)
    expect(there).toMatchObject({ size: 3, priceFen: 6900, state: 'open', left: 2, paid: 0 })
    expect(there.endsAt).toBe(later(24 * 60).toISOString())
    expect(await left(dealId)).toBe(98)
  })

  it('three pay, and the group is complete at exactly three', async () => {
    const dealId = await onSale()
    const opened = await order({ memberId: member(), dealId, mode: 'open', size: 3 })
    const { groupId } = opened
    const joined = [
      await order({ memberId: member(), dealId, mode: 'join', groupId }),
      await order({ memberId: member(), dealId, mode: 'join', groupId }),
    ]
    expect(await told(order({ memberId: member(), dealId, mode: 'join', groupId }))).toBe('group.full')
    for (const placed of [opened, ...joined.slice(0, 1)]) await pay(placed)
    let before = await group(groupId)
    expect(before).toMatchObject({ state: 'open', paid: 2, left: 0 })
    await pay(joined[1] as typeof opened)
    expect(await follow(groupId, before)).toMatchObject({ kind: 'filled' })
    before = { ...before, paid: 3 }
    const moved = await follow(groupId, before)
    expect(moved).toMatchObject({ kind: 'complete' })
    expect(moved && 'seats' in moved && moved.seats.map(({ memberId }) => memberId)).toEqual(
      [opened, ...joined].map(({ memberId }) => memberId).sort(),
    )
    expect(await told(order({ memberId: member(), dealId, mode: 'join', groupId }))).toBe('group.full')
  })

  it('a payment told twice counts once', async () => {
    const dealId = await onSale()
    const opened = await order({ memberId: member(), dealId, mode: 'open', size: 3 })
    await Promise.all([pay(opened), pay(opened), pay(opened)])
    await pay(opened)
    expect(await group(opened.groupId)).toMatchObject({ paid: 1, left: 2 })
  })

  it('of ten at once for the last two seats two sit, and nobody who does not loses any stock', async () => {
    const dealId = await onSale()
    const { groupId } = await order({ memberId: member(), dealId, mode: 'open', size: 3 })
    const tried = await Promise.all(
      Array.from({ length: 10 }, () => told(order({ memberId: member(), dealId, mode: 'join', groupId }))),
    )
    expect(tried.sort()).toEqual(['done', 'done', ...Array(8).fill('group.full')])
    expect(await group(groupId)).toMatchObject({ left: 0 })
    expect(seatsOf(await group(groupId))).toHaveLength(3)
    expect(await left(dealId)).toBe(97)
  })

  it('a member with two devices sits once in a group, and is told that the seat is there', async () => {
    const dealId = await onSale()
    const { groupId } = await order({ memberId: member(), dealId, mode: 'open', size: 3 })
    const memberId = member()
    const tried = await Promise.all([1, 2].map((nth) => told(order({ memberId, dealId, mode: 'join', groupId, nth }))))
    expect(tried.sort()).toEqual(['done', 'group.already_in'])
    expect(await told(order({ memberId, dealId, mode: 'join', groupId, nth: 3 }))).toBe('group.already_in')
    expect(await left(dealId)).toBe(98)
  })

  it('a seat that is not paid goes back with its vouchers, once, and somebody else has it', async () => {
    const dealId = await onSale()
    const opened = await order({ memberId: member(), dealId, mode: 'open', size: 2 })
    const late = await order({ memberId: member(), dealId, mode: 'join', groupId: opened.groupId, quantity: 3 })
    const closed = { put: { pk: `EVENT#${dealId}`, sk: 'closed' }, when: 'absent' as const, orElse: () => 'mine' as const }
    for (let times = 0; times < 3; times++) await engine.table.commit(closed, ...freeSeat(late))
    expect(await group(opened.groupId)).toMatchObject({ left: 1, paid: 0 })
    expect(await left(dealId)).toBe(99)
    expect(await told(order({ memberId: member(), dealId, mode: 'join', groupId: opened.groupId }))).toBe('done')
  })

  it('whoever finds it full is told when a seat may free, which groups are open, and the price of one of their own', async () => {
    const dealId = await onSale()
    const other = await order({ memberId: member(), dealId, mode: 'open', size: 3 })
    await pay(other)
    await follow(other.groupId, undefined)
    const { groupId } = await order({ memberId: member(), dealId, mode: 'open', size: 2 })
    await follow(groupId, undefined)
    await order({ memberId: member(), dealId, mode: 'join', groupId }, later(2))
    const refusal = await order({ memberId: member(), dealId, mode: 'join', groupId }, later(3)).catch((problem) => problem)
    expect(refusal.facts.details).toMatchObject({
      seatMayFreeAt: '2026-11-22T12:15:00+08:00',
      groups: [{ groupId: other.groupId, paid: 1, free: 2, size: 3, priceFen: 6900 }],
      openOwn: { size: 2, priceFen: 7900 },
    })
  })

  it('the clock decides: complete with seats that the merchant said it takes, failed without, and never while one is being paid', async () => {
    const dealId = await onSale({ sponsoredSeats: 1 })
    const opened = await order({ memberId: member(), dealId, mode: 'open', size: 3 })
    const { groupId } = opened
    await pay(opened)
    const last = later(24 * 60 - 10)
    const joined = await order({ memberId: member(), dealId, mode: 'join', groupId }, last)
    expect(joined.payBy).toBe(later(24 * 60).toISOString())
    await over(groupId, later(24 * 60))
    expect(await group(groupId)).toMatchObject({ state: 'open' })
    expect(await told(order({ memberId: member(), dealId, mode: 'join', groupId }, later(24 * 60 - 1)))).toBe('group.closed')
    await pay(joined)
    await over(groupId, later(24 * 60 + 1))
    expect(await group(groupId)).toMatchObject({ state: 'complete', sponsored: 1, paid: 2 })

    const alone = await order({ memberId: member(), dealId, mode: 'open', size: 3 })
    await pay(alone)
    const before = await group(alone.groupId)
    await Promise.all([over(alone.groupId, later(24 * 60)), over(alone.groupId, later(24 * 60))])
    const moved = groupMoved({ old: before, new: await group(alone.groupId) })
    expect(moved).toMatchObject({ kind: 'failed', seats: [{ memberId: alone.memberId, nth: 1 }] })
  })

  it('the expiry against the last payment: whatever comes first, the group is decided once and everybody who paid is in it', async () => {
    for (let round = 0; round < 5; round++) {
      const dealId = await onSale()
      const opened = await order({ memberId: member(), dealId, mode: 'open', size: 2 })
      const joined = await order({ memberId: member(), dealId, mode: 'join', groupId: opened.groupId }, later(24 * 60 - 5))
      await pay(opened)
      const end = later(24 * 60)
      await Promise.all([over(opened.groupId, end), pay(joined), over(opened.groupId, end)])
      await over(opened.groupId, later(1, end))
      expect(await group(opened.groupId)).toMatchObject({ state: 'complete', paid: 2 })
    }
  })

  it('a leader who leaves hands over to the next, and nobody leaves a group that everybody has paid', async () => {
    const dealId = await onSale()
    const opened = await order({ memberId: member(), dealId, mode: 'open', size: 2 })
    const joined = await order({ memberId: member(), dealId, mode: 'join', groupId: opened.groupId }, later(1))
    await pay(opened)
    const leave = (placed: typeof opened) =>
      told(
        engine.table.commit(seatLeft(placed, 2, new Problem('group.closed')), ...freeSeat({ ...placed, groupId: undefined })),
      )
    const [left, paid] = await Promise.all([leave(opened), told(pay(joined))])
    expect(paid).toBe('done')
    const there = await group(opened.groupId)
    // Either the leader was out before the last payment, or not at all.
    expect([there.paid, there.left]).toEqual(left === 'done' ? [1, 1] : [2, 0])
    const rest = seatsOf(there).map(({ memberId }) => memberId)
    expect(rest).toEqual(left === 'done' ? [joined.memberId] : [opened.memberId, joined.memberId])
  })

  it('a pause and a stop meet the next purchase and the next opening, and no joining', async () => {
    const dealId = await onSale()
    const opened = await order({ memberId: member(), dealId, mode: 'open', size: 3 })
    const buy = () => told(order({ memberId: member(), dealId, mode: 'alone' }))
    const join = () => told(order({ memberId: member(), dealId, mode: 'join', groupId: opened.groupId }))
    await moveDealGate(engine.table, dealId, 'pause', [], '备货中')
    expect([await buy(), await join()]).toEqual(['deal.paused', 'done'])
    await moveDealGate(engine.table, dealId, 'resume')
    expect(await buy()).toBe('done')
    await moveDealGate(engine.table, dealId, 'stop')
    expect([await buy(), await join()]).toEqual(['deal.ended', 'done'])
  })

  it('the last voucher is had, not one more, and nobody opens a group that the stock cannot fill', async () => {
    const dealId = await onSale({ total: 3 })
    await order({ memberId: member(), dealId, mode: 'alone' })
    expect(await told(order({ memberId: member(), dealId, mode: 'open', size: 3 }))).toBe('deal.sold_out')
    const tried = await Promise.all(Array.from({ length: 5 }, () => told(order({ memberId: member(), dealId, mode: 'alone' }))))
    expect(tried.sort()).toEqual([...Array(3).fill('deal.sold_out'), 'done', 'done'].sort())
    expect(await left(dealId)).toBe(0)
  })

  it('a stock in four parts gives its last vouchers together', async () => {
    const dealId = await onSale({ total: 1000, perMember: 20 })
    for (let bought = 0; bought < 49; bought++) await order({ memberId: member(), dealId, mode: 'alone', quantity: 20 })
    expect(await left(dealId)).toBe(20)
    expect(await told(order({ memberId: member(), dealId, mode: 'alone', quantity: 19 }))).toBe('done')
    expect(await told(order({ memberId: member(), dealId, mode: 'alone', quantity: 2 }))).toBe('deal.sold_out')
    expect(await told(order({ memberId: member(), dealId, mode: 'alone' }))).toBe('done')
  }, 30_000)

  it.each([
    [{ mode: 'open' }, 'input.invalid'],
    [{ mode: 'open', size: 5 }, 'input.invalid'],
    [{ mode: 'alone', size: 2 }, 'input.invalid'],
    [{ mode: 'join' }, 'input.invalid'],
    [{ mode: 'join', groupId: 'grp_none' }, 'group.not_found'],
    [{ mode: 'alone', quantity: 6 }, 'deal.limit_reached'],
  ] as const)('refuses %j with %s', async (part, code) => {
    const dealId = await onSale()
    expect(await told(order({ memberId: member(), dealId, ...part }))).toBe(code)
    expect(await left(dealId)).toBe(100)
  })
})
