import type { BatchForm } from '../../shared/coupons.ts'
import type { PromotionForm } from '../../shared/promotions.ts'
import type { FrontDoor } from './front-door.ts'

/** A batch with every field that its form must have, to be made or saved whole. */
export const plainBatch: BatchForm = {
  title: '秋日券',
  total: 10,
  perMember: 1,
  benefit: { kind: 'amount', offFen: 500, minSpendFen: 1000 },
  validity: { kind: 'days', days: 7 },
}

/** A launched promotion with one batch, as a test needs it: only what it says differs from an ordinary one. */
export function newLaunch(door: FrontDoor) {
  let made = 0
  async function launch(form: Partial<BatchForm> & { total: number }, live = true, promotion: Partial<PromotionForm> = {}) {
    const token = await door.tokenOf('seed-marketer')
    const now = door.clock.now().getTime()
    const window = { from: new Date(now - 60_000).toISOString(), to: new Date(now + 30 * 86_400_000).toISOString() }
    made += 1
    const created = await door.call('createPromotion', { name: `活动 ${made}`, ...window, ...promotion }, { token })
    const { promotionId } = created.body
    const batch = await door.call(
      'createBatch',
      {
        promotionId,
        title: `券 ${made}`,
        perMember: 1,
        benefit: { kind: 'amount', offFen: 1000, minSpendFen: 3000 },
        validity: { kind: 'days', days: 30 },
        ...form,
      },
      { token },
    )
    if (batch.status !== 201) throw new Error(`the batch was refused: ${JSON.stringify(batch.body)}`)
    if (live) await door.call('launchPromotion', { promotionId }, { token })
    return { promotionId, batchId: batch.body.batchId }
  }

  /** What a marketer is shown of a batch. */
  async function counts(batchId: string) {
    await door.settle()
    const token = await door.tokenOf('seed-marketer')
    const { items } = (await door.call('listPromotions', { limit: 100 }, { token })).body
    const batch = items.flatMap((promotion) => promotion.batches).find((one) => one.batchId === batchId)
    if (!batch) throw new Error(`${batchId} is not among the promotions`)
    return batch.counts
  }

  /** A promotion as a marketer sees it. */
  async function seen(promotionId: string) {
    return (await door.call('getPromotion', { promotionId }, { token: await door.tokenOf('seed-marketer') })).body
  }

  /** Its first batch. */
  async function batchIn(promotionId: string) {
    const [batch] = (await seen(promotionId)).batches
    if (!batch) throw new Error(`${promotionId} has no batch`)
    return batch
  }

  return Object.assign(launch, { counts, seen, batchIn })
}
