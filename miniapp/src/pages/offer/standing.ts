/** What the guest can do with an offer now. Pure. */
export interface OfferFacts {
  state: string
  perMember: number
  rewardOnly?: true | undefined
  held?: { couponId: string; state: string }[] | undefined
}

export type Standing =
  | { is: 'open' }
  | { is: 'held'; couponId: string; again: boolean }
  | { is: 'all_used' }
  | { is: 'not_started' | 'ended' | 'paused' | 'sold_out' | 'reward_only' }
  /** A state that is newer than this build. */
  | { is: 'closed' }

const closed = ['not_started', 'ended', 'paused', 'sold_out'] as const

export function standingOf(offer: OfferFacts): Standing {
  const held = offer.held ?? []
  const room = offer.state === 'open' && !offer.rewardOnly && held.length < offer.perMember
  const usable = held.find(({ state }) => state === 'valid')
  if (usable) return { is: 'held', couponId: usable.couponId, again: room }
  if (room) return { is: 'open' }
  if (offer.rewardOnly) return { is: 'reward_only' }
  if (held.length >= offer.perMember) return { is: 'all_used' }
  const why = closed.find((state) => state === offer.state)
  return { is: why ?? 'closed' }
}
