import type { DealForm } from '../../shared/deals.ts'
import { newDeals, plainDeal } from './dealing.ts'
import type { FrontDoor } from './front-door.ts'

/** Deals on sale, and guests who buy: only what a test says differs from an ordinary one. */
export function newBuying(door: FrontDoor) {
  const deals = newDeals(door)
  let guests = 0

  async function deal(part: Partial<DealForm> = {}): Promise<string> {
    const ladder = plainDeal.ladder.filter(({ size }) => size <= (part.total ?? size))
    return (await deals.deal({ perMember: Math.min(5, part.total ?? 5), ladder, ...part })).dealId
  }

  /** Somebody new. */
  async function guest() {
    guests += 1
    const openid = `guest-buyer-${guests}`
    const token = await door.tokenOf(openid)
    const { memberId } = (await door.call('getMe', {}, { token })).body
    const ask = { token }
    return {
      ...{ openid, token, memberId },
      alone: async (dealId: string, quantity = 1) =>
        (await door.call('placeOrder', { dealId, mode: 'alone', quantity }, ask)).body,
      open: async (dealId: string, size: number) => (await door.call('placeOrder', { dealId, mode: 'open', size }, ask)).body,
      join: async (dealId: string, groupId: string) =>
        (await door.call('placeOrder', { dealId, mode: 'join', groupId }, ask)).body,
      order: async (orderId: string) => (await door.call('getOrder', { orderId }, ask)).body,
    }
  }

  return { deal, guest }
}

export type Buying = ReturnType<typeof newBuying>
export type Guest = Awaited<ReturnType<Buying['guest']>>
