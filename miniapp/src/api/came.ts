import Taro from '@tarojs/taro'

/** How the guest came, kept on this device until something follows from it: the trace, and what it leads to. */
interface Came {
  trace: string
  ids: (string | undefined)[]
  at: number
  /** The card that was opened for it. */
  card?: string | undefined
}

const key = 'footfall.came'
const days = 86_400_000
/** So long a claim counts for the way somebody came by. */
const keptFor = 30 * days
/** A page that was left for the login opens again: that is the same opening. */
const sameFor = days / 48
const most = 8

const read = (): Came[] => {
  const saved: unknown = Taro.getStorageSync(key)
  return Array.isArray(saved) ? (saved as Came[]).filter(({ at }) => at > Date.now() - keptFor) : []
}

export function keep(trace: string | undefined, ids: Came['ids'], card?: string): void {
  const others = read().filter((one) => card === undefined || one.card !== card)
  const now = trace === undefined ? [] : [{ trace, ids, at: Date.now(), card }]
  Taro.setStorageSync(key, [...now, ...others].slice(0, most))
}

/** The last way that led to any of these. */
export const cameBy = (ids: unknown[]): string | undefined =>
  read().find((one) => one.ids.some((id) => id !== undefined && ids.includes(id)))?.trace

/** The last way of all: a visit is of no one offer. */
export const cameLast = (): string | undefined => read()[0]?.trace

export const isOpened = (card: string): boolean => read().some((one) => one.card === card && one.at > Date.now() - sameFor)
