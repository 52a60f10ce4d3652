import type { Table, Write } from '../../functions/kernel/table/table.ts'

/** The table as one call sees it whose first commit hangs until `meanwhile` is done. */
export function hanging(table: Table, meanwhile: () => Promise<unknown>): Table {
  let hangs = true
  return new Proxy(table, {
    get: (one, name) => {
      if (name !== 'commit') return Reflect.get(one, name).bind(one)
      return async (...writes: Write[]) => {
        if (hangs) {
          hangs = false
          await meanwhile()
        }
        return one.commit(...writes)
      }
    },
  })
}
