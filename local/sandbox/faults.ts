import { seeded } from '../seeded.ts'

/** No answer for a long time; or the connection breaks. */
const silence = ['timeout', 'drop'] as const

/** How a message that claims to be the channel's can be wrong about that; `cut-over` and `signtest` happen with WeChat itself. */
export const forgeries = [
  'corrupted',
  'signtest',
  'unknown-serial',
  'proto-serial',
  'cut-over',
  'stale',
  'future',
  'not-a-number',
  'no-timestamp',
  'no-nonce',
  'no-signature',
  'no-serial',
  'unsigned',
  'reserialised',
  'other-body',
] as const
export type Forgery = (typeof forgeries)[number]

/** How a callback can tell something strange although WeChat sealed and signed it. */
export const contentFaults = [
  'wrong-amount',
  'wrong-appid',
  'wrong-mchid',
  'wrong-currency',
  'unknown-order',
  'tampered-ciphertext',
  'tampered-tag',
  'tampered-aad',
  'wrong-key',
  'no-aad',
  'unknown-event',
  'extra-fields',
  'xml',
] as const
export type ContentFault = (typeof contentFaults)[number]

/** Of calls to v3 and to Alipay's gateway. `-before` and the codes: nothing is done. `-after`: it is done, and the answer is lost. */
export const payFaults = [
  ...['timeout-before', 'timeout-after', 'drop-before', 'drop-after', 'reset'],
  ...['error-500', 'error-502', 'error-503', 'rate-429', 'accepted-202', 'error-after', 'empty-404', 'html'],
  ...['callback-first', 'pay-first', 'userpaying', 'payerror', 'not-enough'],
  ...forgeries,
] as const

/**
 * What may be asked for, by whom it befalls. login - busy: -1, risk: 40226, rate: 45011. quota: 45009. invalid: 40001, and the
 * token is really worth nothing any more. stranger: 61010, as if the person had not come for two hours. The README has the rest.
 */
export const faultsOf = {
  login: ['busy', 'risk', 'rate', ...silence],
  token: ['busy', 'quota', ...silence],
  words: ['busy', 'quota', 'invalid', 'stranger', ...silence],
  qr: ['busy', 'quota', 'invalid', 'page', 'jpeg', ...silence],
  message: ['busy', 'quota', 'invalid', 'refused', ...silence],
  shipping: ['busy', 'invalid', 'unknown-order', ...silence],
  pay: payFaults,
  // sha1: signed with the older RSA, at Alipay only.
  callback: ['drop', 'delay', 'reorder', 'duplicate', 'concurrent', 'sha1', ...forgeries, ...contentFaults],
  refund: ['late', 'abnormal', 'closed'],
  bill: ['creating', 'none', 'missing-row', 'extra-row', 'amount', 'hash', 'expired'],
} as const satisfies { [name: string]: readonly string[] }

export type Suffering = keyof typeof faultsOf
export type FaultOf<Name extends Suffering> = (typeof faultsOf)[Name][number]
export type LoginFault = FaultOf<'login'>
export type TokenFault = FaultOf<'token'>
export type WordsFault = FaultOf<'words'>

/** Whom a rule is for: only what has all of these. */
export const matchable = ['operation', 'outTradeNo', 'outRefundNo', 'event', 'channel'] as const
export type About = { [name in (typeof matchable)[number]]?: string | undefined }

export interface Rule {
  fault: string
  /** How often it still strikes. */
  times: number
  /** 0 to 1; which of the calls are meant is the seed's choice, the same one each time. */
  probability: number
  seed: number
  match: About
  /** Of `delay` and `late`. */
  seconds: number
  /** Of `duplicate` and `concurrent`: how many come beside the first. */
  copies: number
}

interface Active extends Rule {
  chance: () => number
}

/** Faults that somebody asked for, each used up by so many calls. */
export class Faults {
  #rules = new Map<Suffering, Active[]>()

  set<Name extends Suffering>(name: Name, fault: FaultOf<Name>, times: number): void {
    this.place(name, [{ fault, times, probability: 1, seed: 1, match: {}, seconds: 3600, copies: 1 }])
  }

  /** In the place of those that were there; the first that fits strikes. */
  place(name: Suffering, rules: Rule[]): void {
    this.#rules.set(
      name,
      rules.map((rule) => ({ ...rule, chance: seeded(rule.seed) })),
    )
  }

  /** The rule that strikes a call like this; counts it down. `possible` leaves the others for calls they are for. */
  strike<Name extends Suffering>(
    name: Name,
    about: About = {},
    possible: readonly string[] = faultsOf[name],
  ): Rule | undefined {
    for (const rule of this.#rules.get(name) ?? []) {
      if (rule.times <= 0 || !possible.includes(rule.fault) || !fits(rule.match, about)) continue
      if (rule.probability < 1 && rule.chance() >= rule.probability) continue
      rule.times -= 1
      return rule
    }
    return undefined
  }

  /** What the next call of that kind shall suffer; counts it down. */
  take<Name extends Suffering>(name: Name): FaultOf<Name> | undefined {
    return this.strike(name)?.fault as FaultOf<Name> | undefined
  }

  clear(): void {
    this.#rules.clear()
  }
}

const fits = (match: About, about: About) => matchable.every((name) => match[name] === undefined || match[name] === about[name])
