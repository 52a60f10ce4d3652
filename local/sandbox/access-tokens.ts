import { randomBytes } from 'node:crypto'
import type { SandboxClock } from './clock.ts'
import type { TokenFault } from './faults.ts'
import type { App } from './login.ts'
import { type Refusal, refusal } from './reply.ts'

const lifeSeconds = 7200
/** Near its end the next one is given out, and both are good. */
const overlapSeconds = 300
const forcedPerDay = 20
const forcedPauseSeconds = 30

export type TokenAnswer = { access_token: string; expires_in: number } | Refusal

/** `POST /cgi-bin/stable_token`: asked again while a token is good, it gives the same one; a forced one ends those before it. */
export class AccessTokens {
  #clock: SandboxClock
  #app: App
  /** Oldest first; at most two are good. */
  #given: { token: string; until: number }[] = []
  #forced: number[] = []

  constructor(app: App, clock: SandboxClock) {
    this.#app = app
    this.#clock = clock
  }

  give(asked: { [field: string]: unknown }, fault: TokenFault | undefined): TokenAnswer {
    if (fault === 'busy') return refusal(-1, 'system error')
    if (asked.grant_type !== 'client_credential') return refusal(40002, 'invalid grant_type')
    if (!asked.appid) return refusal(41002, 'appid missing')
    if (!asked.secret) return refusal(41004, 'appsecret missing')
    if (asked.appid !== this.#app.appid) return refusal(40013, 'invalid appid')
    if (asked.secret !== this.#app.secret) return refusal(40125, 'invalid appsecret')
    if (fault === 'quota') return refusal(45009, 'reach max api daily quota limit')
    const now = this.#now()
    if (asked.force_refresh === true) {
      this.#forced = this.#forced.filter((at) => at > now - 86_400)
      if (this.#forced.length >= forcedPerDay) return refusal(45009, 'reach max api daily quota limit')
      if ((this.#forced.at(-1) ?? 0) > now - forcedPauseSeconds) return refusal(45011, 'api minute-quota reach limit')
      this.#forced.push(now)
      this.#given = []
    }
    const last = this.#given.at(-1)
    const good = last && last.until - overlapSeconds > now ? last : this.#newOne(now)
    return { access_token: good.token, expires_in: good.until - now }
  }

  /** What the API says to a call with this token; nothing where it is good. */
  refuses(token: string | null): Refusal | undefined {
    if (!token) return refusal(41001, 'access_token missing')
    const found = this.#given.find((one) => one.token === token)
    if (!found) return refusal(40001, 'invalid credential, access_token is invalid or not latest')
    return found.until > this.#now() ? undefined : refusal(42001, 'access_token expired')
  }

  /** Every token is worth nothing, as after somebody else forced a new one. */
  end(): void {
    this.#given = []
  }

  #newOne(now: number) {
    const one = {
      token: `${randomBytes(3).readUIntBE(0, 3) % 100}_${randomBytes(96).toString('base64url')}`,
      until: now + lifeSeconds,
    }
    this.#given = [...this.#given.slice(-1), one]
    return one
  }

  #now(): number {
    return Math.floor(this.#clock.now().getTime() / 1000)
  }
}
