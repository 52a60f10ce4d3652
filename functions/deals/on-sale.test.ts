import { newSeating, start, told } from '../../local/testing/seating.ts'
import { engines } from '../kernel/table/engines.ts'
import { moveDealGate, seatFor } from './deals.ts'
import { stockKey } from './items.ts'

describe.each(engines())('what is on sale in $name', (engine) => {
  const { member, onSale, order, left } = newSeating(engine)

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

  it('nobody opens a group on stock that goes while it is opened, wherever in its parts that lies', async () => {
    const { table } = engine
    const dealId = await onSale({ total: 1000 })
    for (const shard of [0, 1, 2, 3])
      await table.commit({ change: stockKey(dealId, shard), set: { left: shard < 3 ? 1 : 0 }, when: 'always' })
    // Between the look at the stock and the commit somebody buys one of the last three.
    let commits = 0
    const asked = { memberId: member(), dealId, mode: 'open' as const, size: 3, quantity: 1 }
    const tried = seatFor(table, asked, 'zh', start, async (seating) => {
      commits += 1
      if (commits === 2) await order({ memberId: member(), dealId, mode: 'alone' })
      return table.commit(...seating.writes(1))
    })
    expect([await told(tried), commits, await left(dealId)]).toEqual(['deal.sold_out', 2, 2])
    expect(await told(order({ memberId: member(), dealId, mode: 'open', size: 2 }))).toBe('done')
    expect(await left(dealId)).toBe(1)
  })

  it('a stock in four parts gives its last vouchers together', async () => {
    const dealId = await onSale({ total: 1000, perMember: 20 })
    for (let bought = 0; bought < 49; bought++) await order({ memberId: member(), dealId, mode: 'alone', quantity: 20 })
    expect(await left(dealId)).toBe(20)
    expect(await told(order({ memberId: member(), dealId, mode: 'alone', quantity: 19 }))).toBe('done')
    expect(await told(order({ memberId: member(), dealId, mode: 'alone', quantity: 2 }))).toBe('deal.sold_out')
    expect(await told(order({ memberId: member(), dealId, mode: 'alone' }))).toBe('done')
  }, 30_000)
})
