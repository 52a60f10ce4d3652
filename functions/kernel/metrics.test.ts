import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { recordOf } from '../../local/feed/sqlite.ts'
import { readDeployment } from '../../local/gateway/deployment.ts'
import { loadHandler } from '../../local/gateway/invoke.ts'
import { countedIn } from '../../local/testing/counted.ts'
import { type CounterSide, newCounter } from '../../local/testing/counter.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'
import { newPaying, type Paying } from '../../local/testing/paying.ts'

let door: FrontDoor
let counter: CounterSide
let paying: Paying
beforeAll(async () => {
  door = await frontDoor()
  counter = await newCounter(door)
  paying = newPaying(door)
})
afterAll(() => door.close())

/** What is counted while something is done, and the feed has heard of it. */
async function countedWhile(done: () => Promise<unknown>) {
  await door.settle()
  const from = door.lines.length
  await done()
  await door.settle()
  return countedIn(door.lines.slice(from))
}
const launch = (total: number) => newLaunch(door)({ total })

describe('a claim', () => {
  it('is counted once, and a refused one not at all', async () => {
    const { batchId } = await launch(1)
    const guest = await door.tokenOf('guest-counted')
    const other = await door.tokenOf('guest-refused')
    expect(await countedWhile(() => door.call('claimCoupon', { batchId }, { token: guest }))).toEqual({ Claimed: 1 })
    const refused = await countedWhile(async () => {
      expect((await door.call('claimCoupon', { batchId }, { token: other })).body.code).toBe('batch.sold_out')
    })
    expect(refused).toEqual({})
  })

  it('that comes twice, or whose change is delivered again, is still one', async () => {
    const { batchId } = await launch(5)
    const token = await door.tokenOf('guest-twice')
    const before = door.table.changesAfter(0, 1_000_000).at(-1)?.seq ?? 0
    const counted = await countedWhile(async () => {
      const [first, again] = await Promise.all([1, 2].map(() => door.call('claimCoupon', { batchId }, { token, key: 'same' })))
      expect(first?.body.couponId).toBe(again?.body.couponId)
    })
    expect(counted).toEqual({ Claimed: 1 })
    const deployment = readDeployment(join(import.meta.dirname, '../../serverless.yml'))
    const events = deployment.functions.find(({ name }) => name === 'events')
    if (!events) throw new Error('there is no function events')
    const handler = await loadHandler(deployment.root, events)
    const Records = door.table.changesAfter(before, 1000).map((change) => recordOf(change, door.clock.now()))
    expect(await countedWhile(async () => handler({ Records }, {} as never))).toEqual({})
  })
})

it('a redemption and its undoing are one each, and a refused code is a failure with its reason', async () => {
  const { batchId } = await launch(5)
  const { code, token } = await counter.claimed(batchId, 'guest-redeems')
  const asked = { code: (await code()).code, storeId: counter.store1, bill: { totalFen: 5000 } }
  let redemptionId = ''
  const used = await countedWhile(async () => {
    redemptionId = (await door.call('redeem', asked, { token: counter.clerk1 })).body.redemptionId
  })
  expect(used).toEqual({ Redeemed: 1 })
  const again = await countedWhile(() => door.call('redeem', asked, { token: counter.clerk2 }))
  expect(again.Redeemed).toBeUndefined()
  const undo = () => door.call('undoRedemption', { redemptionId, reason: '点错' }, { token: counter.clerk1 })
  expect(await countedWhile(undo)).toEqual({ Undone: 1 })
  const forged = { ...asked, code: `${asked.code.slice(0, -6)}AAAAAA` }
  expect(await countedWhile(() => door.call('redeem', forged, { token: counter.clerk1 }))).toEqual({
    VerificationFailed: 1,
    'VerificationFailed code.invalid': 1,
  })
  expect(token).toBeDefined()
})

it('a payment told by callback and query is one, its refund is one, and an order by itself neither', async () => {
  const { guest, orderId, pay } = await paying.ordered()
  const paid = await countedWhile(async () => {
    await pay()
    await paying.run(10)
  })
  expect(paid).toMatchObject({ Paid: 1 })
  expect(paid.Refunded).toBeUndefined()
  const refunded = await countedWhile(async () => {
    const asked = await door.call('requestRefund', { orderId, reason: '不想要了' }, { token: guest.token, key: 'all-of-it' })
    expect(asked.status).toBeLessThan(300)
    await paying.run(10)
  })
  expect(refunded).toMatchObject({ Refunded: 1 })
  expect(refunded.Paid).toBeUndefined()
})

it('money that does not fit is one payment held, however often it is told', async () => {
  const { pay } = await paying.ordered()
  door.sandbox.faults.set('callback', 'wrong-amount', 2)
  const counted = await countedWhile(async () => {
    await pay()
    await paying.run(1)
  })
  expect(counted.PaymentsHeld).toBe(1)
})

it.each([
  ['callback.signature.wrong', 'corrupted'],
  ['callback.serial.unknown', 'unknown-serial'],
  ['callback.timestamp.stale', 'stale'],
  ['callback.sealed.wrong', 'tampered-ciphertext'],
] as const)('a callback that is refused counts as %s', async (reason, fault) => {
  const { pay } = await paying.ordered()
  door.sandbox.faults.set('callback', fault, 1)
  expect((await countedWhile(pay))[`VerificationFailed ${reason}`]).toBe(1)
})

it('the oldest order that is not paid, and how late the jobs are, come from the run that looks', async () => {
  const { orderId } = await paying.ordered()
  expect(orderId).toBeDefined()
  door.clock.offsetMs += 120_000
  const counted = await countedWhile(() => door.runJobs())
  expect(counted.OldestUnpaidSeconds).toBeGreaterThanOrEqual(120)
  expect(counted.JobsLateSeconds).toBeGreaterThan(0)
  expect(counted.JobsFailed).toBeUndefined()
})

it('lines without a metric stay as they were, and names are those of the list', async () => {
  const written = readFileSync(join(import.meta.dirname, 'metric-names.ts'), 'utf8')
  const counted = countedIn(door.lines)
  for (const name of Object.keys(counted)) expect(written).toContain(`'${name.split(' ')[0]}'`)
  const plain = door.lines.map((line) => JSON.parse(line)).find(({ what }) => what === 'claimCoupon')
  expect(Object.keys(plain)).toEqual(['level', 'what', 'requestId', 'status', 'ms'])
})
