import type { OfflineOffer } from '../../shared/devices.ts'
import type { Language } from '../../shared/problems.ts'
import { lineScope } from '../../shared/settle.ts'
import { fingerprint } from '../kernel/ids.ts'
import type { Table } from '../kernel/table/table.ts'
import { instantIn } from '../kernel/zone.ts'
import { closedNow, type StoreItem } from '../stores/stores.ts'
import { isRules, type Usable } from './at-store.ts'
import type { RulesItem } from './items.ts'
import { honours } from './scope.ts'
import { openSpans, type Span } from './spans.ts'
import { rulesInWords } from './words.ts'

/** What a counter in a store may redeem without network within a span, one for each batch, soonest over first. */
export async function offlineCoupons(
  table: Table,
  store: StoreItem,
  usable: Usable[],
  within: Span,
  language: Language,
): Promise<OfflineOffer[]> {
  const batches = new Map<string, RulesItem[]>()
  for (const rules of usable.filter(isRules)) {
    if (!(await honours(table, rules, store.storeId, within.from))) continue
    batches.set(rules.batchId, [...(batches.get(rules.batchId) ?? []), rules])
  }
  return [...batches.values()].map((versions) => offered(versions, store, within, language))
}

/** A code does not tell under which version its coupon was claimed, nor when: where either matters, only the server knows. */
function offered(versions: RulesItem[], store: StoreItem, within: Span, language: Language): OfflineOffer {
  const [latest] = versions.sort((a, b) => b.version - a.version) as [RulesItem]
  const shown = versions.map((rules) => terms(rules, store, within))
  const isUnsure =
    new Set(shown.map(fingerprint)).size > 1 ||
    versions.some(({ form }) => form.validity.kind === 'days' && (form.validity.startsInDays ?? 0) > 0)
  return {
    offerId: latest.batchId,
    kind: 'coupon',
    title: latest.form.title,
    rules: rulesInWords(latest.form, latest.zone, language, latest.storeSet?.storeCount),
    ...terms(latest, store, within),
    ...(isUnsure && { unsure: true }),
  }
}

function terms({ form }: RulesItem, store: StoreItem, within: Span) {
  const { validity } = form
  const from = new Date(Math.max(within.from.getTime(), validity.kind === 'dates' ? Date.parse(validity.from) : 0))
  return { benefit: form.benefit, scope: lineScope(form), open: shownSpans(form, store, { ...within, from }) }
}

/** On the wall of the store. */
export function shownSpans(times: Parameters<typeof openSpans>[0], store: StoreItem, within: Span): OfflineOffer['open'] {
  const edges = [...(store.hours ?? []), ...(store.specialHours ?? []).flatMap(({ hours }) => hours)].flatMap((one) => [
    one.from,
    one.to,
  ])
  const spans = openSpans(times, store.zone, within, (at) => closedNow(store, at) !== undefined, edges)
  return spans.map(({ from, to }) => ({ from: instantIn(store.zone, from), to: instantIn(store.zone, to) }))
}
