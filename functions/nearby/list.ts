import { createHash } from 'node:crypto'
import type { NearbyQuestion, NearbyStore } from '../../shared/nearby.ts'
import { Problem } from '../../shared/problem.ts'
import { titlesAt } from '../coupons/coupons.ts'
import type { Table } from '../kernel/table/table.ts'
import { closedNow, openNow, type StoreItem, shown } from '../stores/stores.ts'
import { cellPk } from './items.ts'
import { type Position, type Read, search } from './search.ts'

const farthest = 50_000
const usualLimit = 20

/**
 * The stores around a place by true distance, none left out; as far as each other they stand in the order of the index. A page ends
 * early, with a cursor, where a filter would have it read a whole city. Refuses with input.invalid for a cursor of another question.
 */
export async function listNearbyStores(
  table: Table,
  question: NearbyQuestion,
  now: Date,
): Promise<{ items: NearbyStore[]; nextCursor?: string | undefined }> {
  const { lat, lng, radius = farthest, limit = usualLimit, cursor } = question
  const from = { lat, lng }
  const isWanted = (store: StoreItem) => question.openNow !== 'true' || openNow(store, now).state === 'open'
  const after = cursor === undefined ? undefined : openCursor(cursor, question)
  const found = await search(reading(table), { from, radius, limit, after, wanted: isWanted })
  const open = found.items.filter((store) => !closedNow(store, now))
  const offers = await titlesAt(table, open, now)
  const items = found.items.map((store) => ({
    ...shown(store, from, now),
    distance: store.distance,
    ...openNow(store, now),
    offers: offers.get(store.storeId) ?? [],
  }))
  return { items, nextCursor: found.next && cursorOf(found.next, question) }
}

const reading = (table: Table): Read<StoreItem> => {
  return async ({ partition, from, to }, limit, backward) => {
    const { items, cursor } = await table.query({ pk: cellPk(partition), from, to, limit, backward })
    return { items: items as StoreItem[], whole: cursor === undefined }
  }
}

/** Opaque, and of no use to another question. */
function cursorOf({ distance, sk, count }: Position, question: NearbyQuestion): string {
  return Buffer.from(JSON.stringify([bond(question), distance, sk, count])).toString('base64url')
}

function openCursor(cursor: string, question: NearbyQuestion): Position {
  const [bound, distance, sk, count] = partsOf(cursor)
  const isWhole = (n: unknown): n is number => Number.isSafeInteger(n) && Number(n) >= 0
  if (bound !== bond(question) || !isWhole(distance) || !isWhole(count) || typeof sk !== 'string')
    throw new Problem('input.invalid', { field: 'cursor' })
  return { distance, sk, count }
}

function partsOf(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(parts) ? parts : []
  } catch {
    return []
  }
}

function bond({ lat, lng, radius, openNow }: NearbyQuestion): string {
  const question = JSON.stringify([lat, lng, radius ?? farthest, openNow === 'true'])
  return createHash('sha256').update(question).digest('base64url').slice(0, 12)
}
