import { sharesOf } from '../../../functions/coupons/shares.ts'
import { spread } from '../../../functions/kernel/ids.ts'
import type { Item, Table } from '../../../functions/kernel/table/table.ts'
import type { World } from '../../../local/simulation/world.ts'
import { type Around, couponKey, type Design, stockKey } from './design.ts'

const writers = 16
/** What a writer sets aside at once, before it uses any of it: what it dies with is lost. */
const ahead = 10
const atOnce = 16

/** Who waits to be told, by world: a guest's own connection to the queue. */
const waiting = new WeakMap<World, Map<string, ((sold: boolean) => void)[]>>()
const waitingIn = (world: World) => {
  const known = waiting.get(world) ?? new Map<string, ((sold: boolean) => void)[]>()
  waiting.set(world, known)
  return known
}

/** Guests put a request; sixteen writers, each with a share of the stock in its own memory, work them off and tell. */
export const queue: Design = {
  name: `queue, ${writers} writers`,
  stock: (total) => sharesOf(total, writers).map((left, n) => ({ put: { ...stockKey(n), left }, when: 'always' })),
  isClaim: ({ sk }: Item) => sk === 'COUPON',
  async claim(table, memberId, { world }) {
    const told = new Promise<boolean>((resolve) => {
      const mine = waitingIn(world).get(memberId) ?? []
      waitingIn(world).set(memberId, [...mine, resolve])
    })
    const put = { pk: `QUEUE#${memberId}`, sk: `${Math.floor(world.now)}`, memberId }
    await table.commit({ put, when: 'absent', orElse: () => 'mine' })
    return told
  },
  async beside(around) {
    const lanes = Array.from({ length: writers }, () => [] as string[])
    await Promise.all([deliver(around, lanes), ...lanes.map((lane, n) => write(around, lane, n))])
  },
}

/** The queue hands every request on, in order, some twice. */
async function deliver({ world, database, isOver }: Around, lanes: string[][]): Promise<void> {
  let idleMs = 5
  for (let seen = 0; !isOver(); await world.sleep(idleMs)) {
    idleMs = seen < database.changes.length ? 5 : Math.min(1000, idleMs * 1.5)
    for (; seen < database.changes.length; seen++) {
      const made = database.changes[seen]?.new
      if (!made?.pk.startsWith('QUEUE#')) continue
      const memberId = String(made.memberId)
      const lane = lanes[spread(memberId, writers)] as string[]
      lane.push(memberId, ...(world.happens(0.01) ? [memberId] : []))
    }
  }
}

/** One writer after another in this place: what dies is begun anew by the next, which knows what the table says. */
async function write(around: Around, lane: string[], shard: number): Promise<void> {
  const { world, workers, isOver } = around
  while (!isOver()) {
    await workers.call((table) => writer(around, table, lane, shard))
    await world.sleep(50)
  }
}

async function writer({ world, isOver }: Around, table: Table, lane: string[], shard: number): Promise<void> {
  let [aside, isGone, idleMs] = [0, false, 2]
  while (!isOver()) {
    const batch = lane.slice(0, atOnce)
    if (batch.length === 0) {
      await world.sleep(idleMs)
      idleMs = Math.min(1000, idleMs * 1.5)
      continue
    }
    idleMs = 2
    while (aside < batch.length && !isGone) {
      const taken = await setAside(table, shard)
      isGone = taken === 0
      aside += taken
    }
    const sold = batch.slice(0, isGone ? aside : batch.length)
    const made = await Promise.all(sold.map((memberId) => sell(table, memberId, `${shard}@${world.now}`)))
    aside -= made.filter(Boolean).length
    for (const memberId of sold) tell(world, memberId, true)
    for (const memberId of batch.slice(sold.length)) tell(world, memberId, (await table.get(couponKey(memberId))) !== undefined)
    // Only what was worked off leaves the queue: a writer that dies has its batch handed on again.
    lane.splice(0, batch.length)
  }
}

async function setAside(table: Table, shard: number): Promise<number> {
  const { left } = (await table.get(stockKey(shard))) as Item
  const taken = Math.min(ahead, Number(left))
  if (taken > 0) await table.commit({ put: { ...stockKey(shard), left: Number(left) - taken }, when: 'always' })
  return taken
}

/** Whether a coupon was made now: a repeat of the put meets its own mark. */
async function sell(table: Table, memberId: string, mark: string): Promise<boolean> {
  const put = { ...couponKey(memberId), memberId, mark }
  const [made] = await table.commit({ put, when: 'absent', orElse: () => 'mine' })
  return made?.mark === mark
}

function tell(world: World, memberId: string, sold: boolean): void {
  for (const hear of waitingIn(world).get(memberId) ?? []) hear(sold)
  waitingIn(world).delete(memberId)
}
