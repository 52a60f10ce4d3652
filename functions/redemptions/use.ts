import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import type { Redemption } from '../../shared/redemptions.ts'
import { findRules } from '../coupons/coupons.ts'
import { mismatch } from '../kernel/guard.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { maskedName } from '../members/members.ts'
import {
  type AnyUse,
  type Asked,
  again,
  type Done,
  donesIn,
  type Holding,
  isVoucher,
  namedOf,
  settleHere,
  stateIn,
  type UseHere,
  wordsOf,
} from './holdings.ts'
import { saveUse } from './items.ts'
import { type Once, remember } from './keys.ts'
import type { Scanned } from './scan.ts'
import { shownRedemption, whoAndWhen } from './shown.ts'

/** What a device without network did, and what it told the guest. */
export interface Offline {
  deviceId: string
  counter: number
  fen: number
}

/**
 * The use itself: judged, then written under its condition. With `assisted` a manager does it without a code; with `offline` a device did
 * it at `now`, which is past: refuses with device.other_amount where the guest was told another amount.
 */
export async function use(
  table: Table,
  clerk: Staff,
  asked: Asked,
  scanned: Scanned,
  how: { under: Once | undefined; assisted?: { reason: string }; offline?: Offline },
  language: Language,
  now: Date,
): Promise<Redemption> {
  const holding = await again(table, scanned.holding, now)
  const { zone } = await wordsOf(table, namedOf(holding), now)
  const own = (there: Holding) => ownUse(there, clerk, how.under)
  const answered = (done: Done) => shownRedemption(table, done, maskedName(scanned.number, language), language, now)
  const before = own(holding)
  if (before) return answered(before)
  if (scanned.expired) throw new Problem('code.expired', { field: 'code' })
  const judged = await judge(table, clerk, asked, { ...scanned, holding }, now)
  if (judged instanceof Problem) throw judged
  const costFen = await costOf(table, holding, now)
  if (how.offline) mustBeAsTold(how.offline, holding, costFen ?? judged.valueFen ?? judged.discountFen)
  const made: AnyUse = {
    at: now.toISOString(),
    storeId: asked.storeId,
    by: clerk.name,
    byId: clerk.memberId,
    byRole: clerk.managerOf.includes(asked.storeId) ? 'manager' : 'clerk',
    ...judged,
    costFen,
    receiptNo: asked.bill?.receiptNo,
    key: how.under?.key,
    asked: how.under?.hash,
    assisted: how.assisted,
    offline: how.offline && { deviceId: how.offline.deviceId, counter: how.offline.counter },
  }
  const refused = (there: Holding) => {
    if (own(there)) return 'mine'
    const isReleased = !isVoucher(there) && there.released
    return (
      usedAlready(there, zone) ??
      notHere(there, now) ??
      (isReleased ? new Problem('coupon.expired') : new Problem('code.expired', { field: 'code' }))
    )
  }
  const [saved] = await table.commit(saveUse(holding, made, refused))
  if (how.under) remember(how.under, now)
  const done = own(saved as Holding) ?? donesIn(saved as Holding)[0]
  if (!done) throw new Error(`${scanned.holding.sk} carries no use`)
  return answered(done)
}

/** Of a voucher a device knows only what its uses are worth at the most. */
function mustBeAsTold({ fen }: Offline, holding: Holding, worthFen: number): void {
  if (isVoucher(holding) ? worthFen > fen : worthFen !== fen) {
    throw new Problem('device.other_amount', { details: { toldFen: fen, worthFen } })
  }
}

/** What it takes of the promotion's budget, where that is not the discount. */
async function costOf(table: Table, holding: Holding, now: Date): Promise<number | undefined> {
  if (isVoucher(holding)) return undefined
  const { benefit } = (await findRules(table, holding.batchId, holding.version, now)).form
  return benefit.kind === 'gift' ? benefit.valueFen : undefined
}

/** What it comes to, or the problem with using it here and now. */
export async function judge(
  table: Table,
  clerk: Staff,
  asked: Asked,
  { holding, cycle }: Pick<Scanned, 'holding' | 'cycle'>,
  now: Date,
): Promise<UseHere | Problem> {
  // What another merchant did with its coupon is not told here.
  if (holding.merchantId !== clerk.merchantId) return new Problem('coupon.wrong_store')
  const { zone } = await wordsOf(table, namedOf(holding), now)
  const already = usedAlready(holding, zone) ?? notHere(holding, now)
  if (already) return already
  if (cycle !== holding.cycle) return new Problem('code.expired', { field: 'code' })
  try {
    return await settleHere(table, holding, clerk.merchantId, asked, now)
  } catch (problem) {
    if (problem instanceof Problem && problem.code !== 'store.not_found') return problem
    throw problem
  }
}

function usedAlready(holding: Holding, zone: string): Problem | undefined {
  const { state, use } = holding
  if ((state !== 'redeemed' && state !== 'used') || !use) return undefined
  return new Problem('coupon.already_redeemed', { details: whoAndWhen(use, zone) })
}

/** Out as a gift, or a friend's by now; or its money is on the way back: whoever shows its code has it no more. */
function notHere(holding: Holding, now: Date): Problem | undefined {
  const state = stateIn(holding, now)
  if (state === 'refunding') return new Problem('coupon.refund_open')
  return state === 'given' || state === 'refunded' ? new Problem('coupon.not_usable', { details: { state } }) : undefined
}

/** What this caller's key did already; the same key with another body is refused. */
export function ownUse(holding: Holding, clerk: Staff, under: Once | undefined): Done | undefined {
  if (under === undefined) return undefined
  const done = donesIn(holding).find(({ use }) => use.key === under.key && use.byId === clerk.memberId)
  if (done && done.use.asked !== under.hash) throw mismatch()
  return done
}
