import { type CounterSide, newCounter } from '../../local/testing/counter.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'
import { newStaff } from '../../local/testing/staff.ts'

let door: FrontDoor
let launch: ReturnType<typeof newLaunch>
let at: CounterSide
beforeAll(async () => {
  door = await frontDoor()
  launch = newLaunch(door)
  at = await newCounter(door)
})

const undo = (redemptionId: string, token: string | undefined, reason = 'wrong_bill', language?: string) =>
  door.call('undoRedemption', { redemptionId, reason }, { token, language })

async function redeemed(
  openid: string,
  benefit: Parameters<typeof launch>[0]['benefit'],
  storeId = at.store1,
  token = at.clerk1,
) {
  const guest = await at.claimed((await launch({ total: 5, benefit })).batchId, openid)
  const { code } = await guest.code()
  const done = await door.call('redeem', { code, storeId, bill: { totalFen: 100_000 } }, { token })
  return { guest, redemptionId: done.body.redemptionId }
}
const off = (offFen: number) => ({ kind: 'amount' as const, offFen, minSpendFen: 0 })

describe('above a sum a use is taken back by a manager of the store', () => {
  it.each([
    ['a discount of ¥199.99', off(19_999), 200],
    ['a discount of ¥200', off(20_000), 403],
    ['a gift worth ¥199.99', { kind: 'gift' as const, item: '蛋糕', valueFen: 19_999 }, 200],
    ['a gift worth ¥200', { kind: 'gift' as const, item: '蛋糕', valueFen: 20_000 }, 403],
  ])('%s by the clerk who did it: %#', async (what, benefit, status) => {
    const { redemptionId } = await redeemed(`guest-sum-${what}`, benefit)
    const byClerk = await undo(redemptionId, at.clerk1)
    expect(byClerk.status).toBe(status)
    if (status === 200) return
    expect(byClerk.body).toMatchObject({ code: 'role.forbidden', details: { fromFen: 20_000, role: 'manager' } })
    expect((await undo(redemptionId, at.manager)).status).toBe(200)
  })

  it('not by somebody who is a clerk there and a manager elsewhere', async () => {
    const both = await newStaff(door, 'both-roles', 'clerk', [at.store1])
    const { memberId } = (await door.call('getMe', {}, { token: both })).body
    const roles = [
      { role: 'clerk', storeIds: [at.store1] },
      { role: 'manager', storeIds: [at.store2] },
    ]
    await door.table.commit({ change: { pk: `MEMBER#${memberId}`, sk: 'STAFF' }, set: { roles }, when: 'always' })
    const here = await redeemed('guest-both-here', off(20_000), at.store1, both)
    expect((await undo(here.redemptionId, both)).body.code).toBe('role.forbidden')
    const others = await redeemed('guest-both-others', off(100))
    expect((await undo(others.redemptionId, both)).body.code).toBe('role.forbidden')
    const there = await redeemed('guest-both-there', off(20_000), at.store2, at.clerk2)
    expect((await undo(there.redemptionId, both)).status).toBe(200)
  })
})

describe('the reason', () => {
  it.each([
    ['wrong_guest', '核销错了顾客或券', 'Wrong guest or coupon'],
    ['顾客换了一桌', '顾客换了一桌', '顾客换了一桌'],
  ])('%s is read as %s', async (reason, zh, en) => {
    const { redemptionId, guest } = await redeemed(`guest-reason-${reason}`, off(100))
    expect((await undo(redemptionId, at.clerk1, reason, 'en')).body.reason).toBe(en)
    const told = await door.call('getCoupon', { couponId: guest.couponId }, { token: guest.token })
    expect(told.body.undone?.reason).toBe(zh)
  })

  it.each(['other', '', ' ', 'x'.repeat(101)])('%j says nothing and is refused', async (reason) => {
    const { redemptionId } = await redeemed(`guest-reason-no-${reason.length}`, off(100))
    expect(await undo(redemptionId, at.clerk1, reason)).toMatchObject({
      status: 422,
      body: { code: 'input.invalid', field: 'reason' },
    })
  })
})

describe('the guest is told', () => {
  it('at once, in the wallet and of the coupon: that the last use was undone, when, where, by whom and why', async () => {
    const { redemptionId, guest } = await redeemed('guest-told', off(100))
    const { undoneAt } = (await undo(redemptionId, at.clerk1)).body
    const undone = { at: undoneAt, storeName: '巷口咖啡·春熙路店', by: '店员·小林', reason: '账单金额输错' }
    const { body } = await door.call('getCoupon', { couponId: guest.couponId }, { token: guest.token })
    expect(body).toMatchObject({ state: 'valid', undone })
    expect(body.history?.map(({ kind }) => kind)).toEqual(['claimed', 'redeemed', 'undone'])
    const wallet = await door.call('listMyCoupons', {}, { token: guest.token })
    expect(wallet.body.items.find(({ couponId }) => couponId === guest.couponId)?.undone).toEqual(undone)
  })

  it('of every use and undo before, each once, also when every record of the feed comes again', async () => {
    const { redemptionId, guest } = await redeemed('guest-history', off(100))
    await undo(redemptionId, at.clerk1, 'wrong_guest')
    const { code } = await guest.code()
    const second = await door.call('redeem', { code, storeId: at.store2, bill: { totalFen: 5000 } }, { token: at.clerk2 })
    const history = async () =>
      (await door.call('getCoupon', { couponId: guest.couponId }, { token: guest.token })).body.history
    await door.settle()
    const told = await history()
    expect(told).toMatchObject([
      { kind: 'claimed' },
      { kind: 'redeemed', storeName: '巷口咖啡·春熙路店', by: '店员·小林', discountFen: 100, payFen: 99_900 },
      { kind: 'undone', storeName: '巷口咖啡·春熙路店', by: '店员·小林', reason: '核销错了顾客或券' },
      { kind: 'redeemed', discountFen: 100, payFen: 4900, at: second.body.at },
    ])
    const { derive } = await import('../events/events.ts')
    for (const change of door.table.changesAfter(0, 10_000)) await derive(door.table, change, door.clock.now())
    expect(await history()).toEqual(told)
  })
})

it("today's list says what was handed over for a gift", async () => {
  const benefit = { kind: 'gift' as const, item: '中杯拿铁', valueFen: 2200 }
  const { redemptionId } = await redeemed('guest-list-gift', benefit)
  await door.settle()
  const { items } = (await door.call('listRedemptions', { storeId: at.store1 }, { token: at.clerk1 })).body
  expect(items.find((one) => one.redemptionId === redemptionId)?.benefit).toEqual(benefit)
})

it('taken back after the end of its coupon, a use leaves nothing to use: what is over stays over', async () => {
  const { guest, redemptionId } = await (async () => {
    const claimed = await at.claimed((await launch({ total: 5, validity: { kind: 'days', days: 1 } })).batchId, 'guest-over')
    const { usableTo } = (await door.call('getCoupon', { couponId: claimed.couponId }, { token: claimed.token })).body
    door.clock.offsetMs += Date.parse(usableTo) - door.clock.now().getTime() - 10 * 60_000
    const { code } = await claimed.code()
    const bill = { totalFen: 100_000 }
    const done = await door.call('redeem', { code, storeId: at.store1, bill }, { token: at.clerk1 })
    return { guest: claimed, redemptionId: done.body.redemptionId }
  })()
  door.clock.offsetMs += 20 * 60_000
  expect((await undo(redemptionId, at.clerk1)).status).toBe(200)
  const after = await door.call('getCoupon', { couponId: guest.couponId }, { token: guest.token })
  expect(after.body.state).toBe('expired')
  const shown = await door.call('showCode', { couponId: guest.couponId }, { token: guest.token })
  expect(shown).toMatchObject({ status: 409, body: { code: 'coupon.not_usable' } })
})
