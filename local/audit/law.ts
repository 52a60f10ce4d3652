import type { Item, Table } from '../../functions/kernel/table/table.ts'

/** What an audit may do with a table: look. */
export type Sight = Pick<Table, 'get' | 'getMany' | 'query'>

/**
 * One law of the ledger over a whole table: it is shown every item once, in no order, and says at the end what breaks it, each with the id at
 * fault. It keeps sums and ids, never items, so that memory grows with the ids of a table and not with what they hold.
 */
export interface Law {
  /** What must hold, in words. */
  promise: string
  take(item: Item): void | Promise<void>
  /** Every breach, with its id; none is what is wanted. `counted`: of how many things it was asked. */
  end(): { counted: number; wrong: string[] }
}

/** A sum for each name. */
export class Sums {
  readonly #sums = new Map<string, number>()

  add(name: string, n: number): void {
    this.#sums.set(name, (this.#sums.get(name) ?? 0) + n)
  }

  of(name: string): number {
    return this.#sums.get(name) ?? 0
  }

  names(): string[] {
    return [...this.#sums.keys()]
  }
}

export const isOfMember = (item: Item, sk: string) => item.pk.startsWith('MEMBER#') && item.sk.startsWith(sk)
