import type { Approval } from '../../shared/offer-desk.ts'
import { Problem } from '../../shared/problem.ts'
import type { Language } from '../../shared/problems.ts'
import { ownBatch } from '../coupons/coupons.ts'
import { ownDeal } from '../deals/deals.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table, Write } from '../kernel/table/table.ts'
import { instantIn } from '../kernel/zone.ts'
import { type ApprovalItem, approvalIdOf, approvalKey, approvalsOf, type TermsAbout } from './items.ts'
import { findPromotion } from './read.ts'
import { absurdity, oddDeal } from './rules.ts'

/** What is odd about the terms, the field it shows at, and what their refusal is called. */
function oddity({ form, dealForm }: TermsAbout) {
  const deal = dealForm && oddDeal(dealForm)
  if (deal) return { ...deal, code: 'deal.absurd' as const }
  const why = form && absurdity(form.benefit)
  return why && { why, field: 'benefit', code: 'batch.absurd' as const }
}

/** Terms that look like a slip of the pen go through only while an approval of exactly these terms stands. */
export function approvedTerms(merchantId: string, about: TermsAbout): Write[] {
  const odd = oddity(about)
  if (!odd) return []
  const { code, field, why } = odd
  const approvalId = approvalIdOf(about)
  return [
    {
      check: approvalKey(merchantId, approvalId),
      when: { field: 'state', is: 'approved' },
      orElse: (old) => {
        const state = (old as ApprovalItem | undefined)?.state ?? 'unasked'
        return new Problem(code, { field, details: { why, approvalId, state } })
      },
    },
  ]
}

/** Asking again about the same terms answers the question that stands. */
export async function askApproval(
  table: Table,
  marketer: Staff,
  about: TermsAbout,
  language: Language,
  now: Date,
): Promise<Approval> {
  const { merchantId, memberId, name } = marketer
  await findPromotion(table, marketer, about.promotionId)
  if (about.batchId !== undefined) {
    const batch = await ownBatch(table, merchantId, about.batchId)
    if (batch.promotionId !== about.promotionId) throw new Problem('batch.not_found')
  }
  if (about.dealId !== undefined) {
    const deal = await ownDeal(table, merchantId, about.dealId)
    if (deal.promotionId !== about.promotionId) throw new Problem('deal.not_found')
  }
  const approvalId = approvalIdOf(about)
  const askedAt = now.toISOString()
  const item: ApprovalItem = {
    ...approvalKey(merchantId, approvalId),
    ...{ list: approvalsOf(merchantId), listAt: `${askedAt}#${approvalId}` },
    ...{ approvalId, ...about },
    ...{ state: 'waiting', askedBy: name, askedById: memberId, askedAt },
  }
  const [saved] = await table.commit({ put: item, when: 'absent', orElse: () => 'mine' })
  return shown(saved as ApprovalItem, marketer, language)
}

export async function listApprovals(
  table: Table,
  staff: Staff,
  question: { limit?: number; cursor?: string },
  language: Language,
) {
  const { limit = 50, cursor } = question
  const page = await table.query({ index: 'list', pk: approvalsOf(staff.merchantId), backward: true, limit, cursor })
  return { items: (page.items as ApprovalItem[]).map((item) => shown(item, staff, language)), nextCursor: page.cursor }
}

/** By somebody else than who asked, once. Refuses with approval.not_found, approval.own, approval.decided. */
export async function decideApproval(
  table: Table,
  staff: Staff,
  asked: { approvalId: string; decision: 'approved' | 'refused' },
  language: Language,
  now: Date,
): Promise<Approval> {
  const { memberId, merchantId, name } = staff
  const [saved] = await table.commit({
    change: approvalKey(merchantId, asked.approvalId),
    set: { state: asked.decision, decidedBy: name, decidedById: memberId, decidedAt: now.toISOString() },
    when: {
      all: [
        { field: 'state', is: 'waiting' },
        { field: 'askedById', not: memberId },
      ],
    },
    orElse: (old) => {
      const there = old as ApprovalItem | undefined
      if (!there) return new Problem('approval.not_found')
      if (there.askedById === memberId) return new Problem('approval.own')
      if (there.decidedById === memberId && there.state === asked.decision) return 'mine'
      return new Problem('approval.decided', { details: { by: String(there.decidedBy), state: there.state } })
    },
  })
  return shown(saved as ApprovalItem, staff, language)
}

const reasons = {
  percent: ['几乎全免', 'nearly everything is taken off'],
  aboveMinimum: ['减的比要花的还多', 'it takes off more than has to be spent'],
  large: ['面额特别大', 'it is worth a great deal'],
  belowCost: ['最低价不到成本的一半', 'its lowest price is less than half of what it costs you'],
  enormous: ['数量乘以价格特别大', 'all of it together is worth a great deal'],
} as const

function shown(item: ApprovalItem, reader: Staff, language: Language): Approval {
  const { approvalId, promotionId, batchId, form, dealId, dealForm, state, askedBy, decidedBy } = item
  const odd = oddity(item)
  const why = odd ? reasons[odd.why][language === 'zh' ? 0 : 1] : ''
  const askedAt = instantIn('UTC', item.askedAt)
  const decidedAt = item.decidedAt && instantIn('UTC', item.decidedAt)
  const mine = state === 'waiting' && item.askedById !== reader.memberId
  const about = { promotionId, batchId, form, dealId, dealForm }
  return { approvalId, ...about, why, state, askedBy, askedAt, decidedBy, decidedAt, mine }
}
