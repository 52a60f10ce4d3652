import { newCheckIns } from './checking-in.ts'
import { newComing } from './coming.ts'
import { newDeals } from './dealing.ts'
import type { FrontDoor } from './front-door.ts'
import { newLaunch } from './launch.ts'

/** A shop as people find it on their journeys: offers that run, one that is gone, a friend's card, a counter and a tablet. */
export async function sceneOf(door: FrontDoor) {
  const [launch, deals, at, coming] = [newLaunch(door), newDeals(door), await newCheckIns(door), await newComing(door)]
  const { batchId } = await launch({ total: 1_000_000 })
  const { dealId } = await deals.deal({ total: 100_000, perMember: 1 })
  const { batchId: goneId } = await launch({ total: 1 })
  const { batchId: sharedId, touchpoint } = await coming.campaign()
  const friend = await coming.guest()
  const { trace: sharedTrace } = await friend.share(sharedId, (await coming.open(touchpoint.scene)).trace)
  await door.call('claimCoupon', { batchId: goneId }, { token: await door.tokenOf('guest-first') })
  await door.settle()

  /** Every process meets what is said of the offers, the store and the staff: known for seconds, so shortly before each journey. */
  async function warm() {
    for (const id of [batchId, sharedId, goneId]) await door.call('getBatch', { batchId: id })
    await door.call('getDeal', { dealId })
    await door.call('getStore', { storeId: at.storeId })
    await door.call('listStores', {}, { token: at.clerk })
  }

  return {
    warm,
    ...{ batchId, dealId, goneId, sharedId, sharedTrace },
    ...{ clerk: at.clerk, storeId: at.storeId, tablet: at.shown, inside: at.at(10) },
    bill: { totalFen: 4550, receiptNo: 'No. 2026-11-21-000017' },
  }
}

export type Scene = Awaited<ReturnType<typeof sceneOf>>
