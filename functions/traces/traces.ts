import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import type { TraceWay } from '../../shared/traces.ts'
import { placeOfVisit } from '../checkins/checkins.ts'
import { placeOf } from '../coupons/coupons.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { stampIn } from '../kernel/trace.ts'
import { placeOfOrder } from '../orders/orders.ts'
import { promotionFacts } from '../promotions/promotions.ts'
import { usualZone } from '../stores/stores.ts'
import {
  type ShareItem,
  shareKey,
  type TouchpointItem,
  type TrailItem,
  touchpointKey,
  trailOf,
} from '../touchpoints/touchpoints.ts'
import { cameBy, shareStep, touchpointStep } from './came.ts'
import { threadOf } from './find.ts'
import { inOrder, type Step, told } from './steps.ts'

interface Question {
  id: string
  limit?: number | undefined
  cursor?: string | undefined
}

/** The way of a thing, both ways. Refuses with trace.not_found, also where it is another merchant's. */
export async function getTrace(
  table: Table,
  marketer: Staff,
  asked: Question,
  language: Language,
  now: Date,
): Promise<TraceWay> {
  const { id } = asked
  if (id.startsWith('tpt_') || id.startsWith('shr_')) return wayOfSource(table, marketer, asked, language, now)
  const thread = await threadOf(table, id, now)
  if (thread?.merchantId !== marketer.merchantId) throw new Problem('trace.not_found', { field: 'id' })
  const { merchantId, zone, steps } = thread
  const stamp = stampIn(thread.trace)
  const named = thread.promotionId ?? (typeof stamp === 'object' ? stamp.promotionId : undefined)
  const promotion = named === undefined ? undefined : await promotionFacts(table, merchantId, named)
  // A visit's trace may be of anybody's promotion.
  const isForeign = named !== undefined && !promotion
  const badTrace = isForeign ? 'foreign' : typeof stamp === 'string' ? stamp : undefined
  const came = badTrace ? [] : await cameBy(table, stamp)
  return {
    ...{ id, badTrace, promotionId: promotion?.promotionId, promotionName: promotion?.name },
    came: await told(table, came, id, zone, language, now),
    followed: await told(table, inOrder(steps, now), id, zone, language, now),
  }
}

/** Of a touchpoint or a share: how it began, and who came by it. */
async function wayOfSource(
  table: Table,
  { merchantId }: Staff,
  { id, limit = 50, cursor }: Question,
  language: Language,
  now: Date,
): Promise<TraceWay> {
  const source = await table.get(id.startsWith('tpt_') ? touchpointKey(id) : shareKey(id))
  if (source?.merchantId !== merchantId) throw new Problem('trace.not_found', { field: 'id' })
  const { promotionId } = source as TouchpointItem | ShareItem
  const [promotion, zone, page, came] = await Promise.all([
    promotionFacts(table, merchantId, promotionId),
    usualZone(table, merchantId),
    table.query({ pk: trailOf(id), limit, cursor }),
    sourceCame(table, source as TouchpointItem | ShareItem),
  ])
  const followed = await followedBy(table, page.items as TrailItem[])
  return {
    ...{ id, promotionId, promotionName: promotion?.name },
    came: await told(table, came, id, zone, language, now),
    followed: await told(table, followed, id, zone, language, now),
    nextCursor: page.cursor,
  }
}

async function sourceCame(table: Table, source: TouchpointItem | ShareItem): Promise<Step[]> {
  if (!isShare(source)) return [touchpointStep(source)]
  const { touchpointId, shareId, depth } = source
  return cameBy(table, { touchpointId, shareId, depth, nonce: '' })
}

const isShare = (source: TouchpointItem | ShareItem): source is ShareItem => 'shareId' in source

/** The lines of a trail: whose a thing is stands in its id, and of a share in the share. */
async function followedBy(table: Table, lines: TrailItem[]): Promise<Step[]> {
  const shareIds = lines.filter(({ kind }) => kind === 'shared').map(({ id }) => id)
  const shares = shareIds.length > 0 ? ((await table.getMany(shareIds.map(shareKey))) as ShareItem[]) : []
  return lines.flatMap(({ kind, id, at }): Step[] => {
    const share = shares.find(({ shareId }) => shareId === id)
    if (kind === 'shared') return share ? [shareStep(share)] : []
    const place = placeOf(id) ?? placeOfOrder(id) ?? placeOfVisit(id)
    return [{ kind, at, id, memberId: place?.memberId }]
  })
}
