import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'

let door: FrontDoor
let launch: ReturnType<typeof newLaunch>
let token: string
const day = 86_400_000
const inDays = (days: number) => new Date(door.clock.now().getTime() + days * day).toISOString()
beforeAll(async () => {
  door = await frontDoor()
  launch = newLaunch(door)
  token = await door.tokenOf('seed-marketer')
})

const form = () => ({ name: '冬日活动', from: inDays(0), to: inDays(30) })
const batchForm = {
  title: '冬日券',
  total: 10,
  perMember: 1,
  benefit: { kind: 'amount' as const, offFen: 500, minSpendFen: 0 },
  validity: { kind: 'days' as const, days: 7 },
}
const newPromotion = async () => (await door.call('createPromotion', form(), { token })).body.promotionId

describe('createPromotion and createBatch', () => {
  it('makes a draft that guests cannot see until it is launched', async () => {
    const promotionId = await newPromotion()
    const batch = await door.call('createBatch', { promotionId, ...batchForm }, { token })
    expect(batch).toMatchObject({ status: 201, body: { state: 'draft', version: 1, counts: { left: 10, claimed: 0 } } })
    const { batchId } = batch.body
    expect((await door.call('getBatch', { batchId })).body.code).toBe('batch.not_found')
    const launched = await door.call('launchPromotion', { promotionId }, { token })
    expect(launched.body).toMatchObject({ state: 'live', batches: [{ batchId, state: 'open' }] })
    expect((await door.call('getBatch', { batchId })).body.state).toBe('open')
  })

  it('opens a batch at once when its promotion is live', async () => {
    const { promotionId } = await launch({ total: 3 })
    const { body } = await door.call('createBatch', { promotionId, ...batchForm }, { token })
    expect((await door.call('getBatch', { batchId: body.batchId })).body.state).toBe('open')
  })

  it('makes one for one key, answers a repeat alike, and refuses the key for another form', async () => {
    const asked = form()
    const first = await door.call('createPromotion', asked, { token, key: 'winter' })
    expect((await door.call('createPromotion', asked, { token, key: 'winter' })).body).toEqual(first.body)
    const other = await door.call('createPromotion', { ...asked, name: '另一个' }, { token, key: 'winter' })
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency.mismatch' } })
    const { promotionId } = first.body
    const calls = Array.from({ length: 5 }, () =>
      door.call('createBatch', { promotionId, ...batchForm }, { token, key: 'one' }),
    )
    const made = await Promise.all(calls)
    expect(new Set(made.map((answer) => answer.body.batchId)).size).toBe(1)
  })

  it('keeps both when two marketers add a batch at the same time', async () => {
    const promotionId = await newPromotion()
    const titles = ['甲', '乙', '丙']
    await Promise.all(titles.map((title) => door.call('createBatch', { promotionId, ...batchForm, title }, { token })))
    const { body } = await door.call('getPromotion', { promotionId }, { token })
    expect(body.batches.map((batch) => batch.title).sort()).toEqual([...titles].sort())
  })

  it.each([
    ['an end before its start', () => ({ from: inDays(2), to: inDays(1) }), 'to'],
    ['an end in the past', () => ({ from: inDays(-2), to: inDays(-1) }), 'to'],
    ['a name of spaces', () => ({ name: '   ' }), 'name'],
    ['an instant without offset', () => ({ from: '2026-11-21T00:00:00' }), 'from'],
    ['a field that is not in the form', () => ({ colour: 'red' }), 'colour'],
  ])('refuses a promotion with %s, and names the field', async (_, changed, field) => {
    const answer = await door.call('createPromotion', { ...form(), ...changed() }, { token })
    expect(answer).toMatchObject({ status: 422, body: { code: 'input.invalid', field } })
  })

  it.each([
    ['nothing off', { benefit: { ...batchForm.benefit, offFen: 0 } }, 'benefit.offFen'],
    ['a negative minimum', { benefit: { ...batchForm.benefit, minSpendFen: -1 } }, 'benefit.minSpendFen'],
    ['half a fen', { benefit: { ...batchForm.benefit, offFen: 0.5 } }, 'benefit.offFen'],
    ['more per member than there are', { perMember: 11 }, 'perMember'],
    ['no coupon at all', { total: 0 }, 'total'],
    [
      'a claim window outside the promotion',
      { claim: { from: '2020-01-01T00:00:00Z', to: '2020-01-02T00:00:00Z' } },
      'claim.from',
    ],
    ['a store of nobody', { scope: { storeIds: ['sto_nobody'] } }, 'scope.storeIds.0'],
  ])('refuses a batch with %s, and names the field', async (_, changed, field) => {
    const promotionId = await newPromotion()
    const answer = await door.call('createBatch', { promotionId, ...batchForm, ...changed }, { token })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.body.field).toBe(field)
    expect((await door.call('getPromotion', { promotionId }, { token })).body.batches).toEqual([])
  })

  it('refuses a coupon that could be claimed but never used', async () => {
    const promotionId = await newPromotion()
    const validity = { kind: 'dates' as const, from: inDays(1), to: inDays(2) }
    const answer = await door.call('createBatch', { promotionId, ...batchForm, validity }, { token })
    expect(answer.body).toMatchObject({ code: 'input.invalid', field: 'validity.to' })
  })
})

describe('launchPromotion', () => {
  it('refuses an empty promotion and one that is over', async () => {
    const promotionId = await newPromotion()
    expect((await door.call('launchPromotion', { promotionId }, { token })).body.code).toBe('promotion.empty')
  })

  it('is harmless when repeated, and never refills the stock', async () => {
    const { promotionId, batchId } = await launch({ total: 5 })
    await door.call('claimCoupon', { batchId }, { token: await door.tokenOf('guest-refill') })
    const again = await door.call('launchPromotion', { promotionId }, { token })
    expect(again.body.batches[0]?.counts).toMatchObject({ left: 4, claimed: 1 })
  })
})

it('pages the promotions, newest first, and loses none', async () => {
  const made = []
  for (let n = 0; n < 5; n++) made.push(await newPromotion())
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const { body } = await door.call('listPromotions', { limit: 2, ...(cursor && { cursor }) }, { token })
    seen.push(...body.items.map((promotion) => promotion.promotionId))
    cursor = body.nextCursor
  } while (cursor)
  expect(seen).toEqual([...seen].sort().reverse())
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen).toEqual(expect.arrayContaining(made))
})
