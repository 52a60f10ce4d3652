import { Problem } from '../../shared/problem.ts'
import type { Arrival, LeadsTo, ShareTarget, Target } from '../../shared/touchpoints.ts'
import { fingerprint } from '../kernel/ids.ts'
import type { Table } from '../kernel/table/table.ts'
import { newNonce, nonceOf, readTrace, stampText, type Trace, traceText } from '../kernel/trace.ts'
import { putOpen, type ShareItem, shareKey, type TouchpointItem, touchpointIdIn, touchpointKey } from './items.ts'
import { arrivalState } from './rules.ts'
import { offersOf, ownerOf, type Promotions } from './targets.ts'

/** Where a code leads, and its opening. Refuses with touchpoint.not_found; a draft is told of and counts nothing. */
export async function openTouchpoint(
  table: Table,
  promotions: Promotions,
  scene: string,
  key: string | undefined,
  now: Date,
): Promise<Arrival> {
  const touchpointId = touchpointIdIn(scene)
  const found = touchpointId === undefined ? undefined : await table.get(touchpointKey(touchpointId))
  if (!found) throw new Problem('touchpoint.not_found', { field: 'scene' })
  const touchpoint = found as TouchpointItem
  const { promotionId, merchantId, target, storeId } = touchpoint
  const promotion = await promotions.find(table, merchantId, promotionId)
  if (!promotion) throw new Problem('touchpoint.not_found', { field: 'scene' })
  const state = arrivalState(touchpoint, promotion, now)
  if (state === 'draft') return { target, promotionId, state, offers: [] }
  const nonce = key === undefined ? newNonce() : nonceOf(key)
  const trace: Trace = { touchpointId, promotionId, depth: 0, nonce }
  const about = { promotionId, merchantId, storeId, target, at: now.toISOString() }
  const [offers] = await Promise.all([
    offersOf(table, promotion, now),
    table.commit(putOpen(nonce, { ...about, trace: stampText(trace), asked: fingerprint({ scene }) })),
  ])
  return { target, promotionId, state, offers, trace: await traceText(trace) }
}

/** A card was opened, or somebody says so with what is none of ours: that is counted where it says of what, and answered with nothing. */
export async function recordOpen(
  table: Table,
  promotions: Promotions,
  asked: { trace: string; target?: ShareTarget | Target | undefined },
  key: string | undefined,
  now: Date,
): Promise<{ trace?: string; offers: LeadsTo[] }> {
  const { target } = asked
  const trace = await readTrace(asked.trace)
  const owner = target && (await ownerOf(table, target, now))
  const open = async (nonce: string, about: { promotionId: string; merchantId: string; trace: string }) => {
    await table.commit(putOpen(nonce, { ...about, target, at: now.toISOString(), asked: fingerprint(asked) }))
  }
  const fresh = () => (key === undefined ? newNonce() : nonceOf(key))
  const isForeign = trace !== 'forged' && owner?.promotionId !== undefined && owner.promotionId !== trace.promotionId
  if (trace === 'forged' || isForeign) {
    const { promotionId, merchantId } = owner ?? {}
    // A store, and what nobody names, is in no promotion: there is no report to count it in.
    if (promotionId !== undefined && merchantId !== undefined)
      await open(fresh(), { promotionId, merchantId, trace: isForeign ? 'foreign' : 'forged' })
    return { offers: [] }
  }
  const { promotionId, shareId, touchpointId } = trace
  const share = shareId === undefined ? undefined : ((await table.get(shareKey(shareId))) as ShareItem | undefined)
  const touchpoint = touchpointId === undefined ? undefined : await table.get(touchpointKey(touchpointId))
  const merchantId = share?.merchantId ?? (touchpoint as TouchpointItem | undefined)?.merchantId
  const promotion = merchantId === undefined ? undefined : await promotions.find(table, merchantId, promotionId)
  if (merchantId === undefined || !promotion) return { offers: [] }
  const offers = await offersOf(table, promotion, now)
  // It has a nonce, so it came from an opening, which has been counted.
  if (trace.nonce !== '') return { trace: asked.trace, offers }
  const opened = { ...trace, nonce: fresh() }
  await open(opened.nonce, { promotionId, merchantId, trace: stampText(opened) })
  return { trace: await traceText(opened), offers }
}
