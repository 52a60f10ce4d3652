import { type CounterSide, newCounter } from '../../local/testing/counter.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'
import { newVouchers } from '../../local/testing/vouchers.ts'
import { wechatAnswers } from '../../local/testing/wechat-answers.ts'

let door: FrontDoor
let at: CounterSide
let launch: ReturnType<typeof newLaunch>
let wechat: Awaited<ReturnType<typeof wechatAnswers>>
let marketer: string
beforeAll(async () => {
  door = await frontDoor()
  at = await newCounter(door)
  launch = newLaunch(door)
  wechat = await wechatAnswers()
  process.env.FOOTFALL_WECHAT_API = wechat.url
  marketer = await door.tokenOf('seed-marketer')
})
afterAll(async () => {
  wechat.close()
  await door.close()
})
beforeEach(() => {
  wechat.told.length = 0
})

let stores = 0
async function newStore(): Promise<string> {
  stores += 1
  const place = { address: '东大街 1 号', city: '成都', lat: 30.66, lng: 104.08, zone: 'Asia/Shanghai' }
  const hours = [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '23:00' }]
  return (await door.call('createStore', { name: `东门店 ${stores}`, ...place, hours }, { token: marketer })).body.storeId
}
const day = (later: number) => new Date(door.clock.now().getTime() + (8 + 24 * later) * 3_600_000).toISOString().slice(0, 10)
const close = (storeId: string, asked: object = { forGood: true, confirmHolders: true }) =>
  door.call('closeStore', { storeId, reason: '停电检修', ...asked }, { token: marketer })
const allow = (token: string) => door.call('allowMessages', { kinds: ['store_closed'] }, { token })
/** The jobs run until nobody is left to be told: who is found by one run is told by the next. */
async function told() {
  await door.settle()
  for (let run = 0; run < 4; run++) await door.runJobs()
  return wechat.told.map(({ body }) => {
    const values = Object.values(body.data as { [key: string]: { value: string } }).map(({ value }) => value)
    return { page: body.page, said: values.at(-1) }
  })
}
async function holder(openid: string, storeIds: string[]) {
  const guest = await at.claimed((await launch({ total: 5, scope: { storeIds } })).batchId, openid)
  await allow(guest.token)
  return guest
}

describe('who holds something that is good at a store which closes', () => {
  it('is told once, with a page that leads to it, however often the jobs run', async () => {
    const store = await newStore()
    const { couponId } = await holder('guest-holds', [store])
    await close(store)
    expect(await told()).toEqual([{ page: `pages/code/index?couponId=${couponId}`, said: '门店已停业，详情请点开' }])
    expect(await told()).toHaveLength(1)
  })

  it('is told of the other stores where there are some, and of the day where it closes for some', async () => {
    const [store, lone] = [await newStore(), await newStore()]
    await holder('guest-elsewhere', [store, at.store1])
    await close(store)
    expect((await told()).map(({ said }) => said)).toEqual(['可到其他门店使用，详情请点开'])
    await holder('guest-later', [lone])
    await close(lone, { until: day(1) })
    expect((await told()).map(({ said }) => said).at(-1)).toBe('恢复营业后仍可使用，详情请点开')
  })

  it('is told of the money for a voucher that can go back', async () => {
    const store = await newStore()
    const { terms, bought } = newVouchers(door)
    const guest = await bought('guest-paid', await terms({ storeIds: [store], refundable: 'never' }))
    await allow(guest.token)
    await close(store)
    expect(await told()).toEqual([
      { page: `guest/pages/voucher/index?voucherId=${guest.voucherId}`, said: '可以申请退款，详情请点开' },
    ])
  })

  it('is not told by a closing that is over before the jobs come', async () => {
    const store = await newStore()
    await holder('guest-spared', [store])
    await close(store, { until: day(1) })
    await door.call('reopenStore', { storeId: store }, { token: marketer })
    expect(await told()).toEqual([])
  })

  it('is not told of what was used, of what is good at many stores, or without having allowed it', async () => {
    const store = await newStore()
    const used = await holder('guest-used', [store, at.store1])
    const { code } = await used.code()
    const asked = { code, storeId: at.store1, bill: { totalFen: 5000 } }
    expect((await door.call('redeem', asked, { token: at.clerk1 })).status).toBe(201)
    const many = [store, ...(await Promise.all(Array.from({ length: 6 }, newStore)))]
    await holder('guest-many', many)
    await at.claimed((await launch({ total: 5, scope: { storeIds: [store] } })).batchId, 'guest-silent')
    await close(store)
    expect(await told()).toEqual([])
  })

  it('is found among many more than one run of the job looks at', async () => {
    const store = await newStore()
    const { batchId } = await launch({ total: 5, scope: { storeIds: [store] } })
    const { putHolder } = await import('./items.ts')
    for (let n = 0; n < 1200; n++) await door.table.commit(putHolder(batchId, `mbr_${String(n).padStart(26, '0')}`))
    const last = await at.claimed(batchId, 'guest-among-many')
    await allow(last.token)
    await close(store)
    expect(await told()).toHaveLength(1)
  })
})
