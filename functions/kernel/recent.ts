import type { Table } from './table/table.ts'

/** Values kept for a short time in one process: words that may be some seconds old, never a limit. */
export class Recent<T> {
  readonly #kept = new Map<string, { value: T; until: number }>()
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  get(name: string, now: Date): T | undefined {
    const kept = this.#kept.get(name)
    return kept && kept.until > now.getTime() ? kept.value : undefined
  }

  keep(name: string, value: T, until: Date): void {
    this.#kept.delete(name)
    this.#kept.set(name, { value, until: until.getTime() })
    const oldest = this.#kept.keys().next().value
    if (this.#kept.size > this.#most && oldest !== undefined) this.#kept.delete(oldest)
  }

  forget(name: string): void {
    this.#kept.delete(name)
  }

  /** The kept value, or what `load` brings, kept for so many seconds. An absent answer is not kept. */
  async or(name: string, now: Date, seconds: number, load: () => Promise<T | undefined>): Promise<T | undefined> {
    const kept = this.get(name, now)
    if (kept !== undefined) return kept
    const loaded = await load()
    if (loaded !== undefined) this.keep(name, loaded, new Date(now.getTime() + seconds * 1000))
    return loaded
  }
}

/** What a process keeps of one table: made once for each, so that two tables never share what was read from one. */
export function perTable<T>(make: () => T): (table: Table) => T {
  const made = new WeakMap<Table, T>()
  return (table) => {
    const known = made.get(table) ?? make()
    made.set(table, known)
    return known
  }
}
