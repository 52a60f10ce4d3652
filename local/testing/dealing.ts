import type { DealForm } from '../../shared/deals.ts'
import type { PromotionForm } from '../../shared/promotions.ts'
import type { FrontDoor } from './front-door.ts'

export const plainDeal: DealForm = {
  title: '三人下午茶',
  total: 100,
  perMember: 5,
  aloneFen: 9900,
  listFen: 12_800,
  ladder: [
    { size: 2, priceFen: 7900 },
    { size: 3, priceFen: 6900 },
  ],
  groupHours: 24,
  voucher: { uses: 1, validDays: 30 },
  refundable: 'until_used',
}

/** Deals as a test needs them: only what it says differs from an ordinary one. */
export function newDeals(door: Pick<FrontDoor, 'call' | 'tokenOf' | 'clock' | 'table'>) {
  let made = 0

  /** A launched promotion with one deal. */
  async function deal(form: Partial<DealForm> = {}, live = true, promotion: Partial<PromotionForm> = {}, by = 'seed-marketer') {
    const token = await door.tokenOf(by)
    const now = door.clock.now().getTime()
    const window = { from: new Date(now - 60_000).toISOString(), to: new Date(now + 30 * 86_400_000).toISOString() }
    made += 1
    const created = await door.call('createPromotion', { name: `团购活动 ${made}`, ...window, ...promotion }, { token })
    const { promotionId } = created.body
    const answer = await door.call('createDeal', { promotionId, ...plainDeal, ...form }, { token })
    if (answer.status !== 201) throw new Error(`the deal was refused: ${JSON.stringify(answer.body)}`)
    // Tests sell one thing at many prices, side by side.
    if (live) await door.call('launchPromotion', { promotionId, despite: ['conflict'] }, { token })
    return { promotionId, dealId: answer.body.dealId, version: answer.body.version }
  }

  /** People of a group, the first of whom opens it, as far as deals know of orders: their seats, paid or not. */
  async function group(dealId: string, size: number, openids: string[], isPaid = true) {
    const { seatFor, seatPaid } = await import('../../functions/deals/deals.ts')
    let groupId: string | undefined
    for (const openid of openids) {
      const memberId = (await door.call('getMe', {}, { token: await door.tokenOf(openid) })).body.memberId
      const how = groupId === undefined ? { mode: 'open' as const, size } : { mode: 'join' as const, groupId }
      const now = door.clock.now()
      const seat = { memberId, nth: 1, at: now.toISOString() }
      groupId = await seatFor(door.table, { memberId, dealId, quantity: 1, ...how }, 'zh', now, async (seating) => {
        await door.table.commit(...seating.writes(seat.nth))
        return seating.groupId
      })
      if (isPaid) await door.table.commit(seatPaid({ ...seat, groupId: groupId ?? '' }))
    }
    return groupId ?? ''
  }

  return { deal, group }
}

/** What a deal's contract asks of several fields together: a ladder of different sizes below the price alone, stores or a set. */
export function agreeingDeal(input: { [field: string]: unknown }): { [field: string]: unknown } {
  const { ladder, aloneFen, voucher } = input as Partial<DealForm>
  if (!ladder || !voucher || typeof aloneFen !== 'number') return input
  const sizes = [...new Set(ladder.map(({ size }) => size))]
  const { storeIds, storeSetId, ...rule } = voucher
  const where = storeSetId === undefined ? storeIds && { storeIds: [...new Set(storeIds)] } : { storeSetId }
  return {
    ...input,
    ladder: sizes.map((size) => ({ size, priceFen: Math.max(1, Math.floor(aloneFen / 2)) })),
    voucher: { ...rule, ...where },
  }
}
