import { later, newSeating, told } from '../../local/testing/seating.ts'
import { engines } from '../kernel/table/engines.ts'
import { freeSeat, seatsOf } from './deals.ts'

describe.each(engines())('seats in $name', (engine) => {
  const { member, onSale, order, group, left, pay, follow } = newSeating(engine)

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
