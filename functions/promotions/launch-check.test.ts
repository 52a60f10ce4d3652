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
    const at = { address: '老街 9 号', city: '成都', lat: 30.6, lng: 104.1, zone: 'Asia/Shanghai' }
    const { storeId } = (await door.call('createStore', { name: '老街店', ...at }, { token })).body
    const { promotionId, batchId } = await launch({ ...plainBatch, scope: { storeIds: [storeId] } }, false)
    expect((await door.call('launchCheck', { promotionId }, { token })).body.ready).toBe(true)
    await door.call('closeStore', { storeId, forGood: true, reason: '租约到期' }, { token })
    const { ready, checks } = (await door.call('launchCheck', { promotionId }, { token })).body
    expect(ready).toBe(false)
    expect(checks.filter(({ level }) => level === 'stop')).toMatchObject([{ check: 'stores', batchId }])
  })
})
