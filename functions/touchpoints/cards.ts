import { Problem } from '../../shared/problem.ts'
import type { Code } from '../../shared/problems.ts'
import { pathOf } from '../../shared/target-paths.ts'
import type { ShareTarget } from '../../shared/touchpoints.ts'
import { environment } from '../kernel/environment.ts'
import { idOf } from '../kernel/ids.ts'
import type { Item, Table } from '../kernel/table/table.ts'
import { readTrace, type Trace, traceText } from '../kernel/trace.ts'
import { putShare, type ShareItem, sharedPrefix, shareKey } from './items.ts'
import { ownerOf, type Promotions } from './targets.ts'

/**
 * A card of the caller's. It goes on where they came from: the same touchpoint, one share deeper; a trace of something else begins anew.
 * Refuses with <kind>.not_found.
 */
export async function createShare(
  table: Table,
  promotions: Promotions,
  memberId: string,
  { target, trace: token }: { target: ShareTarget; trace?: string | undefined },
  now: Date,
): Promise<{ path: string; link: string; trace?: string }> {
  const owner = await ownerOf(table, target, now)
  if (!owner) throw new Problem(`${target.kind}.not_found` as Code, { field: 'target.id' })
  const came = token === undefined ? 'forged' : await readTrace(token)
  const { merchantId } = owner
  const promotionId = owner.promotionId ?? (await promotionHere(table, promotions, merchantId, came))
  if (promotionId === undefined) return cardOf(target)
  const from = came !== 'forged' && came.promotionId === promotionId ? came : undefined
  const parent = from?.shareId === undefined ? undefined : await table.get(shareKey(from.shareId))
  // Who opens their own card and shares on is not further away.
  if (from?.shareId && parent?.memberId === memberId && isSame(parent as ShareItem, target))
    return cardOf(target, { ...from, nonce: '' })
  const fromId = from?.shareId ?? from?.touchpointId ?? ''
  const shareId = idOf('shr', JSON.stringify([memberId, promotionId, target.kind, target.id, fromId]))
  const chain = { touchpointId: from?.touchpointId, depth: (from?.depth ?? 0) + 1 }
  const about = { shareId, memberId, merchantId, promotionId, ...chain, target, at: now.toISOString() }
  const share = { ...shareKey(shareId), ...about, parentId: from?.shareId, nonce: from?.nonce || undefined }
  await table.commit(...putShare(share as ShareItem & { memberId: string }))
  return cardOf(target, { ...chain, promotionId, shareId, nonce: '' })
}

const isSame = ({ target }: ShareItem, { kind, id }: ShareTarget) => target.kind === kind && target.id === id

/** The promotion through which somebody came to a store, where it is of the store's merchant. */
async function promotionHere(table: Table, promotions: Promotions, merchantId: string, came: Trace | 'forged') {
  if (came === 'forged') return undefined
  return (await promotions.find(table, merchantId, came.promotionId))?.promotionId
}

async function cardOf(target: ShareTarget, trace?: Trace): Promise<{ path: string; link: string; trace?: string }> {
  const token = trace && (await traceText(trace))
  const path = pathOf(target) + (token === undefined ? '' : `&trace=${token}`)
  return { path, link: environment.webUrl + path, ...(token !== undefined && { trace: token }) }
}

/** What erasing leaves of a member's shares: the chain, and nobody in it. A repeat changes nothing. */
export async function endShares(table: Table, memberId: string): Promise<void> {
  let cursor: string | undefined
  do {
    const page = await table.query({ pk: `MEMBER#${memberId}`, prefix: sharedPrefix, limit: 50, cursor })
    for (const { shareId } of page.items as (Item & { shareId: string })[])
      await table.commit({
        change: shareKey(shareId),
        drop: ['memberId'],
        when: { field: 'memberId', is: memberId },
        orElse: () => 'mine',
      })
    cursor = page.cursor
  } while (cursor !== undefined)
}
