import { Problem } from '../../shared/problem.ts'
import type { Change } from '../kernel/feed.ts'
import { spread } from '../kernel/ids.ts'
import { perTable, Recent } from '../kernel/recent.ts'
import type { Item, Key, Table, Write } from '../kernel/table/table.ts'
import { type Arm, addedBy, armOf, arms, type Outcome, outcomeOf } from './rules.ts'

/** A member who asked a list while a promotion with a hold-out ran: in the population from then on, whichever arm it is. */
interface MetItem extends Item, Outcome {
  memberId: string
  merchantId: string
  promotionId: string
  arm: Arm
  at: string
}
const metPrefix = 'LIFT#'
const metKey = (memberId: string, merchantId: string, promotionId: string): Key => ({
  pk: `${metPrefix}${memberId}`,
  sk: `${merchantId}#${promotionId}`,
})

/** The sums of an arm. */
export interface ArmSums {
  members: number
  converted: number
  spentFen: number
  /** Of what each member spent, in yuan, squared. */
  squares: number
}
const armKey = (promotionId: string, arm: Arm): Key => ({ pk: `HOLDOUT#${promotionId}`, sk: `ARM#${arm}` })

const forever = 365 * 86_400
/** Who this process knows to be in a population. */
const known = perTable(() => new Recent<Arm>(50_000))

/**
 * Whether a list leaves an offer of the promotion out for this member. Whoever is asked about is in the population from then on: that is
 * written once, and costs nothing the second time. Who is not logged in sees everything, and is in no population.
 */
export async function isHeldOut(
  table: Table,
  memberId: string | undefined,
  { promotionId, merchantId, holdOutPercent = 0 }: { promotionId: string; merchantId: string; holdOutPercent?: number },
  now: Date,
): Promise<boolean> {
  if (memberId === undefined || holdOutPercent === 0) return false
  const meet = async () => {
    // The same each time, wherever it is asked, and of each promotion by itself.
    const arm = armOf(spread(`${promotionId} ${memberId}`, 100), holdOutPercent)
    const about = { memberId, merchantId, promotionId, arm, at: now.toISOString(), spentFen: 0, uses: 0 }
    await table.commit({
      put: { ...metKey(memberId, merchantId, promotionId), ...about },
      when: 'absent',
      orElse: () => 'mine',
    })
    return arm
  }
  return (await known(table).or(`${promotionId} ${memberId}`, now, forever, meet)) === 'heldOut'
}

/** For the feed: somebody new in a population, counted once. */
export async function deriveMet(table: Table, { old, new: item }: Change): Promise<void> {
  if (old || !item?.pk.startsWith(metPrefix)) return
  const { pk, sk, promotionId, arm } = item as MetItem
  const counted: Write = {
    change: { pk, sk },
    set: { counted: true },
    when: { field: 'counted', has: false },
    orElse: () => 'mine',
  }
  await table.commit(counted, { change: armKey(promotionId, arm), add: { members: 1 }, when: 'always' })
}

/** Thrown by the commit of these writes where another fact of the member came first: ask for them again. */
export const outcomeMoved = new Problem('table.busy')

/**
 * For the commit of an event: what it changes in the outcome of its member, in each population of the merchant that they are in since
 * before. Nothing is written for who is in none.
 */
export async function outcomeWrites(
  table: Table,
  event: Parameters<typeof outcomeOf>[0] & { at: string; memberId?: string | undefined; merchantId: string },
): Promise<Write[]> {
  const { memberId, merchantId, at } = event
  const more = outcomeOf(event)
  if (!more || memberId === undefined) return []
  const { items } = await table.query({ pk: `${metPrefix}${memberId}`, prefix: `${merchantId}#` })
  return (items as MetItem[])
    .filter((met) => met.at <= at)
    .flatMap((met): Write[] => {
      const { pk, sk, spentFen, uses, promotionId, arm } = met
      // What was spent before they were asked about may be undone after: it never counted.
      const after = { spentFen: Math.max(0, spentFen + more.spentFen), uses: Math.max(0, uses + more.uses) }
      const added = addedBy({ spentFen, uses }, after)
      const when = {
        all: [
          { field: 'spentFen', is: spentFen },
          { field: 'uses', is: uses },
        ],
      }
      const moved: Write = { change: { pk, sk }, set: after, when, orElse: () => outcomeMoved }
      return [
        moved,
        ...(Object.keys(added).length > 0 ? [{ change: armKey(promotionId, arm), add: added, when: 'always' as const }] : []),
      ]
    })
}

/** What both arms of a promotion have come to. */
export async function readArms(table: Table, promotionId: string): Promise<{ [arm in Arm]: ArmSums }> {
  const found = await table.getMany(arms.map((arm) => armKey(promotionId, arm)))
  const sums = (arm: Arm): ArmSums => {
    const kept = found.find(({ sk }) => sk === armKey(promotionId, arm).sk)
    const { members = 0, converted = 0, spentFen = 0, squares = 0 } = (kept ?? {}) as Partial<ArmSums>
    return { members, converted, spentFen, squares }
  }
  return { shown: sums('shown'), heldOut: sums('heldOut') }
}
