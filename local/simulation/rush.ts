import { claimCoupon, moveGate, newBatch, reclaim } from '../../functions/coupons/coupons.ts'
import { derive } from '../../functions/events/events.ts'
import type { Table, Units } from '../../functions/kernel/table/table.ts'
import { TableBusy } from '../../functions/kernel/table/table-faults.ts'
import { Problem } from '../../shared/problem.ts'
import { claimsIn } from './audit.ts'
import { Database } from './database.ts'
import { Fleet, type Outcome } from './fleet.ts'
import type { Faults } from './sim-table.ts'
import { World } from './world.ts'

export interface Rush {
  seed: number
  /** Of claims by numbered slots, or of ordinary ones. */
  flash: boolean
  total: number
  guests: number
  perSecond: number
  partitions: number
  perMember: number
  /** Calls at once in one process. */
  atOnce: number
  faults: Faults
  /** The share of guests who tap twice at once. */
  twice: number
  /** Paused from then to then, in milliseconds. */
  pause?: [from: number, to: number]
  /** The job runs so often, in milliseconds, and takes itself to be so much later than it is: claims under way count as over. */
  reclaim: { everyMs: number; aheadMs: number }
  /** Guests try so often before they give up for this time. */
  tries: number
}

/** What one tap of one guest was told, every time it was tried. */
export interface Told {
  memberId: string
  key: string | undefined
  couponIds: string[]
  last: string
}

export interface Held {
  pausedAt?: Date
  resumedAt?: Date
}

export const batchId = `bat_${'0'.repeat(25)}1`
export const memberOf = (nth: number) => `mbr_${String(nth).padStart(26, '0')}`
const day = 86_400_000
const nothingSetAside = async () => 0

/** A rush on one batch, by the code that serves it. */
export class RushHour {
  readonly rush: Rush
  readonly world: World
  readonly database: Database
  readonly told: Told[] = []
  readonly held: Held = {}
  /** Errors that are no answer to a guest. */
  readonly broken: unknown[] = []
  /** When each coupon was first answered to somebody, in milliseconds, in order. */
  readonly claimedAt: number[] = []
  /** What the guests' calls had cost when nine of ten of the stock were gone; then comes the search for the last. */
  soldInRush = 0
  spent: Units = { calls: 0, read: 0, write: 0 }
  readonly guests: Fleet
  #others: Fleet
  /** A late order to pause is stopped by the promotion's state in its transaction (functions/promotions/gates.ts), which is not here. */
  #desk: Fleet
  #isRush = true
  #over = false
  #next = 0

  constructor(rush: Rush) {
    this.rush = rush
    this.world = new World(rush.seed)
    this.database = new Database(this.world, rush.partitions)
    this.guests = new Fleet(this.world, this.database, rush.faults, rush.atOnce)
    this.#others = new Fleet(this.world, this.database, rush.faults, 100)
    this.#desk = new Fleet(this.world, this.database, { ...rush.faults, late: 0 }, 1)
  }

  /** All of it, until everybody who still can has a coupon. */
  async run(): Promise<void> {
    this.#launch()
    const background = [this.#feed(), this.#jobs()]
    await this.world.until(this.#rush())
    this.#isRush = false
    this.soldInRush = this.claimedAt.length
    await this.world.until(this.#aftermath())
    this.#over = true
    await this.world.until(Promise.all(background))
  }

  #launch(): void {
    const { flash, total, perMember, perSecond } = this.rush
    const { world } = this
    const facts = { promotionId: 'prm_1', merchantId: 'mer_1', merchantName: 'Harbour Tea', zone: 'Asia/Shanghai' }
    const window = {
      claimFrom: world.date(-day),
      claimTo: world.date(day),
      gate: 'open' as const,
      inheritsStores: false,
      budgeted: false,
    }
    const form = {
      title: 'Rush',
      total,
      perMember,
      benefit: { kind: 'amount' as const, offFen: 500, minSpendFen: 0 },
      validity: { kind: 'days' as const, days: 7 },
      ...(flash ? { expectedPerSecond: Math.max(perSecond, 50) } : {}),
    }
    this.database.load(newBatch({ batchId, ...facts, ...window }, form))
  }

  /** Guests come at the rate, each at a moment of chance; some tap twice. */
  async #rush(): Promise<void> {
    const { guests, perSecond, pause } = this.rush
    const coming = Array.from({ length: guests }, async () => {
      await this.world.sleep(this.world.between(0, (guests / perSecond) * 1000))
      await this.guest()
    })
    if (pause) coming.push(this.#marketer(...pause))
    await Promise.all(coming)
  }

  /** One new guest, with as many taps as fit a wallet and sometimes one more. */
  async guest(): Promise<void> {
    const { perMember, twice } = this.rush
    const memberId = memberOf(this.#next++)
    const taps = perMember === 1 ? 1 : Math.ceil(this.world.between(0, perMember + 1))
    const isKeyed = perMember > 1 || this.world.happens(0.3)
    const all: Promise<void>[] = []
    for (let tap = 0; tap < taps; tap++) {
      const key = isKeyed ? `tap-${tap}` : undefined
      const one: Told = { memberId, key, couponIds: [], last: '' }
      this.told.push(one)
      const isTwice = this.world.happens(twice)
      const running = [this.persist(one), ...(isTwice ? [this.persist(one)] : [])]
      // Some wait for the answer before they tap again, some do not.
      if (this.world.happens(0.5)) await Promise.all(running)
      all.push(...running)
    }
    await Promise.all(all)
  }

  /** Tries, and again while nobody says how it is. */
  async persist(one: Told, most = this.rush.tries): Promise<void> {
    for (let tries = 0; tries < most; tries++) {
      const { world } = this
      const outcome = await this.guests.call((table) =>
        claimCoupon(table, one.memberId, { batchId }, one.key, 'zh', world.date()),
      )
      one.last = this.#heard(one, outcome)
      if (one.last !== 'lost' && one.last !== 'busy' && one.last !== 'batch.paused') return
      // Some come back when their place has long been somebody else's.
      await world.sleep(world.happens(0.3) ? world.between(2000, 30_000) : world.between(200, 1500))
    }
  }

  #heard(one: Told, outcome: Outcome<{ couponId: string }>): string {
    if (outcome === 'lost') return 'lost'
    if ('answer' in outcome) {
      if (one.couponIds.length === 0) this.claimedAt.push(this.world.now)
      if (this.claimedAt.length === Math.floor(this.rush.total * 0.9)) this.spent = { ...this.guests.used }
      one.couponIds.push(outcome.answer.couponId)
      return 'has one'
    }
    const { error } = outcome
    if (error instanceof Problem) return error.code
    if (!(error instanceof TableBusy)) this.broken.push(error)
    return 'busy'
  }

  /** What must be done in the end, whatever is lost on the way. */
  async #surely<T>(work: (table: Table) => Promise<T>, fleet = this.#others): Promise<T> {
    for (;;) {
      const outcome = await fleet.call(work)
      if (outcome !== 'lost' && 'answer' in outcome) return outcome.answer
      if (outcome !== 'lost' && !(outcome.error instanceof TableBusy)) this.broken.push(outcome.error)
      await this.world.sleep(50)
    }
  }

  async #marketer(from: number, to: number): Promise<void> {
    await this.world.sleep(from)
    await this.#surely((table) => moveGate(table, batchId, 'pause', [], 'counting'), this.#desk)
    this.held.pausedAt = this.world.date()
    await this.world.sleep(to - from)
    this.held.resumedAt = this.world.date()
    await this.#surely((table) => moveGate(table, batchId, 'resume'), this.#desk)
  }

  /** The feed brings every change, some twice; records of one partition come in order. */
  async #feed(): Promise<void> {
    let seen = 0
    const lanes = new Map<string, Promise<void>>()
    while (!this.#over || seen < this.database.changes.length) {
      for (; seen < this.database.changes.length; seen++) {
        const change = this.database.changes[seen] as { new?: { pk: string } }
        const lane = change.new?.pk ?? ''
        const isRepeated = this.world.happens(0.1)
        const work = async () => {
          for (let times = 0; times < (isRepeated ? 2 : 1); times++)
            await this.#surely((table) => derive(table, change as object, this.world.date()))
        }
        lanes.set(lane, (lanes.get(lane) ?? Promise.resolve()).then(work))
      }
      await Promise.all([this.world.sleep(this.#isRush ? 100 : 2000), ...lanes.values()])
      lanes.clear()
    }
  }

  async #jobs(): Promise<void> {
    const { everyMs, aheadMs } = this.rush.reclaim
    while (!this.#over) {
      await this.world.sleep(this.#isRush ? everyMs : 25_000)
      await this.reclaim(aheadMs)
    }
  }

  async reclaim(aheadMs: number): Promise<void> {
    const item = this.database.get({ pk: `BATCH#${batchId}`, sk: 'RECLAIM' })
    if (item?.due === undefined) return
    // One run may fail or die half-way: the next meets what is left.
    const outcome = await this.#others.call((table) => reclaim(table, item, nothingSetAside, this.world.date(aheadMs)))
    if (outcome !== 'lost' && 'error' in outcome && !(outcome.error instanceof TableBusy)) this.broken.push(outcome.error)
  }

  /** Late writes land, the job has its minutes, and those who were refused come again, with new guests, until nothing moves. */
  async #aftermath(): Promise<void> {
    for (let round = 0; round < 12; round++) {
      await this.world.sleep(130_000)
      const unsure = this.told.filter(({ last }) => last === 'lost' || last === 'busy' || last === 'batch.paused')
      const refused = this.told.filter(({ last }) => last === 'batch.sold_out').slice(0, 200)
      await Promise.all([...unsure, ...refused].map((one) => this.persist(one, 20)))
      await Promise.all(Array.from({ length: 3 }, () => this.guest()))
      const still = this.told.filter(({ last }) => last === 'lost' || last === 'busy')
      if (round > 1 && still.length === 0 && claimsIn(this.database).length >= this.rush.total) return
    }
  }
}
