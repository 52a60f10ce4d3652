import type { Key, Table } from '../kernel/table/table.ts'
import type { BadTrace, Stamp } from '../kernel/trace.ts'
import {
  type OpenItem,
  openKey,
  type ShareItem,
  shareKey,
  type TouchpointItem,
  touchpointKey,
} from '../touchpoints/touchpoints.ts'
import type { Step } from './steps.ts'

/** A chain is as deep as its stamps say, and a stamp counts to 255. */
const deepest = 255

/** How somebody came: the touchpoint, then for each share its member's opening and the share, and at last the opening of the thing itself. */
export async function cameBy(table: Table, stamp: Stamp | BadTrace | undefined): Promise<Step[]> {
  if (typeof stamp !== 'object') return []
  const shares = await sharesTo(table, stamp.shareId)
  const touchpoint = await touchpointAt(table, stamp.touchpointId)
  const opened = await openings(table, [...shares.map(({ nonce }) => nonce), stamp.nonce])
  return [
    ...(touchpoint ? [touchpointStep(touchpoint)] : []),
    ...shares.flatMap((share, nth) => [...(opened[nth] ?? []), shareStep(share)]),
    ...(opened[shares.length] ?? []),
  ]
}

export const touchpointStep = ({ touchpointId, place, createdAt }: TouchpointItem): Step => ({
  ...{ kind: 'touchpoint', at: createdAt, id: touchpointId, words: place },
})
export const shareStep = ({ shareId, at, memberId = '', depth }: ShareItem): Step => ({
  ...{ kind: 'shared', at, id: shareId, memberId, depth },
})

/** From the first one of the chain to this one. */
async function sharesTo(table: Table, shareId: string | undefined): Promise<ShareItem[]> {
  const chain: ShareItem[] = []
  let next = shareId
  while (next !== undefined && chain.length < deepest) {
    const share = (await table.get(shareKey(next))) as ShareItem | undefined
    if (!share) break
    chain.unshift(share)
    next = share.parentId
  }
  return chain
}

async function touchpointAt(table: Table, touchpointId: string | undefined): Promise<TouchpointItem | undefined> {
  return touchpointId === undefined ? undefined : ((await table.get(touchpointKey(touchpointId))) as TouchpointItem | undefined)
}

/** One for each nonce, in their order; none where there was no opening. */
async function openings(table: Table, nonces: (string | undefined)[]): Promise<Step[][]> {
  const asked = nonces.flatMap((nonce): Key[] => (nonce ? [openKey(nonce)] : []))
  const found: OpenItem[] = []
  for (let at = 0; at < asked.length; at += 100) found.push(...((await table.getMany(asked.slice(at, at + 100))) as OpenItem[]))
  return nonces.map((nonce) => {
    const open = nonce && found.find(({ pk }) => pk === openKey(nonce).pk)
    return open ? [{ kind: 'opened', at: open.at }] : []
  })
}
