import { type MoneyKind, moneyKinds } from '../../shared/exceptions.ts'
import type { PayChannel } from '../../shared/orders.ts'
import type { Item, Write } from '../kernel/table/table.ts'
import { exceptionKey, listOf } from './items.ts'
import type { Said } from './rules.ts'

/** What is known of money that waits for a person. Whatever of it follows from the order is read when it is shown. */
export type Story = {
  orderId?: string
  refundId?: string
  outTradeNo?: string
  transactionId?: string
  /** What came, and what was asked for. */
  amountFen?: number
  expectedFen?: number
  /** What of it does not fit, or what the channel said last. */
  why: string[]
  by?: string
  /** Where the money is, for the ledger. */
  channel?: PayChannel
  /** Money that a refund of this number, which nobody here asked for, has taken away: it did not come, it is gone. */
  gone?: string
}

/** Money that waits for a person: operators alone see it. */
export type MoneyException = {
  exceptionId: string
  kind: MoneyKind
  state: 'open' | 'resolved'
  version: number
  at: string
  story: Story
  resolutions: Said[]
}

export const isMoney = (one: { kind: string }): one is MoneyException => (moneyKinds as readonly string[]).includes(one.kind)

/** What it is about is its name, so telling of it again is the same exception. */
export const moneyExceptionId = (kind: MoneyKind, about: string) => `exc_${kind.replace('.', '-')}_${about}`

/** Tells the operators of money that waits for them. A repeat changes nothing, also when it is resolved. */
export function tellMoney(kind: MoneyKind, about: string, story: Story, now: Date): Write {
  const exceptionId = moneyExceptionId(kind, about)
  const at = now.toISOString()
  const told: MoneyException = { exceptionId, kind, state: 'open', version: 1, at, story, resolutions: [] }
  const item: Item = { ...exceptionKey(exceptionId), ...told, list: listOf('open'), listAt: `${at}#${exceptionId}` }
  return { put: item, when: 'absent', orElse: () => 'mine' }
}
