import type { Table } from '../kernel/table/table.ts'
import { type TouchpointItem, touchpointKey } from './items.ts'

/** Its poster was made to be printed; only the first time is kept. The form's version is another matter: nobody edited it. */
export async function markPrinted(
  table: Table,
  { touchpointId, merchantId, printedAt }: TouchpointItem,
  now: Date,
): Promise<void> {
  if (printedAt !== undefined) return
  await table.commit({
    change: touchpointKey(touchpointId),
    set: { printedAt: now.toISOString() },
    when: {
      all: [
        { field: 'merchantId', is: merchantId },
        { field: 'printedAt', has: false },
      ],
    },
    orElse: () => 'mine',
  })
}
