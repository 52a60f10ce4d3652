import { costOf } from '../local/testing/cost.ts'
import { newCounter } from '../local/testing/counter.ts'
import { frontDoor } from '../local/testing/front-door.ts'
import { newLaunch } from '../local/testing/launch.ts'
import { importedStore } from './stores/stores.ts'

// In a file of its own: whoever looks at a store of these afterwards reads 3,000 stores.
it('3 stores and 3,000 cost the same, per claim, look and redemption, whether a process has met them before or not', async () => {
  const door = await frontDoor()
  const launch = newLaunch(door)
  const at = await newCounter(door)
  const token = await door.tokenOf('seed-marketer')
  const few = await door.call('createStoreSet', { name: '三家', rule: 'all' }, { token })
  const merchant = { merchantId: 'mer_01HALLEYCAFE00000000000000', merchantName: '巷口咖啡' }
  const form = { address: '一街 1 号', city: '成都', lat: 30.6, lng: 104, zone: 'Asia/Shanghai' }
  for (let n = 1; n <= 2997; n++)
    await door.table.commit(...importedStore(merchant, `NO-${n}`, { ...form, name: `分店 ${n}` }, door.clock.now()))
  const many = await door.call('createStoreSet', { name: '三千家', rule: 'all' }, { token })
  expect([few.body.storeCount, many.body.storeCount]).toEqual([3, 3000])

  const all = async (storeSetId: string, name: string) => {
    // What is on offer at the store is known for half a minute: read before the launch, it tells the process nothing of the batch.
    await door.call('getStore', { storeId: at.store1 })
    const { batchId } = await launch({ total: 10, scope: { storeSetId } })
    await door.call('listStores', {}, { token: at.clerk1 })
    const costs: { calls: number; read: number; write: number }[] = []
    const note = async (work: () => Promise<{ status: number }>) => {
      const { read } = door.table.units()
      costs.push({ ...(await costOf(door, work)), read: door.table.units().read - read })
    }
    for (const nth of ['cold', 'warm']) {
      const token = await door.tokenOf(`guest-${name}-${nth}`)
      await note(() => door.call('claimCoupon', { batchId }, { token }))
      const { couponId } = (await door.call('claimCoupon', { batchId }, { token })).body
      const { code } = (await door.call('showCode', { couponId }, { token })).body
      const asked = { code, storeId: at.store1, bill: { totalFen: 4550, receiptNo: 'No. 2026-11-21-000017' } }
      await note(() => door.call('previewRedemption', asked, { token: at.clerk1 }))
      await note(() => door.call('redeem', asked, { token: at.clerk1 }))
    }
    return costs
  }
  const three = await all(few.body.storeSetId, 'few')
  expect(await all(many.body.storeSetId, 'many')).toEqual(three)
  // Whether the store belongs to the set is one read, once in a process; then nothing.
  expect(three[1]).toMatchObject({ calls: 2, write: 0 })
  expect(three[4]).toMatchObject({ calls: 1, write: 0 })
  expect(three[5]).toMatchObject({ calls: 2, write: 1 })
})
