import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
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
