import { type CounterSide, newCounter } from '../../local/testing/counter.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'
import { newStaff } from '../../local/testing/staff.ts'

let door: FrontDoor
let at: CounterSide
let batchId: string
let operator: string
let marketer: string
beforeAll(async () => {
  door = await frontDoor()
  at = await newCounter(door)
  batchId = (await newLaunch(door)({ total: 50, benefit: { kind: 'amount', offFen: 500, minSpendFen: 0 } })).batchId
  operator = await door.tokenOf('seed-operator')
  marketer = await door.tokenOf('seed-marketer')
})
/** Each test on a day of its own. */
beforeEach(() => {
  door.clock.offsetMs += 26 * 3_600_000
})

type Guest = Awaited<ReturnType<CounterSide['claimed']>>
async function useAndUndo(guest: Guest, token = at.clerk1, storeId = at.store1) {
  const { code } = await guest.code()
  const done = await door.call('redeem', { code, storeId }, { token })
  const undone = await door.call('undoRedemption', { redemptionId: done.body.redemptionId, reason: 'wrong_bill' }, { token })
  expect(undone.status).toBe(200)
  return done.body.redemptionId
}
const list = async (token: string | undefined, state?: 'open' | 'resolved') =>
  (await door.call('listExceptions', { state }, { token })).body.items
const said = (exceptionId: string, token: string | undefined, action: 'explained' | 'misused' = 'explained', note?: string) =>
  door.call('resolveException', { exceptionId, action, note }, { token })
const ofCoupon = async (redemptionId: string, state?: 'open' | 'resolved') =>
  (await list(operator, state)).find(({ about, undos }) => about.kind === 'coupon' && undos[0]?.redemptionId === redemptionId)

describe('an exception', () => {
  it('is a coupon undone three times, with its story, and not one undone twice', async () => {
    const guest = await at.claimed(batchId, 'guest-thrice')
    await useAndUndo(guest)
    const second = await useAndUndo(guest)
    await door.settle()
    expect(await ofCoupon(second)).toBeUndefined()
    const third = await useAndUndo(guest)
    await door.settle()
    expect(await ofCoupon(third)).toMatchObject({
      kind: 'undo.repeated',
      state: 'open',
      about: { kind: 'coupon', title: '券 1', member: expect.stringMatching(/^会员 ··\d{4}$/) },
      count: 3,
      undos: Array.from({ length: 3 }, () => ({
        by: '店员·小林',
        storeName: '巷口咖啡·春熙路店',
        reason: '账单金额输错',
        discountFen: 500,
      })),
      actions: ['explained', 'misused'],
      resolutions: [],
    })
  })

  it('is somebody with five undos on a day, of whichever coupons, and is counted once however often the records come', async () => {
    const clerk = await newStaff(door, 'busy-undoer', 'clerk', [at.store1])
    const mine = async () => (await list(operator)).find(({ about }) => about.kind === 'staff' && about.name === 'busy-undoer')
    for (let nth = 0; nth < 4; nth++) await useAndUndo(await at.claimed(batchId, `guest-undoer-${nth}`), clerk)
    await door.settle()
    expect(await mine()).toBeUndefined()
    await useAndUndo(await at.claimed(batchId, 'guest-undoer-5'), clerk)
    await door.settle()
    const told = await mine()
    expect(told).toMatchObject({ count: 5, about: { day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) } })
    const { derive } = await import('../events/events.ts')
    for (const change of door.table.changesAfter(0, 10_000)) await derive(door.table, change, door.clock.now())
    expect(await mine()).toEqual(told)
    // Another day is another count.
    door.clock.offsetMs += 24 * 3_600_000
    await useAndUndo(await at.claimed(batchId, 'guest-undoer-6'), clerk)
    await door.settle()
    expect(await mine()).toEqual(told)
  })

  it('counts every undo of one person when many are derived at once', async () => {
    const clerk = await newStaff(door, 'undoer-at-once', 'clerk', [at.store1])
    const before = door.table.changesAfter(0, 100_000).at(-1)?.seq ?? 0
    for (let nth = 0; nth < 6; nth++) await useAndUndo(await at.claimed(batchId, `guest-at-once-${nth}`), clerk)
    const { derive } = await import('../events/events.ts')
    const byCoupon = new Map<string, ReturnType<typeof door.table.changesAfter>>()
    for (const change of door.table.changesAfter(before, 100_000)) {
      const key = `${change.key.pk} ${change.key.sk}`
      byCoupon.set(key, [...(byCoupon.get(key) ?? []), change])
    }
    const now = door.clock.now()
    await Promise.all(
      [...byCoupon.values()].map(async (changes) => {
        for (const change of changes) await derive(door.table, change, now)
      }),
    )
    const mine = (await list(operator)).find(({ about }) => about.kind === 'staff' && about.name === 'undoer-at-once')
    expect(mine?.count).toBe(6)
  })
})

describe('resolveException', () => {
  async function thrice(openid: string, token = at.clerk1, storeId = at.store1) {
    const guest = await at.claimed(batchId, openid)
    let last = ''
    for (let nth = 0; nth < 3; nth++) last = await useAndUndo(guest, token, storeId)
    await door.settle()
    return { guest, exceptionId: (await ofCoupon(last))?.exceptionId ?? '' }
  }

  it('says what it was and by whom, once; the same again changes nothing, another is told so', async () => {
    const { exceptionId } = await thrice('guest-resolved')
    const done = await said(exceptionId, at.manager, 'misused', '已谈话')
    const resolution = { action: 'misused', by: '店长·何敏', at: expect.any(String), note: '已谈话' }
    expect(done).toMatchObject({ status: 200, body: { state: 'resolved', resolutions: [resolution] } })
    expect((await said(exceptionId, at.manager, 'misused', '已谈话')).body).toEqual(done.body)
    expect(await said(exceptionId, marketer)).toMatchObject({
      status: 409,
      body: { code: 'exception.resolved', details: { by: '店长·何敏' } },
    })
    expect((await list(operator)).map((one) => one.exceptionId)).not.toContain(exceptionId)
    expect((await list(marketer, 'resolved')).map((one) => one.exceptionId)).toContain(exceptionId)
  })

  it('ten at once: one says it, the others are told', async () => {
    const { exceptionId } = await thrice('guest-resolved-race')
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, nth) =>
        said(exceptionId, nth % 2 ? operator : marketer, nth % 2 ? 'misused' : 'explained'),
      ),
    )
    const won = answers.filter(({ status }) => status === 200)
    expect(new Set(won.map(({ body }) => body.resolutions[0]?.by)).size).toBe(1)
    expect(won[0]?.body.resolutions).toHaveLength(1)
    expect(answers.filter(({ body }) => body.code === 'exception.resolved')).toHaveLength(10 - won.length)
  })

  it('opens again with the next undo, and keeps what was said before', async () => {
    const { guest, exceptionId } = await thrice('guest-again')
    await said(exceptionId, operator)
    await useAndUndo(guest)
    await door.settle()
    const again = (await list(marketer)).find((one) => one.exceptionId === exceptionId)
    expect(again).toMatchObject({ state: 'open', count: 4, resolutions: [{ action: 'explained', by: '平台·周宁' }] })
  })

  it('is not for whom it is about', async () => {
    const { exceptionId } = await thrice('guest-own', at.manager ?? '')
    expect(await said(exceptionId, at.manager)).toMatchObject({ status: 403, body: { code: 'role.forbidden' } })
    expect((await said(exceptionId, marketer)).status).toBe(200)
  })

  it('and the list are for operators, for marketers of the merchant, and for managers of a store where it happened', async () => {
    const { exceptionId } = await thrice('guest-whose')
    const elsewhere = await newStaff(door, 'manager-elsewhere', 'manager', [at.store2])
    const [stranger] = await Promise.all([newStaff(door, 'stranger', 'marketer', [])])
    const { memberId } = (await door.call('getMe', {}, { token: stranger })).body
    const key = { pk: `MEMBER#${memberId}`, sk: 'STAFF' }
    await door.table.commit({ change: key, set: { merchantId: 'mer_other' }, when: 'always' })
    for (const token of [elsewhere, stranger]) {
      expect((await list(token)).map((one) => one.exceptionId)).not.toContain(exceptionId)
      expect(await said(exceptionId, token)).toMatchObject({ status: 404, body: { code: 'exception.not_found' } })
    }
    for (const token of [operator, marketer, at.manager])
      expect((await list(token)).map((one) => one.exceptionId)).toContain(exceptionId)
    expect((await door.call('listExceptions', {}, { token: at.clerk1 })).body.code).toBe('role.forbidden')
  })

  it('knows no exception that nobody has to look at yet', async () => {
    const guest = await at.claimed(batchId, 'guest-watched')
    await useAndUndo(guest)
    await door.settle()
    expect((await said(`exc_c${guest.couponId.slice(4)}`, operator)).body.code).toBe('exception.not_found')
  })
})
