import { cellsOf } from '../../functions/events/cells.ts'
import { countsKey } from '../../functions/events/items.ts'
import { countsOf, dayTotalsOf } from '../../functions/events/rules.ts'
import type { Event } from '../../functions/events/schemas.ts'
import { readEvent } from '../../functions/events/upgrade.ts'
import type { Item, Table } from '../../functions/kernel/table/table.ts'
import { isOfMember, type Law, type Sight, Sums } from './law.ts'

/** What an event of an order or a group counts, beside the vouchers of it (events/money.ts). */
const ofDeal: { [kind: string]: string } = {
  ordered: 'ordered',
  paid: 'paid',
  'group-opened': 'groupsOpened',
  'group-complete': 'groupsComplete',
  'group-failed': 'groupsFailed',
}
/** Every running figure (live counts, days of stores, cells of reports, arms of a measured promotion) is what its events make of it, counted anew. */
export function figuresLaw(sight: Sight, now: Date): Law {
  /** `<pk> <sk> <figure>`: counted from the log, less what stands in the table. */
  const apart = new Sums()
  /** Day of a use, by its redemption; an undo counts on the day of its use, and may be read before it. */
  const dayOf = new Map<string, string>()
  const undone: Event[] = []
  /** Rewards that waited, and those that do no more: member and round. */
  const waited = new Set<string>()
  const decided: { streakId: string; name: string }[] = []
  let events = 0
  const wrong: string[] = []

  const count = (pk: string, sk: string, add: { [figure: string]: number | undefined }, sign = 1) => {
    for (const [figure, n] of Object.entries(add)) if (n) apart.add(`${pk} ${sk} ${figure}`, sign * n)
  }
  const countAll = (ofId: string, add: { [figure: string]: number }, part?: number) => {
    const { pk, sk } = countsKey(ofId, part)
    count(pk, sk, add)
  }

  async function ofEvent(item: Item): Promise<void> {
    events += 1
    let event: Event
    try {
      event = await readEvent(sight as Table, item, now)
    } catch (error) {
      wrong.push(`${item.eventId}: no event of any version (${(error as Error).message.slice(0, 80)})`)
      return
    }
    const { kind, batchId, dealId, voucherId, storeId, day, redemptionId = '', part } = event
    for (const { key, add } of cellsOf(event)) count(key.pk, key.sk, add)
    if (batchId !== undefined) countAll(batchId, countsOf(event), kind === 'claimed' ? part : undefined)
    else if (dealId !== undefined && voucherId !== undefined) countAll(dealId, countsOf(event))
    else if (dealId !== undefined && ofDeal[kind] !== undefined)
      countAll(dealId, { [ofDeal[kind]]: 1, sponsoredFen: event.sponsoredFen ?? 0 })
    if (kind === 'redeemed') {
      dayOf.set(redemptionId, day)
      count(`STORE#${storeId}#DAY#${day}`, 'TOTALS', dayTotalsOf(event))
    }
    if (kind === 'undone') undone.push(event)
    if (kind.startsWith('reward-')) ofReward(event)
  }

  function ofReward({ kind, eventId, streakId = '', costFen = 0 }: Event): void {
    const state = kind.slice('reward-'.length)
    const name = eventId.slice(kind.length + 1)
    countAll(streakId, { [state]: 1, costFen })
    if (state === 'waiting') waited.add(name)
    else decided.push({ streakId, name })
  }

  function ofFigures(item: Item): void {
    const { pk, sk, ...rest } = item
    const numbers = Object.entries(rest).filter(([, n]) => typeof n === 'number')
    count(pk, sk, Object.fromEntries(numbers) as { [figure: string]: number }, -1)
  }

  return {
    promise: 'running figures = figures rebuilt from the event log',
    async take(item) {
      const { pk, sk } = item
      if (pk.startsWith('EVENT#')) await ofEvent(item)
      else if (pk.startsWith('COUNTS#') || pk.startsWith('ROLLUP#') || sk === 'TOTALS') ofFigures(item)
      // How many vouchers a refund was for stands in its order, and in no event.
      else if (isOfMember(item, 'ORDER#')) countAll(String(item.dealId), { refunded: Number(item.backQuantity ?? 0) })
      else if (pk.startsWith('HOLDOUT#'))
        count(pk, sk, { members: Number(item.members), spentFen: Number(item.spentFen ?? 0) }, -1)
      else if (pk.startsWith('LIFT#') && item.counted)
        count(`HOLDOUT#${item.promotionId}`, `ARM#${item.arm}`, { members: 1, spentFen: Number(item.spentFen) })
    },
    end() {
      for (const event of undone) {
        const day = dayOf.get(event.redemptionId ?? '')
        if (day === undefined) wrong.push(`${event.redemptionId}: undone, and the log has no use of it`)
        else count(`STORE#${event.storeId}#DAY#${day}`, 'TOTALS', dayTotalsOf(event))
      }
      for (const { streakId, name } of decided) if (waited.has(name)) countAll(streakId, { waiting: -1 })
      for (const name of apart.names()) {
        const by = apart.of(name)
        if (by !== 0) wrong.push(`${name}: the log says ${by > 0 ? `${by} more` : `${-by} fewer`}`)
      }
      return { counted: events, wrong }
    },
  }
}
