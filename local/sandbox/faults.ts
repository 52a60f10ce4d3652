/** busy: -1. risk: 40226. rate: 45011. timeout: no answer for a long time. drop: the connection breaks. */
export const loginFaults = ['busy', 'risk', 'rate', 'timeout', 'drop'] as const
export type LoginFault = (typeof loginFaults)[number]

/** Of the calls that a server makes with an access token, and of the one that gives it. quota: 45009. */
export const tokenFaults = ['busy', 'quota', 'timeout', 'drop'] as const
export type TokenFault = (typeof tokenFaults)[number]

/** invalid: 40001, and the token is really worth nothing any more. stranger: 61010, as if the person had not come for two hours. */
export const wordsFaults = ['busy', 'quota', 'invalid', 'stranger', 'timeout', 'drop'] as const
export type WordsFault = (typeof wordsFaults)[number]

export const faultsOf = { login: loginFaults, token: tokenFaults, words: wordsFaults } as const
export type Suffering = keyof typeof faultsOf
export type FaultOf<Name extends Suffering> = (typeof faultsOf)[Name][number]

/** Faults that somebody asked for, each used up by so many calls. */
export class Faults {
  #asked = new Map<Suffering, { fault: string; times: number }>()

  set<Name extends Suffering>(name: Name, fault: FaultOf<Name>, times: number): void {
    this.#asked.set(name, { fault, times })
  }

  /** What the next call of that kind shall suffer; counts it down. */
  take<Name extends Suffering>(name: Name): FaultOf<Name> | undefined {
    const asked = this.#asked.get(name)
    if (!asked) return undefined
    asked.times -= 1
    if (asked.times <= 0) this.#asked.delete(name)
    return asked.fault as FaultOf<Name>
  }

  clear(): void {
    this.#asked.clear()
  }
}
