import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newGiving } from '../../local/testing/giving.ts'

let door: FrontDoor
let on: Awaited<ReturnType<typeof newGiving>>
beforeAll(async () => {
  door = await frontDoor()
  on = await newGiving(door)
})

describe('a code shown before the giving', () => {
  const refused = ['coupon.not_usable', 'code.expired', 'code.invalid']
  const ends = {
    'is out': async () => {},
    'was taken': async (_token: string, giftToken: string) => {
      await on.take(giftToken, await on.taker())
    },
    'was taken back': async (token: string, giftToken: string) => {
      await on.cancel(giftToken, token)
    },
    'was taken back, given again and taken back again': async (token: string, giftToken: string, couponId: string) => {
      await on.cancel(giftToken, token)
      const again = await door.call('giveGift', { couponId }, { token })
      await on.cancel(again.body.giftToken, token)
    },
  }
  it.each(Object.entries(ends))('is worth nothing at the counter when the coupon %s', async (_when, end) => {
    const giver = await on.giver()
    const old = await giver.code()
    const { giftToken } = (await giver.give()).body
    await end(giver.token, giftToken, giver.couponId)
    for (const code of [{ code: old.code }, { typedCode: old.typedCode }]) {
      const asked = { ...code, storeId: on.at.store1 }
      const look = await door.call('previewRedemption', asked, { token: on.at.manager })
      expect(look.body.usable ?? false).toBe(false)
      expect(refused).toContain(look.body.why?.code ?? look.body.code)
      expect(refused).toContain(await on.redeem(code))
    }
    expect((await giver.coupon()).use).toBeUndefined()
  })

  it('is worth nothing either when it came back by the clock, and a fresh one is good, whatever the job has done', async () => {
    for (const isJobDone of [false, true]) {
      const giver = await on.giver()
      await giver.give()
      on.pass(23.995)
      // Nobody can show one while it is out, so the last old one is a day old.
      expect((await door.call('showCode', { couponId: giver.couponId }, { token: giver.token })).body.code).toBe(
        'coupon.not_usable',
      )
      on.pass(0.01)
      if (isJobDone) await door.runJobs()
      expect(await on.redeem({ code: (await giver.code()).code })).toBe(201)
    }
  })

  it('tells the clerk that it cannot be used now, also where it is given while the clerk confirms', async () => {
    const giver = await on.giver()
    const { code } = await giver.code()
    await giver.give()
    const look = await door.call('previewRedemption', { code, storeId: on.at.store1 }, { token: on.at.clerk1 })
    expect(look.body).toMatchObject({ usable: false, state: 'given', why: { code: 'coupon.not_usable' } })
    expect(await on.redeem({ code })).toBe('coupon.not_usable')
  })
})

describe('a gift that nobody takes', () => {
  it.each([false, true])(
    'is its giver’s again after a day, both are told, and nobody takes it any more; the job ran: %s',
    async (ran) => {
      const giver = await on.giver()
      const { giftToken } = (await giver.give()).body
      on.pass(23.9)
      await door.runJobs()
      expect([(await on.look(giftToken)).state, (await giver.coupon()).state]).toEqual(['open', 'given'])
      on.pass(0.2)
      if (ran) await door.runJobs()
      expect((await on.look(giftToken)).state).toBe('came_back')
      expect(await giver.coupon()).toMatchObject({ state: 'valid', givable: true, giving: { state: 'came_back' } })
      const valid = await door.call('listMyCoupons', { state: 'valid' }, { token: giver.token })
      expect(valid.body.items).toMatchObject([{ couponId: giver.couponId }])
      expect((await on.take(giftToken, await on.taker())).body.code).toBe('gift.expired')
      expect((await on.cancel(giftToken, giver.token)).body.state).toBe('came_back')
      expect((await giver.give()).body).toMatchObject({ state: 'open' })
    },
  )

  it.each([false, true])('comes back as expired where its date passed meanwhile; the job ran: %s', async (ran) => {
    const giver = await on.giver((await on.launch({ total: 5, validity: { kind: 'days', days: 1 } })).batchId)
    const { giftToken } = (await giver.give()).body
    on.pass(24)
    if (ran) await door.runJobs()
    expect((await on.look(giftToken)).state).toBe('expired')
    expect(await giver.coupon()).toMatchObject({ state: 'expired', givable: false, giving: { state: 'expired' } })
    expect((await on.take(giftToken, await on.taker())).body.code).toBe('gift.expired')
    const shown = await door.call('showCode', { couponId: giver.couponId }, { token: giver.token })
    expect(shown.body).toMatchObject({ code: 'coupon.not_usable', details: { state: 'expired' } })
  })

  it('leaves the index of what is due, however it ended, and the job does nothing twice', async () => {
    const [withdrawn, taken, left] = [await on.giver(), await on.giver(), await on.giver()]
    const tokens = []
    for (const giver of [withdrawn, taken, left]) tokens.push((await giver.give()).body.giftToken)
    await on.cancel(tokens[0] ?? '', withdrawn.token)
    await on.take(tokens[1] ?? '', await on.taker())
    on.pass(25)
    await door.runJobs()
    const after = door.table.units().write
    await door.runJobs()
    expect(door.table.units().write).toBe(after)
    expect([(await withdrawn.coupon()).state, (await taken.coupon()).state, (await left.coupon()).state]).toEqual([
      'valid',
      'given',
      'valid',
    ])
  })
})

it('an undo whose answer was lost is answered again after the coupon went out as a gift', async () => {
  const giver = await on.giver()
  const { code } = await giver.code()
  const asked = { code, storeId: on.at.store1, bill: { totalFen: 5000 } }
  const { redemptionId } = (await door.call('redeem', asked, { token: on.at.clerk1 })).body
  const undo = () => door.call('undoRedemption', { redemptionId, reason: '点错' }, { token: on.at.clerk1, key: 'undo' })
  const first = await undo()
  expect(first.status).toBe(200)
  const { giftToken } = (await giver.give()).body
  expect((await undo()).body).toEqual(first.body)
  await on.cancel(giftToken, giver.token)
  const again = { ...asked, code: (await giver.code()).code }
  const second = await door.call('redeem', again, { token: on.at.clerk1 })
  expect(second.body.redemptionId).not.toBe(redemptionId)
  expect(await giver.coupon()).toMatchObject({ state: 'redeemed', use: { redemptionId: second.body.redemptionId } })
  await door.settle()
})
