import type { FrontDoor } from '../../local/testing/front-door.ts'
import { type NearbyDoor, nearbyDoor } from '../../local/testing/nearby-door.ts'
import { wholeTable } from '../../local/testing/whole-table.ts'
import { placeStore, placeStoresOf } from './nearby.ts'

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
const entries = () => wholeTable(door.table).filter(({ pk }) => pk.startsWith('GEO#'))

describe('the index', () => {
  const entriesOf = (storeId: string) => entries().filter((entry) => entry.storeId === storeId)

  it('follows a store that moves, is renamed, closes for good: one entry while it is open, none after', async () => {
    const [here, there] = [
      { lat: 20, lng: 100 },
      { lat: -20, lng: -100 },
    ]
    const storeId = await storeOf(here)
    await door.call('updateStore', { storeId, version: 1, ...there, name: '搬了家' }, { token })
    await door.settle()
    expect([await idsAt(here), await idsAt(there)]).toEqual([[], [storeId]])
    expect((await list(there)).items).toMatchObject([{ name: '搬了家' }])
    await door.call('closeStore', { storeId, reason: '到期', forGood: true }, { token })
    await door.settle()
    expect([await idsAt(there), entriesOf(storeId)]).toEqual([[], []])
  })

  it('is right after many moves and a closing that the feed tells twice, late and out of turn', async () => {
    const storeId = await storeOf({ lat: 21, lng: 100 })
    const { derive } = await import('../events/events.ts')
    const other = await storeOf({ lat: 21, lng: 101 })
    for (let version = 1; version <= 5; version++)
      await door.call('updateStore', { storeId, version, lat: 21 + version }, { token })
    await door.call('updateStore', { storeId: other, version: 1, lat: 25 }, { token })
    const changes = door.table.changesAfter(0, 100_000).filter(({ new: item }) => item?.sk === 'STORE' && item.version)
    const mine = changes.filter(({ new: item }) => item?.storeId === storeId || item?.storeId === other)
    expect(mine.length).toBeGreaterThanOrEqual(8)
    for (const told of [mine, mine.toReversed(), [...mine, ...mine]])
      await Promise.all(told.map(({ old, new: item }) => derive(door.table, { old, new: item }, door.clock.now())))
    expect(entriesOf(storeId)).toMatchObject([{ lat: 26 }])
    expect(entriesOf(other)).toMatchObject([{ lat: 25 }])
    await door.call('closeStore', { storeId, reason: '到期', forGood: true }, { token })
    await derive(door.table, { new: mine.at(-2)?.new, old: undefined }, door.clock.now())
    for (const { old, new: item } of mine) await derive(door.table, { old, new: item }, door.clock.now())
    await door.settle()
    expect(entriesOf(storeId)).toEqual([])
  })

  it('lets nobody who comes late write an older store over a newer one', async () => {
    const storeId = await storeOf({ lat: 22, lng: 100 })
    let held: (() => void) | undefined
    const slow = Object.create(door.table) as typeof door.table
    // It has read the store, and stands still before it writes.
    slow.commit = async (...writes) => {
      if (held === undefined) await new Promise<void>((go) => (held = go))
      return door.table.commit(...writes)
    }
    await door.call('updateStore', { storeId, version: 1, lat: 23 }, { token })
    const late = placeStore(slow, storeId)
    while (held === undefined) await new Promise((go) => setImmediate(go))
    await door.call('updateStore', { storeId, version: 2, lat: 24 }, { token })
    await door.settle()
    held()
    await late
    expect(entriesOf(storeId)).toMatchObject([{ lat: 24 }])
  })

  it('costs nothing where it is right already, and takes in the stores of a table that was filled before it', async () => {
    const storeId = await storeOf({ lat: 23, lng: 110 })
    const [entry] = entriesOf(storeId)
    const before = door.table.units()
    await placeStore(door.table, storeId)
    expect(door.table.units().write).toBe(before.write)
    for (const key of [
      { pk: entry?.pk ?? '', sk: entry?.sk ?? '' },
      { pk: `STORE#${storeId}`, sk: 'PLACE' },
    ])
      await door.table.commit({ remove: key, when: 'always' })
    expect(await idsAt({ lat: 23, lng: 110 })).toEqual([])
    await placeStoresOf(door.table, 'mer_01HALLEYCAFE00000000000000')
    expect(await idsAt({ lat: 23, lng: 110 })).toEqual([storeId])
  })
})
