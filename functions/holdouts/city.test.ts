import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { record } from '../events/record.ts'
import type { Staff } from '../kernel/staff.ts'
import { newPromotion } from '../promotions/make.ts'
import { getReport } from '../reports/reports.ts'
import { deriveMet, isHeldOut } from './holdouts.ts'

/** A city of members whose habits are known: what is measured is held against what was put in. */
let door: FrontDoor
beforeAll(async () => {
  door = await frontDoor()
})
afterAll(() => door.close())

const members = 240
/** Of those who are shown it, and of those who are not, so many come; of each ten who came one takes it back. */
const [comesShown, comesHeldOut, takesBack] = [0.42, 0.25, 0.1]
const [leastFen, mostFen, offFen, goodsFen] = [2000, 8000, 1000, 800]
const truth = {
  conversion: (comesShown - comesHeldOut) * (1 - takesBack),
  spendingFen: (comesShown - comesHeldOut) * (1 - takesBack) * ((leastFen + mostFen - 1) / 2),
}

/** A city of its own for each seed: the same seed, the same people in the same arms, who do the same. */
async function city(seed: number) {
  const random = numbers(seed)
  const name = (kind: string, nth: number) => `${kind}_01KA${String(seed).padStart(10, '0')}${String(nth).padStart(12, '0')}`
  const [promotionId, merchantId] = [name('prm', 0), name('mer', 0)]
  const start = door.clock.now()
  const window = { from: start.toISOString(), to: new Date(start.getTime() + 86_400_000).toISOString() }
  await door.table.commit(
    ...newPromotion(merchantId, promotionId, { name: `城 ${seed}`, ...window, holdOutPercent: 40 }, start),
  )
  const ledger = { revenueFen: 0, discountFen: 0, goodsFen: 0 }
  const at = new Date(start.getTime() + 60_000).toISOString()
  for (let nth = 0; nth < members; nth++) {
    const memberId = name('mbr', nth)
    const about = { merchantId, memberId, at, zone: 'Asia/Shanghai' }
    // What somebody did before they were asked about is nobody's effect.
    if (random() < 0.2) {
      const early = { ...about, at: new Date(start.getTime() - 1000).toISOString(), kind: 'paid' as const, amountFen: 50_000 }
      await record(door.table, { ...early, eventId: `paid#early-${memberId}` }, [], start)
    }
    const heldOut = await isHeldOut(door.table, memberId, { promotionId, merchantId, holdOutPercent: 40 }, start)
    const [comes, back, fen] = [random(), random(), leastFen + Math.floor(random() * (mostFen - leastFen))]
    if (comes >= (heldOut ? comesHeldOut : comesShown)) continue
    const isBack = back < takesBack
    if (heldOut) {
      // They buy all the same, what others offer.
      const order = { ...about, amountFen: fen, promotionId: name('prm', 1), refundId: undefined }
      await record(door.table, { ...order, kind: 'paid', eventId: `paid#${memberId}` }, [], start)
      const refund = { ...order, kind: 'refunded' as const, refundId: `rfd_${memberId}`, eventId: `refunded#${memberId}` }
      if (isBack) await record(door.table, refund, [], start)
      continue
    }
    const use = { ...about, promotionId, payFen: fen, costFen: offFen, discountFen: offFen, goodsFen }
    await record(door.table, { ...use, kind: 'redeemed', eventId: `redeemed#${memberId}` }, [], start)
    if (isBack) await record(door.table, { ...use, kind: 'undone', eventId: `undone#${memberId}` }, [], start)
    if (isBack) continue
    ledger.revenueFen += fen
    ledger.discountFen += offFen
    ledger.goodsFen += goodsFen
  }
  await met()
  const marketer = { merchantId } as Staff
  const report = await getReport(door.table, marketer, { promotionId }, 'zh', new Date(start.getTime() + 120_000))
  return { report, ledger }
}

let seen = 0
/** What the feed makes of who was met, each change twice, as it may come. */
async function met(): Promise<void> {
  for (const change of door.table.changesAfter(seen, 100_000)) {
    await deriveMet(door.table, change)
    await deriveMet(door.table, change)
    seen = change.seq
  }
}

/** Mulberry32: numbers from 0 to 1 that follow from a seed. */
function numbers(seed: number): () => number {
  let state = seed * 0x9e3779b9
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

it('in 40 cities of a known lift the interval covers the truth in at least 36, and the return is that of the ledger', async () => {
  const covered = { conversion: 0, spending: 0 }
  for (let seed = 1; seed <= 40; seed++) {
    const { report, ledger } = await city(seed)
    const { lift, total } = report
    if (!lift?.conversion || !lift.spendingFen) throw new Error(`city ${seed} has no lift: ${lift?.sentence}`)
    expect([seed, lift.shown.members + lift.heldOut.members]).toEqual([seed, members])
    const covers = ({ low, high }: { low: number; high: number }, value: number) => Number(low <= value && value <= high)
    covered.conversion += covers(lift.conversion, truth.conversion)
    covered.spending += covers(lift.spendingFen, truth.spendingFen)
    const marginFen = ledger.revenueFen - ledger.goodsFen
    expect(total).toMatchObject({ ...ledger, marginFen, costFen: ledger.discountFen })
    expect(total.roi).toBe(Math.round((marginFen * 10_000) / ledger.discountFen) / 10_000)
  }
  console.info(`the truth was covered in ${covered.conversion} (conversion) and ${covered.spending} (spending) of 40`)
  expect(covered.conversion).toBeGreaterThanOrEqual(36)
  expect(covered.spending).toBeGreaterThanOrEqual(36)
}, 300_000)
