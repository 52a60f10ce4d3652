import { newDevice } from '../testing/offline-counter.ts'
import { openBatch, seenOnce, times } from './offer.ts'
import type { RaceStack } from './stack.ts'

/** The races of counters that were without network. */
export function offlineRaces(running: () => RaceStack): void {
  let stack: RaceStack
  const staff = { clerk: '', manager: '', marketer: '' }
  let storeId: string
  beforeAll(async () => {
    stack = running()
    staff.clerk = await stack.login('seed-clerk-1')
    staff.manager = await stack.login('seed-manager')
    staff.marketer = await stack.login('seed-marketer')
    storeId = (await stack.call('listStores', {}, { token: staff.clerk })).body.items[0]?.storeId ?? ''
  })
  const clock = { offsetMs: 0, now: () => new Date() }
  /** The codes of fresh coupons, all of one guest. */
  async function codes(count: number) {
    const { batchId } = await openBatch(stack, staff.marketer, { total: count, perMember: Math.min(20, count) })
    const token = await stack.login(`offline-${batchId}`)
    const shown = []
    for (const key of times(count, (one) => `take-${one}`)) {
      const { couponId } = (await stack.call('claimCoupon', { batchId }, { token, key })).body
      shown.push((await stack.call('showCode', { couponId }, { token })).body.code)
    }
    return shown
  }
  const open = async () => {
    const asked = { kind: 'offline.conflict' as const, limit: 100 }
    return (await stack.call('listExceptions', asked, { token: staff.marketer })).body.items
  }

  it('two devices that redeemed the same ten codes and sync at once: ten successes, ten conflicts with an owner', async () => {
    const door = { call: stack.call, clock } as unknown as Parameters<typeof newDevice>[0]
    const [mine, theirs] = [await newDevice(door, staff.clerk, storeId), await newDevice(door, staff.manager, storeId)]
    for (const code of await codes(10)) for (const one of [mine, theirs]) one.use({ code, fen: 500 })
    // Each of them twice at once, as a phone does whose answers are lost.
    const answers = await Promise.all([mine.sync(), theirs.sync(), mine.sync(), theirs.sync()])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    const [a, b] = [answers[0]?.body.results ?? [], answers[1]?.body.results ?? []]
    expect(answers[2]?.body.results).toEqual(a)
    expect(answers[3]?.body.results).toEqual(b)
    for (const [nth, one] of a.entries()) expect([one.state, b[nth]?.state].sort()).toEqual(['conflict', 'done'])
    const lost = [...a, ...b].flatMap(({ exceptionId }) => exceptionId ?? [])
    expect(lost).toHaveLength(10)
    const listed = await seenOnce(open, (items) => items.length >= 10)
    expect(listed.map(({ exceptionId }) => exceptionId).sort()).toEqual(lost.sort())
    expect(new Set(listed.map(({ state }) => state))).toEqual(new Set(['open']))
  }, 40_000)
}
