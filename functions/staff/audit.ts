import { Problem } from '../../shared/problem.ts'
import type { AuditLine } from '../../shared/staff.ts'
import { type AuditItem, auditBy, auditOf } from '../kernel/audit.ts'
import { type Staff, type StaffItem, staffKey } from '../kernel/staff.ts'
import type { Page, Table } from '../kernel/table/table.ts'

/** So many pages are looked through for operations of one name before a page is answered with none. */
const mostPages = 10

/** What the merchant's staff did, newest first. Redemptions come by the feed, within a second. */
export async function listAudit(
  table: Table,
  by: Staff,
  question: {
    memberId?: string | undefined
    operation?: string | undefined
    limit?: number | undefined
    cursor?: string | undefined
  },
): Promise<{ items: AuditLine[]; nextCursor: string | undefined }> {
  const { memberId, operation, limit = 50 } = question
  const { merchantId } = by
  if (memberId !== undefined) {
    const staff = (await table.get(staffKey(memberId))) as StaffItem | undefined
    if (staff?.merchantId !== merchantId) throw new Problem('staff.not_found', { field: 'memberId' })
  }
  const page = (cursor: string | undefined): Promise<Page> =>
    memberId === undefined
      ? table.query({ pk: auditOf(merchantId), backward: true, limit, cursor })
      : table.query({ index: 'list', pk: auditBy(merchantId, memberId), backward: true, limit, cursor })
  let { cursor } = question
  for (let pages = 0; pages < mostPages; pages++) {
    const found = await page(cursor)
    const items = (found.items as AuditItem[]).filter((line) => operation === undefined || line.operation === operation)
    cursor = found.cursor
    if (items.length > 0 || cursor === undefined) return { items: items.map(shown), nextCursor: cursor }
  }
  return { items: [], nextCursor: cursor }
}

function shown({ auditId, at, byId, by, role, operation, on, told }: AuditItem): AuditLine {
  return { auditId, at, by: { memberId: byId, name: by }, role, operation, on, told }
}
