import { tallyMoved } from '../exceptions/exceptions.ts'
import { outcomeMoved, outcomeWrites } from '../holdouts/holdouts.ts'
import type { Metric } from '../kernel/metric-names.ts'
import { tally } from '../kernel/metrics.ts'
import type { Item, Table, Write } from '../kernel/table/table.ts'
import { instantIn } from '../kernel/zone.ts'
import { addCells } from './cells.ts'
import { putEvent } from './items.ts'
import { knownMoved, newness } from './known.ts'
import type { Event } from './schemas.ts'
import { putTrailOf } from './trail.ts'

/** What happened, before it is known where its day is and whether its member is new. */
export type Told = Omit<Event, 'v' | 'day' | 'hour' | 'isNew'>
/** `zone` is the store's, or the merchant's. `day`: where that is another than the day of `at` there; `hourAt`: where another hour counts. */
export type Fact = Told & { zone: string; day?: string; hourAt?: string }

/** What is counted for operators. Of a voucher given back it is the money that counts. */
const counted: { [kind in Event['kind']]?: Metric } = {
  ...{ claimed: 'Claimed', redeemed: 'Redeemed', undone: 'Undone', visited: 'CheckedIn' },
  ...{ ordered: 'Ordered', paid: 'Paid', late: 'PaidLate', refunded: 'Refunded' },
}

function count({ kind, voucherId }: Event): void {
  const metric = counted[kind]
  if (metric !== undefined && !(kind === 'refunded' && voucherId !== undefined)) tally(metric)
}

/** Commits what `first` makes happen once; whether it happened now, and not before. */
export async function commitOnce(table: Table, first: Write, ...rest: Write[]): Promise<boolean> {
  let isNow = true
  const orElse = (old: Item | undefined) => {
    isNow = false
    return 'orElse' in first ? first.orElse(old) : 'mine'
  }
  await table.commit(first.when === 'always' ? first : { ...first, orElse }, ...rest)
  return isNow
}

/** Others of the same person may be counted first; each of them has moved on. */
const races = 10

/**
 * Writes an event, its cells and all that hangs on it in one commit, exactly once: where the event stands already nothing is written.
 * `rest` is asked again where something else came first.
 */
export async function record(table: Table, fact: Fact, rest: Write[] | (() => Promise<Write[]>), now: Date): Promise<void> {
  for (let race = 0; race < races; race++) {
    const { isNew, mark } = await newness(table, fact, now)
    const event = eventOf(fact, isNew)
    const more = [...(Array.isArray(rest) ? rest : await rest()), ...(await outcomeWrites(table, event))]
    try {
      const all = [...addCells(event), ...putTrailOf(event), ...mark, ...more]
      if (await commitOnce(table, putEvent(event), ...all)) count(event)
      return
    } catch (problem) {
      if (problem !== tallyMoved && problem !== knownMoved && problem !== outcomeMoved) throw problem
    }
  }
  throw knownMoved
}

function eventOf({ zone, day, hourAt, ...told }: Fact, isNew: boolean | undefined): Event {
  const local = instantIn(zone, hourAt ?? told.at)
  const about = { v: 2 as const, day: day ?? local.slice(0, 10), hour: Number(local.slice(11, 13)) }
  return { ...told, ...about, ...(isNew !== undefined && { isNew }) }
}
