import type { Write } from '../kernel/table/table.ts'

/**
 * Where money is. `channel:…`: with a payment channel; `order`: paid for what was ordered; `late`: paid too late or twice; `held`: it does not
 * fit; `orphan`: nobody asked for it; `refund`: promised back and not gone yet. What is with the channels and what it is for are the
 * two sides of every entry, so all of them together are 0.
 */
export type Account = 'channel:wechat' | 'channel:alipay' | 'order' | 'late' | 'held' | 'orphan' | 'refund'

/**
 * So much from one account to another, once for each `ref`: entries stand under the order (or the number, where there is none), put absent,
 * in a commit whose first write makes it happen once.
 */
export function transfer(about: string, ref: string, from: Account, to: Account, fen: number, at: string): Write[] {
  return [entry(about, ref, from, -fen, at), entry(about, ref, to, fen, at)]
}

export const ledgerOf = (about: string) => `LEDGER#${about}`

function entry(about: string, ref: string, account: Account, fen: number, at: string): Write {
  return {
    put: { pk: ledgerOf(about), sk: `${ref}#${account}`, ref, account, fen, at },
    when: 'absent',
    orElse: () => 'mine',
  }
}
