import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bare } from '../../functions/kernel/ids.ts'
import { newDeals } from '../../local/testing/dealing.ts'
import { frontDoor } from '../../local/testing/front-door.ts'
import { newBatches } from '../load/batches.ts'
import { copyOften } from './copies.ts'
import { countReads } from './count-reads.ts'

/** What the parent asks: so many calls of one operation. */
export interface Ask {
  operation: Operation
  calls: number
}

export interface Seen {
  ms: number[]
  /** The most items that one call read or wrote. */
  items: number
}

export type Operation =
  | 'claimCoupon'
  | 'redeem'
  | 'placeOrder'
  | 'listOffers'
  | 'listMyCoupons'
  | 'listPromotions'
  | 'listRedemptions'

/**
 * A town in a process and a file of its own: as many members, each with a coupon that was redeemed in the one store and an order of the one
 * deal, and as many promotions on sale beside the one that is asked for.
 */
const size = Number(process.argv[2])
const folder = mkdtempSync(join(tmpdir(), 'footfall-town-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
const door = await frontDoor(undefined, folder)
const [marketer, clerk] = [await door.tokenOf('seed-marketer'), await door.tokenOf('seed-clerk-1')]
const storeId = (await door.call('getMe', {}, { token: clerk })).body.roles[0]?.storeIds[0] ?? ''
const batches = newBatches(door)
const batchId = await batches.batch()
const { dealId } = await newDeals(door).deal({ total: 100_000 })
let guests = 0

// One of each, with everything that is kept of it.
const first = await guest()
await door.call('redeem', await heldBy(first), { token: clerk })
await door.call('placeOrder', { dealId, mode: 'alone', quantity: 1 }, { token: first })
const anotherBatch = await batches.batch({ total: 50 })
await door.settle()
const { memberId } = (await door.call('getMe', {}, { token: first })).body
const promotionId = (await door.call('getBatch', { batchId: anotherBatch }, {})).body.promotionId
const file = join(folder, 'footfall.db')
const items = copyOften(file, [bare(memberId)], size) + copyOften(file, [bare(promotionId), bare(anotherBatch)], size)
const reads = countReads(door.table)

const work: { [name in Operation]: () => Promise<() => Promise<{ status: number; body: object }>> } = {
  claimCoupon: async () => {
    const token = await newToken()
    return () => door.call('claimCoupon', { batchId }, { token })
  },
  redeem: async () => {
    const held = await heldBy(await guest())
    return () => door.call('redeem', held, { token: clerk })
  },
  placeOrder: async () => {
    const token = await newToken()
    return () => door.call('placeOrder', { dealId, mode: 'alone', quantity: 1 }, { token })
  },
  listOffers: async () => () => door.call('listOffers', {}, {}),
  listMyCoupons: async () => {
    const token = await guest()
    return () => door.call('listMyCoupons', {}, { token })
  },
  listPromotions: async () => () => door.call('listPromotions', {}, { token: marketer }),
  listRedemptions: async () => () => door.call('listRedemptions', { storeId }, { token: clerk }),
}

process.on('message', (ask: Ask) => {
  measured(ask).then(
    (seen) => process.send?.({ seen }),
    (error: Error) => process.send?.({ failed: error.stack }),
  )
})
process.on('disconnect', () => process.exit())
process.send?.({ ready: items })

async function measured({ operation, calls }: Ask): Promise<Seen> {
  const ms: number[] = []
  let most = 0
  for (let n = 0; n < calls; n++) {
    const call = await work[operation]()
    const before = reads()
    const from = performance.now()
    const { status, body } = await call()
    ms.push(performance.now() - from)
    most = Math.max(most, reads() - before)
    if (status >= 300) throw new Error(`${operation} answered ${status} ${JSON.stringify(body)}`)
  }
  return { ms, items: most }
}

/** Somebody new whose token was seen before. */
async function newToken(): Promise<string> {
  guests += 1
  const token = await door.tokenOf(`town-${guests}`)
  await door.call('getMe', {}, { token })
  return token
}

/** Somebody new with a coupon. */
async function guest(): Promise<string> {
  const token = await newToken()
  await door.call('claimCoupon', { batchId }, { token })
  return token
}

async function heldBy(token: string) {
  const couponId = (await door.call('listMyCoupons', {}, { token })).body.items[0]?.couponId ?? ''
  const { code } = (await door.call('showCode', { couponId }, { token })).body
  return { code, storeId, bill: { totalFen: 4550 } }
}
