import type { Item, Write } from '../../functions/kernel/table/table.ts'
import { audit } from '../audit/audit.ts'
import { newBuying } from '../testing/buying.ts'
import { type FrontDoor, frontDoor } from '../testing/front-door.ts'
import { newLaunch } from '../testing/launch.ts'
import { wholeTable } from '../testing/whole-table.ts'

/**
 * The process dies between any two steps: at the first commit, at the second, and so on until the way is through, once before and once
 * after it is made. Then it is started again, and the callbacks, the feed and the jobs run.
 */
let door: FrontDoor
beforeAll(async () => {
  door = await frontDoor()
})
afterAll(() => door.close())

/** What is walked, what somebody does again who had no answer, and what must be so in the end; answers what is not. */
interface Way {
  walk(): Promise<unknown>
  again(): Promise<unknown>
  wrong(): Promise<string[]>
}

let died = false
/** Dies at the nth commit from now on; what called it never hears. */
function dieAt(nth: number, after: boolean): void {
  const commit = door.table.commit.bind(door.table)
  let left = nth
  died = false
  door.table.commit = async (...writes: Write[]) => {
    // What is dead does nothing more.
    if (died) throw new Error('killed')
    left -= 1
    if (left > 0) return commit(...writes)
    died = true
    if (after) await commit(...writes)
    throw new Error('killed')
  }
  restart = () => {
    door.table.commit = commit
  }
}
let restart = () => {}
const survive = (work: () => Promise<unknown>) => work().catch(() => undefined)

const itemsOf = (is: (item: Item) => boolean) => wholeTable(door.table).filter(is)
const ofOrder = (sk: string, id: string) => itemsOf((item) => item.sk.startsWith(sk) && item.orderId === id)
const must = (holds: boolean, promise: string) => (holds ? [] : [promise])

/** Minutes pass: callbacks come again, the feed goes on where it was, the jobs look. */
async function minutes(count: number): Promise<void> {
  for (let minute = 0; minute < count; minute++) {
    door.clock.offsetMs += 61_000
    await survive(() => door.callbacks())
    await survive(() => door.settle())
    await survive(() => door.runJobs())
  }
}

let guests = 0
const newGuest = () => door.tokenOf(`guest-step-${guests++}`)

const ways: { [name: string]: () => Promise<Way> } = {
  async 'a claim'() {
    const { batchId } = await newLaunch(door)({ total: 5 }, true, { budgetFen: 100_000 })
    const token = await newGuest()
    const claim = () => door.call('claimCoupon', { batchId }, { token, key: 'step' })
    const held = () => itemsOf(({ sk, batchId: of }) => sk.startsWith('COUPON#') && of === batchId)
    return { walk: claim, again: claim, wrong: async () => must(held().length === 1, `${held().length} coupons of one claim`) }
  },
  async 'a claim of a numbered slot'() {
    const { batchId } = await newLaunch(door)({ total: 300, expectedPerSecond: 1000 })
    const token = await newGuest()
    const claim = () => door.call('claimCoupon', { batchId }, { token, key: 'step' })
    const slots = () => itemsOf(({ sk, batchId: of }) => sk.startsWith('SLOT#') && of === batchId)
    return { walk: claim, again: claim, wrong: async () => must(slots().length === 1, `${slots().length} slots of one claim`) }
  },
  async 'a callback of a payment'() {
    const dealId = await newBuying(door).deal()
    const token = await newGuest()
    const { orderId } = (await door.call('placeOrder', { dealId, mode: 'alone', quantity: 2 }, { token })).body
    const { outTradeNo } = (await door.call('payOrder', { orderId }, { token })).body
    const wrong = async () => [
      ...must(ofOrder('ORDER#', orderId)[0]?.state === 'paid', 'paid, and the order does not know'),
      ...must(ofOrder('VOUCHER#', orderId).length === 2, `${ofOrder('VOUCHER#', orderId).length} vouchers of 2`),
    ]
    return { walk: () => door.pay(outTradeNo), again: async () => {}, wrong }
  },
  async 'the completion of a group'() {
    const dealId = await newBuying(door).deal()
    const [leader, last] = [await newGuest(), await newGuest()]
    const opened = (await door.call('placeOrder', { dealId, mode: 'open', size: 2 }, { token: leader })).body
    await door.pay((await door.call('payOrder', { orderId: opened.orderId }, { token: leader })).body.outTradeNo)
    await door.settle()
    const join = { dealId, mode: 'join' as const, groupId: String(opened.groupId) }
    const joined = (await door.call('placeOrder', join, { token: last })).body
    const { outTradeNo } = (await door.call('payOrder', { orderId: joined.orderId }, { token: last })).body
    const wrong = async () => [
      ...must(
        itemsOf(({ sk, groupId }) => sk === 'GROUP' && groupId === opened.groupId)[0]?.state === 'complete',
        'not complete',
      ),
      ...[opened, joined].flatMap(({ orderId }) => must(ofOrder('VOUCHER#', orderId).length === 1, 'not one voucher each')),
    ]
    return { walk: () => door.pay(outTradeNo), again: async () => {}, wrong }
  },
  async 'a refund'() {
    const dealId = await newBuying(door).deal()
    const token = await newGuest()
    const { orderId } = (await door.call('placeOrder', { dealId, mode: 'alone' }, { token })).body
    const { outTradeNo } = (await door.call('payOrder', { orderId }, { token })).body
    await door.pay(outTradeNo)
    await door.settle()
    const ask = () => door.call('requestRefund', { orderId, reason: '不去了' }, { token, key: 'step' })
    const wrong = async () => {
      const refunds = [...door.sandbox.pay.book.refunds.values()].filter((one) => one.outTradeNo === outTradeNo)
      const gone = refunds.reduce((sum, { refundFen }) => sum + refundFen, 0)
      const order = ofOrder('ORDER#', orderId)[0]
      return [
        ...must(
          refunds.length === 1 && gone === order?.amountFen,
          `${gone} of ${order?.amountFen} fen went back in ${refunds.length}`,
        ),
        ...must(order?.refundedFen === order?.amountFen, 'the order does not know that the money is back'),
        ...must(
          ofOrder('VOUCHER#', orderId).every(({ state }) => state === 'refunded'),
          'a voucher is left',
        ),
      ]
    }
    return { walk: ask, again: ask, wrong }
  },
}

const mostSteps = 60
/** FOOTFALL_STRIDE=1 goes to every step (npm run prove does); the tests to every third, from one that FOOTFALL_SEED chooses. */
const stride = Number(process.env.FOOTFALL_STRIDE ?? 3)
const first = 1 + (Number(process.env.FOOTFALL_SEED ?? 0) % stride)
it.each(Object.keys(ways))(
  '%s, cut off between any two steps: nothing stuck, nothing lost, nothing twice',
  async (name) => {
    let steps = 0
    for (const after of [false, true]) {
      for (let nth = first; nth <= mostSteps; nth += stride) {
        const way = await (ways[name] as () => Promise<Way>)()
        await door.settle()
        dieAt(nth, after)
        await survive(way.walk)
        await survive(() => door.settle())
        restart()
        const wasCut = died
        await survive(way.again)
        await minutes(5)
        expect({ name, nth, after, wrong: await way.wrong() }).toEqual({ name, nth, after, wrong: [] })
        if (!wasCut) break
        steps += 1
        expect(nth + stride).toBeLessThan(mostSteps)
      }
    }
    process.stderr.write(`${name}: cut off at ${steps} steps\n`)
    expect(steps).toBeGreaterThanOrEqual(Math.floor(6 / stride))
  },
  300_000,
)

it('and the ledger over all of it holds', async () => {
  await minutes(70)
  const laws = await audit(door.table, wholeTable(door.table), door.clock.now())
  expect(laws.flatMap(({ wrong }) => wrong)).toEqual([])
}, 60_000)
