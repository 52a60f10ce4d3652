import { later, newSeating, start, told } from '../../local/testing/seating.ts'
import { Problem } from '../../shared/problem.ts'
import { engines } from '../kernel/table/engines.ts'
import { followGroup, freeSeat, groupMoved, groupOver, seatLeft, seatsOf } from './deals.ts'
import { groupKey } from './items.ts'

describe.each(engines())('the end of a group in $name', (engine) => {
  const { member, onSale, order, group, pay, over } = newSeating(engine)

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

  it('whoever leaves when everybody has paid is told that it is too late, also in the moment before it is complete', async () => {
    const dealId = await onSale()
    const opened = await order({ memberId: member(), dealId, mode: 'open', size: 2 })
    const joined = await order({ memberId: member(), dealId, mode: 'join', groupId: opened.groupId })
    await pay(opened)
    await pay(joined)
    expect(await told(engine.table.commit(seatLeft(opened, 2, new Problem('group.closed'))))).toBe('group.closed')
    await over(opened.groupId, start)
    expect(await group(opened.groupId)).toMatchObject({ state: 'complete', paid: 2 })
  })

  it('what was read a moment ago decides nothing: a seat taken or left meanwhile keeps the group open', async () => {
    const dealId = await onSale()
    const opened = await order({ memberId: member(), dealId, mode: 'open', size: 2 })
    await pay(opened)
    const before = await group(opened.groupId)
    await followGroup(engine.table, { kind: 'filled', group: { ...before, paid: 2 } }, start)
    expect(await group(opened.groupId)).toMatchObject({ state: 'open' })
    await order({ memberId: member(), dealId, mode: 'join', groupId: opened.groupId }, later(24 * 60 - 2))
    const stale = new Proxy(engine.table, {
      get: (table, name) => {
        if (name === 'get') return async () => before
        const method: unknown = Reflect.get(table, name)
        return typeof method === 'function' ? method.bind(table) : method
      },
    })
    await groupOver(stale, { pk: '', sk: '', groupId: opened.groupId }, later(24 * 60))
    expect(await group(opened.groupId)).toMatchObject({ state: 'open', left: 0 })
  })

  it('is complete with as many payments as it has seats, or more: no count is passed over', async () => {
    const dealId = await onSale()
    const opened = await order({ memberId: member(), dealId, mode: 'open', size: 2 })
    const before = { ...(await group(opened.groupId)), paid: 1 }
    await engine.table.commit({ change: groupKey(opened.groupId), set: { paid: 3 }, when: 'present', orElse: () => 'mine' })
    const moved = groupMoved({ old: before, new: await group(opened.groupId) })
    expect(moved?.kind).toBe('filled')
    if (moved) await followGroup(engine.table, moved, start)
    expect(await group(opened.groupId)).toMatchObject({ state: 'complete', paid: 3 })
  })
})
