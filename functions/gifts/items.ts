import { Problem } from '../../shared/problem.ts'
import { dueAt } from '../kernel/due.ts'
import type { Item, Key, Write } from '../kernel/table/table.ts'

/** Leads from the token in a card to the coupon or voucher. What became of the gift stands there: in its giving of this cycle. */
export interface GiftItem extends Item {
  token: string
  /** The giver's coupon, or the giver's voucher. */
  couponId?: string
  voucherId?: string
  /** Its cycle while it is out. */
  cycle: number
  at: string
  until: string
}

export const giftKey = (token: string): Key => ({ pk: `GIFT#${token}`, sk: 'GIFT' })

/** The gift, due when it is over. */
export function putGift(gift: Omit<GiftItem, 'pk' | 'sk'>): Write {
  const { token, until } = gift as GiftItem
  return {
    put: { ...giftKey(token), ...gift, ...dueAt(token, until, 'gift.over') },
    when: 'absent',
    orElse: () => new Problem('table.busy'),
  }
}
