import { Problem } from '../../shared/problem.ts'
import type { MediaCost, ShareTarget, Target, TouchpointKind } from '../../shared/touchpoints.ts'
import { mismatch } from '../kernel/guard.ts'
import { bare } from '../kernel/ids.ts'
import type { Item, Key, Write } from '../kernel/table/table.ts'

/** A place where people meet a promotion. `list` finds it by the promotion. */
export interface TouchpointItem extends Item {
  touchpointId: string
  promotionId: string
  merchantId: string
  kind: TouchpointKind
  place: string
  creative?: string
  cost: MediaCost
  target: Target
  from?: string
  to?: string
  storeId?: string
  /** Of a clerk's: whose it is. */
  staffId?: string
  /** When its poster was first made to be printed. */
  printedAt?: string
  version: number
  createdAt: string
}

export const touchpointKey = (touchpointId: string): Key => ({ pk: `TOUCHPOINT#${touchpointId}`, sk: 'TOUCHPOINT' })
export const touchpointsOf = (promotionId: string) => `TOUCHPOINTS#${promotionId}`
export const listedUnder = ({ promotionId, createdAt, touchpointId }: TouchpointItem) => ({
  list: touchpointsOf(promotionId),
  listAt: `${createdAt}#${touchpointId}`,
})

/** The id without its prefix: 80 bits of it are chance, and nothing of it is personal. */
export const sceneOf = (touchpointId: string) => bare(touchpointId)
export const touchpointIdIn = (scene: string): string | undefined =>
  /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(scene) ? `tpt_${scene}` : undefined

/** Somebody came by a code or a card: a fact, put once under its nonce. Who it was nobody knows. */
export interface OpenItem extends Item {
  promotionId: string
  merchantId: string
  at: string
  /** The stamp (kernel/trace.ts). */
  trace: string
  /** The store where the code hangs. */
  storeId?: string
  target?: Target | ShareTarget
  /** A fingerprint of what was asked under an Idempotency-Key. */
  asked: string
}

export const openSk = 'OPEN'
export const openKey = (nonce: string): Key => ({ pk: `OPEN#${nonce}`, sk: openSk })

/** A repeat under the same key finds it. */
export function putOpen(nonce: string, open: Omit<OpenItem, 'pk' | 'sk'>): Write {
  const item = { ...openKey(nonce), ...open } as OpenItem
  return { put: item, when: 'absent', orElse: (old) => (old?.asked === item.asked ? 'mine' : mismatch()) }
}

/** A card that a member sends. What it came from finds it in its trail. */
export interface ShareItem extends Item {
  shareId: string
  /** Absent once the member has erased everything. */
  memberId?: string
  merchantId: string
  promotionId: string
  touchpointId?: string
  /** The share that its member came through. */
  parentId?: string
  depth: number
  /** The opening that its member came by. */
  nonce?: string
  target: ShareTarget
  at: string
}

export const shareKey = (shareId: string): Key => ({ pk: `SHARE#${shareId}`, sk: 'SHARE' })

/**
 * What came of a touchpoint, a share, or a promotion that somebody shared without having come by either: in order of time, by id. Everything
 * else about it stands where the id leads.
 */
export interface TrailItem extends Item {
  kind: 'shared' | 'claimed' | 'ordered' | 'visited'
  id: string
  at: string
}

export const trailOf = (fromId: string) => `TRAIL#${fromId}`
export function putTrail(fromId: string, { kind, id, at }: Pick<TrailItem, 'kind' | 'id' | 'at'>): Write {
  return { put: { pk: trailOf(fromId), sk: `${at}#${id}`, kind, id, at }, when: 'always' }
}

/** In the member's partition: which shares are theirs. */
export const sharedPrefix = 'SHARED#'
export const sharedKey = (memberId: string, shareId: string): Key => ({ pk: `MEMBER#${memberId}`, sk: sharedPrefix + shareId })

/** A share with its places in the trail and among the member's things; sharing again finds it there. */
export function putShare(share: ShareItem & { memberId: string }): Write[] {
  const { memberId, shareId, target, at } = share
  return [
    { put: share, when: 'absent', orElse: () => 'mine' },
    putTrail(share.parentId ?? share.touchpointId ?? share.promotionId, { kind: 'shared', id: shareId, at }),
    {
      put: { ...sharedKey(memberId, shareId), shareId, target, at },
      when: 'absent',
      orElse: () => new Problem('table.busy'),
    },
  ]
}
