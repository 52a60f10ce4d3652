import type { Admitted, Merchant } from '../../shared/merchants.ts'
import { Problem } from '../../shared/problem.ts'
import type { Invitation } from '../../shared/staff.ts'
import { guard, madeBefore, makeOnce } from '../kernel/guard.ts'
import { newId } from '../kernel/ids.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table, Write } from '../kernel/table/table.ts'
import { inviteMarketerTo, marketersInvitation, newSeed } from '../staff/staff.ts'
import { type MerchantItem, merchantItem, merchantKey, merchants } from './items.ts'
import { findMerchant } from './merchants.ts'
import { shown } from './shown.ts'

/**
 * A merchant and the invitation of its first marketer, in one commit. Under a key the merchant's id and what the invitation's code is made
 * of are kept, so that a repeat gives the same answer.
 */
export async function createMerchant(
  table: Table,
  operator: Staff,
  form: { name: string; zone: string },
  key: string | undefined,
  now: Date,
): Promise<Merchant & { invitation: Invitation }> {
  const { memberId } = operator
  let made = await madeBefore(table, memberId, 'createMerchant', key, form)
  if (made === undefined) {
    const [merchantId, seed] = [newId('mer', now), newSeed()]
    const item = merchantItem({ merchantId, ...form, createdAt: now.toISOString(), admittedBy: memberId })
    const put: Write = { put: item, when: 'absent', orElse: () => new Problem('table.busy') }
    const invite = inviteMarketerTo({ merchantId, merchantName: form.name }, operator, seed, now)
    const madeId = `${merchantId} ${seed}`
    const guarded = key === undefined ? undefined : guard(memberId, 'createMerchant', key, form, madeId)
    made = await makeOnce(table, guarded, [put, invite], madeId)
  }
  const [merchantId = '', seed = ''] = made.split(' ')
  const [merchant, invitation] = await Promise.all([findMerchant(table, merchantId), marketersInvitation(table, seed)])
  return { ...shown(merchant), invitation }
}

/** Refuses with merchant.not_found. */
export async function inviteMarketer(
  table: Table,
  operator: Staff,
  merchantId: string,
  key: string | undefined,
  now: Date,
): Promise<Invitation> {
  const { memberId } = operator
  const form = { merchantId }
  let seed = await madeBefore(table, memberId, 'inviteMarketer', key, form)
  if (seed === undefined) {
    const merchant = (await table.get(merchantKey(merchantId))) as MerchantItem | undefined
    if (!merchant) throw new Problem('merchant.not_found', { field: 'merchantId' })
    const fresh = newSeed()
    const guarded = key === undefined ? undefined : guard(memberId, 'inviteMarketer', key, form, fresh)
    const invite = inviteMarketerTo({ merchantId, merchantName: merchant.name }, operator, fresh, now)
    seed = await makeOnce(table, guarded, [invite], fresh)
  }
  return marketersInvitation(table, seed)
}

export async function listMerchants(
  table: Table,
  question: { limit?: number | undefined; cursor?: string | undefined },
): Promise<{ items: Admitted[]; nextCursor: string | undefined }> {
  const { limit = 50, cursor } = question
  const page = await table.query({ index: 'list', pk: merchants, backward: true, limit, cursor })
  const items = (page.items as MerchantItem[]).map(({ merchantId, name, zone, createdAt: admittedAt }) => ({
    ...{ merchantId, name, zone, admittedAt },
  }))
  return { items, nextCursor: page.cursor }
}
