import { Problem } from '../../shared/problem.ts'
import { scanPath } from '../../shared/target-paths.ts'
import type { Touchpoint, TouchpointForm, TouchpointWords } from '../../shared/touchpoints.ts'
import { environment } from '../kernel/environment.ts'
import { guard, madeBefore, makeOnce } from '../kernel/guard.ts'
import { idOf, newId } from '../kernel/ids.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Condition, Table, Write } from '../kernel/table/table.ts'
import { listedUnder, sceneOf, type TouchpointItem, touchpointKey, touchpointsOf } from './items.ts'
import { wordsOf } from './rules.ts'
import { mustHold, mustHoldStore, type Promotions } from './targets.ts'

/**
 * A new touchpoint. Whoever is no marketer makes the own one: its id follows from who, and what for, so that it is one however often it is
 * asked for. Refuses with role.forbidden any other kind of it.
 */
export async function createTouchpoint(
  table: Table,
  promotions: Promotions,
  staff: Staff,
  form: TouchpointForm,
  key: string | undefined,
  now: Date,
): Promise<Touchpoint> {
  const { memberId, merchantId } = staff
  const before = await madeBefore(table, memberId, 'createTouchpoint', key, form)
  if (before !== undefined) return shownTouchpoint(await ownTouchpoint(table, staff, before))
  const { promotionId, kind, target, storeId } = form
  if (!staff.isMarketer && kind !== 'clerk') throw new Problem('role.forbidden', { field: 'kind' })
  const promotion = await promotions.find(table, merchantId, promotionId)
  if (!promotion) throw new Problem('promotion.not_found', { field: 'promotionId' })
  await mustHold(table, promotions, promotion, target, now)
  if (storeId !== undefined) await mustHoldStore(table, promotions, promotion, storeId, 'storeId', now)
  const isOwn = kind === 'clerk'
  const touchpointId = isOwn ? idOf('tpt', JSON.stringify([memberId, promotionId, target.kind, target.id])) : newId('tpt', now)
  const words = wordsOf(staff.isMarketer ? form : { place: form.place }, kind, staff.name)
  const item: TouchpointItem = {
    ...touchpointKey(touchpointId),
    ...{ touchpointId, promotionId, merchantId, kind, ...words, target },
    storeId: storeId ?? (isOwn ? (staff.duty?.storeId ?? staff.storeIds[0]) : undefined),
    ...(isOwn && { staffId: memberId }),
    ...{ version: 1, createdAt: now.toISOString() },
  }
  const put: Write = {
    put: { ...item, ...listedUnder(item) },
    when: 'absent',
    orElse: () => (isOwn ? 'mine' : new Problem('table.busy')),
  }
  const guarded = key === undefined || isOwn ? undefined : guard(memberId, 'createTouchpoint', key, form, touchpointId)
  return shownTouchpoint(await ownTouchpoint(table, staff, await makeOnce(table, guarded, [put], touchpointId)))
}

/** Whoever edits on an older version is told what stands now. */
export async function updateTouchpoint(
  table: Table,
  marketer: Staff,
  asked: TouchpointWords & { touchpointId: string; version: number },
): Promise<Touchpoint> {
  const { touchpointId, version, ...form } = asked
  const there = await ownTouchpoint(table, marketer, touchpointId)
  const words = wordsOf(form, there.kind, there.place)
  const [saved] = await table.commit({
    put: { ...there, ...words, version: version + 1 },
    when: { all: [{ field: 'version', is: version }, unprintedSince(there)] },
    orElse: (old) => staleOr(old as TouchpointItem | undefined, words, version),
  })
  return shownTouchpoint(saved as TouchpointItem)
}

/** All of the item is put: what a poster made meanwhile has marked must not be lost. */
const unprintedSince = ({ printedAt }: TouchpointItem): Condition =>
  printedAt === undefined ? { field: 'printedAt', has: false } : { field: 'printedAt', is: printedAt }

function staleOr(old: TouchpointItem | undefined, words: ReturnType<typeof wordsOf>, version: number): Problem | 'mine' {
  if (!old) return new Problem('touchpoint.not_found')
  // Printed between the read and the write: asked again, it goes through.
  if (old.version === version) return new Problem('table.busy')
  const { place, creative, cost, from, to } = old
  const stands = { place, creative, cost, from, to }
  const isSame = old.version === version + 1 && JSON.stringify(sortedCost(stands)) === JSON.stringify(sortedCost(words))
  return isSame
    ? 'mine'
    : new Problem('version.stale', { field: 'version', details: { version: old.version, changed: stands } })
}

/** The engines keep the fields of a value in their own order. */
const sortedCost = ({ place, creative, cost, from, to }: ReturnType<typeof wordsOf>) => [
  ...[place, creative, from, to],
  ...Object.entries(cost).sort(),
]

/** A page, newest first; of a clerk the own ones. */
export async function listTouchpoints(
  table: Table,
  promotions: Promotions,
  staff: Staff,
  { promotionId, limit = 50, cursor }: { promotionId: string; limit?: number | undefined; cursor?: string | undefined },
): Promise<{ items: Touchpoint[]; nextCursor?: string | undefined }> {
  if (!(await promotions.find(table, staff.merchantId, promotionId))) throw new Problem('promotion.not_found')
  let at = cursor
  let items: TouchpointItem[]
  // A page with none of the own is no answer to a clerk: the first that has some is.
  do {
    const page = await table.query({
      index: 'list',
      pk: touchpointsOf(promotionId),
      backward: true,
      limit,
      cursor: at,
    })
    items = (page.items as TouchpointItem[]).filter(({ staffId }) => staff.isMarketer || staffId === staff.memberId)
    at = page.cursor
  } while (items.length === 0 && at !== undefined)
  return { items: items.map(shownTouchpoint), nextCursor: at }
}

/** Every touchpoint of a promotion, oldest first, whoever's it is: for its report. */
export async function allTouchpoints(table: Table, promotionId: string): Promise<TouchpointItem[]> {
  const all: TouchpointItem[] = []
  let cursor: string | undefined
  do {
    const page = await table.query({ index: 'list', pk: touchpointsOf(promotionId), cursor })
    all.push(...(page.items as TouchpointItem[]))
    cursor = page.cursor
  } while (cursor !== undefined)
  return all
}

/** As it is now. Refuses with touchpoint.not_found what is another merchant's; for a clerk what is another person's. */
export async function ownTouchpoint(table: Table, staff: Staff, touchpointId: string): Promise<TouchpointItem> {
  const item = (await table.get(touchpointKey(touchpointId))) as TouchpointItem | undefined
  const isOwn = item?.merchantId === staff.merchantId && (staff.isMarketer || item.staffId === staff.memberId)
  if (!item || !isOwn) throw new Problem('touchpoint.not_found')
  return item
}

export function shownTouchpoint(item: TouchpointItem): Touchpoint {
  const { touchpointId, promotionId, kind, place, creative, cost, target, from, to, storeId, staffId, printedAt } = item
  const { version, createdAt } = item
  const scene = sceneOf(touchpointId)
  const link = environment.webUrl + scanPath(scene)
  const words = { place, creative, cost, target, from, to }
  return { touchpointId, promotionId, kind, ...words, storeId, staffId, scene, link, printedAt, version, createdAt }
}
