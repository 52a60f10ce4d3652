import { costOf } from '../../local/testing/cost.ts'
import { type CounterSide, newCounter } from '../../local/testing/counter.ts'
import { newDeals } from '../../local/testing/dealing.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'
import { rereadAll } from '../../local/testing/rereading.ts'
import { armOf } from './rules.ts'

let door: FrontDoor
let at: CounterSide
let promotionId: string
let batchId: string
let dealId: string
/** People by the arm they are in, and one who is not logged in. */
const people: { heldOut: string[]; shown: string[] } = { heldOut: [], shown: [] }

beforeAll(async () => {
  door = await frontDoor()
  at = await newCounter(door)
  const made = await newLaunch(door)({ total: 100 }, true, { holdOutPercent: 50 })
  promotionId = made.promotionId
  batchId = made.batchId
  dealId = (await newDeals(door).deal({}, true, { holdOutPercent: 50 })).dealId
  // As many as it takes until some are in each arm, of the coupon and of the deal.
  const ofDeal = new Set<boolean>()
  for (let nth = 0; people.heldOut.length < 3 || people.shown.length < 3 || ofDeal.size < 2; nth++) {
    const token = await door.tokenOf(`guest-arm-${nth}`)
    if (nth === 100) throw new Error('a hundred people, and not some in each arm')
    const list = await offered(token)
    people[list.includes(batchId) ? 'shown' : 'heldOut'].push(token)
    ofDeal.add(list.includes(dealId))
  }
  await door.settle()
})
afterAll(() => door.close())

/** What a list shows somebody. */
async function offered(token?: string): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const { body } = await door.call('listOffers', { limit: 100, cursor }, token === undefined ? {} : { token })
    ids.push(...body.items.map((card) => (card.kind === 'batch' ? card.batchId : card.dealId)))
    cursor = body.nextCursor
  } while (cursor !== undefined)
  return ids
}
const report = async () => (await door.call('getReport', { promotionId }, { token: await door.tokenOf('seed-marketer') })).body

describe('who is held out', () => {
  it('does not see the offer in any list, again and again, and everybody else does', async () => {
    for (const token of people.heldOut) {
      expect(await offered(token)).not.toContain(batchId)
      const store = (await door.call('getStore', { storeId: at.store1 }, { token })).body
      expect(store.offers.map((offer) => offer.batchId)).not.toContain(batchId)
    }
    for (const token of [...people.shown, undefined]) {
      expect(await offered(token)).toContain(batchId)
      const store = (await door.call('getStore', { storeId: at.store1 }, token === undefined ? {} : { token })).body
      expect(store.offers.map((offer) => offer.batchId)).toContain(batchId)
    }
  })

  it('of one promotion is not of another, and deals are held out alike', async () => {
    const everybody = [...people.heldOut, ...people.shown]
    const shown = await Promise.all(everybody.map(async (token) => (await offered(token)).includes(dealId)))
    expect(await Promise.all(everybody.map(async (token) => (await offered(token)).includes(dealId)))).toEqual(shown)
    expect(await offered()).toContain(dealId)
    expect(new Set(shown)).toEqual(new Set([true, false]))
  })

  it('gets it all the same with a link or a code in the hand', async () => {
    const [token = ''] = people.heldOut
    expect((await door.call('getBatch', { batchId }, { token })).status).toBe(200)
    expect((await door.call('claimCoupon', { batchId }, { token })).status).toBe(201)
  })

  it('is as many as the marketer said, and of a population whose list costs nothing more', async () => {
    const [token = ''] = people.shown
    const guests = await costOf(door, () => door.call('listOffers', { limit: 100 }))
    expect(await costOf(door, () => door.call('listOffers', { limit: 100 }, { token }))).toEqual({ ...guests, write: 0 })
    expect([armOf(49, 50), armOf(50, 50), armOf(0, 0), armOf(99, 50)]).toEqual(['heldOut', 'shown', 'shown', 'shown'])
  })
})

describe('what it did', () => {
  it('counts everybody once, however often they look, and what they came to since', async () => {
    const { lift } = await report()
    const members = { shown: people.shown.length, heldOut: people.heldOut.length }
    expect(lift).toMatchObject({ percent: 50, shown: { members: members.shown }, heldOut: { members: members.heldOut } })
    const [token = ''] = people.shown
    const { couponId } = (await door.call('claimCoupon', { batchId }, { token })).body
    const { code } = (await door.call('showCode', { couponId }, { token })).body
    const used = await door.call('redeem', { code, storeId: at.store1, bill: { totalFen: 4550 } }, { token: at.clerk1 })
    await door.settle()
    expect((await report()).lift?.shown).toEqual({ members: members.shown, converted: 1, spentFen: 3550 })
    await rereadAll(door)
    expect((await report()).lift?.shown).toEqual({ members: members.shown, converted: 1, spentFen: 3550 })
    const { redemptionId } = used.body
    await door.call('undoRedemption', { redemptionId, reason: '点错' }, { token: at.clerk1 })
    await door.settle()
    expect((await report()).lift?.shown).toEqual({ members: members.shown, converted: 0, spentFen: 0 })
  })

  it('says that so few tell nothing', async () => {
    const { lift } = await report()
    expect(lift).toMatchObject({ verdict: 'few', sentence: expect.stringContaining('至少 30 人') })
    expect(lift).not.toHaveProperty('conversion')
  })
})

describe('a hold-out', () => {
  it('is kept by a copy, shown to its marketer, and never changed', async () => {
    const token = await door.tokenOf('seed-marketer')
    const { body } = await door.call('getPromotion', { promotionId }, { token })
    expect(body.holdOutPercent).toBe(50)
    expect((await door.call('copyPromotion', { promotionId }, { token })).body.holdOutPercent).toBe(50)
    const { name, from, to, version } = body
    const asked = { promotionId, name, from, to, version, holdOutPercent: 10 }
    const refused = await door.call('updatePromotion', asked as never, { token })
    expect(refused.body).toMatchObject({ code: expect.stringMatching(/^input\./), field: 'holdOutPercent' })
  })

  it.each([51, -1, 0.5])('of %p percent is refused', async (holdOutPercent) => {
    const token = await door.tokenOf('seed-marketer')
    const window = { from: '2026-12-01T00:00:00+08:00', to: '2026-12-24T00:00:00+08:00' }
    const { body } = await door.call('createPromotion', { name: '一半', ...window, holdOutPercent }, { token })
    expect(body).toMatchObject({ code: 'input.invalid', field: 'holdOutPercent' })
  })
})
