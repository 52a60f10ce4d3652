import { seeded } from '../local/seeded.ts'
import { type FrontDoor, frontDoor } from '../local/testing/front-door.ts'
import { placeAround } from '../local/testing/places.ts'
import { storeItem } from './stores/items.ts'

let door: FrontDoor
beforeAll(async () => {
  door = await frontDoor()
})

const hours = [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '22:00' }]
const words = {
  name: '小面馆·分店',
  address: '一街 1 号附 3 号',
  city: '某地',
  zone: 'Asia/Shanghai',
  phone: '028-0000-0000',
  hours,
}
const merchant = { merchantId: 'mer_cost', merchantName: '小面馆' }

/** A town of 400 stores in a square so many metres wide; answers what the nearest 20 cost at 40 places in it. */
async function costsIn(centre: { lat: number; lng: number }, width: number) {
  const chance = seeded(17)
  for (let n = 0; n < 400; n++) {
    const storeId = `sto_${centre.lat}-${String(n).padStart(4, '0')}`
    await door.table.commit({
      put: storeItem({ ...words, ...merchant, ...placeAround(centre, width, chance), storeId }),
      when: 'always',
    })
  }
  await door.settle()
  const sums = { calls: 0, read: 0, write: 0 }
  let most = 0
  // The merchant's offers are known for half a minute.
  await door.call('listNearbyStores', centre)
  for (let n = 0; n < 40; n++) {
    const before = door.table.units()
    const { body } = await door.call('listNearbyStores', placeAround(centre, width / 2, chance))
    const after = door.table.units()
    expect(body.items).toHaveLength(20)
    most = Math.max(most, after.calls - before.calls)
    for (const unit of ['calls', 'read', 'write'] as const) sums[unit] += (after[unit] - before[unit]) / 40
  }
  return { ...sums, most }
}

it('a store in the index costs 4 units when it is made or changed, 6 when it moves, and none when the feed repeats itself', async () => {
  const token = await door.tokenOf('seed-marketer')
  const settled = async (work: () => Promise<{ status: number }>) => {
    expect((await work()).status).toBeLessThan(300)
    const before = door.table.units().write
    await door.settle()
    return door.table.units().write - before
  }
  const form = { ...words, lat: 10, lng: 10 }
  let storeId = ''
  const make = async () => {
    const made = await door.call('createStore', form, { token })
    storeId = made.body.storeId
    return made
  }
  const change = (version: number, changed: object) => () =>
    door.call('updateStore', { storeId, version, ...changed }, { token })
  expect(await settled(make)).toBe(4)
  expect(await settled(change(1, { name: '新名字' }))).toBe(4)
  expect(await settled(change(2, { lat: 11 }))).toBe(6)
  const { placeStore } = await import('./nearby/nearby.ts')
  const before = door.table.units().write
  await placeStore(door.table, storeId)
  expect(door.table.units().write).toBe(before)
})

it('the nearest 20 stores are two questions and then at most nine at once, some 15 units and no write, at any density', async () => {
  const sparse = await costsIn({ lat: 40, lng: 80 }, 20_000)
  const dense = await costsIn({ lat: 42, lng: 80 }, 2000)
  for (const { most, write } of [sparse, dense]) expect({ isFew: most <= 2 + 9, write }).toEqual({ isFew: true, write: 0 })
  expect(Math.abs(dense.calls / sparse.calls - 1)).toBeLessThan(0.15)
  expect(Math.abs(dense.read / sparse.read - 1)).toBeLessThan(0.15)
  expect(sparse.read).toBeLessThan(20)
  expect(sparse.calls).toBeLessThan(9)
}, 120_000)
