import type { BatchForm } from '../../shared/coupons.ts'
import { Problem } from '../../shared/problem.ts'
import type { PromotionForm } from '../../shared/promotions.ts'
import type { Table } from '../kernel/table/table.ts'
import { findSet, findStores, idsInSet, isInSet, mustOwn, type SetVersion, type StoreItem } from '../stores/stores.ts'

type Stores = { storeIds?: string[] | undefined; storeSetId?: string | undefined }

/** Refuses with store.not_found or set.not_found and the field what is not the merchant's. */
export async function checkStores(table: Table, merchantId: string, stores: PromotionForm['stores'], now: Date): Promise<void> {
  const { storeIds, storeSetId }: Stores = stores ?? {}
  if (storeIds) await mustOwn(table, merchantId, storeIds, 'stores.storeIds', now)
  if (storeSetId !== undefined) await findSet(table, merchantId, storeSetId, 'stores.storeSetId')
}

/** The stores of a batch: its own, which must be among the promotion's, or the promotion's. A set is taken as it is now. */
export async function scopeOf(
  table: Table,
  merchantId: string,
  form: BatchForm,
  promotion: Stores,
  now: Date,
): Promise<{ scope: BatchForm['scope']; storeSet?: SetVersion }> {
  const { storeIds, storeSetId } = form.scope ?? {}
  const { storeSet, ...stores } = await storesMeant(table, merchantId, { storeIds, storeSetId }, 'scope', promotion, now)
  const isOwn = storeIds !== undefined || storeSetId !== undefined
  const scope = isOwn || Object.keys(stores).length === 0 ? form.scope : { ...form.scope, ...stores }
  return { scope, ...(storeSet && { storeSet }) }
}

/**
 * What stores an offer means: its own, which must be among the promotion's, or the promotion's; neither: all of the merchant's. A set is
 * taken as it is now. Refuses with store.not_found, set.not_found or input.invalid, and the field under `field` (none: at the top).
 */
export async function storesMeant(
  table: Table,
  merchantId: string,
  { storeIds, storeSetId }: Stores,
  field: string,
  promotion: Stores,
  now: Date,
): Promise<Stores & { storeSet?: SetVersion }> {
  const under = field === '' ? '' : `${field}.`
  const limit =
    promotion.storeSetId === undefined ? undefined : await findSet(table, merchantId, promotion.storeSetId, 'promotionId')
  const isAllowed = async (storeId: string) =>
    limit ? isInSet(table, limit, storeId, now) : (promotion.storeIds?.includes(storeId) ?? true)
  if (storeIds) {
    await mustOwn(table, merchantId, storeIds, `${under}storeIds`, now)
    for (const [n, storeId] of storeIds.entries())
      if (!(await isAllowed(storeId))) throw new Problem('input.invalid', { field: `${under}storeIds.${n}` })
    return { storeIds }
  }
  if (storeSetId !== undefined) {
    const storeSet = await findSet(table, merchantId, storeSetId, `${under}storeSetId`)
    if (limit && limit.storeSetId !== storeSetId) {
      const allowed = new Set(await idsInSet(table, limit, now))
      const strange = (await idsInSet(table, storeSet, now)).some((storeId) => !allowed.has(storeId))
      if (strange) throw new Problem('input.invalid', { field: `${under}storeSetId` })
    }
    if (promotion.storeIds && (await idsInSet(table, storeSet, now)).some((id) => !promotion.storeIds?.includes(id)))
      throw new Problem('input.invalid', { field: `${under}storeSetId` })
    return { storeSetId, storeSet }
  }
  if (limit) return { storeSetId: limit.storeSetId, storeSet: limit }
  return promotion.storeIds ? { storeIds: promotion.storeIds } : {}
}

/** Whether a store of the merchant is one of the promotion's. */
export async function promotionIncludes(
  table: Table,
  { merchantId, stores }: { merchantId: string; stores?: PromotionForm['stores'] },
  storeId: string,
  now: Date,
): Promise<boolean> {
  const { storeIds, storeSetId }: Stores = stores ?? {}
  const set = storeSetId === undefined ? undefined : await findSet(table, merchantId, storeSetId, 'promotionId')
  return set ? isInSet(table, set, storeId, now) : (storeIds?.includes(storeId) ?? true)
}

/** The stores of a promotion as they are now, without those that are closed for good. */
export async function storesIn(
  table: Table,
  merchantId: string,
  stores: PromotionForm['stores'],
  now: Date,
): Promise<StoreItem[]> {
  const { storeIds, storeSetId }: Stores = stores ?? {}
  const set = storeSetId === undefined ? undefined : await findSet(table, merchantId, storeSetId, 'promotionId')
  const found = await findStores(table, merchantId, set ? await idsInSet(table, set, now) : storeIds, now)
  return found.filter(({ forGood }) => !forGood)
}
