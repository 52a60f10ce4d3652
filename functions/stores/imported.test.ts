import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newImporting } from '../../local/testing/importing.ts'
import { newLaunch } from '../../local/testing/launch.ts'
import type { StoreForm } from '../../shared/stores.ts'
import { importedStore, importedStoreId } from './stores.ts'

let door: FrontDoor
beforeAll(async () => {
  door = await frontDoor()
})

const merchant = { merchantId: 'mer_imports', merchantName: '江南小馆' }
const form: StoreForm = {
  name: '江南小馆·人民路店',
  address: '人民路 1 号',
  city: '成都',
  lat: 30.66,
  lng: 104.07,
  zone: 'Asia/Shanghai',
  hours: [{ weekdays: [1, 2, 3, 4, 5], from: '10:00', to: '22:00' }],
}
const put = (changed: Partial<StoreForm> = {}, ref = 'NO-17') =>
  door.table.commit(...importedStore(merchant, ref, { ...form, ...changed }, door.clock.now()))

it('an imported store is found under its id, and a repeat leaves it as it is', async () => {
  await put()
  const storeId = importedStoreId(merchant.merchantId, 'NO-17')
  expect((await door.call('getStore', { storeId })).body).toMatchObject({ storeId, ...form })
  await put({ name: '另一个名字' })
  expect((await door.table.get({ pk: `STORE#${storeId}`, sk: 'STORE' }))?.name).toBe(form.name)
})

it('two references are two stores, and so is one reference at two merchants', () => {
  const ids = [importedStoreId('mer_a', '1'), importedStoreId('mer_a', '2'), importedStoreId('mer_b', '1')]
  expect(new Set(ids).size).toBe(3)
  expect(importedStoreId('mer_a', '1')).toBe(ids[0])
})

it('a set of stores that came a moment ago can be offered in at once, though the list of all was read before', async () => {
  const { token, upload, confirmAll, stores, some } = await newImporting(door)
  // A process keeps the words of all stores for half a minute.
  expect((await door.call('listOffers', {})).status).toBe(200)
  await newLaunch(door)({ total: 1 })
  const { prefix, csv } = some(150)
  await confirmAll((await upload(csv)).body.importId)
  const storeIds = (await stores(prefix)).map(({ storeId }) => storeId)
  const { storeSetId } = (await door.call('createStoreSet', { name: '新店', storeIds }, { token })).body
  const { batchId } = await newLaunch(door)({ total: 1, scope: { storeSetId } })
  expect((await door.call('getBatch', { batchId })).body).toMatchObject({ storeCount: 150 })
})

it('a rule finds the stores of a city with or without the word for it', async () => {
  const token = await door.tokenOf('seed-marketer')
  const make = async (city: string) =>
    (await door.call('createStoreSet', { name: city, rule: { city } }, { token })).body.storeCount
  expect(await make('成都市')).toBe(await make('成都'))
})
