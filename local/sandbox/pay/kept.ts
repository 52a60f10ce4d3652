import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { writeWhole } from '../../data/write-whole.ts'

/** One kind of thing the gateway remembers, under its number and whatever else it is known by. What is read is never changed: a new one is put. */
export class Kept<T> {
  #things = new Map<string, T>()
  #aliases = new Map<string, string>()
  #knownBy: (thing: T) => (string | undefined)[]
  #write: (id: string, thing: T) => void

  constructor(knownBy: (thing: T) => (string | undefined)[], write: (id: string, thing: T) => void) {
    this.#knownBy = knownBy
    this.#write = write
  }

  get(id: string): T | undefined {
    return this.#things.get(id)
  }

  /** By one of its other names. */
  find(alias: string): T | undefined {
    const id = this.#aliases.get(alias)
    return id === undefined ? undefined : this.#things.get(id)
  }

  put(id: string, thing: T): T {
    this.remember(id, thing)
    this.#write(id, thing)
    return thing
  }

  /** As `put`, of what is written already. */
  remember(id: string, thing: T): void {
    this.#things.set(id, thing)
    for (const alias of this.#knownBy(thing)) if (alias !== undefined) this.#aliases.set(alias, id)
  }

  entries(): IterableIterator<[string, T]> {
    return this.#things.entries()
  }

  values(): IterableIterator<T> {
    return this.#things.values()
  }
}

/**
 * The lines of a journal that only grows: what is written is with the operating system before anybody is answered, so a killed
 * process loses none of it. Read at the start and written anew, one line for each thing; a last line cut short is nothing.
 */
export class LineFile {
  #file: string | undefined

  constructor(file: string | undefined) {
    this.#file = file
  }

  read(): [kind: string, id: string, thing: unknown][] {
    if (this.#file === undefined || !existsSync(this.#file)) return []
    const lines = readFileSync(this.#file, 'utf8').split('\n').slice(0, -1)
    return lines.map((line) => JSON.parse(line))
  }

  append(kind: string, id: string, thing: unknown): void {
    if (this.#file !== undefined) appendFileSync(this.#file, `${JSON.stringify([kind, id, thing])}\n`, { mode: 0o600 })
  }

  rewrite(lines: Iterable<[kind: string, id: string, thing: unknown]>): void {
    if (this.#file === undefined) return
    writeWhole(this.#file, Array.from(lines, (line) => `${JSON.stringify(line)}\n`).join(''))
  }
}
