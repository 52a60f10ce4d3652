import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventKey } from '../functions/events/items.ts'
import { replay } from '../functions/events/replay.ts'
import type { Event } from '../functions/events/schemas.ts'
import { newId } from '../functions/kernel/ids.ts'
import { openSqlite } from '../functions/kernel/table/sqlite.ts'
import { dayAfter } from '../functions/kernel/zone.ts'

/**
 * `node bench/replay.ts [events]`: so many events (1,000,000 unless told) over 30 days, of 20 promotions with 10 touchpoints and 30 stores
 * each, counted anew. Apart from `npm run bench`, since filling the table takes minutes. What it says of memory is the process's resident
 * size after a tenth of the log and at the end: a replay that kept what it read would grow tenfold.
 */
const total = Number(process.argv[2] ?? 1_000_000)
const days = 30
const start = Date.parse('2026-10-01T00:00:00.000Z')
const folder = mkdtempSync(join(tmpdir(), 'footfall-replay-'))
const table = openSqlite(join(folder, 'log.db'))
const promotions = Array.from({ length: 20 }, () => newId('prm', new Date(start)))

const filled = performance.now()
for (let at = 0; at < total; at += 100) {
  const events = Array.from({ length: Math.min(100, total - at) }, (_, n) => eventOf(at + n))
  await table.commit(...events.map((event) => ({ put: { ...eventKey(event), ...event }, when: 'always' as const })))
}
const fillSeconds = (performance.now() - filled) / 1000

const sizes: number[] = []
const now = new Date(start + days * 86_400_000)
const from = performance.now()
const told = (hour: string) => {
  if (hour.endsWith('T12')) {
    globalThis.gc?.()
    sizes.push(process.memoryUsage().rss / 2 ** 20)
  }
}
const { events } = await replay(table, { since: new Date(start), told }, now)
const seconds = (performance.now() - from) / 1000
const wrong = await difference()
const early = sizes[Math.floor(sizes.length / 10)] ?? 0
const line = {
  events,
  cellsThatDiffer: wrong,
  seconds: Number(seconds.toFixed(1)),
  eventsASecond: Math.round(events / seconds),
  residentMbAfterATenth: Math.round(early),
  residentMbAtTheEnd: Math.round(sizes.at(-1) ?? 0),
  fillSeconds: Math.round(fillSeconds),
  node: process.version,
}
mkdirSync(join(import.meta.dirname, 'results'), { recursive: true })
writeFileSync(join(import.meta.dirname, 'results', 'replay.json'), `${JSON.stringify(line, null, 2)}\n`)
console.log(JSON.stringify(line))
table.close()
rmSync(folder, { recursive: true })
if (wrong > 0) process.exitCode = 1

function eventOf(n: number): Event {
  // Numbers without a common factor spread the events over everything, the same each time.
  const at = new Date(start + Math.floor((n * 7919 * 37) % (days * 86_400_000)))
  const local = new Date(at.getTime() + 8 * 3_600_000).toISOString()
  const used = n % 3 === 0
  return {
    ...{ v: 2, eventId: `${used ? 'redeemed' : 'claimed'}#${n}`, kind: used ? 'redeemed' : 'claimed', at: at.toISOString() },
    ...{ day: local.slice(0, 10), hour: Number(local.slice(11, 13)), merchantId: 'mer_bench', memberId: `mbr_${n % 50_000}` },
    promotionId: promotions[n % promotions.length] as string,
    trace: `tpt_${n % 10}||${n % 4}|AQIDBAUGBwg`,
    ...(used && { storeId: `sto_${n % 30}`, payFen: 3550, costFen: 1000, discountFen: 1000, goodsFen: 300 }),
    isNew: n % 2 === 0,
  }
}

/** How many days of a promotion, by touchpoint, say another number of claims and redemptions than the generator made. */
async function difference(): Promise<number> {
  const made = new Map<string, number>()
  for (let n = 0; n < total; n++) {
    const { promotionId, day } = eventOf(n)
    made.set(`${promotionId} ${day}`, (made.get(`${promotionId} ${day}`) ?? 0) + 1)
  }
  let differ = 0
  for (const promotionId of promotions)
    for (let day = '2026-10-01'; day <= '2026-10-31'; day = dayAfter(day, 1)) {
      const { items } = await table.query({ pk: `ROLLUP#${promotionId}#touchpoint`, prefix: day })
      const counted = items.reduce((sum, { claimed = 0, redeemed = 0 }) => sum + Number(claimed) + Number(redeemed), 0)
      if (counted !== (made.get(`${promotionId} ${day}`) ?? 0)) differ += 1
    }
  return differ
}
