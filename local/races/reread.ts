import { setTimeout as pause } from 'node:timers/promises'
import type { Item } from '../../functions/kernel/table/table.ts'
import { audit } from '../audit/audit.ts'
import type { RaceStack } from './stack.ts'

/** Every item that is meant, read again from the table itself: what answers say proves nothing. */
export async function itemsOf(stack: RaceStack, isMeant: (item: Item) => boolean): Promise<Item[]> {
  const reading = await stack.reading()
  const found: Item[] = []
  for await (const item of reading.items()) if (isMeant(item)) found.push(item)
  reading.close()
  return found
}

const patienceMs = 120_000

/** The ledger check over all that the races before it have left; the feed is given its time. */
export function ledgerHolds(running: () => RaceStack): void {
  it('coupons, money, vouchers, redemptions and running figures add up in the table', async () => {
    const until = performance.now() + patienceMs
    for (;;) {
      const reading = await running().reading()
      const laws = await audit(reading.sight, reading.items(), new Date())
      reading.close()
      const wrong = laws.flatMap((law) => law.wrong)
      if (wrong.length === 0 || performance.now() > until) {
        expect(wrong.slice(0, 20)).toEqual([])
        return
      }
      await pause(1000)
    }
  }, 200_000)
}
