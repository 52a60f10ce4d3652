import { checkedWrites } from '../../functions/kernel/table/commit-rules.ts'
import { askedOf } from '../../functions/kernel/table/question.ts'
import { storedKey, storedKeys } from '../../functions/kernel/table/stored.ts'
import type { Item, Key, Page, Question, Table, Units, Write } from '../../functions/kernel/table/table.ts'
import { TableBusy } from '../../functions/kernel/table/table-faults.ts'
import { answerToFailure } from '../../functions/kernel/table/verdict.ts'
import type { Database, Reply, Request } from './database.ts'
import type { World } from './world.ts'

/** How likely each is, for one request to the table. */
export interface Faults {
  /** It never arrives. */
  lostBefore: number
  /** It is done, and its answer is lost. */
  lostAfter: number
  /** It arrives when everybody has given it up: after seconds, up to half a minute. */
  late: number
  /** The process ends when its answer comes: before the next step. */
  crash: number
}

export const noFaults: Faults = { lostBefore: 0, lostAfter: 0, late: 0, crash: 0 }

/** As the client in functions/kernel/table/dynamodb*.ts behaves. */
const patienceMs = 3000
const attempts = 3
const conflictTries = 16

/** One process's table: the seam over a network that loses things, with the patience of the SDK and of our adapter. */
export class SimTable implements Table {
  #world: World
  #database: Database
  #faults: Faults
  #used: Units
  #alive = true
  #onCrash: (() => void)[] = []

  /** `used`: where it counts its requests, repeats included, and what they cost. */
  constructor(world: World, database: Database, faults: Faults, used: Units) {
    this.#used = used
    this.#world = world
    this.#database = database
    this.#faults = faults
  }

  get isAlive(): boolean {
    return this.#alive
  }

  /** Told when the process ends: what it was doing is never answered. */
  onCrash(tell: () => void): void {
    this.#onCrash.push(tell)
  }

  crash(): void {
    this.#alive = false
    for (const tell of this.#onCrash) tell()
  }

  async get(key: Key): Promise<Item | undefined> {
    return (await this.getMany([key]))[0]
  }

  async getMany(keys: Key[]): Promise<Item[]> {
    if (keys.length === 0) return []
    const reply = await this.#ask({ get: storedKeys(keys).map(storedKey) })
    return (reply as { items: Item[] }).items
  }

  async query(question: Question): Promise<Page> {
    const asked = askedOf(question)
    return asked ? ((await this.#ask({ query: asked })) as { page: Page }).page : { items: [] }
  }

  async commit(...writes: Write[]): Promise<(Item | undefined)[]> {
    const checked = checkedWrites(writes)
    const token = checked.length > 1 ? `${this.#world.now}-${this.#world.between(0, 1)}` : undefined
    const reply = (await this.#ask({ commit: checked, token })) as Exclude<Reply, string>
    if ('done' in reply) return reply.done
    const { failed, olds } = reply as { failed: boolean[]; olds: (Item | undefined)[] }
    return answerToFailure(checked, failed, olds)
  }

  units(): Units {
    return { ...this.#used }
  }

  close(): void {}

  async #ask(request: Request): Promise<Reply> {
    for (let tries = 1; ; tries++) {
      const reply = await this.#sent(request)
      if (reply !== 'conflict') return reply
      if (tries === conflictTries) throw new TableBusy('Others kept writing the same items.')
      await this.#pause(this.#world.between(0, Math.min(500, 10 * 2 ** tries)))
    }
  }

  async #sent(request: Request): Promise<Reply> {
    for (let attempt = 1; ; attempt++) {
      const reply = await this.#attempt(request)
      if (reply !== 'throttled' && reply !== 'lost') return reply
      if (attempt === attempts) throw new TableBusy(`The table ${reply} it.`)
      await this.#pause(this.#world.between(0, (reply === 'lost' ? 100 : 500) * 2 ** (attempt - 1)))
    }
  }

  #attempt(request: Request): Promise<Reply | 'lost'> {
    const { lostBefore, lostAfter, late, crash } = this.#faults
    const world = this.#world
    this.#used.calls += 1
    return new Promise((resolve) => {
      const answer = (reply: Reply | 'lost') => {
        if (this.#alive && world.happens(crash)) this.crash()
        if (this.#alive) resolve(reply)
      }
      const isLate = world.happens(late)
      if (isLate || world.happens(lostBefore)) {
        world.in(patienceMs, () => answer('lost'))
        if (isLate) world.in(world.between(50, 30_000), () => this.#database.handle(request, this.#used, () => {}))
        return
      }
      world.in(hop(world), () =>
        this.#database.handle(request, this.#used, (reply) => {
          if (world.happens(lostAfter)) world.in(patienceMs, () => answer('lost'))
          else world.in(hop(world), () => answer(reply))
        }),
      )
    })
  }

  /** A process that has ended waits for ever. */
  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => this.#world.in(ms, () => this.#alive && resolve()))
  }
}

/** One way of a request, in milliseconds: mostly one or two, seldom many. */
const hop = (world: World) => (world.happens(0.01) ? world.between(5, 40) : world.between(0.7, 2.5))
