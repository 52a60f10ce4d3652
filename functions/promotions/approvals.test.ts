import { type CounterSide, newCounter } from '../../local/testing/counter.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch, plainBatch } from '../../local/testing/launch.ts'
import type { BatchForm } from '../../shared/coupons.ts'

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
