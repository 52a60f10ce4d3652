import type { Table } from '../../../functions/kernel/table/table.ts'
import { TableBusy } from '../../../functions/kernel/table/table-faults.ts'
import { Database } from '../../../local/simulation/database.ts'
import { Fleet } from '../../../local/simulation/fleet.ts'
import type { Rush } from '../../../local/simulation/rush.ts'
import { World } from '../../../local/simulation/world.ts'
import type { Around, Design } from './design.ts'

/** What a rush on a design came to. */
export interface Came {
  /** Claims a second until nine of ten were gone, or until its time was over. */
  rate: number
  writesPerClaim: number
  readsPerClaim: number
  callsPerClaim: number
  /** Claims in the table when everybody who still could had one. */
  sold: number
  broken: unknown[]
}

interface Guest {
  memberId: string
  last: 'has one' | 'gone' | 'unsure' | undefined
}

/** The same guests, faults and partitions as Footfall's own rush has (local/simulation/rush.ts), on another design. */
export async function crowdOn(design: Design, rush: Rush, most: { seconds: number; aftermath: boolean }): Promise<Came> {
  const world = new World(rush.seed)
  const database = new Database(world, rush.partitions)
  database.load(design.stock(rush.total))
  const guests = new Fleet(world, database, rush.faults, rush.atOnce)
  const workers = new Fleet(world, database, rush.faults, 1)
  const broken: unknown[] = []
  const claimedAt: number[] = []
  const all: Guest[] = []
  const wanted = Math.floor(rush.total * 0.9)
  let [isOver, next] = [false, 0]
  let ended: (() => void) | undefined
  const around: Around = { world, database, workers, total: rush.total, isOver: () => isOver }
  const used = () => ({
    write: guests.used.write + workers.used.write,
    read: guests.used.read + workers.used.read,
    calls: guests.used.calls + workers.used.calls,
  })

  async function persist(guest: Guest, tries = rush.tries): Promise<void> {
    for (let n = 0; n < tries; n++) {
      const outcome = await guests.call((table: Table) => within(design.claim(table, guest.memberId, around)))
      if (outcome !== 'lost' && 'error' in outcome && !(outcome.error instanceof TableBusy)) broken.push(outcome.error)
      if (outcome !== 'lost' && 'answer' in outcome) {
        if (outcome.answer && guest.last !== 'has one') claimedAt.push(world.now)
        guest.last = outcome.answer ? 'has one' : 'gone'
        if (claimedAt.length >= wanted) ended?.()
        return
      }
      guest.last = 'unsure'
      await world.sleep(world.happens(0.3) ? world.between(2000, 30_000) : world.between(200, 1500))
    }
  }

  /** Nobody waits for ever: API Gateway gives up. */
  const within = (claim: Promise<boolean>) =>
    Promise.race([
      claim,
      world.sleep(10_000).then(() => {
        throw new TableBusy('It took too long.')
      }),
    ])

  function newGuest(): Promise<void> {
    const guest: Guest = { memberId: `mbr_${String(next++).padStart(26, '0')}`, last: undefined }
    all.push(guest)
    return persist(guest)
  }

  const beside = design.beside?.(around)
  const coming = Array.from({ length: rush.guests }, async () => {
    await world.sleep(world.between(0, (rush.guests / rush.perSecond) * 1000))
    await newGuest()
  })
  const enough = new Promise<void>((resolve) => {
    ended = resolve
    world.in(most.seconds * 1000, resolve)
  })
  await world.until(enough)
  const [spent, had, tookMs] = [used(), claimedAt.length, world.now]

  /** A run that dies half-way is begun again. */
  async function cleanUp(): Promise<void> {
    const { after } = design
    for (let tries = 0; after && tries < 100; tries++) {
      const outcome = await workers.call(after)
      if (outcome !== 'lost' && 'answer' in outcome) return
    }
  }

  async function aftermath(): Promise<void> {
    await Promise.all(coming)
    for (let round = 0; round < 8; round++) {
      await world.sleep(130_000)
      await cleanUp()
      const unsure = all.filter(({ last }) => last === 'unsure')
      const refused = all.filter(({ last }) => last === 'gone').slice(0, 60)
      await Promise.all([...unsure, ...refused].map((guest) => persist(guest, 20)))
      await Promise.all(Array.from({ length: 5 }, newGuest))
      if (round > 2 && !all.some(({ last }) => last === 'unsure')) return
    }
  }
  if (most.aftermath) await world.until(aftermath())
  isOver = true
  if (beside && most.aftermath) await world.until(beside)
  return {
    rate: Math.round(had / (tookMs / 1000)),
    writesPerClaim: spent.write / had,
    readsPerClaim: spent.read / had,
    callsPerClaim: spent.calls / had,
    sold: [...database.all()].filter(design.isClaim).length,
    broken,
  }
}
