import { setTimeout as pause } from 'node:timers/promises'
import type { CallOf } from '../../shared/api.ts'
import type { RaceStack } from './stack.ts'

type BatchInput = Omit<CallOf<'createBatch'>, 'promotionId'>

/** A batch that can be claimed now, made by the marketer as people make one. */
export async function openBatch({ call }: RaceStack, marketer: string, form: Pick<BatchInput, 'total' | 'perMember'>) {
  const day = 86_400_000
  const at = (later: number) => new Date(Date.now() + later * day).toISOString()
  const promotion = await call('createPromotion', { name: '抢券', from: at(-1), to: at(60) }, { token: marketer })
  const { promotionId } = promotion.body
  const benefit = { kind: 'amount' as const, offFen: 500, minSpendFen: 0 }
  const batch = await call(
    'createBatch',
    { promotionId, title: '抢券', benefit, validity: { kind: 'days', days: 30 }, ...form },
    { token: marketer },
  )
  await call('launchPromotion', { promotionId }, { token: marketer })
  const { batchId } = batch.body
  const counts = async () => {
    const { body } = await call('getPromotion', { promotionId }, { token: marketer })
    const found = body.batches.find((one) => one.batchId === batchId)
    if (!found) throw new Error(`${batchId} is not in its promotion`)
    return found.counts
  }
  return { promotionId, batchId, counts }
}

/** Every coupon that the member holds. */
export async function walletOf({ call }: RaceStack, token: string): Promise<string[]> {
  const { body } = await call('listMyCoupons', {}, { token })
  return body.items.map((coupon) => coupon.couponId)
}

/** Asks until it is so, for at most a minute, since the feed of a slow machine is slow; answers what was seen last, for the test to judge. */
export async function seenOnce<T>(look: () => Promise<T>, isSo: (seen: T) => boolean): Promise<T> {
  const until = performance.now() + 60_000
  for (;;) {
    const seen = await look()
    if (isSo(seen) || performance.now() > until) return seen
    await pause(50)
  }
}

export const times = <T>(count: number, make: (nth: number) => T): T[] => Array.from({ length: count }, (_, nth) => make(nth))
