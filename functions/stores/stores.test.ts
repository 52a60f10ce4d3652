import { type CounterSide, newCounter } from '../../local/testing/counter.ts'
import { newDeals, plainDeal } from '../../local/testing/dealing.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'

let door: FrontDoor
let at: CounterSide
let launch: ReturnType<typeof newLaunch>
let marketer: string
let manager: string
beforeAll(async () => {
  door = await frontDoor()
  at = await newCounter(door)
  launch = newLaunch(door)
  marketer = await door.tokenOf('seed-marketer')
  manager = await door.tokenOf('seed-manager')
})

const form = {
  name: '巷口咖啡·东门店',
  address: '锦江区东大街 1 号',
  city: '成都',
  lat: 30.655,
  lng: 104.085,
  zone: 'Asia/Shanghai',
  hours: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '22:00' }],
}
const made = async (changed: object = {}, token = marketer) =>
  (await door.call('createStore', { ...form, ...changed }, { token })).body
const today = (days = 0) => new Date(door.clock.now().getTime() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10)

describe('createStore', () => {
  it('makes a store that guests can see and the desk can find, once for one key', async () => {
    const first = await door.call('createStore', form, { token: marketer, key: 'east' })
    expect(first).toMatchObject({ status: 201, body: { ...form, version: 1, closedDays: [], specialHours: [] } })
    expect((await door.call('createStore', form, { token: marketer, key: 'east' })).body).toEqual(first.body)
    const { storeId } = first.body
    expect((await door.call('getStore', { storeId })).body).toMatchObject(form)
    const other = await door.call('createStore', { ...form, name: '另一家' }, { token: marketer, key: 'east' })
    expect(other.body.code).toBe('idempotency.mismatch')
  })

  it('lets a manager manage the store made, and not one that a marketer made', async () => {
    const own = await made({}, manager)
    const foreign = await made()
    const mine = (await door.call('listStores', {}, { token: manager })).body.items.map(({ storeId }) => storeId)
    expect(mine).toContain(own.storeId)
    expect(mine).not.toContain(foreign.storeId)
    const asked = { version: 1, phone: '028-1' }
    expect((await door.call('updateStore', { storeId: own.storeId, ...asked }, { token: manager })).status).toBe(200)
    expect((await door.call('updateStore', { storeId: foreign.storeId, ...asked }, { token: manager })).body).toMatchObject({
      code: 'role.forbidden',
      field: 'storeId',
    })
  })

  it('keeps every store that one manager makes at the same time', async () => {
    const several = await Promise.all(['甲', '乙', '丙'].map((name) => made({ name }, manager)))
    const mine = (await door.call('listStores', {}, { token: manager })).body.items.map(({ storeId }) => storeId)
    for (const { storeId } of several) expect(mine).toContain(storeId)
  })

  it.each([
    ['a zone that is none', { zone: 'Asia/Chengdu' }, 'zone'],
    ['a place off the globe', { lat: 91 }, 'lat'],
    ['hours that end as they begin', { hours: [{ weekdays: [1], from: '09:00', to: '09:00' }] }, 'hours.0.to'],
    ['a weekday that is none', { hours: [{ weekdays: [0], from: '09:00', to: '10:00' }] }, 'hours.0.weekdays.0'],
    ['a name of spaces', { name: '  ' }, 'name'],
  ])('refuses %s, and names the field', async (_, changed, field) => {
    const answer = await door.call('createStore', { ...form, ...changed }, { token: marketer })
    expect(answer).toMatchObject({ status: 422, body: { code: 'input.invalid', field } })
  })

  it('is not for clerks, and nobody changes the store of another merchant', async () => {
    expect((await door.call('createStore', form, { token: at.clerk1 })).body.code).toBe('role.forbidden')
    const offers = (await door.call('listOffers', { limit: 100 })).body.items
    const foreign = offers.find(({ merchantName }) => merchantName === '春水小火锅')?.nearest?.storeId ?? ''
    for (const token of [marketer, manager]) {
      const asked = { storeId: foreign, version: 1, phone: '1' }
      expect((await door.call('updateStore', asked, { token })).body.code).toBe('store.not_found')
      expect((await door.call('closeStore', { storeId: foreign, reason: 'x' }, { token })).body.code).toBe('store.not_found')
      expect((await door.call('reopenStore', { storeId: foreign }, { token })).body.code).toBe('store.not_found')
    }
  })
})

describe('updateStore', () => {
  it('changes what is sent, leaves the rest, and takes away what is null', async () => {
    const { storeId } = await made({ phone: '028-1' })
    const update = (asked: object, version: number) =>
      door.call('updateStore', { storeId, version, ...asked }, { token: marketer })
    expect((await update({ name: '巷口咖啡·新东门店' }, 1)).body).toMatchObject({
      ...form,
      name: '巷口咖啡·新东门店',
      phone: '028-1',
      version: 2,
    })
    const { phone, hours } = (await update({ phone: null, hours: null }, 2)).body
    expect([phone, hours]).toEqual([undefined, undefined])
    expect((await door.call('getStore', { storeId })).body).toMatchObject({ name: '巷口咖啡·新东门店', state: 'unknown' })
  })

  it('refuses the second of two editors, says what the first changed, and lets a repeat of the first be', async () => {
    const { storeId } = await made()
    const first = { storeId, version: 1, phone: '028-7', closedDays: [{ day: today(3), reason: '盘点' }] }
    const saved = await door.call('updateStore', first, { token: marketer })
    expect(saved.body.version).toBe(2)
    const second = await door.call('updateStore', { storeId, version: 1, address: '新地址' }, { token: manager })
    expect(second.body.code).toBe('role.forbidden')
    const late = await door.call('updateStore', { storeId, version: 1, address: '新地址' }, { token: marketer })
    expect(late).toMatchObject({
      status: 409,
      body: {
        code: 'version.stale',
        field: 'version',
        details: { version: 2, changed: { phone: '028-7', closedDays: [{ day: today(3), reason: '盘点' }] } },
      },
    })
    expect(Object.keys(late.body.details?.changed as object)).toEqual(['phone', 'closedDays'])
    expect(await door.call('updateStore', first, { token: marketer })).toMatchObject({ status: 200, body: saved.body })
    expect((await door.call('getStore', { storeId })).body.address).toBe(form.address)
  })

  it('lets one of many editors at once through', async () => {
    const { storeId } = await made()
    const asked = [1, 2, 3, 4, 5].map((n) => ({ storeId, version: 1, phone: `028-${n}` }))
    const answers = await Promise.all(asked.map((one) => door.call('updateStore', one, { token: marketer })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409])
  })

  it('sets closed days and special hours, soonest first and without those that are over', async () => {
    const { storeId } = await made()
    const special = { day: today(2), hours: [{ from: '20:00', to: '02:00' }] }
    const closedDays = [{ day: today(9) }, { day: today(5), reason: '春节' }, { day: '2020-01-01' }]
    const { body } = await door.call(
      'updateStore',
      { storeId, version: 1, closedDays, specialHours: [special] },
      { token: marketer },
    )
    expect(body.closedDays).toEqual([{ day: today(5), reason: '春节' }, { day: today(9) }])
    expect((await door.call('getStore', { storeId })).body.exceptions).toEqual([
      { day: special.day, closed: false, hours: special.hours },
      { day: today(5), closed: true, reason: '春节', hours: [] },
      { day: today(9), closed: true, hours: [] },
    ])
  })

  it.each([
    ['a day twice', () => ({ closedDays: [{ day: today(1) }, { day: today(1) }] }), 'closedDays.1.day'],
    [
      'a day both closed and open',
      () => ({ closedDays: [{ day: today(1) }], specialHours: [{ day: today(1), hours: [{ from: '10:00', to: '11:00' }] }] }),
      'specialHours.0.day',
    ],
    [
      'special hours of no length',
      () => ({ specialHours: [{ day: today(1), hours: [{ from: '10:00', to: '10:00' }] }] }),
      'specialHours.0.hours.0.to',
    ],
    ['a day that does not exist', () => ({ closedDays: [{ day: '2027-02-29' }] }), 'closedDays.0.day'],
  ])('refuses %s', async (_, changed, field) => {
    const { storeId } = await made()
    const answer = await door.call('updateStore', { storeId, version: 1, ...changed() }, { token: marketer })
    expect(answer).toMatchObject({ status: 422, body: { code: 'input.invalid', field } })
  })
})

describe('listStores', () => {
  it("shows a marketer all of the merchant's by page, a clerk the own one, and no one else's", async () => {
    const names: string[] = []
    let cursor: string | undefined
    do {
      const page = await door.call('listStores', { limit: 3, ...(cursor && { cursor }) }, { token: marketer })
      names.push(...page.body.items.map(({ name }) => name))
      cursor = page.body.nextCursor
    } while (cursor)
    expect(names).toEqual([...names].sort())
    expect(names).toEqual(expect.arrayContaining(['巷口咖啡·春熙路店', '巷口咖啡·宽窄巷子店', '巷口咖啡·天府五街店']))
    expect(names.filter((name) => name.startsWith('春水'))).toEqual([])
    const own = (await door.call('listStores', {}, { token: at.clerk1 })).body.items
    expect(own.map(({ storeId }) => storeId)).toEqual([at.store1])
  })
})

describe('getStore', () => {
  it('shows what can be claimed now and used there, and nothing that is good elsewhere only', async () => {
    const here = await launch({ total: 5, title: '只在一店', scope: { storeIds: [at.store1] } })
    const elsewhere = await launch({ total: 5, title: '只在二店', scope: { storeIds: [at.store2] } })
    const draft = await launch({ total: 5, title: '草稿' }, false)
    door.clock.offsetMs += 31_000
    const { offers } = (await door.call('getStore', { storeId: at.store1 })).body
    const batchIds = offers.map(({ batchId }) => batchId)
    expect(batchIds).toContain(here.batchId)
    for (const { batchId } of [elsewhere, draft]) expect(batchIds).not.toContain(batchId)
    expect(offers.every(({ merchantName }) => merchantName === '巷口咖啡')).toBe(true)
  })

  it('shows the deals on sale that are good there, once each, and no more of one that is stopped', async () => {
    const { deal } = newDeals(door)
    const voucher = (storeId: string) => ({ voucher: { uses: 1, validDays: 30, storeIds: [storeId] } })
    const here = await deal({ title: '只在一店', ...voucher(at.store1) })
    const elsewhere = await deal({ title: '只在二店', ...voucher(at.store2) })
    const everywhere = await deal({ title: '都可以' })
    const draft = await deal({ title: '草稿' }, false)
    const token = await door.tokenOf('seed-marketer')
    const { voucher: rule, ...form } = { ...plainDeal, title: '只在一店，改过', ...voucher(at.store1) }
    await door.call('updateDeal', { dealId: here.dealId, version: here.version, ...form, voucher: rule }, { token })
    const dealsAt = async (storeId: string) => {
      door.clock.offsetMs += 31_000
      return (await door.call('getStore', { storeId })).body.deals.map(({ dealId }) => dealId)
    }
    const first = await dealsAt(at.store1)
    expect(first.filter((dealId) => dealId === here.dealId)).toHaveLength(1)
    expect(first).toContain(everywhere.dealId)
    for (const { dealId } of [elsewhere, draft]) expect(first).not.toContain(dealId)
    expect(await dealsAt(at.store2)).toEqual(expect.arrayContaining([elsewhere.dealId, everywhere.dealId]))
    await door.call('stopDeal', { dealId: here.dealId }, { token })
    expect(await dealsAt(at.store1)).not.toContain(here.dealId)
  })
})
