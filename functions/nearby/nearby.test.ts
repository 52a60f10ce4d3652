import { seeded } from '../../local/seeded.ts'
import { newDeals } from '../../local/testing/dealing.ts'
import type { FrontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'
import { aStore, type NearbyDoor, nearbyDoor } from '../../local/testing/nearby-door.ts'
import { placeAround } from '../../local/testing/places.ts'
import { metres } from '../stores/stores.ts'

let town: NearbyDoor
let door: FrontDoor
let token: string
beforeAll(async () => {
  town = await nearbyDoor()
  ;({ door, token } = town)
})
const storeOf: NearbyDoor['storeOf'] = (changed) => town.storeOf(changed)
const list: NearbyDoor['list'] = (question) => town.list(question)
const idsAt: NearbyDoor['idsAt'] = (question) => town.idsAt(question)

/** Moves the clock to this time of a Monday in Shanghai, always forward; answers the day. */
function toMonday(time: string): string {
  const wall = new Date(door.clock.now().getTime() + 8 * 3_600_000)
  const days = 8 - (wall.getUTCDay() || 7)
  const day = new Date(wall.getTime() + days * 86_400_000).toISOString().slice(0, 10)
  door.clock.offsetMs += Date.parse(`${day}T${time}:00+08:00`) - door.clock.now().getTime()
  return day
}
const pass = (hours: number) => {
  door.clock.offsetMs += hours * 3_600_000
}

describe('listNearbyStores', () => {
  it('tells the stores of every merchant by distance, with what is open and what can be had there', async () => {
    const { items } = await list({ lat: 30.6574, lng: 104.0808 })
    expect(items.map(({ name }) => name)).toEqual([
      '巷口咖啡·春熙路店',
      '巷口咖啡·宽窄巷子店',
      '春水小火锅·建设路店',
      '巷口咖啡·天府五街店',
    ])
    const [here, second] = items
    expect(here).toMatchObject({ distance: 2, merchantName: '巷口咖啡', state: 'unknown' })
    expect(second?.distance).toBe(metres({ lat: 30.6574, lng: 104.0808 }, second ?? aStore))
    expect(here?.offers).toHaveLength(3)
    expect(new Set(here?.offers.map(({ kind }) => kind))).toEqual(new Set(['deal', 'batch']))
    for (const { kind, id, title } of here?.offers ?? []) {
      const named = kind === 'deal' ? door.call('getDeal', { dealId: id }) : door.call('getBatch', { batchId: id })
      expect((await named).body.title).toBe(title)
    }
    // 春熙路店午后券 is good in one store alone.
    expect(JSON.stringify(items.slice(1).map(({ offers }) => offers))).not.toContain('春熙路店')
    expect(await idsAt({ lat: 30.6574, lng: 104.0808, radius: 50 })).toEqual([here?.storeId])
    expect(await list({ lat: -30, lng: 10 })).toEqual({ items: [] })
  })

  it('shows no offer that is paused, and none of a store that is closed today', async () => {
    const at = { lat: 31, lng: 90 }
    const storeId = await storeOf(at)
    const offers = async () => (await list({ ...at, radius: 100 })).items[0]?.offers.map(({ title }) => title)
    const to = new Date(door.clock.now().getTime() + 300 * 86_400_000).toISOString()
    const only = { title: '只在这里', total: 5, scope: { storeIds: [storeId] } }
    const { promotionId } = await newLaunch(door)(only, true, { to })
    const voucher = { uses: 1, validDays: 90, storeIds: [storeId] }
    await newDeals(door).deal({ title: '拼团', voucher }, true, { to })
    door.clock.offsetMs += 31_000
    expect(await offers()).toEqual(expect.arrayContaining(['只在这里', '拼团']))
    await door.call('pausePromotion', { promotionId, reason: '缺货' }, { token })
    door.clock.offsetMs += 31_000
    expect(await offers()).not.toContain('只在这里')
    await door.call('closeStore', { storeId, reason: '盘点' }, { token })
    await door.settle()
    expect((await list({ ...at, radius: 100 })).items).toMatchObject([
      { offers: [], state: 'closed', closed: { reason: '盘点' } },
    ])
  })

  it('takes the hours of the store in its own zone: split, over midnight, and on special days', async () => {
    const at = { lat: 31, lng: 80 }
    const week = [1, 2, 3, 4, 5, 6, 7]
    const split = await storeOf({
      ...at,
      hours: [
        { weekdays: week, from: '10:00', to: '14:00' },
        { weekdays: week, from: '17:00', to: '21:00' },
      ],
    })
    const night = await storeOf({ ...at, hours: [{ weekdays: [1], from: '20:00', to: '03:00' }] })
    // Eight hours behind: its morning is Shanghai's afternoon.
    // 04:00 in London is 11:00 or 12:00 in Shanghai, by the season.
    const abroad = await storeOf({ ...at, zone: 'Europe/London', hours: [{ weekdays: week, from: '04:00', to: '06:00' }] })
    // Nobody told when it is open.
    const silent = await storeOf(at)
    const around = { ...at, radius: 1000 }
    const open = async () => new Set(await idsAt({ ...around, openNow: 'true' }))
    toMonday('12:30')
    expect(await open()).toEqual(new Set([split, abroad]))
    pass(3)
    expect(await open()).toEqual(new Set())
    pass(5)
    expect(await open()).toEqual(new Set([split, night]))
    // Half past two: the night of Monday.
    pass(6)
    expect(await open()).toEqual(new Set([night]))
    pass(1)
    expect(await open()).toEqual(new Set())
    expect(new Set(await idsAt({ ...around, openNow: 'false' }))).toEqual(new Set([split, night, abroad, silent]))
    const day = toMonday('07:00')
    const special = { closedDays: [{ day, reason: '国庆节' }] }
    const late = { specialHours: [{ day, hours: [{ from: '19:00', to: '23:30' }] }] }
    for (const [storeId, change] of [
      [night, special],
      [split, late],
    ] as const)
      expect((await door.call('updateStore', { storeId, version: 1, ...change }, { token })).status).toBe(200)
    await door.settle()
    pass(11)
    expect(await open()).toEqual(new Set())
    pass(4)
    expect(await open()).toEqual(new Set([split]))
  })

  it('equals brute force through the table, page after page', async () => {
    const centre = { lat: 43.8, lng: 87.6 }
    const chance = seeded(3)
    const { storeItem } = await import('../stores/items.ts')
    const all = Array.from({ length: 300 }, (_, n) =>
      storeItem({
        ...aStore,
        ...placeAround(centre, n % 3 === 0 ? 400 : 9000, chance),
        ...{ storeId: `sto_${n}`, merchantId: 'mer_many', merchantName: '很多' },
      }),
    )
    for (const store of all) await door.table.commit({ put: store, when: 'always' })
    await door.settle()
    for (let n = 0; n < 40; n++) {
      const from = placeAround(centre, 9000, chance)
      const radius = [50, 300, 2000, 50_000][n % 4] ?? 50
      const distances = all.map((store) => metres(from, store)).filter((distance) => distance <= radius)
      const found: (string | number)[] = []
      let cursor: string | undefined
      do {
        const page = await list({ ...from, radius, limit: 60, cursor })
        found.push(...page.items.map(({ distance }) => distance))
        cursor = page.nextCursor
      } while (cursor !== undefined)
      expect(found).toEqual(distances.sort((a, b) => a - b))
    }
  })

  it('binds a cursor to its question, and refuses one that is made up', async () => {
    const at = { lat: 43.8, lng: 87.6 }
    const { nextCursor: cursor = '' } = await list({ ...at, limit: 5 })
    expect(cursor).not.toBe('')
    expect((await list({ ...at, limit: 10, cursor })).items).toHaveLength(10)
    const made = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString('base64url')
    const [bond] = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    for (const asked of [
      { lat: 43.9, lng: 87.6, cursor },
      { ...at, radius: 100, cursor },
      { ...at, openNow: 'true', cursor },
      ...['', 'x', made([]), made([bond, -1, '', 1]), made([bond, 1, '', 0.5]), made([bond, 1, 2, 3])].map((one) => ({
        ...at,
        cursor: one,
      })),
    ])
      expect(await door.call('listNearbyStores', asked as typeof at)).toMatchObject({
        status: 422,
        body: { code: 'input.invalid', field: 'cursor' },
      })
  })

  it.each([
    ['lat', { lat: 91, lng: 0 }],
    ['lng', { lat: 0 }],
    ['radius', { lat: 0, lng: 0, radius: 49 }],
    ['radius', { lat: 0, lng: 0, radius: 50_001 }],
    ['openNow', { lat: 0, lng: 0, openNow: 'perhaps' }],
    ['limit', { lat: 0, lng: 0, limit: 101 }],
  ])('refuses a wrong %s', async (field, asked) => {
    expect((await door.call('listNearbyStores', asked as { lat: number; lng: number })).body).toMatchObject({
      code: 'input.invalid',
      field,
    })
  })
})
