import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newGiving } from '../../local/testing/giving.ts'

let door: FrontDoor
let on: Awaited<ReturnType<typeof newGiving>>
beforeAll(async () => {
  door = await frontDoor()
  on = await newGiving(door)
})

const times = <T>(count: number, make: (nth: number) => T): T[] => Array.from({ length: count }, (_, nth) => make(nth))

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
