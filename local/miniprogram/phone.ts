import type { Realm } from './realm.ts'

/** Why a wx call fails: what follows `name:fail `. */
export class Refused extends Error {}

/** One call the app made. */
export interface Called {
  name: string
  options: Record<string, unknown>
}

/** What a person (or the phone) answers; throws Refused to fail. */
export type Answer = (options: Record<string, unknown>) => unknown

/** What the app registers to be asked before WeChat hands out what the guideline speaks of. */
export type NeedPrivacy = (resolve: (option: { event: string; buttonId?: string }) => void, info: { referrer: string }) => void

/** What the fake wx needs from its surroundings. */
export interface Phone {
  realm: Realm
  /** Origin of the local API; the app's own idea of the host is replaced by it. */
  api: string
  /** A fresh code for wx.login. */
  login(): Promise<string>
  language: string
  storage: Map<string, string>
  /** False: in a lift. */
  online: boolean
  /** Who is told when that changes. */
  hearNetwork: Set<unknown>
  /** The privacy guideline: whether it is agreed to, who is asked, and the button of that kind that was tapped. */
  privacy: { agreed: boolean; hear?: NeedPrivacy; tapped?: string }
  calls: Called[]
  answers: Map<string, Answer>
  /** Requests on their way. */
  pending: Set<object>
  launch(): Record<string, unknown>
  /** switchTab, navigateTo, redirectTo, reLaunch, navigateBack. */
  go(kind: string, options: Record<string, unknown>): void
  changed(): void
}

/** An API that takes { success, fail, complete } and answers a promise without them. */
export type Slow = (options: Record<string, unknown>) => unknown
