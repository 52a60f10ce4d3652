import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'
import { staffIn } from '../kernel/staff.ts'
import type { Write } from '../kernel/table/table.ts'
import { pausePromotion } from './promotions.ts'

let door: FrontDoor
let launch: ReturnType<typeof newLaunch>
let token: string
beforeAll(async () => {
  door = await frontDoor()
  launch = newLaunch(door)
  token = await door.tokenOf('seed-marketer')
})

describe.each([
  ['an ordinary batch', {}],
  ['a flash batch', { expectedPerSecond: 500 }],
])('pausing, resuming, stopping %s', (kind, rush) => {
  const claim = async (batchId: string, name: string) =>
    door.call('claimCoupon', { batchId }, { token: await door.tokenOf(`${kind} ${name}`) })

  it('a pause meets the very next claim and says why, what is held stays good, and resuming opens it again', async () => {
    const { promotionId, batchId } = await launch({ ...rush, total: 5 })
    const held = await claim(batchId, 'guest-before')
    const paused = await door.call('pausePromotion', { promotionId, reason: '今日牛奶售罄' }, { token })
    expect(paused.body).toMatchObject({ state: 'paused', pausedFor: '今日牛奶售罄', batches: [{ state: 'paused' }] })
    // The words of the batch are still kept in this process; the condition of the claim is not.
    expect(await claim(batchId, 'guest-during')).toMatchObject({ status: 409, body: { code: 'batch.paused' } })
    expect((await claim(batchId, 'guest-before')).body.couponId).toBe(held.body.couponId)
    const code = await door.call(
      'showCode',
      { couponId: held.body.couponId },
      { token: await door.tokenOf(`${kind} guest-before`) },
    )
    expect(code.status).toBe(200)
    door.clock.offsetMs += 6000
    expect((await door.call('getBatch', { batchId })).body).toMatchObject({ state: 'paused', pausedFor: '今日牛奶售罄' })
    const offers = (await door.call('listOffers', { limit: 100 })).body.items.map((card) => card.batchId)
    expect(offers).not.toContain(batchId)
    await door.settle()
    const resumed = await door.call('resumePromotion', { promotionId }, { token })
    expect(resumed.body).toMatchObject({ state: 'live', batches: [{ state: 'open', counts: { left: 4, claimed: 1 } }] })
    expect(resumed.body.pausedFor).toBeUndefined()
    expect((await claim(batchId, 'guest-during')).status).toBe(201)
  })

  it('is harmless when repeated, also with another reason, and a launch does not resume', async () => {
    const { promotionId, batchId } = await launch({ ...rush, total: 5 })
    for (const reason of ['一', '二']) await door.call('pausePromotion', { promotionId, reason }, { token })
    expect((await door.call('getBatch', { batchId })).body.pausedFor).toBe('二')
    expect((await door.call('launchPromotion', { promotionId }, { token })).body.state).toBe('paused')
    expect((await claim(batchId, 'guest-launch')).body.code).toBe('batch.paused')
    for (let n = 0; n < 2; n++) await door.call('resumePromotion', { promotionId }, { token })
    expect((await claim(batchId, 'guest-launch')).status).toBe(201)
  })

  it('a batch added while paused waits for the resuming', async () => {
    const { promotionId } = await launch({ ...rush, total: 5 })
    await door.call('pausePromotion', { promotionId, reason: '盘点' }, { token })
    const form = {
      promotionId,
      title: '后来的券',
      total: 5,
      perMember: 1,
      ...rush,
      benefit: { kind: 'gift' as const, item: '拿铁', valueFen: 2200 },
      validity: { kind: 'days' as const, days: 7 },
    }
    const { body } = await door.call('createBatch', form, { token })
    expect(body.state).toBe('paused')
    expect((await claim(body.batchId, 'guest-later')).body.code).toBe('batch.paused')
    await door.call('resumePromotion', { promotionId }, { token })
    expect((await claim(body.batchId, 'guest-later')).status).toBe(201)
  })

  it('stopping ends one batch for good, the others go on, and resuming does not bring it back', async () => {
    const { promotionId, batchId } = await launch({ ...rush, total: 5 })
    const held = await claim(batchId, 'guest-holder')
    await door.settle()
    const stopped = await door.call('stopBatch', { batchId }, { token })
    expect(stopped.body).toMatchObject({ state: 'stopped', counts: { left: 4, claimed: 1 } })
    expect(await claim(batchId, 'guest-too-late')).toMatchObject({ status: 409, body: { code: 'batch.ended' } })
    expect((await claim(batchId, 'guest-holder')).body.couponId).toBe(held.body.couponId)
    await door.call('pausePromotion', { promotionId, reason: '盘点' }, { token })
    await door.call('resumePromotion', { promotionId }, { token })
    expect((await claim(batchId, 'guest-too-late')).body.code).toBe('batch.ended')
  })

  it('a pause and a resume at once leave the batches as the promotion is', async () => {
    for (let round = 0; round < 10; round++) {
      const { promotionId, batchId } = await launch({ ...rush, total: 300 })
      await Promise.all([
        door.call('pausePromotion', { promotionId, reason: '一' }, { token }),
        door.call('resumePromotion', { promotionId }, { token }),
      ])
      const { state, batches } = (await door.call('getPromotion', { promotionId }, { token })).body
      expect(batches).toMatchObject([{ batchId, state: state === 'live' ? 'open' : 'paused' }])
    }
  })

  it('an order that arrives late, after the next one, changes nothing and says so', async () => {
    const { promotionId, batchId } = await launch({ ...rush, total: 5 })
    const { turn } = (await door.call('getPromotion', { promotionId }, { token })).body
    const late = { promotionId, reason: '一', turn }
    const paused = await door.call('pausePromotion', late, { token })
    expect((await door.call('pausePromotion', late, { token })).body).toEqual(paused.body)
    const resumed = await door.call('resumePromotion', { promotionId, turn: paused.body.turn }, { token })
    expect(resumed.body.state).toBe('live')
    // The first sending of the pause, held up on its way until now.
    const again = await door.call('pausePromotion', late, { token })
    expect(again).toMatchObject({ status: 409, body: { code: 'version.stale', field: 'turn', details: { state: 'live' } } })
    expect((await claim(batchId, 'guest-late')).status).toBe(201)
    await door.call('pausePromotion', { promotionId, reason: '二' }, { token })
    const back = await door.call('resumePromotion', { promotionId, turn: paused.body.turn }, { token })
    expect(back.body.code).toBe('version.stale')
    expect((await claim(batchId, 'guest-later-still')).body.code).toBe('batch.paused')
  })

  it('the writes of a pause that hung while it was resumed and paused again leave the later reason', async () => {
    const { promotionId, batchId } = await launch({ ...rush, total: 5 })
    const { memberId } = (await door.call('getMe', {}, { token })).body
    const marketer = await staffIn(door.table, { memberId }, ['marketer'], door.clock.now())
    const sent: Write[][] = []
    const slow = new Proxy(door.table, {
      get: (table, name) => {
        if (name !== 'commit') return Reflect.get(table, name).bind(table)
        return async (...writes: Write[]) => {
          const saved = await table.commit(...writes)
          if (sent.push(writes) > 1) return saved
          await door.call('resumePromotion', { promotionId }, { token })
          await door.call('pausePromotion', { promotionId, reason: '二' }, { token })
          return saved
        }
      },
    })
    await pausePromotion(slow, marketer, promotionId, { reason: '一' }, door.clock.now())
    // An engine may make a lone write a second time whose answer was lost.
    await door.table.commit(...(sent[0] ?? [])).catch(() => undefined)
    door.clock.offsetMs += 6000
    expect((await door.call('getPromotion', { promotionId }, { token })).body).toMatchObject({
      state: 'paused',
      pausedFor: '二',
    })
    expect((await door.call('getBatch', { batchId })).body).toMatchObject({ state: 'paused', pausedFor: '二' })
  })

  it('refuses a draft, and what is another merchant’s', async () => {
    const { promotionId } = await launch({ ...rush, total: 5 }, false)
    const draft = await door.call('pausePromotion', { promotionId, reason: '一' }, { token })
    expect(draft).toMatchObject({ status: 409, body: { code: 'promotion.not_live' } })
    const offers = (await door.call('listOffers', { limit: 100 })).body.items
    const theirs = offers.find((card) => card.merchantName === '春水小火锅')?.batchId ?? ''
    expect((await door.call('stopBatch', { batchId: theirs }, { token })).body.code).toBe('batch.not_found')
    expect((await claim(theirs, 'guest-hotpot')).status).toBe(201)
  })
})
