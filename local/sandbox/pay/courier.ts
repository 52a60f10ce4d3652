import type { SandboxClock } from '../clock.ts'
import type { Notice } from './book.ts'
import type { Kept } from './kept.ts'
import { afterTry } from './notices.ts'

/** Sends a callback once; true where it was taken. */
export type Deliver = (notice: Notice) => Promise<boolean>

export interface CourierOptions {
  notices: Kept<Notice>
  clock: SandboxClock
  /** What else falls due with the clock (refunds); answers when the next of it does. */
  settle: () => number | undefined
  /** How many are sent at once; 1 keeps their order. */
  atOnce: number
  /** Whether it wakes up by itself; else somebody calls `run`. */
  wakes: boolean
}

/** Carries the callbacks: whatever is due on the clock is sent, and sent again until it is taken or given up. */
export class Courier {
  #options: CourierOptions
  #deliver: Deliver = async () => false
  /** Not taken yet; what is held or given up is not among them. */
  #waiting = new Map<string, Notice>()
  #held = new Set<string>()
  #underWay = new Map<string, { about: string; done: Promise<void> }>()
  #alarm: NodeJS.Timeout | undefined
  #ended = false

  constructor(options: CourierOptions) {
    this.#options = options
    for (const notice of options.notices.values()) this.#place(notice)
  }

  /** Called once, before anything is due. */
  start(deliver: Deliver): void {
    this.#deliver = deliver
    this.wake()
  }

  add(notice: Notice): Notice {
    this.#options.notices.put(notice.id, notice)
    this.#place(notice)
    return notice
  }

  /** Sends all that is due by now, and what falls due through that; settles when nothing more is, or nothing about one order. */
  async run(about?: string): Promise<void> {
    while (!this.#ended) {
      this.#options.settle()
      const now = this.#options.clock.now().getTime()
      const due = Array.from(this.#waiting.values()).filter(({ dueAt }) => dueAt <= now)
      for (const notice of due) {
        if (this.#underWay.size >= this.#options.atOnce) break
        if (!this.#underWay.has(notice.id)) this.#carry(notice)
      }
      const left = [...due, ...this.#underWay.values()]
      if (!left.some((one) => about === undefined || one.about === about)) break
      await Promise.race(Array.from(this.#underWay.values(), ({ done }) => done))
    }
    this.#setAlarm()
  }

  /** Looks in the background whether something is due. */
  wake(): void {
    if (this.#options.wakes && !this.#ended) void this.run()
  }

  /** Sends nothing any more. */
  end(): void {
    this.#ended = true
    clearTimeout(this.#alarm)
  }

  #carry(notice: Notice): void {
    const carried = this.#deliver(notice).then((taken) => {
      this.#underWay.delete(notice.id)
      if (this.#ended) return
      this.#place(this.#options.notices.put(notice.id, afterTry(notice, taken)))
      this.#release(notice)
    })
    this.#underWay.set(notice.id, { about: notice.about, done: carried })
  }

  /** Another about the same order has arrived: what was held back for it goes now. */
  #release({ about, id }: Notice): void {
    for (const held of this.#held) {
      const found = this.#options.notices.get(held)
      if (held === id || found?.about !== about) continue
      this.add({ ...found, state: 'waiting', dueAt: this.#options.clock.now().getTime() })
    }
  }

  #place(notice: Notice): void {
    this.#waiting.delete(notice.id)
    this.#held.delete(notice.id)
    if (notice.state === 'waiting') this.#waiting.set(notice.id, notice)
    if (notice.state === 'held') this.#held.add(notice.id)
  }

  #setAlarm(): void {
    clearTimeout(this.#alarm)
    if (!this.#options.wakes || this.#ended) return
    const next = [
      ...Array.from(this.#waiting.values(), ({ dueAt }) => dueAt),
      this.#options.settle() ?? Number.POSITIVE_INFINITY,
    ]
    const soonest = next.reduce((first, at) => Math.min(first, at), Number.POSITIVE_INFINITY)
    if (soonest === Number.POSITIVE_INFINITY) return
    const wait = Math.max(0, soonest - this.#options.clock.now().getTime())
    this.#alarm = setTimeout(() => this.wake(), Math.min(wait, 60_000)).unref()
  }
}
