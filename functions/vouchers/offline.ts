import type { OfflineOffer } from '../../shared/devices.ts'
import type { Language } from '../../shared/problems.ts'
import { isTerms, type Span, shownSpans, type Usable } from '../coupons/coupons.ts'
import type { Terms } from '../deals/deals.ts'
import type { Table } from '../kernel/table/table.ts'
import type { StoreItem } from '../stores/stores.ts'
import { termsInWords } from './terms.ts'
import { isGoodIn } from './where.ts'

/** The vouchers that a counter in a store may redeem without network within a span, one for each deal, soonest over first. */
export async function offlineVouchers(
  table: Table,
  store: StoreItem,
  usable: Usable[],
  within: Span,
  language: Language,
): Promise<OfflineOffer[]> {
  const deals = new Map<string, Terms[]>()
  for (const terms of usable.filter(isTerms)) {
    if (!(await isGoodIn(table, terms, store.storeId, within.from))) continue
    deals.set(terms.dealId, [...(deals.get(terms.dealId) ?? []), terms])
  }
  return [...deals.values()].map((versions) => offered(versions, store, within, language))
}

function offered(versions: Terms[], store: StoreItem, within: Span, language: Language): OfflineOffer {
  const [latest] = versions.sort((a, b) => b.version - a.version) as [Terms]
  const { form } = latest
  const isUnsure = new Set(versions.map((terms) => terms.form.voucher.uses)).size > 1
  const { uses } = form.voucher
  // Whatever was paid for one, it was never more than its price alone.
  const useFen = Math.max(...versions.map((terms) => Math.ceil((terms.form.aloneFen ?? 0) / uses)))
  return {
    ...{ offerId: latest.dealId, kind: 'voucher', title: form.title, rules: termsInWords(latest, language), uses, useFen },
    open: shownSpans({}, store, within),
    ...(isUnsure && { unsure: true }),
  }
}
