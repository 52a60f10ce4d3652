import { randomBytes } from 'node:crypto'
import type { SandboxClock } from './clock.ts'

/** A code is worth one exchange within five minutes. */
const lifeMs = 5 * 60_000
const perMinute = 100
/** So that a long load test does not fill the memory; the oldest goes first. */
const mostCodes = 200_000

export type Exchange = { openid: string } | 'unknown' | 'used' | 'too_often'

/** The login codes WeChat gave out, and how often each person came. */
export class Codes {
  #clock: SandboxClock
  #codes = new Map<string, { openid: string; until: number; used: boolean }>()
  #calls = new Map<string, number[]>()

  constructor(clock: SandboxClock) {
    this.#clock = clock
  }

  give(openid: string): string {
    const now = this.#clock.now().getTime()
    for (const [code, { until }] of this.#codes) {
      // They stand in the order of their ends.
      if (until > now && this.#codes.size < mostCodes) break
      this.#codes.delete(code)
    }
    const code = `0${randomBytes(24).toString('base64url')}`
    this.#codes.set(code, { openid, until: now + lifeMs, used: false })
    return code
  }

  exchange(code: string): Exchange {
    const now = this.#clock.now().getTime()
    const found = this.#codes.get(code)
    if (!found || found.until <= now) return 'unknown'
    if (this.#tooOften(found.openid, now)) return 'too_often'
    if (found.used) return 'used'
    found.used = true
    return { openid: found.openid }
  }

  clear(): void {
    this.#codes.clear()
    this.#calls.clear()
  }

  #tooOften(openid: string, now: number): boolean {
    if (this.#calls.size > mostCodes) this.#calls.clear()
    const recent = (this.#calls.get(openid) ?? []).filter((at) => at > now - 60_000)
    if (recent.length >= perMinute) return true
    this.#calls.set(openid, [...recent, now])
    return false
  }
}
