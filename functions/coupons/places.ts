import { bare, shortNameOf } from '../kernel/ids.ts'
import type { Key } from '../kernel/table/table.ts'

export const batchSk = 'BATCH'
export const batchKey = (batchId: string): Key => ({ pk: `BATCH#${batchId}`, sk: batchSk })
export const rulesKey = (batchId: string, version: number): Key => ({ pk: `RULES#${batchId}`, sk: `V#${pad(version, 6)}` })
export const stockKey = (batchId: string, shard: number): Key => ({ pk: `BATCH#${batchId}#STOCK#${shard}`, sk: 'STOCK' })
export const wallet = (memberId: string) => `MEMBER#${memberId}`
export const couponPrefix = (batchId: string) => `COUPON#${bare(batchId)}#`
/** The partition of the index `list` that holds what can be claimed, by the end of claiming. */
export const offers = 'OFFERS'

/** The nth coupon of a batch in a member's wallet: one place, so it can be claimed once. */
export function couponKey(memberId: string, batchId: string, nth: number): Key {
  return { pk: wallet(memberId), sk: `${couponPrefix(batchId)}${pad(nth, 2)}` }
}

export const couponKeyOf = ({ pk, sk }: Key): Key => ({ pk, sk })

/** Names the place of the coupon: member, batch and number, so that a code finds it with one read. */
export function couponIdOf(memberId: string, batchId: string, nth: number): string {
  return `cpn_${bare(memberId)}${bare(batchId)}${pad(nth, 2)}`
}

/**
 * The place of a gift in its taker's wallet: one for each gift, so that it is taken once however often it is asked, and beside those
 * of the batch's claims, so that it is none of them.
 */
export function giftPlace(memberId: string, batchId: string, giftToken: string): { couponId: string; key: Key } {
  const name = `G${shortNameOf(giftToken)}`
  return {
    couponId: `cpn_${bare(memberId)}${bare(batchId)}${name}`,
    key: { pk: wallet(memberId), sk: `COUPON#${bare(batchId)}${name}` },
  }
}

/** The place a couponId names; undefined when it is none of ours. */
export function placeOf(couponId: string): { memberId: string; batchId: string; key: Key } | undefined {
  const match = /^cpn_([0-9A-HJKMNP-TV-Z]{26})([0-9A-HJKMNP-TV-Z]{26})(\d\d|G[0-9A-HJKMNP-TV-Z]{10})$/.exec(couponId)
  if (!match) return undefined
  const [, member, batch, place = ''] = match
  const [memberId, batchId] = [`mbr_${member}`, `bat_${batch}`]
  if (place.startsWith('G')) return { memberId, batchId, key: { pk: wallet(memberId), sk: `COUPON#${batch}${place}` } }
  return { memberId, batchId, key: couponKey(memberId, batchId, Number(place)) }
}

/** `rdm_` + the coupon's place + the cycle. */
export function redemptionIdOf(couponId: string, cycle: number): string {
  return `rdm_${bare(couponId)}${pad(cycle, 2)}`
}

export function couponOfRedemption(redemptionId: string): { couponId: string; cycle: number } | undefined {
  const match = /^rdm_([0-9A-HJKMNP-TV-Z]{52}(?:\d\d|G[0-9A-HJKMNP-TV-Z]{10}))(\d\d)$/.exec(redemptionId)
  return match ? { couponId: `cpn_${match[1]}`, cycle: Number(match[2]) } : undefined
}

export function pad(n: number, digits: number): string {
  return String(n).padStart(digits, '0')
}
