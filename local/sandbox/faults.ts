/** busy: -1. risk: 40226. rate: 45011. timeout: no answer for a long time. drop: the connection breaks. */
export const loginFaults = ['busy', 'risk', 'rate', 'timeout', 'drop'] as const
export type LoginFault = (typeof loginFaults)[number]

/** Faults that somebody asked for, each used up by so many calls. */
export class Faults {
  #login: { fault: LoginFault; times: number } | undefined

  setLogin(fault: LoginFault, times: number): void {
    this.#login = { fault, times }
  }

  /** What the next login call shall suffer; counts it down. */
  takeLogin(): LoginFault | undefined {
    const login = this.#login
    if (!login) return undefined
    login.times -= 1
    if (login.times <= 0) this.#login = undefined
    return login.fault
  }

  clear(): void {
    this.#login = undefined
  }
}
