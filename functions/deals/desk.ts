import type { Deal } from '../../shared/deal-desk.ts'
import type { DealForm } from '../../shared/deals.ts'
import { Problem } from '../../shared/problem.ts'
import type { Table, Write } from '../kernel/table/table.ts'
import type { SetVersion } from '../stores/stores.ts'
import { forgetDeal, stockOf } from './find.ts'
import {
  type DealItem,
  dealKey,
  type Gate,
  listed,
  type StockItem,
  stockKey,
  type Terms,
  type TermsItem,
  termsKey,
  usableOf,
} from './items.ts'
import { leftOf, shardsFor, sharesOf, sharesTaken, stateOfDeal, voucherUntil } from './rules.ts'

/** Where a deal belongs and when it can be bought. */
export interface DealFacts {
  dealId: string
  promotionId: string
  merchantId: string
  merchantName: string
  zone: string
  from: Date
  to: Date
  gate: Gate
  pausedFor?: string | undefined
  /** What a set among its stores means now. */
  storeSet?: SetVersion | undefined
  /** The stores are the promotion's, not its own. */
  inheritsStores: boolean
  /** Its promotion holds so many percent of members out. */
  holdOutPercent?: number | undefined
}

/** A new deal: its words, the first version of its terms, and the stock; at most 18 writes for one commit. */
export function newDeal(facts: DealFacts, form: DealForm): Write[] {
  const { dealId, promotionId, merchantId, merchantName, zone, gate, pausedFor, storeSet, inheritsStores, holdOutPercent } =
    facts
  const version = 1
  const [from, to] = [facts.from.toISOString(), facts.to.toISOString()]
  const terms: Terms = {
    ...{ dealId, version, promotionId, merchantId, merchantName, zone },
    form,
    ...(storeSet && { storeSet }),
  }
  const shards = shardsFor(form.total)
  const deal: DealItem = {
    ...dealKey(dealId),
    ...terms,
    ...{ shards, gate, from, to },
    ...(pausedFor !== undefined && { pausedFor }),
    ...(inheritsStores && { inheritsStores: true }),
    ...(holdOutPercent && { holdOutPercent }),
    ...(gate !== 'draft' && listed(to, dealId)),
  }
  const stock = sharesOf(form.total, shards).map((left, n) => ({ ...stockKey(dealId, n), left, gate, from, to, version }))
  const busy = () => new Problem('table.busy')
  const items = [deal, termsItem(terms, facts.to), ...stock]
  return items.map((item) => ({ put: item, when: 'absent', orElse: busy }))
}

/** A version of the terms, found by the last instant at which a voucher under it may be used: the last group opens as the sale ends. */
export function termsItem(terms: Terms, saleTo: Date): TermsItem {
  const { dealId, version, merchantId, zone, form } = terms
  const lastBought = new Date(saleTo.getTime() + form.groupHours * 3_600_000)
  const until = voucherUntil(form.voucher, zone, lastBought).toISOString()
  return { ...termsKey(dealId, version), ...terms, list: usableOf(merchantId), listAt: `${until}#${dealId}#${version}` }
}

/** The gates that each order of a marketer moves; from any other gate it changes nothing. */
const moves: { [order in 'open' | 'pause' | 'resume' | 'stop']: { from: Gate[]; to: Gate } } = {
  open: { from: ['draft'], to: 'open' },
  // Also of a paused one: it may be for another reason now.
  pause: { from: ['open', 'paused'], to: 'paused' },
  resume: { from: ['paused'], to: 'open' },
  stop: { from: ['draft', 'open', 'paused'], to: 'stopped' },
}

/**
 * Moves the gate of a deal and of all of its stock at once, so that the next purchase meets it; who joins an open group does not. A
 * repeat changes nothing, nor does an order that `under` says is no longer meant.
 */
export async function moveDealGate(
  table: Table,
  dealId: string,
  order: keyof typeof moves,
  under: Write[] = [],
  pausedFor?: string,
): Promise<void> {
  const deal = (await table.get(dealKey(dealId))) as DealItem | undefined
  const { from, to: gate } = moves[order]
  if (!deal || !from.includes(deal.gate)) return
  const stock: Write[] = Array.from({ length: deal.shards }, (_, shard) => ({
    change: stockKey(dealId, shard),
    set: { gate },
    when: 'present',
    orElse: () => new Problem('table.busy'),
  }))
  const moved: Write = {
    change: dealKey(dealId),
    set: { gate, ...(order === 'open' && listed(deal.to, dealId)), ...(pausedFor !== undefined && { pausedFor }) },
    drop: [...(order === 'stop' ? ['list', 'listAt'] : []), ...(pausedFor === undefined ? ['pausedFor'] : [])],
    when: { field: 'gate', is: deal.gate },
    orElse: () => 'mine',
  }
  await table.commit(...under, moved, ...stock)
  forgetDeal(table, dealId)
}

/** The deal, when it is the merchant's. Refuses with deal.not_found. */
export async function ownDeal(table: Table, merchantId: string, dealId: string): Promise<DealItem> {
  const deal = (await table.get(dealKey(dealId))) as DealItem | undefined
  if (deal?.merchantId !== merchantId) throw new Problem('deal.not_found')
  return deal
}

/** What a deal says from now on. */
export type DealRevision = Pick<DealFacts, 'from' | 'to' | 'storeSet' | 'inheritsStores'> & { form: DealForm }

const races = 5

/**
 * A new version of a deal's terms for what is bought from now on: orders and groups name theirs. A larger total adds to what is left,
 * a smaller one takes from it and never below what was sold (input.invalid, field total). `stale` is thrown where somebody
 * revised it meanwhile.
 */
export async function reviseDeal(
  table: Table,
  deal: DealItem,
  next: DealRevision,
  stale: () => Problem,
  under: Write[] = [],
): Promise<void> {
  const moved = new Problem('table.busy')
  for (let race = 0; race < races; race++) {
    const stock = await stockOf(table, deal)
    const added = next.form.total - deal.form.total
    const left = leftOf(stock)
    if (left + added < 0) throw new Problem('input.invalid', { field: 'total', details: { least: deal.form.total - left } })
    try {
      await table.commit(...under, ...versionUp(deal, next, stale), ...stockUp(deal, next, stock, added, moved))
      forgetDeal(table, deal.dealId)
      return
    } catch (problem) {
      // Somebody bought of the stock that was to be taken away: look again.
      if (problem !== moved) throw problem
    }
  }
  throw moved
}

function versionUp(deal: DealItem, next: DealRevision, stale: () => Problem): Write[] {
  const { dealId, promotionId, merchantId, merchantName, zone } = deal
  const version = deal.version + 1
  const [from, to] = [next.from.toISOString(), next.to.toISOString()]
  const { storeSet } = next
  const { form } = next
  const terms: Terms = { dealId, version, promotionId, merchantId, merchantName, zone, form, ...(storeSet && { storeSet }) }
  return [
    {
      change: dealKey(dealId),
      set: {
        ...{ version, form, from, to },
        ...(next.inheritsStores && { inheritsStores: true }),
        ...(storeSet && { storeSet }),
        ...(deal.list !== undefined && listed(to, dealId)),
      },
      drop: [...(next.inheritsStores ? [] : ['inheritsStores']), ...(storeSet ? [] : ['storeSet'])],
      when: { field: 'version', is: deal.version },
      orElse: stale,
    },
    { put: termsItem(terms, next.to), when: 'absent', orElse: stale },
  ]
}

function stockUp(deal: DealItem, next: DealRevision, stock: StockItem[], added: number, moved: Problem): Write[] {
  const lefts = stock.map(({ left }) => left)
  const steps = added >= 0 ? sharesOf(added, stock.length) : (sharesTaken(lefts, -added) ?? []).map((taken) => -taken)
  const [from, to] = [next.from.toISOString(), next.to.toISOString()]
  return steps.map((step, shard) => ({
    change: stockKey(deal.dealId, shard),
    set: { version: deal.version + 1, from, to },
    add: { left: step },
    when: {
      all: [
        { field: 'version', is: deal.version },
        { field: 'left', atLeast: -step },
      ],
    },
    orElse: () => moved,
  }))
}

export interface DealSeen {
  deal: DealItem
  left: number
  state: Deal['state']
}

/** Deals as their marketer sees them: strong reads, nothing kept. */
export async function seeDeals(table: Table, dealIds: string[], now: Date): Promise<DealSeen[]> {
  const deals = dealIds.length > 0 ? ((await table.getMany(dealIds.map(dealKey))) as DealItem[]) : []
  return Promise.all(
    deals.map(async (deal) => {
      const stock = await stockOf(table, deal)
      const own = deal.gate === 'draft' || deal.gate === 'stopped' ? deal.gate : undefined
      return { deal, left: leftOf(stock), state: own ?? stateOfDeal(stock, now) }
    }),
  )
}
