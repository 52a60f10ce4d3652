import { type CounterSide, newCounter } from '../../local/testing/counter.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'
import { operations, wayTo } from '../../local/testing/malice.ts'
import { staffRolesOf } from '../../shared/contract.ts'

let door: FrontDoor
let at: CounterSide
let marketer: string
beforeAll(async () => {
  door = await frontDoor()
  at = await newCounter(door)
  marketer = await door.tokenOf('seed-marketer')
})

const log = async (question: object = {}) =>
  (await door.call('listAudit', { limit: 100, ...question }, { token: at.manager })).body
const names = async (question: object = {}) => (await log(question)).items.map(({ operation }) => operation)

describe('the audit log', () => {
  it('tells who did what, when, in which role, on what, and in short what changed', async () => {
    const launch = await newLaunch(door)({ total: 5 })
    await door.call('pausePromotion', { promotionId: launch.promotionId, reason: '缺货' }, { token: marketer })
    const { items } = await log()
    expect(items.map(({ operation }) => operation)).toEqual([
      'pausePromotion',
      'launchPromotion',
      'createBatch',
      'createPromotion',
    ])
    const [paused, launched, batch, created] = items
    expect(paused).toMatchObject({ by: { name: '运营·陈晨' }, role: 'marketer', on: [launch.promotionId] })
    expect(paused?.told).toEqual({ state: 'paused', reason: '缺货' })
    expect(Math.abs(Date.parse(paused?.at ?? '') - door.clock.now().getTime())).toBeLessThan(60_000)
    expect(launched?.told).toEqual({ state: 'live' })
    expect(batch).toMatchObject({ on: [launch.promotionId, launch.batchId], told: { title: '券 1', total: 5 } })
    expect(created).toMatchObject({ on: [launch.promotionId], told: { name: '活动 1', state: 'draft' } })
  })

  it('has one line for what is asked again under the same key, and none for what is refused', async () => {
    const before = (await names()).length
    const form = { role: 'clerk' as const, storeIds: [at.store1] }
    for (let again = 0; again < 3; again++) await door.call('inviteStaff', form, { token: at.manager, key: 'audit-once' })
    await door.call('inviteStaff', { role: 'operator' }, { token: at.manager })
    await door.call('launchPromotion', { promotionId: 'prm_none' }, { token: marketer })
    await door.call('startDuty', { storeId: at.store2 }, { token: at.clerk1 })
    expect(await names()).toHaveLength(before + 1)
    expect((await names())[0]).toBe('inviteStaff')
  })

  it('has one line for each use and undo at the counter, with nothing of the guest, however often the feed repeats them', async () => {
    const { batchId } = await newLaunch(door)({ total: 5 })
    const guest = await at.claimed(batchId, 'guest-audit')
    const bill = { totalFen: 5000, receiptNo: 'R-AUDIT' }
    const { code } = await guest.code()
    const used = await door.call('redeem', { code, storeId: at.store1, bill }, { token: at.clerk1 })
    const { redemptionId } = used.body
    await door.call('undoRedemption', { redemptionId, reason: '点错' }, { token: at.manager })
    await door.settle()
    const { derive } = await import('../events/events.ts')
    for (const change of door.table.changesAfter(0, 10_000)) await derive(door.table, change, door.clock.now())
    const lines = (await log()).items.filter(({ on }) => on.includes(redemptionId))
    expect(lines).toMatchObject([
      { operation: 'undoRedemption', role: 'manager', by: { name: '店长·何敏' }, told: { reason: '点错' } },
      { operation: 'redeem', role: 'clerk', by: { name: '店员·小林' }, told: { discountFen: 1000, payFen: 4000 } },
    ])
    const memberId = (await door.call('getMe', {}, { token: guest.token })).body.memberId
    const text = JSON.stringify(lines)
    expect([memberId, 'R-AUDIT', '会员'].filter((secret) => text.includes(secret))).toEqual([])
  })

  it('is paged, newest first, and can be asked for one person or one kind of operation', async () => {
    const all = (await log()).items
    const pages = []
    let cursor: string | undefined
    do {
      const page = await log({ limit: 3, cursor })
      expect(page.items.length).toBeLessThanOrEqual(3)
      pages.push(...page.items)
      cursor = page.nextCursor
    } while (cursor !== undefined)
    expect(pages).toEqual(all)
    expect(all.map(({ at: when }) => when)).toEqual(
      all
        .map(({ at: when }) => when)
        .toSorted()
        .toReversed(),
    )
    const clerkId = (await door.call('getMe', {}, { token: at.clerk1 })).body.memberId
    expect(new Set((await log({ memberId: clerkId })).items.map(({ by }) => by.name))).toEqual(new Set(['店员·小林']))
    expect(new Set(await names({ operation: 'createBatch', limit: 1 }))).toEqual(new Set(['createBatch']))
    expect(await names({ operation: 'neverHeardOf' })).toEqual([])
  })

  it('is the merchant’s own: another merchant reads none of it, a clerk none at all', async () => {
    const operator = await door.tokenOf('seed-operator')
    expect((await door.call('listAudit', {}, { token: operator })).body.items).toEqual([])
    expect((await door.call('listAudit', {}, { token: at.clerk1 })).body.code).toBe('role.forbidden')
    const clerkId = (await door.call('getMe', {}, { token: at.clerk1 })).body.memberId
    const asked = await door.call('listAudit', { memberId: clerkId }, { token: operator })
    expect(asked.body).toMatchObject({ code: 'staff.not_found', field: 'memberId' })
  })
})

describe('every operation of staff that is no question', () => {
  const changing = operations.filter(([name, { role }]) => staffRolesOf({ role }).length > 0 && wayTo(name).method !== 'GET')
  /** Whose fact bears who did it: the test above, and that of what was synced (devices/sync.test.ts), follow them through the feed. A new one has to be followed, too. */
  const facts = ['redeem', 'redeemByOrder', 'undoRedemption', 'syncRedemptions']

  // That what is not exempt leaves its line is held by functions/kernel/fuzz.test.ts, call by call.
  it.each(changing)('%s says what its line tells, or why it leaves none', (name, { audit }) => {
    expect(audit).toBeDefined()
    if (audit === 'fact') expect(facts).toContain(name)
  })
})
