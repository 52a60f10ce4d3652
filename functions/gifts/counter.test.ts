import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newGiving } from '../../local/testing/giving.ts'
import { derive } from '../events/events.ts'

let door: FrontDoor
let on: Awaited<ReturnType<typeof newGiving>>
beforeAll(async () => {
  door = await frontDoor()
  on = await newGiving(door)
})

const times = <T>(count: number, make: (nth: number) => T): T[] => Array.from({ length: count }, (_, nth) => make(nth))

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

describe('at once', () => {
  /** Held exactly once: by the giver, by one taker, or used. */
  async function holders(giver: { token: string }, takers: string[], batchId: string) {
    const all = []
    for (const token of [giver.token, ...takers]) {
      const { items } = (await door.call('listMyCoupons', {}, { token })).body
      all.push(...items.filter((coupon) => coupon.batchId === batchId && coupon.state !== 'given'))
    }
    return all
  }

  it('ten takers, three calls each: one has it, each of its calls is answered with the same coupon', async () => {
    const giver = await on.giver()
    const { giftToken } = (await giver.give()).body
    const takers = await Promise.all(times(10, on.taker))
    const calls = takers.flatMap((token) => times(3, async () => ({ token, answer: await on.take(giftToken, token) })))
    const answers = await Promise.all(calls)
    const won = answers.filter(({ answer }) => answer.status === 201)
    expect(won.length).toBe(3)
    expect(new Set(won.map(({ token, answer }) => token + answer.body.couponId)).size).toBe(1)
    expect(new Set(answers.filter((one) => !won.includes(one)).map(({ answer }) => answer.body.code))).toEqual(
      new Set(['gift.taken']),
    )
    expect(await holders(giver, takers, giver.batchId)).toHaveLength(1)
  })

  it('ten givings of one coupon are one gift', async () => {
    const giver = await on.giver()
    const answers = await Promise.all(times(10, giver.give))
    expect(new Set(answers.map(({ body }) => body.giftToken)).size).toBe(1)
    expect((await on.look(answers[0]?.body.giftToken ?? '')).state).toBe('open')
  })

  it('taking back against taking: one of them has it, and the other is told', async () => {
    for (let round = 0; round < 6; round++) {
      const giver = await on.giver()
      const taker = await on.taker()
      const { giftToken } = (await giver.give()).body
      const order = [() => on.take(giftToken, taker), () => on.cancel(giftToken, giver.token)]
      if (round % 2) order.reverse()
      const answers = await Promise.all(order.map((call) => call()))
      const told = answers.map(({ status, body }) => body.code ?? String(status)).sort()
      expect([
        ['200', 'gift.expired'],
        ['201', 'gift.taken'],
      ]).toContainEqual(told)
      expect(await holders(giver, [taker], giver.batchId)).toHaveLength(1)
    }
  })

  it('redeeming against giving: it is used or given, and the other is told', async () => {
    for (let round = 0; round < 6; round++) {
      const giver = await on.giver()
      const { code } = await giver.code()
      const order: (() => Promise<unknown>)[] = [
        () => on.redeem({ code }),
        async () => {
          const { status, body } = await giver.give()
          return body.code ?? status
        },
      ]
      if (round % 2) order.reverse()
      const told = (await Promise.all(order.map((call) => call()))).map(String).sort()
      expect(told).toEqual(['201', 'coupon.not_usable'])
      expect(['redeemed', 'given']).toContain((await giver.coupon()).state)
    }
  })

  it('taking at the last moment, against the job and the end: one of them has it', async () => {
    for (let round = 0; round < 6; round++) {
      const giver = await on.giver()
      const taker = await on.taker()
      const { giftToken, expiresAt } = (await giver.give()).body
      door.clock.offsetMs += Date.parse(expiresAt) - door.clock.now().getTime() - 3
      const [answer] = await Promise.all([on.take(giftToken, taker), giver.coupon(), door.runJobs()])
      on.pass(0.001)
      await door.runJobs()
      expect([201, 'gift.expired']).toContain(answer.body.code ?? answer.status)
      expect(await holders(giver, [taker], giver.batchId)).toHaveLength(1)
    }
  })
})

describe('what the feed makes of gifts', () => {
  it('tells each giving, taking and coming back once, and counts no claim twice', async () => {
    const { batchId } = await on.launch({ total: 9 })
    const [taken, withdrawn, left] = [await on.giver(batchId), await on.giver(batchId), await on.giver(batchId)]
    const taker = await on.taker()
    const { couponId } = (await on.take((await taken.give()).body.giftToken, taker)).body
    await on.cancel((await withdrawn.give()).body.giftToken, withdrawn.token)
    await left.give()
    on.pass(24)
    await door.runJobs()
    const { code } = (await door.call('showCode', { couponId }, { token: taker })).body
    expect(await on.redeem({ code })).toBe(201)
    await door.settle()
    const counts = await door.table.get({ pk: `COUNTS#${batchId}`, sk: 'ALL' })
    expect(counts).toMatchObject({ claimed: 3, gifted: 3, taken: 1, cameBack: 2, redeemed: 1 })
    expect(await on.launch.counts(batchId)).toMatchObject({ left: 6, claimed: 3, redeemed: 1 })
    for (const change of door.table.changesAfter(0, 10_000)) await derive(door.table, change, door.clock.now())
    expect(await door.table.get({ pk: `COUNTS#${batchId}`, sk: 'ALL' })).toEqual(counts)
  })

  it('keeps the history of both coupons, also where the feed has told nothing yet, and none of what lies ahead', async () => {
    const giver = await on.giver()
    const taker = await on.taker()
    await on.cancel((await giver.give()).body.giftToken, giver.token)
    await door.settle()
    on.pass(0.1)
    await giver.give()
    on.pass(24)
    await door.runJobs()
    const { giftToken } = (await giver.give()).body
    const kinds = async () => (await giver.coupon()).history?.map(({ kind }) => kind)
    const before = ['claimed', 'gifted', 'came_back', 'gifted', 'came_back', 'gifted']
    expect(await kinds()).toEqual(before)
    const { couponId } = (await on.take(giftToken, taker)).body
    for (const round of [1, 2]) {
      expect({ round, kinds: await kinds() }).toEqual({ round, kinds: [...before, 'taken'] })
      const taken = (await door.call('getCoupon', { couponId }, { token: taker })).body
      expect(taken.history?.map(({ kind }) => kind)).toEqual(['received'])
      await door.settle()
    }
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
