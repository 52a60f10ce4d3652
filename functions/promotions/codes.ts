import type { TouchpointKind } from '../../shared/touchpoints.ts'
import type { Table } from '../kernel/table/table.ts'
import { type TouchpointItem, touchpointsOf } from '../touchpoints/touchpoints.ts'
import { type Finding, ok } from './finding.ts'
import type { PromotionItem } from './items.ts'

/** What hangs or lies somewhere, with a code on it; the others are sent, or shown on a screen. */
const onPaper: TouchpointKind[] = ['poster', 'leaflet', 'wall']
const named = 3

/** Whether the codes of a promotion's touchpoints have been printed: a promotion that is live with a bare wall is not met by anybody. */
export async function codesOf(table: Table, { promotionId }: PromotionItem): Promise<Finding[]> {
  const touchpoints = (await touchpointsIn(table, promotionId)).filter(({ kind }) => onPaper.includes(kind))
  if (touchpoints.length === 0) return []
  const missing = touchpoints.filter(({ printedAt }) => printedAt === undefined)
  if (missing.length === 0)
    return [ok('codes', `${touchpoints.length} 个触点的码都印了`, `The codes of ${touchpoints.length} touchpoints are printed`)]
  const places = missing.slice(0, named).map(({ place }) => place)
  const [zhMore, enMore] =
    missing.length > named ? [` 等 ${missing.length} 处`, ` and others, ${missing.length} in all`] : ['', '']
  return [
    {
      ...{ check: 'codes', level: 'warn' },
      zh: `还没有下载海报去印：${places.join('、')}${zhMore}`,
      en: `No poster was fetched for printing yet: ${places.join(', ')}${enMore}`,
    },
  ]
}

async function touchpointsIn(table: Table, promotionId: string): Promise<TouchpointItem[]> {
  const found: TouchpointItem[] = []
  let cursor: string | undefined
  do {
    const page = await table.query({ index: 'list', pk: touchpointsOf(promotionId), cursor })
    found.push(...(page.items as TouchpointItem[]))
    cursor = page.cursor
  } while (cursor !== undefined)
  return found
}
