import type { Exception } from '../../shared/exceptions.ts'
import { Problem } from '../../shared/problem.ts'
import { type Language, sentence } from '../../shared/problems.ts'
import type { Table, Write } from '../kernel/table/table.ts'
import { instantIn } from '../kernel/zone.ts'
import { findWith, namedOf, wordsOf } from '../redemptions/redemptions.ts'
import { findStore } from '../stores/stores.ts'
import { saveTally } from './items.ts'
import type { OfflineStory, Tally } from './rules.ts'

/** What a device handed over without network and cannot be redeemed, as its entry tells it. */
export interface Conflict extends Omit<OfflineStory, 'kind' | 'memberId' | 'named'> {
  exceptionId: string
  merchantId: string
  byId: string
  /** The coupon or voucher, where the code was one of ours. */
  thing?: string
}

/**
 * Lays a conflict before the managers of its store and the merchant's marketers, and the operators. A repeat changes nothing. What another
 * merchant's coupon it was is not told.
 */
export async function tellConflict(table: Table, conflict: Conflict, now: Date): Promise<Write[]> {
  const { exceptionId, merchantId, byId, thing, ...told } = conflict
  const [store, seen] = await Promise.all([findStore(table, told.storeId, now), thing ? findWith(table, thing) : undefined])
  if (!store) throw new Problem('store.not_found')
  const holding = seen?.found?.holding
  const own = holding?.merchantId === merchantId ? { named: namedOf(holding), memberId: holding.memberId } : {}
  const tally: Tally = {
    ...{ exceptionId, kind: 'offline.conflict', merchantId, merchantName: store.merchantName, zone: store.zone },
    about: { kind: 'offline', ...told, ...own },
    ...{ state: 'open', version: 1, count: 1, at: told.madeAt, undos: [], byIds: [byId], resolutions: [] },
  }
  const [item, ...places] = saveTally(tally, undefined, new Problem('table.busy')) as [Write, ...Write[]]
  return [{ ...item, when: 'absent', orElse: () => 'mine' } as Write, ...places]
}

/** As a person reads it. */
export async function shownStory(
  table: Table,
  story: OfflineStory,
  zone: string,
  members: Map<string, string>,
  language: Language,
  now: Date,
): Promise<Extract<Exception['about'], { kind: 'offline' }>> {
  const { named, memberId, storeId, by, madeAt, code, fen, uses, receiptNo, use } = story
  const nameOf = async (id: string) => (await findStore(table, id, now))?.name ?? ''
  return {
    ...{ kind: 'offline', by, fen, uses, receiptNo, madeAt: instantIn(zone, madeAt), storeName: await nameOf(storeId) },
    title: named && (await wordsOf(table, named, now)).title,
    member: memberId && members.get(memberId),
    why: { code, message: sentence(code, language) },
    use: use && { by: use.by, at: use.at, storeName: await nameOf(use.storeId) },
  }
}
