import {
  type Asked,
  findGroup,
  followGroup,
  groupMoved,
  groupOver,
  newDeal,
  orderIdOf,
  seatFor,
  seatPaid,
  seeDeals,
} from '../../functions/deals/deals.ts'
import type { GroupItem } from '../../functions/deals/items.ts'
import { newId } from '../../functions/kernel/ids.ts'
import type { Engine } from '../../functions/kernel/table/engines.ts'
import type { DealForm } from '../../shared/deals.ts'
import { Problem } from '../../shared/problem.ts'

const form: DealForm = {
  title: '三人火锅',
  total: 100,
  perMember: 5,
  aloneFen: 9900,
  ladder: [
    { size: 3, priceFen: 6900 },
    { size: 2, priceFen: 7900 },
  ],
  groupHours: 24,
  voucher: { uses: 1, validDays: 30 },
  refundable: 'until_used',
}
export const start = new Date('2026-11-22T04:00:00.000Z')
export const later = (minutes: number, from = start) => new Date(from.getTime() + minutes * 60_000)

/** Deals on sale and seats in their groups, as far as deals alone know them: at the times that a test says, on either engine. */
export function newSeating(engine: Engine) {
  const member = () => newId('mbr', start)

  async function onSale(part: Partial<DealForm> = {}) {
    const dealId = newId('dea', start)
    const about = { dealId, promotionId: 'prm_1', merchantId: 'mer_1', merchantName: '火锅店', zone: 'Asia/Shanghai' }
    const window = { from: later(-60), to: later(7 * 24 * 60) }
    await engine.table.commit(...newDeal({ ...about, ...window, gate: 'open', inheritsStores: false }, { ...form, ...part }))
    return dealId
  }

  /** An order as the noun of orders places one: an item of its own, in one commit with its seat. */
  function order(asked: Omit<Asked, 'quantity'> & { quantity?: number; nth?: number }, now = start) {
    const { memberId, dealId, nth = 1, quantity = 1 } = asked
    return seatFor(engine.table, { quantity, ...asked }, 'zh', now, async (seating) => {
      const { groupId, payBy, amountFen, terms } = seating
      const placed = { orderId: orderIdOf(memberId, dealId, nth), memberId, dealId, nth, quantity, at: now.toISOString() }
      const item = { pk: `MEMBER#${memberId}`, sk: `ORDER#${dealId}#${nth}` }
      const taken = () => new Problem('deal.limit_reached')
      await engine.table.commit({ put: item, when: 'absent', orElse: taken }, ...seating.writes(nth))
      return { ...placed, groupId: groupId ?? '', payBy, amountFen, version: terms.version }
    })
  }

  const group = async (groupId: string) => (await findGroup(engine.table, groupId)) as GroupItem
  const left = async (dealId: string) => (await seeDeals(engine.table, [dealId], start))[0]?.left
  const pay = (placed: Awaited<ReturnType<typeof order>>) => engine.table.commit(seatPaid(placed))

  /** What the feed does with a group that moved. */
  async function follow(groupId: string, before: GroupItem | undefined, now = start) {
    const moved = groupMoved({ ...(before && { old: before }), new: await group(groupId) })
    if (moved) await followGroup(engine.table, moved, now)
    return moved
  }
  const over = async (groupId: string, now: Date) => groupOver(engine.table, { pk: '', sk: '', groupId }, now)

  return { member, onSale, order, group, left, pay, follow, over }
}

/** `done`, or the code of the refusal. */
export const told = async (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (problem) => (problem instanceof Problem ? problem.code : Promise.reject(problem)),
  )
