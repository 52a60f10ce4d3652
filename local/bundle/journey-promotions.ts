import { dueAtEnd } from '../../functions/coupons/coupons.ts'
import type { Table } from '../../functions/kernel/table/table.ts'
import type { RouteName } from '../../shared/routes.ts'
import type { Lambda } from './lambda.ts'

type Call = (name: RouteName, request?: Parameters<Lambda['call']>[1]) => Promise<{ [field: string]: unknown }>

/** The marketer's edits of a promotion that is live: words, budget, copy, terms that need a second look. */
export async function editPromotion(call: Call, token: string, promotionId: string, batchId: string): Promise<void> {
  const { name, from, to, version } = await call('getPromotion', { token, path: { promotionId } })
  await call('updatePromotion', { token, path: { promotionId }, body: { version, name: `${name} 2`, from, to } })
  await call('raiseBudget', { token, path: { promotionId }, body: { fromFen: 50_000, toFen: 60_000 } })
  await call('launchCheck', { token, path: { promotionId } })
  await call('listPulses', { token })
  await call('getReport', { token, path: { promotionId }, query: { by: 'store' } })
  for (const fileType of ['csv', 'xlsx']) await call('exportReport', { token, path: { promotionId }, query: { fileType } })
  await call('copyPromotion', { token, path: { promotionId }, key: 'copy' })
  const benefit = { kind: 'amount', offFen: 5000, minSpendFen: 100 }
  const form = { title: 'Fifty off', total: 10, perMember: 1, benefit, validity: { kind: 'days', days: 7 } }
  await call('askApproval', { token, path: { promotionId }, body: { form } })
  await call('listApprovals', { token })
  await call('updateBatch', {
    token,
    path: { batchId },
    body: { ...form, benefit: { ...benefit, minSpendFen: 1000, offFen: 500 }, version: 1 },
  })
}

/** Somebody else than who asked. */
export async function approve(call: Call, token: string): Promise<void> {
  const { items } = (await call('listApprovals', { token })) as { items: { approvalId: string }[] }
  await call('decideApproval', { token, path: { approvalId: items[0]?.approvalId ?? '' }, body: { decision: 'approved' } })
}

/** A coupon whose time is over and that still holds a part of the budget: what the jobs are for. */
export async function leaveExpired(table: Table, promotionId: string): Promise<void> {
  const usableTo = '2026-01-01T00:00:00.000Z'
  const coupon = { couponId: 'cpn_expired', promotionId, state: 'held', usableTo, reservedFen: 500 }
  await table.commit({ put: { pk: 'MEMBER#gone', sk: 'COUPON#gone', ...coupon, ...dueAtEnd(coupon) }, when: 'always' })
}
