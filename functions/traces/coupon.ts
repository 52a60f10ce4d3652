import { type CouponItem, findRules, giftPlace, lastUse, type Past, pastIn, pastOf, readCoupon } from '../coupons/coupons.ts'
import type { Table } from '../kernel/table/table.ts'
import type { Step } from './steps.ts'
import type { Thread } from './thread.ts'

/** Twenty givings, three hands. */
const mostHands = 10

/** Everything that became of a coupon, through whosever hands: from the one who claimed it on. */
export async function couponThread(table: Table, couponId: string, now: Date): Promise<Thread | undefined> {
  let first = await readCoupon(table, couponId)
  for (let hand = 0; first?.from && hand < mostHands; hand++) {
    const giver = await readCoupon(table, first.from.couponId)
    if (!giver) break
    first = giver
  }
  if (!first) return undefined
  const { merchantId, promotionId, trace, batchId, version } = first
  const { form, zone } = await findRules(table, batchId, version, now)
  const steps: Step[] = []
  let held: CouponItem | undefined = first
  for (let hand = 0; held && hand < mostHands; hand++) {
    steps.push(...(await stepsOf(table, held, form.title)))
    const { giving }: CouponItem = held
    held = giving?.takenById ? await readCoupon(table, giftPlace(giving.takenById, batchId, giving.token).couponId) : undefined
  }
  return { merchantId, promotionId, trace, zone, steps }
}

async function stepsOf(table: Table, coupon: CouponItem, title: string): Promise<Step[]> {
  const { couponId, memberId, use } = coupon
  const all: Past[] = [...(await pastOf<Past['kind']>(table, coupon)), ...pastIn(coupon)]
  const each = new Map(all.map((past) => [`${past.at}#${past.kind}`, past]))
  return [...each.values()].flatMap(({ kind, at, storeId, by, reason, payFen, discountFen }): Step[] => {
    // Its taker tells of it.
    if (kind === 'taken') return []
    const counter = { storeId, by, reason, fen: payFen, discountFen }
    if (kind === 'redeemed') return [{ kind, at, ...counter, id: use?.at === at ? lastUse(coupon) : undefined }]
    if (kind === 'undone') return [{ kind, at, ...counter }]
    return [{ kind, at, id: couponId, memberId, words: kind === 'claimed' ? title : undefined }]
  })
}
