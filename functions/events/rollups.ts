import type { Item, Table } from '../kernel/table/table.ts'
import { deepest, type Figure, figures, type Rollup, rollupOf, type Sums } from './cells.ts'

/** What happened on a day with one thing: a touchpoint with its depth, a store, an hour. */
export interface RolledUp {
  day: string
  /** `<touchpointId or ->#<depth>`, a storeId, or an hour from 00 to 23. */
  id: string
  sums: Sums
}

/**
 * The cells of a promotion from a day to a day, both included; those of a flash batch lie in `parts` beside the others, and come apart.
 * In no order.
 */
export async function readCells(
  table: Table,
  asked: { promotionId: string; by: Rollup; from: string; to: string; parts: number },
): Promise<RolledUp[]> {
  const { promotionId, by, from, to, parts } = asked
  const partitions = [undefined, ...Array.from({ length: parts }, (_, part) => part)]
  const read = async (part: number | undefined) => {
    const items: Item[] = []
    let cursor: string | undefined
    do {
      const question = { pk: rollupOf(promotionId, by, part), from: `${from}#`, to: `${to}#\uffff` }
      const page = await table.query({ ...question, cursor })
      items.push(...page.items)
      cursor = page.cursor
    } while (cursor !== undefined)
    return items
  }
  return (await Promise.all(partitions.map(read))).flat().map(cellIn)
}

/**
 * The cells of one touchpoint on some days, read by their keys: ten depths a day, and the same of each part. Whoever asks about one pays for no
 * other's.
 */
export async function readCellsOf(
  table: Table,
  { promotionId, touchpointId, days, parts }: { promotionId: string; touchpointId: string; days: string[]; parts: number },
): Promise<RolledUp[]> {
  const depths = Array.from({ length: deepest + 1 }, (_, depth) => depth)
  const partitions = [undefined, ...Array.from({ length: parts }, (_, part) => part)]
  const keys = partitions.flatMap((part) =>
    days.flatMap((day) =>
      depths.map((depth) => ({ pk: rollupOf(promotionId, 'touchpoint', part), sk: `${day}#${touchpointId}#${depth}` })),
    ),
  )
  const pages = Array.from({ length: Math.ceil(keys.length / 100) }, (_, nth) => keys.slice(nth * 100, nth * 100 + 100))
  return (await Promise.all(pages.map((page) => table.getMany(page)))).flat().map(cellIn)
}

function cellIn(item: Item): RolledUp {
  const [day = '', ...rest] = item.sk.split('#')
  const sums = Object.fromEntries(
    figures.flatMap((figure) => (item[figure] === undefined ? [] : [[figure, Number(item[figure])]])),
  )
  return { day, id: rest.join('#'), sums: sums as { [figure in Figure]?: number } }
}

/** All of them together. */
export function addUp(all: Sums[]): Sums {
  const sum: Sums = {}
  for (const sums of all) for (const name of figures) if (sums[name] !== undefined) sum[name] = (sum[name] ?? 0) + sums[name]
  return sum
}
