import type { Problem } from '../../../shared/problem.ts'

/**
 * The one seam to the database. Two engines stand behind it: SQLite where one machine serves (sqlite.ts), DynamoDB where it
 * does not (dynamodb.ts). It offers only what DynamoDB can do, and the SQLite form keeps DynamoDB's limits.
 */
export interface Table {
  /** Strongly consistent: what was committed before the call is seen. */
  get(key: Key): Promise<Item | undefined>
  /** Strongly consistent; at most 100 keys; what is not there is left out; in the order of the keys. */
  getMany(keys: Key[]): Promise<Item[]>
  /** A page of one partition, by sort key; base table strong, an index eventual (it may lag behind a commit). */
  query(question: Question): Promise<Page>
  /**
   * All or none; at most 100 writes (4 MB), never two on one item, an item at most 400 KB. Answers the items as they are
   * afterwards, in the order of the writes: every one that was put, and one that was changed alone. What was changed among
   * others is undefined, as are the removed and the checked: DynamoDB does not tell, and reading it back would cost a round trip.
   *
   * Where a condition fails, that write's `orElse` gets the item as it is: the problem it returns is thrown; 'mine' means that
   * an earlier call of the same caller already had this effect: nothing is written, and the answer carries that item in its
   * place and undefined in the others. Several failed: the first in write order answers.
   *
   * An engine may repeat a lone write whose answer was lost, and then the condition fails against the write's own effect:
   * orElse must know its caller's mark (a request, a person) and say 'mine'. A removal leaves no mark, so `orElse(undefined)`
   * of a lone removal may be one's own success. A transaction is never made twice within a call.
   *
   * Throws TableBusy where trying again later makes sense (the write may have been made), TableMisuse for a call that no
   * engine may be asked (table-faults.ts).
   */
  commit(...writes: Write[]): Promise<(Item | undefined)[]>
  /** What the calls so far have cost, by AWS's accounting, on either engine. */
  units(): Units
  close(): void
}

export interface Key {
  pk: string
  sk: string
}

export type Scalar = string | number | boolean
export type Value = Scalar | null | Value[] | { [name: string]: Value | undefined }

/**
 * What the table holds. Fields that are undefined are not stored. A number is finite.
 * `list` + `listAt` put the item into the index `list`, `due` + `dueAt` into the index `due` (all four are strings; both
 * indexes are sparse). `expires` (seconds since 1970) lets the table forget the item some day after: never anything that a rule or an audit reads.
 */
export interface Item extends Key {
  [field: string]: Value | undefined
}

export type IndexName = 'list' | 'due'

/** Which items: one partition of the table (`pk`, by `sk`) or of an index (`list` by `listAt`, `due` by `dueAt`). */
export interface Question {
  index?: IndexName
  pk: string
  /** Only sort keys that start so. Not together with from, to. */
  prefix?: string
  /** Only sort keys at or after. */
  from?: string
  /** Only sort keys at or before. */
  to?: string
  /** Newest (greatest sort key) first. */
  backward?: boolean
  /** 1 to 100; 100 when absent. A page may hold fewer and still have a cursor. */
  limit?: number
  /** From an earlier page of the same question; one of another question is refused with input.invalid. */
  cursor?: string
}

export interface Page {
  items: Item[]
  /** Absent on the last page. A page with a cursor may be followed by an empty one, as in DynamoDB. */
  cursor?: string
}

/**
 * A condition is a value; each engine compiles it. It speaks of the item as it stands before the write. An absent field, or
 * one of another type, has no order and equals nothing, so `not` holds for it. Text is ordered by its UTF-8 bytes. `all` of
 * none holds, `any` of none and `in` nothing never do; `in` takes at most 100 values.
 */
export type Condition =
  | 'absent'
  | 'present'
  | 'always'
  | ({ field: string } & (
      | { is: Scalar }
      | { not: Scalar }
      | { in: Scalar[] }
      | { atLeast: string | number }
      | { atMost: string | number }
      | { above: string | number }
      | { below: string | number }
      | { has: boolean }
    ))
  | { all: Condition[] }
  | { any: Condition[] }

/** What the failed condition means to its caller: a problem, or 'mine' (this caller's own earlier effect stands there already). */
export type OrElse = (old: Item | undefined) => Problem | 'mine'

/** A conditional write. `always` needs no orElse. */
export type Write = (Put | Change | Remove | Check) &
  ({ when: Exclude<Condition, 'always'>; orElse: OrElse } | { when: 'always' })

/** The whole item. */
export interface Put {
  put: Item
}

/**
 * Some fields of an item; it is made if it is absent and the condition allows that.
 * `add` counts a number up or down (absent counts as 0). A commit of a lone `add` is refused unless its condition is
 * sure to fail after the change (it asks for 'absent', or about a field that the change sets or drops), because an engine may
 * apply a retried write twice. `add` counts in whole numbers; an item where the field is no number is refused (TableMisuse).
 */
export interface Change {
  change: Key
  set?: { [field: string]: Value }
  add?: { [field: string]: number }
  drop?: string[]
}

export interface Remove {
  remove: Key
}

/** Writes nothing; only its condition counts. */
export interface Check {
  check: Key
}

/** Capacity units by AWS's accounting, and calls to the engine (each is one round trip). */
export interface Units {
  calls: number
  read: number
  /** Base table and indexes together; transactional writes count twice on the base table. */
  write: number
}
