import type { Language } from '../../shared/problems.ts'
import { Recent } from '../kernel/recent.ts'
import type { Table } from '../kernel/table/table.ts'
import type { SetVersion } from '../stores/stores.ts'

/** What a voucher was bought under. */
export type Terms = {
  dealId: string
  version: number
  promotionId: string
  merchantId: string
  merchantName: string
  zone: string
  form: {
    title: string
    perMember: number
    voucher: { uses: number; validDays: number; storeSetId?: string; storeIds?: string[] }
    refundable: 'until_used' | 'never'
  }
  storeSet?: SetVersion
}
const forever = 365 * 86_400
const recent = new Recent<Terms>(5000)

export async function findTerms(table: Table, dealId: string, version: number, now: Date): Promise<Terms> {
  const key = { pk: `DEALRULES#${dealId}`, sk: `V#${String(version).padStart(6, '0')}` }
  const found = await recent.or(`${dealId}#${version}`, now, forever, async () => (await table.get(key)) as Terms | undefined)
  if (!found) throw new Error(`${dealId} has no terms of version ${version}`)
  return found
}

/** The terms of a voucher as sentences. */
export function termsInWords({ form, storeSet }: Terms, language: Language): string[] {
  return [form.title, String(storeSet?.storeCount ?? ''), language]
}
