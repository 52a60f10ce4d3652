import { batchesIn } from '../../local/testing/cards.ts'
import { type CounterSide, newCounter } from '../../local/testing/counter.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'
import type { CallOf } from '../../shared/api.ts'

let door: FrontDoor
let launch: ReturnType<typeof newLaunch>
let at: CounterSide
beforeAll(async () => {
  door = await frontDoor()
  launch = newLaunch(door)
  at = await newCounter(door)
})
beforeEach(() => {
  door.clock.offsetMs += 16 * 60_000
})

const bill = { totalFen: 4550, receiptNo: 'A-17' }
const reason = '顾客手机没电'
type Asked = Omit<CallOf<'redeemByOrder'>, 'storeId' | 'reason'> & { storeId?: string; reason?: string }
const assist = (asked: Asked, token = at.manager, key?: string) =>
  door.call('redeemByOrder', { storeId: at.store1, reason, bill, ...asked }, { token, key })
const look = (asked: Asked, token = at.manager) =>
  door.call('previewByOrder', { storeId: at.store1, bill, ...asked }, { token })

async function named(openid: string, nickname: string, phone: string) {
  const token = await door.tokenOf(openid)
  await door.call('setConsent', { purpose: 'profile', given: true }, { token })
  const told = await door.call('updateMe', { nickname, phone }, { token })
  expect(told.status).toBe(200)
  return token
}
const holding = async (openid: string, form = {}) => at.claimed((await launch({ total: 5, ...form })).batchId, openid)

describe('redeemByOrder', () => {
  it('redeems by the number beside the code, as redeem does, and is known as assisted wherever the redemption is told of', async () => {
    const guest = await holding('guest-dead')
    const { couponNo } = await guest.code()
    expect(couponNo).toMatch(/^\d{4} \d{4} \d{4}$/)
    const seen = (await look({ orderId: couponNo })).body
    expect(seen).toMatchObject({ more: false, items: [{ couponId: guest.couponId, usable: true, payFen: 3550 }] })
    const done = await assist({ orderId: couponNo })
    expect(done).toMatchObject({
      status: 201,
      body: {
        couponId: guest.couponId,
        assisted: { reason },
        by: '店长·何敏',
        discountFen: 1000,
        payFen: 3550,
        receiptNo: 'A-17',
      },
    })
    await door.settle()
    const { items } = (await door.call('listRedemptions', { storeId: at.store1 }, { token: at.clerk1 })).body
    expect(items[0]).toEqual(done.body)
    const { body } = await door.call('getCoupon', { couponId: guest.couponId }, { token: guest.token })
    expect(body.history?.at(-1)).toMatchObject({ kind: 'redeemed', reason, by: '店长·何敏' })
    const { happened } = await import('../events/happened.ts')
    const events = door.table.changesAfter(0, 10_000).flatMap((change) => happened(change)?.event ?? [])
    expect(events.filter(({ assisted }) => assisted).map(({ redemptionId }) => redemptionId)).toEqual([done.body.redemptionId])
    const line = door.lines.map((one) => JSON.parse(one)).find(({ what }) => what === 'assisted')
    expect(line).toMatchObject({ redemptionId: done.body.redemptionId, storeId: at.store1, by: expect.stringMatching(/^mbr_/) })
    expect(door.lines.join('\n')).not.toContain(reason)
    // A scanned one is none.
    const other = await holding('guest-alive')
    const scanned = { code: (await other.code()).code, storeId: at.store1, bill }
    expect((await door.call('redeem', scanned, { token: at.clerk1 })).body.assisted).toBeUndefined()
  })

  it('finds the guest by name and the last four digits of the phone, and asks which coupon where there are several', async () => {
    await named('guest-named', '王 小明', '13800138123')
    const first = await holding('guest-named')
    const who = { name: '王小明', phoneLast4: '8123' }
    await assist(who, at.manager, 'only-one').then((done) => expect(done.body.couponId).toBe(first.couponId))
    const [second, third] = [await holding('guest-named'), await holding('guest-named')]
    const several = await assist(who)
    expect(several).toMatchObject({ status: 409, body: { code: 'coupon.several', field: 'couponId' } })
    const { candidates } = several.body.details as { candidates: { couponId: string; member: string }[] }
    expect(candidates.map(({ couponId }) => couponId).sort()).toEqual([second.couponId, third.couponId].sort())
    expect(candidates[0]?.member).toMatch(/^会员 ··\d{4}$/)
    expect(JSON.stringify(several.body)).not.toMatch(/13800138123|小明/)
    const seen = (await look(who)).body.items
    expect(seen.map(({ usable }) => usable)).toEqual([true, true, false])
    const chosen = await assist({ ...who, couponId: third.couponId })
    expect(chosen).toMatchObject({ status: 201, body: { couponId: third.couponId } })
    // The wrong name, the wrong digits, and a coupon of somebody else under the right ones.
    const stranger = await holding('guest-stranger')
    for (const asked of [
      { ...who, name: '王大明' },
      { ...who, phoneLast4: '8124' },
      { ...who, couponId: stranger.couponId },
    ])
      expect((await assist(asked)).body.code).toBe('coupon.not_found')
  })

  it('answers the same redemption for the same key, also when the coupon it chose is used by now, and refuses another body', async () => {
    await named('guest-key', '李雷', '13900139456')
    await holding('guest-key')
    const who = { name: '李雷', phoneLast4: '9456' }
    const first = await assist(who, at.manager, 'assist-key')
    await holding('guest-key')
    for (const later of [false, true]) {
      if (later) await door.settle()
      expect(await assist(who, at.manager, 'assist-key')).toMatchObject({ status: 201, body: first.body })
      expect((await assist({ ...who, bill: { totalFen: 9900 } }, at.manager, 'assist-key')).body.code).toBe(
        'idempotency.mismatch',
      )
    }
  })

  it('ten at once use a coupon once', async () => {
    const guest = await holding('guest-assist-race')
    const answers = await Promise.all(Array.from({ length: 10 }, () => assist({ orderId: guest.couponId })))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ body }) => body.code === 'coupon.already_redeemed')).toHaveLength(9)
  })

  it.each([
    ['below the minimum spend', {}, { bill: { totalFen: 2999 } }, 'coupon.min_spend'],
    ['without the bill it needs', {}, { bill: undefined }, 'coupon.bill_needed'],
    ['in a store where it is not valid', { scope: { storeIds: ['sto2'] } }, {}, 'coupon.wrong_store'],
    ['before its time', { validity: { kind: 'days' as const, days: 5, startsInDays: 2 } }, {}, 'coupon.not_started'],
  ])('keeps the rules of redeem: %s', async (_, form, asked, code) => {
    const scoped = 'scope' in form ? { scope: { storeIds: [at.store2] } } : form
    const guest = await holding(`guest-rule-${code}`, scoped)
    expect((await assist({ orderId: guest.couponId, ...asked })).body.code).toBe(code)
    const { items } = (await look({ orderId: guest.couponId, ...asked })).body
    expect(items[0]?.why?.code).toBe(code)
  })

  it('is for managers of the store, takes one way to name a coupon, and knows none of another merchant', async () => {
    const guest = await holding('guest-forbidden')
    const forbidden = { status: 403, body: { code: 'role.forbidden' } }
    expect(await assist({ orderId: guest.couponId }, at.clerk1)).toMatchObject(forbidden)
    expect(await look({ orderId: guest.couponId }, at.clerk1)).toMatchObject(forbidden)
    expect(await assist({ orderId: guest.couponId, storeId: 'sto_other' })).toMatchObject(forbidden)
    for (const asked of [
      {},
      { phoneLast4: '1234' },
      { name: '王' },
      { orderId: guest.couponId, name: '王', phoneLast4: '1234' },
    ])
      expect(await assist(asked)).toMatchObject({ status: 422, body: { code: 'input.invalid', field: 'orderId' } })
    const cards = batchesIn((await door.call('listOffers', {})).body.items)
    const elsewhere = cards.find(({ merchantName }) => merchantName === '春水小火锅')?.batchId ?? ''
    const foreign = await at.claimed(elsewhere, 'guest-forbidden')
    expect((await assist({ orderId: foreign.couponId })).body.code).toBe('coupon.not_found')
    expect((await assist({ orderId: (await foreign.code()).couponNo })).body.code).toBe('coupon.not_found')
  })

  it('lets nobody guess: five that are not there, then the right one too has to wait', async () => {
    const guest = await holding('guest-guess')
    const wrong = Array.from({ length: 12 }, (_, nth) => assist({ phoneLast4: String(1000 + nth), name: '张三' }))
    const answers = await Promise.all(wrong)
    expect(answers.filter(({ body }) => body.code === 'coupon.not_found')).toHaveLength(5)
    const stopped = answers.filter(({ body }) => body.code === 'code.too_many_tries')
    expect(stopped).toHaveLength(7)
    expect(stopped[0]).toMatchObject({ status: 429, body: { retryAt: expect.any(String) } })
    expect((await look({ orderId: (await guest.code()).couponNo })).body.code).toBe('code.too_many_tries')
  })
})
