import type { VoucherItem } from '../../functions/vouchers/vouchers.ts'
import { newCounter } from './counter.ts'
import type { FrontDoor } from './front-door.ts'

interface Buyer {
  token: string
  memberId: string
}
interface Bought {
  guest: Buyer
  orderId: string
  quantity: number
}

/** What people do with vouchers: each may be refused, and is then as if it had not been tried. */
export const voucherActions = [
  'redeem',
  'redeem',
  'redeem-twice',
  'undo',
  'give',
  'take',
  'snatch',
  'take-back',
  'part',
] as const
export type VoucherAction = (typeof voucherActions)[number]

const two = (n: number) => String(n).padStart(2, '0')

/**
 * The hands of one permutation on the vouchers of its orders. Which one is meant follows from the order in which things happened, never
 * from an id: ids are chance.
 */
export async function voucherHands(
  door: FrontDoor,
  placed: Bought[],
  guests: Buyer[],
  pick: <T>(from: readonly T[]) => T,
): Promise<{ [action in VoucherAction]: () => Promise<unknown> }> {
  const at = await newCounter(door)
  const taken: { guest: Buyer; voucherId: string }[] = []
  const uses: string[] = []
  const gifts: { giftToken: string; giver: Buyer }[] = []

  const bought = () =>
    placed.flatMap(({ guest, orderId, quantity }) => {
      const [place = '', nth] = orderId.slice(4).split('-')
      return Array.from({ length: quantity }, (_, i) => ({
        ...{ guest, orderId },
        voucherId: `vch_${place}-${two(Number(nth))}-${two(i + 1)}`,
      }))
    })
  const anyOf = <T>(from: readonly T[]): T | undefined => (from.length > 0 ? pick(from) : undefined)
  const anyVoucher = () => anyOf([...bought(), ...taken])

  async function redeem(clerks: number): Promise<void> {
    const one = anyVoucher()
    if (!one) return
    const wanted = pick([1, 1, 2, 3])
    const { code } = (await door.call('showCode', { voucherId: one.voucherId }, { token: one.guest.token })).body
    if (code === undefined) return
    const asked = { code, storeId: at.store1, uses: wanted }
    const answers = await Promise.all(
      Array.from({ length: clerks }, (_, n) => door.call('redeem', asked, { token: at.clerk1, key: `${uses.length}-${n}` })),
    )
    uses.push(...answers.flatMap(({ status, body }) => (status === 201 ? [body.redemptionId] : [])))
  }

  async function give(): Promise<void> {
    const one = anyVoucher()
    if (!one) return
    const { giftToken } = (await door.call('giveGift', { voucherId: one.voucherId }, { token: one.guest.token })).body
    if (giftToken !== undefined) gifts.push({ giftToken, giver: one.guest })
  }

  async function take(friends: number): Promise<void> {
    await give()
    const gift = anyOf(gifts)
    if (!gift) return
    const from = Math.floor(guests.length * pick([0, 1 / 3, 2 / 3]))
    const takers = Array.from({ length: friends }, (_, n) => guests[(from + n) % guests.length] as Buyer)
    const answers = await Promise.all(
      takers.map(({ token }) => door.call('takeGift', { giftToken: gift.giftToken }, { token })),
    )
    for (const [n, { status, body }] of answers.entries()) {
      const { voucherId } = body as { voucherId?: string }
      if (status !== 201 || voucherId === undefined || taken.some((one) => one.voucherId === voucherId)) continue
      taken.push({ guest: takers[n] as Buyer, voucherId })
    }
  }

  return {
    redeem: () => redeem(1),
    'redeem-twice': () => redeem(2),
    undo: async () => {
      await redeem(1)
      const redemptionId = anyOf(uses)
      if (redemptionId) await door.call('undoRedemption', { redemptionId, reason: 'wrong_guest' }, { token: at.clerk1 })
    },
    give,
    take: () => take(1),
    snatch: () => take(3),
    'take-back': async () => {
      await give()
      const gift = anyOf(gifts)
      if (gift) await door.call('cancelGift', { giftToken: gift.giftToken }, { token: gift.giver.token })
    },
    part: async () => {
      const one = anyOf(bought())
      if (!one) return
      const asked = { orderId: one.orderId, voucherIds: [one.voucherId], reason: '这份不要了' }
      await door.call('requestRefund', asked, { token: one.guest.token })
    },
  }
}

const usedFenOf = ({ paidFen, uses, used }: VoucherItem) => Math.floor((paidFen * used) / uses)

/** What an order gave its buyer, as the audit of its money sees it. `kept`: what of its money is not to go back. */
export interface Delivered {
  orderId: string
  quantity: number
  refundFen: number
  /** Its vouchers were issued. */
  isDelivered: boolean
}

/** Every voucher: none twice, none used or paid back beyond what it is, and each as often in the counts as in the hands of somebody. */
export async function auditVouchers(
  door: FrontDoor,
  dealId: string,
  guests: Buyer[],
  orders: Delivered[],
  /** The last of them is over. */
  isOver: boolean,
): Promise<string[]> {
  const wrong: string[] = []
  const must = (holds: boolean, promise: string) => {
    if (!holds) wrong.push(promise)
  }
  const pages = await Promise.all(
    guests.map(({ memberId }) => door.table.query({ pk: `MEMBER#${memberId}`, prefix: `VOUCHER#${dealId.slice(4)}#` })),
  )
  const all = pages.flatMap(({ items }) => items as VoucherItem[])
  const live = all.filter(({ state, outUntil }) => state !== 'given' || outUntil !== undefined)
  const sum = (from: VoucherItem[], of: (voucher: VoucherItem) => number) => from.reduce((total, one) => total + of(one), 0)
  for (const { used, uses, state, outUntil } of all) {
    must(used >= 0 && used <= uses, `a voucher is used ${used} of ${uses} times`)
    must((state === 'used') === (used === uses), `a voucher used ${used} of ${uses} times is ${state}`)
    must(['held', 'used', 'given', 'refunded'].includes(state), `a voucher ends ${state}`)
    must(!isOver || outUntil === undefined, 'a gift that nobody took is still out')
    must(!isOver || state !== 'held', 'a voucher with something left outlives its end')
  }
  for (const given of all.filter(({ state, outUntil }) => state === 'given' && outUntil === undefined)) {
    const heirs = all.filter(({ from }) => from?.voucherId === given.voucherId)
    must(heirs.length === 1, `a given voucher has ${heirs.length} takers`)
  }
  const givers = all.flatMap(({ from }) => (from ? [from.voucherId] : []))
  for (const from of givers) must(all.find(({ voucherId }) => voucherId === from)?.state === 'given', 'a gift was kept as well')
  for (const [nth, { orderId, quantity, refundFen, isDelivered }] of orders.entries()) {
    const own = all.filter((one) => one.orderId === orderId && !one.from)
    must(own.length === (isDelivered ? quantity : 0), `order ${nth} of ${quantity} gave ${own.length} vouchers`)
    if (!isDelivered) continue
    const back = sum(
      live.filter((one) => one.orderId === orderId && one.state === 'refunded'),
      (one) => one.paidFen - usedFenOf(one),
    )
    must(back === refundFen, `order ${nth}: ${refundFen} goes back for vouchers with ${back} left`)
  }
  const counts = await door.table.get({ pk: `COUNTS#${dealId}`, sk: 'ALL' })
  const counted = (name: string, found: number) => {
    const said = Number(counts?.[name] ?? 0)
    must(said === found, `${name}: ${said} counted, ${found} found`)
  }
  counted('issued', all.length - givers.length)
  counted('taken', givers.length)
  counted(
    'used',
    sum(live, ({ used }) => used),
  )
  counted('usedFen', sum(live, usedFenOf))
  counted(
    'refundedFen',
    sum(
      live.filter(({ state }) => state === 'refunded'),
      (one) => one.paidFen - usedFenOf(one),
    ),
  )
  return wrong
}

/** What became of the vouchers, by what is counted of them. */
export async function met(door: FrontDoor, dealId: string): Promise<string[]> {
  const counts = await door.table.get({ pk: `COUNTS#${dealId}`, sk: 'ALL' })
  const of = ['used', 'undone', 'gifted', 'taken', 'cameBack', 'refunding', 'refundedFen', 'groupsComplete', 'groupsFailed']
  return of.filter((name) => Number(counts?.[name] ?? 0) > 0)
}
