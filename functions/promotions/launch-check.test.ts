import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch, plainBatch } from '../../local/testing/launch.ts'

let door: FrontDoor
let launch: ReturnType<typeof newLaunch>
let token: string
beforeAll(async () => {
  door = await frontDoor()
  launch = newLaunch(door)
  token = await door.tokenOf('seed-marketer')
})

const at = { address: '老街 9 号', city: '成都', lat: 30.6, lng: 104.1, zone: 'Asia/Shanghai' }
const storeOf = async (name: string) => (await door.call('createStore', { name, ...at }, { token })).body.storeId
const shut = (storeId: string) =>
  door.call('closeStore', { storeId, forGood: true, reason: '租约到期', confirmHolders: true }, { token })

describe('launchCheck', () => {
  it('says what is in order, what to look at and what would be refused', async () => {
    const { promotionId } = await launch(plainBatch, false)
    const checked = (await door.call('launchCheck', { promotionId }, { token, language: 'en' })).body
    expect(checked.ready).toBe(true)
    expect(checked.checks.find(({ check }) => check === 'budget')).toMatchObject({
      level: 'warn',
      message: expect.stringContaining('¥50'),
    })
    const loud = await launch({ ...plainBatch, title: '全网最低价券' }, false)
    const warned = (await door.call('launchCheck', { promotionId: loud.promotionId }, { token })).body
    expect(warned).toMatchObject({ ready: true })
    expect(warned.checks.find(({ check }) => check === 'words')).toMatchObject({ level: 'warn', batchId: loud.batchId })
    const now = door.clock.now().getTime()
    const window = { from: new Date(now).toISOString(), to: new Date(now + 60_000).toISOString() }
    const empty = (await door.call('createPromotion', { name: '空的', ...window }, { token })).body
    const stopped = (await door.call('launchCheck', { promotionId: empty.promotionId }, { token })).body
    expect(stopped.ready).toBe(false)
    expect(stopped.checks.filter(({ level }) => level === 'stop').map(({ check }) => check)).toEqual(['offers'])
  })

  it('stops a draft whose coupon is good only at a store that has closed for good', async () => {
    const storeId = await storeOf('老街店')
    const { promotionId, batchId } = await launch({ ...plainBatch, scope: { storeIds: [storeId] } }, false)
    expect((await door.call('launchCheck', { promotionId }, { token })).body.ready).toBe(true)
    await shut(storeId)
    const { ready, checks } = (await door.call('launchCheck', { promotionId }, { token })).body
    expect(ready).toBe(false)
    expect(checks.filter(({ level }) => level === 'stop')).toMatchObject([{ check: 'stores', batchId }])
  })
})

describe('launchPromotion', () => {
  it('refuses what the check stops, with its reasons, whoever asks, and shows guests nothing', async () => {
    const storeId = await storeOf('新街店')
    const { promotionId, batchId } = await launch({ ...plainBatch, scope: { storeIds: [storeId] } }, false)
    await shut(storeId)
    const { checks } = (await door.call('launchCheck', { promotionId }, { token, language: 'en' })).body
    const refused = await door.call('launchPromotion', { promotionId }, { token, language: 'en' })
    expect(refused).toMatchObject({ status: 409, body: { code: 'promotion.not_ready' } })
    expect(refused.body.details?.checks).toEqual(checks.filter(({ level }) => level === 'stop'))
    expect(refused.body.details?.checks).toMatchObject([
      { check: 'stores', batchId, message: expect.stringContaining('closed') },
    ])
    expect((await door.call('getPromotion', { promotionId }, { token })).body.state).toBe('draft')
    expect((await door.call('getBatch', { batchId })).body.code).toBe('batch.not_found')
  })

  it('refuses a draft of which every offer was stopped', async () => {
    const { promotionId, batchId } = await launch(plainBatch, false)
    await door.call('stopBatch', { batchId }, { token })
    const { body } = await door.call('launchPromotion', { promotionId }, { token })
    expect(body).toMatchObject({ code: 'promotion.not_ready', details: { checks: [{ check: 'offers', level: 'stop' }] } })
  })

  it('answers one that is live as before when it is launched again, whatever the check would stop by now', async () => {
    const storeId = await storeOf('后街店')
    const { promotionId } = await launch({ ...plainBatch, scope: { storeIds: [storeId] } })
    await shut(storeId)
    expect((await door.call('launchCheck', { promotionId }, { token })).body.ready).toBe(false)
    const again = await door.call('launchPromotion', { promotionId }, { token })
    expect(again).toMatchObject({ status: 200, body: { state: 'live' } })
    await door.call('pausePromotion', { promotionId, reason: '盘点' }, { token })
    expect((await door.call('launchPromotion', { promotionId }, { token })).body.state).toBe('paused')
  })
})
