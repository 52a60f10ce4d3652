import type { Item, Table } from '../kernel/table/table.ts'
import { type Figure, figures, type Rollup, rollupOf, type Sums } from './cells.ts'

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
