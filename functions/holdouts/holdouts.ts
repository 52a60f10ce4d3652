import { Problem } from '../../shared/problem.ts'
import type { Change } from '../kernel/feed.ts'
import { spread } from '../kernel/ids.ts'
import { perTable, Recent } from '../kernel/recent.ts'
import type { Item, Key, Table, Write } from '../kernel/table/table.ts'
import { type Arm, addedBy, armOf, arms, type Outcome, outcomeOf } from './rules.ts'

/** Of a promotion: how many percent are not shown it. Made with it and never changed, since who is in which arm must not change. */
interface HoldOutItem extends Item {
  percent: number
}
const holdOutKey = (promotionId: string): Key => ({ pk: `HOLDOUT#${promotionId}`, sk: 'HOLDOUT' })

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

const wordsSeconds = 30
const forever = 365 * 86_400
/** What a process knows: of promotions whether they hold out, and who is known to be in a population. */
const known = perTable(() => ({ percents: new Recent<number>(5000), met: new Recent<Arm>(50_000) }))

/** For the commit that makes the promotion. */
export function newHoldOut(promotionId: string, percent: number | undefined): Write[] {
  if (!percent) return []
  return [{ put: { ...holdOutKey(promotionId), percent }, when: 'absent', orElse: () => new Problem('table.busy') }]
}

/**
 * Whether a list leaves an offer of the promotion out for this member. Whoever is asked about is in the population from then on: that is
 * written once, and costs nothing the second time. Who is not logged in sees everything, and is in no population.
 */
export async function isHeldOut(
  table: Table,
  memberId: string | undefined,
  { promotionId, merchantId }: { promotionId: string; merchantId: string },
  now: Date,
): Promise<boolean> {
  if (memberId === undefined) return false
  const { percents, met } = known(table)
  const load = async () => ((await table.get(holdOutKey(promotionId))) as HoldOutItem | undefined)?.percent ?? 0
  const percent = (await percents.or(promotionId, now, wordsSeconds, load)) ?? 0
  if (percent === 0) return false
  const meet = async () => {
    // The same each time, wherever it is asked, and of each promotion by itself.
    const arm = armOf(spread(`${promotionId} ${memberId}`, 100), percent)
    const about = { memberId, merchantId, promotionId, arm, at: now.toISOString(), spentFen: 0, uses: 0 }
    await table.commit({
      put: { ...metKey(memberId, merchantId, promotionId), ...about },
      when: 'absent',
      orElse: () => 'mine',
    })
    return arm
  }
  return (await met.or(`${promotionId} ${memberId}`, now, forever, meet)) === 'heldOut'
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

/** What both arms have come to; undefined where the promotion holds nobody out. */
export async function readArms(
  table: Table,
  promotionId: string,
): Promise<({ percent: number } & { [arm in Arm]: ArmSums }) | undefined> {
  const found = await table.getMany([holdOutKey(promotionId), ...arms.map((arm) => armKey(promotionId, arm))])
  const at = (sk: string) => found.find((item) => item.sk === sk)
  const percent = at('HOLDOUT')?.percent
  if (typeof percent !== 'number') return undefined
  const sums = (arm: Arm): ArmSums => {
    const { members = 0, converted = 0, spentFen = 0, squares = 0 } = (at(`ARM#${arm}`) ?? {}) as Partial<ArmSums>
    return { members, converted, spentFen, squares }
  }
  return { percent, shown: sums('shown'), heldOut: sums('heldOut') }
}
