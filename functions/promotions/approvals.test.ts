import { type CounterSide, newCounter } from '../../local/testing/counter.ts'
import { plainDeal } from '../../local/testing/dealing.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch, plainBatch } from '../../local/testing/launch.ts'
import type { BatchForm } from '../../shared/coupons.ts'
import type { DealForm } from '../../shared/deals.ts'

let door: FrontDoor
let launch: ReturnType<typeof newLaunch>
let at: CounterSide
let token: string
beforeAll(async () => {
  door = await frontDoor()
  launch = newLaunch(door)
  at = await newCounter(door)
  token = await door.tokenOf('seed-marketer')
})

describe('terms that look like a slip', () => {
  const odd = { ...plainBatch, benefit: { kind: 'amount' as const, offFen: 5000, minSpendFen: 100 } }

  it('are refused until a second person has approved exactly these', async () => {
    const { promotionId } = await launch(plainBatch, false)
    const create = (changed: Partial<BatchForm> = {}) =>
      door.call('createBatch', { promotionId, ...odd, ...changed }, { token })
    const refused = await create()
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'batch.absurd', field: 'benefit', details: { state: 'unasked' } },
    })
    const asked = (await door.call('askApproval', { promotionId, form: odd }, { token })).body
    expect(asked).toMatchObject({ state: 'waiting', mine: false, approvalId: refused.body.details?.approvalId })
    expect((await create()).body.details).toMatchObject({ state: 'waiting' })
    const decide = (who: string | undefined) =>
      door.call('decideApproval', { approvalId: asked.approvalId, decision: 'approved' }, { token: who })
    expect((await decide(token)).body.code).toBe('approval.own')
    expect((await decide(at.clerk1)).body.code).toBe('role.forbidden')
    expect((await decide(at.manager)).body).toMatchObject({ state: 'approved', decidedBy: '店长·何敏' })
    expect((await decide(at.manager)).status).toBe(200)
    expect((await create({ total: 5000 })).body.code).toBe('batch.absurd')
    expect((await create()).status).toBe(201)
    const { items } = (await door.call('listApprovals', {}, { token: at.manager })).body
    expect(items[0]).toMatchObject({ approvalId: asked.approvalId, state: 'approved', askedBy: '运营·陈晨' })
  })

  it('stay refused when a colleague refuses them, and the first decision stands', async () => {
    const { promotionId, batchId } = await launch(plainBatch)
    const edit = () => door.call('updateBatch', { batchId, version: 1, ...odd }, { token })
    expect((await edit()).body.code).toBe('batch.absurd')
    const { approvalId } = (await door.call('askApproval', { promotionId, batchId, form: odd }, { token })).body
    const decide = (decision: 'approved' | 'refused') =>
      door.call('decideApproval', { approvalId, decision }, { token: at.manager })
    expect((await decide('refused')).status).toBe(200)
    expect((await decide('approved')).body.code).toBe('approval.decided')
    expect((await edit()).body).toMatchObject({ code: 'batch.absurd', details: { state: 'refused' } })
    expect((await launch.batchIn(promotionId)).version).toBe(1)
  })
})

describe('a deal that looks like a slip', () => {
  const cheap: DealForm = { ...plainDeal, ladder: [{ size: 3, priceFen: 690 }] }
  const createIn = (promotionId: string) => (part: Partial<DealForm>) =>
    door.call('createDeal', { promotionId, ...plainDeal, ...part }, { token })
  const decideAs = (who: string | undefined, approvalId: string, decision: 'approved' | 'refused') =>
    door.call('decideApproval', { approvalId, decision }, { token: who })

  const odd: [string, Partial<DealForm>, Partial<DealForm>, { why: string; field: string }][] = [
    [
      'a group that pays a tenth of the price without the deal',
      { ladder: [{ size: 2, priceFen: 1280 }] },
      { ladder: [{ size: 2, priceFen: 1281 }] },
      { why: 'percent', field: 'ladder' },
    ],
    [
      'one alone who does, where no such price is told',
      { listFen: undefined, ladder: [{ size: 2, priceFen: 990 }] },
      { listFen: undefined, ladder: [{ size: 2, priceFen: 991 }] },
      { why: 'percent', field: 'ladder' },
    ],
    [
      'a price of less than half of what it costs the merchant',
      { unitCostFen: 13_801 },
      { unitCostFen: 13_800 },
      { why: 'belowCost', field: 'unitCostFen' },
    ],
    [
      'vouchers for ten million yuan together',
      { aloneFen: 10_000, total: 100_000 },
      { aloneFen: 10_000, total: 99_999 },
      { why: 'enormous', field: 'total' },
    ],
  ]
  it.each(odd)('%s is refused until somebody has looked, and a little less is not', async (_, tooMuch, fine, told) => {
    const create = createIn((await launch(plainBatch, false)).promotionId)
    const { why, field } = told
    expect(await create(tooMuch)).toMatchObject({
      status: 409,
      body: { code: 'deal.absurd', field, details: { why, state: 'unasked' } },
    })
    expect((await create(fine)).status).toBe(201)
  })

  it('is created once a second person has approved exactly these terms, and not with others', async () => {
    const { promotionId } = await launch(plainBatch, false)
    const create = createIn(promotionId)
    const refused = await create(cheap)
    const asked = (await door.call('askApproval', { promotionId, dealForm: cheap }, { token })).body
    expect(asked).toMatchObject({
      state: 'waiting',
      mine: false,
      approvalId: refused.body.details?.approvalId,
      dealForm: cheap,
    })
    expect((await decideAs(token, asked.approvalId, 'approved')).body.code).toBe('approval.own')
    expect((await decideAs(at.manager, asked.approvalId, 'approved')).body.state).toBe('approved')
    expect((await create({ ...cheap, total: 101 })).body.code).toBe('deal.absurd')
    expect((await create(cheap)).status).toBe(201)
    const { items } = (await door.call('listApprovals', {}, { token: at.manager })).body
    expect(items[0]).toMatchObject({ approvalId: asked.approvalId, dealForm: cheap, why: '几乎全免' })
    const copied = (await door.call('copyPromotion', { promotionId }, { token })).body
    expect([copied.batches.length, copied.deals.length]).toEqual([1, 0])
  })

  it('is not edited into one either, and stays as it was when a colleague refuses', async () => {
    const { promotionId } = await launch(plainBatch, false)
    const { dealId } = (await createIn(promotionId)({})).body
    const edit = () => door.call('updateDeal', { dealId, version: 1, ...cheap }, { token })
    expect((await edit()).body.code).toBe('deal.absurd')
    const { approvalId } = (await door.call('askApproval', { promotionId, dealId, dealForm: cheap }, { token })).body
    expect((await decideAs(at.manager, approvalId, 'refused')).status).toBe(200)
    expect((await edit()).body).toMatchObject({ code: 'deal.absurd', details: { state: 'refused' } })
    expect((await door.call('getPromotion', { promotionId }, { token })).body.deals).toMatchObject([
      { dealId, version: 1, ladder: plainDeal.ladder },
    ])
  })

  it('is asked about as what it is: terms of a batch or of a deal, of this promotion', async () => {
    const { promotionId, batchId } = await launch(plainBatch, false)
    const other = (await createIn((await launch(plainBatch, false)).promotionId)({})).body
    const ask = (about: object) => door.call('askApproval', { promotionId, ...about } as never, { token })
    expect((await ask({})).body).toMatchObject({ code: 'input.invalid', field: 'form' })
    expect((await ask({ form: plainBatch, dealForm: cheap })).body).toMatchObject({ code: 'input.invalid', field: 'form' })
    expect((await ask({ batchId, dealForm: cheap })).body).toMatchObject({ code: 'input.invalid', field: 'batchId' })
    expect((await ask({ dealId: other.dealId, form: plainBatch })).body).toMatchObject({
      code: 'input.invalid',
      field: 'dealId',
    })
    expect((await ask({ dealId: other.dealId, dealForm: cheap })).body.code).toBe('deal.not_found')
  })
})
