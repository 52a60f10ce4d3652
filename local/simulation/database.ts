import { keyId, keyOf } from '../../functions/kernel/table/commit-rules.ts'
import { compareText, holds } from '../../functions/kernel/table/condition.ts'
import { itemAfter } from '../../functions/kernel/table/effect.ts'
import { type Asked, cursorAfter } from '../../functions/kernel/table/question.ts'
import { itemSize } from '../../functions/kernel/table/size.ts'
import type { Item, Key, Page, Write } from '../../functions/kernel/table/table.ts'
import { indexKey, readUnits } from '../../functions/kernel/table/units.ts'
import { Partitions } from './partitions.ts'
import type { World } from './world.ts'

/** A transaction carries the same token over all its tries, so it is made once. */
export type Request = { get: Key[] } | { query: Asked } | { commit: Write[]; token?: string }
export type Reply =
  | { items: Item[] }
  | { page: Page }
  | { done: (Item | undefined)[] }
  | { failed: boolean[]; olds: (Item | undefined)[] }
  | 'throttled'
  | 'conflict'

/** Capacity units that somebody's requests have used. */
export interface Used {
  write: number
  read: number
}

/** How long a transaction holds its items. */
const transactionMs = 4

/** What DynamoDB does with a request once it has arrived: conditions and effects as our engines have them, and AWS's limits. */
export class Database {
  /** Every change, in the order in which it was made. */
  readonly changes: { old?: Item; new?: Item; at: Date }[] = []
  #world: World
  #partitions: Partitions
  #items = new Map<string, Map<string, Item>>()
  #held = new Set<string>()
  #made = new Map<string, Reply | 'under way'>()

  constructor(world: World, partitions: number) {
    this.#world = world
    this.#partitions = new Partitions(partitions)
  }

  get({ pk, sk }: Key): Item | undefined {
    return this.#items.get(pk)?.get(sk)
  }

  /** Every item, for the audit. */
  *all(): Generator<Item> {
    for (const partition of this.#items.values()) yield* partition.values()
  }

  /** Puts what is there before anything happens. */
  load(writes: Write[]): void {
    for (const write of writes) this.#keep(keyOf(write), undefined, itemAfter(write, undefined))
  }

  handle(request: Request, used: Used, reply: (reply: Reply) => void): void {
    if ('commit' in request) {
      if (request.commit.length === 1) reply(this.#lone(request.commit[0] as Write, used))
      else this.#transaction(request.commit, request.token ?? '', used, reply)
    } else if ('query' in request) reply(this.#query(request.query, used))
    else reply(this.#get(request.get, used))
  }

  #get(keys: Key[], used: Used): Reply {
    const found = keys.map((key) => this.get(key))
    const units = keys.map(({ pk }, at) => ({ pk, units: readUnits(sizeOf(found[at])) }))
    if (!this.#take('read', units, used)) return 'throttled'
    return { items: found.filter((item) => item !== undefined) }
  }

  #query(asked: Asked, used: Used): Reply {
    const sortKey = (item: Item) => (asked.index ? (indexKey(asked.index, item)?.[1] ?? '') : item.sk)
    const here = asked.index ? this.all() : (this.#items.get(asked.pk)?.values() ?? [])
    const inRange = (at: string) =>
      (asked.prefix === undefined || at.startsWith(asked.prefix)) &&
      (asked.from === undefined || compareText(at, asked.from) >= 0) &&
      (asked.to === undefined || compareText(at, asked.to) <= 0) &&
      (asked.after === undefined || compareText(at, asked.after.at) * (asked.backward ? -1 : 1) > 0)
    const matching = [...here].filter((item) => !asked.index || indexKey(asked.index, item)?.[0] === asked.pk)
    const sorted = matching.filter((item) => inRange(sortKey(item))).sort((a, b) => compareText(sortKey(a), sortKey(b)))
    if (asked.backward) sorted.reverse()
    const items = sorted.slice(0, asked.limit)
    const bytes = items.reduce((sum, item) => sum + sizeOf(item), 0)
    if (!this.#take('read', [{ pk: asked.pk, units: readUnits(bytes) }], used)) return 'throttled'
    const last = items.at(-1)
    return { page: last && items.length === asked.limit ? { items, cursor: cursorAfter(last, asked) } : { items } }
  }

  #lone(write: Write, used: Used): Reply {
    const key = keyOf(write)
    if (this.#held.has(keyId(key))) return 'conflict'
    const old = this.get(key)
    const holding = holds(write.when, old)
    const after = holding ? itemAfter(write, old) : old
    const units = writeUnits(old, after) + indexUnits(old, after)
    if (!this.#take('write', [{ pk: key.pk, units }], used)) return 'throttled'
    if (!holding) return { failed: [true], olds: [old] }
    this.#keep(key, old, after)
    return { done: ['put' in write || 'change' in write ? after : undefined] }
  }

  #transaction(writes: Write[], token: string, used: Used, reply: (reply: Reply) => void): void {
    const keys = writes.map(keyOf)
    const ids = keys.map(keyId)
    const units = writes.map((write, at) => {
      const old = this.get(keys[at] as Key)
      return { pk: (keys[at] as Key).pk, units: 2 * writeUnits(old, 'put' in write ? write.put : old) }
    })
    const earlier = this.#made.get(token)
    const isHeld = earlier === 'under way' || ids.some((id) => this.#held.has(id))
    const refused = isHeld ? 'conflict' : (earlier ?? (this.#take('write', units, used) ? undefined : 'throttled'))
    if (refused) {
      reply(refused)
      return
    }
    for (const id of ids) this.#held.add(id)
    this.#made.set(token, 'under way')
    this.#world.in(transactionMs, () => {
      for (const id of ids) this.#held.delete(id)
      const olds = keys.map((key) => this.get(key))
      const failed = writes.map(({ when }, at) => !holds(when, olds[at]))
      if (failed.includes(true)) {
        this.#made.delete(token)
        reply({ failed, olds: olds.map((old, at) => (failed[at] ? old : undefined)) })
        return
      }
      const after = writes.map((write, at) => itemAfter(write, olds[at]))
      for (const [at, write] of writes.entries()) if (!('check' in write)) this.#keep(keys[at] as Key, olds[at], after[at])
      const done: Reply = { done: writes.map((write, at) => ('put' in write ? after[at] : undefined)) }
      this.#made.set(token, done)
      reply(done)
    })
  }

  #take(kind: 'write' | 'read', units: { pk: string; units: number }[], used: Used): boolean {
    if (!this.#partitions.take(kind, units, this.#world.now)) return false
    used[kind] += units.reduce((sum, one) => sum + one.units, 0)
    return true
  }

  #keep({ pk, sk }: Key, old: Item | undefined, after: Item | undefined): void {
    const partition = this.#items.get(pk) ?? new Map<string, Item>()
    this.#items.set(pk, partition)
    // Frozen, because readers share it: what the code under test changed in place would be changed in the table.
    if (after) partition.set(sk, Object.freeze(after))
    else partition.delete(sk)
    this.changes.push({ old, new: after, at: this.#world.date() })
  }
}

/** Counting an item's bytes is most of the work here, and items do not change. */
const sizes = new WeakMap<Item, number>()
function sizeOf(item: Item | undefined): number {
  if (!item) return 0
  const size = sizes.get(item) ?? itemSize(item)
  sizes.set(item, size)
  return size
}

/** As writeUnits of our meter. */
const writeUnits = (before: Item | undefined, after: Item | undefined) =>
  Math.max(1, Math.ceil(Math.max(sizeOf(before), sizeOf(after)) / 1024))

const indexUnits = (before: Item | undefined, after: Item | undefined) =>
  (['list', 'due'] as const).filter((index) => String(indexKey(index, before)) !== String(indexKey(index, after))).length
