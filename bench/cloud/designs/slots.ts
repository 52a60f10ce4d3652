import { sharesOf } from '../../../functions/coupons/shares.ts'
import { spread } from '../../../functions/kernel/ids.ts'
import type { Item, Table } from '../../../functions/kernel/table/table.ts'
import { couponKey, type Design, empty, lone, stockKey } from './design.ts'

const shards = 32
const block = 20
const freeKey = (shard: number) => ({ ...stockKey(shard), sk: 'FREE' })
const slotKey = (serial: string) => ({ pk: `SLOTS#${serial.split('-')[0]}`, sk: `SLOT#${serial}` })

/** Serials that a process took and has not used, and the stock items it takes to have some. */
const known = new WeakMap<Table, { serials: string[]; open: number[] }>()
function knownOf(table: Table) {
  const mine = known.get(table) ?? { serials: [], open: Array.from({ length: shards }, (_, n) => n) }
  known.set(table, mine)
  return mine
}

/** Numbered slots, handed to processes in blocks; the slot's row is the fact, and the place is confirmed within the claim. */
export const slotsInBlocks: Design = {
  name: `numbered slots, blocks of ${block}, reclaimed after`,
  stock: (total) =>
    sharesOf(total, shards).flatMap((size, n) => [
      { put: { ...stockKey(n), next: 0, size }, when: 'always' as const },
      { put: { ...freeKey(n), serials: [], version: 0 }, when: 'always' as const },
    ]),
  isClaim: ({ sk }: Item) => sk.startsWith('SLOT#'),
  async claim(table, memberId) {
    let serial: string | undefined = await nextSerial(table, memberId)
    let place = serial === undefined ? await table.get(couponKey(memberId)) : await putPlace(table, memberId, serial)
    if (!place) return false
    for (;;) {
      if (serial !== undefined && place.slot !== serial) knownOf(table).serials.push(serial)
      if (place.state === 'held') return true
      const slot: string = String(place.slot)
      const put = { ...slotKey(slot), memberId }
      const [row] = await table.commit({ put, when: 'absent', orElse: () => 'mine' })
      if (row?.memberId === memberId) return confirmed(table, memberId, slot)
      serial = await nextSerial(table, memberId)
      if (serial === undefined) return false
      const when = { field: 'slot', is: slot } as const
      const [moved] = await table.commit({ change: couponKey(memberId), set: { slot: serial }, when, orElse: () => 'mine' })
      place = moved as Item
    }
  },
  /** Serials without a row are handed out again. */
  async after(table) {
    for (let shard = 0; shard < shards; shard++) {
      const rows = new Set<string>()
      for (let cursor: string | undefined; ; ) {
        const page = await table.query({ pk: `SLOTS#${shard}`, ...(cursor && { cursor }) })
        for (const { sk } of page.items) rows.add(sk.slice('SLOT#'.length))
        cursor = page.cursor
        if (!cursor) break
      }
      const { size, next } = (await table.get(stockKey(shard))) as Item
      const handedOut = Array.from({ length: Math.min(Number(size), Number(next)) }, (_, n) => `${shard}-${n}`)
      const serials = handedOut.filter((serial) => !rows.has(serial))
      const { version } = (await table.get(freeKey(shard))) as Item
      const put = { ...freeKey(shard), serials, version: Number(version) + 1 }
      await table.commit({ put, when: { field: 'version', is: Number(version) }, orElse: () => 'mine' })
    }
  },
}

async function putPlace(table: Table, memberId: string, slot: string): Promise<Item | undefined> {
  const put = { ...couponKey(memberId), slot, state: 'pending' }
  return (await table.commit({ put, when: 'absent', orElse: () => 'mine' }))[0]
}

async function confirmed(table: Table, memberId: string, slot: string): Promise<boolean> {
  const when = {
    all: [
      { field: 'slot', is: slot },
      { field: 'state', is: 'pending' },
    ],
  } as const
  await table.commit({
    change: couponKey(memberId),
    set: { state: 'held' },
    when: { all: [...when.all] },
    orElse: () => 'mine',
  })
  return true
}

/** One of this process's own, or the first of a new block, or one that was reclaimed. */
async function nextSerial(table: Table, memberId: string): Promise<string | undefined> {
  const mine = knownOf(table)
  while (mine.serials.length === 0 && mine.open.length > 0) {
    const shard = mine.open[spread(memberId, mine.open.length)] as number
    const { size } = { size: undefined, ...(await takeBlock(table, shard, mine)) }
    if (size === undefined) mine.open = mine.open.filter((one) => one !== shard)
  }
  return mine.serials.shift() ?? reclaimed(table)
}

async function takeBlock(table: Table, shard: number, mine: { serials: string[] }) {
  try {
    const [after] = await table.commit(lone(stockKey(shard), { next: block }, { field: 'next', below: 1_000_000 }))
    const [end, size] = [Number(after?.next), Number(after?.size)]
    if (end - block >= size) return undefined
    for (let n = end - block; n < Math.min(end, size); n++) mine.serials.push(`${shard}-${n}`)
    return { size }
  } catch (problem) {
    if (problem !== empty) throw problem
    return undefined
  }
}

async function reclaimed(table: Table): Promise<string | undefined> {
  for (const free of await table.getMany(Array.from({ length: shards }, (_, shard) => freeKey(shard)))) {
    const [first, ...serials] = free.serials as string[]
    if (first === undefined) continue
    const version = Number(free.version)
    const put = { ...free, serials, version: version + 1 }
    const [kept] = await table.commit({ put, when: { field: 'version', is: version }, orElse: () => 'mine' })
    if (Number(kept?.version) === version + 1) return first
  }
  return undefined
}
