import { posterSizes } from '../../shared/posters.ts'
import type { RouteName } from '../../shared/routes.ts'
import { as, type MaliceDoor } from './malice.ts'
import type { Pools } from './malice-inputs.ts'
import { poolsOfOrders } from './malice-orders.ts'
import { newVouchers } from './vouchers.ts'

type Tokens = { [role: string]: string }

/** The pools for one operation: with things that live shortly, or of another kind under the same name, made when it is tried. */
export async function poolsOfOne(door: MaliceDoor, tokens: Tokens, pools: Pools, name: RouteName): Promise<Pools> {
  const member = as(tokens.member ?? '')
  const ordered = await poolsOfOrders(door, tokens.member ?? '', name)
  if (ordered) return { ...pools, ...ordered }
  const invitationCodes = () => invite(door, as(tokens.manager ?? ''), pools)
  if (name === 'login') return { ...pools, code: pools.loginCode ?? [] }
  // A poster has sizes of its own: those of groups would never fit.
  if (name === 'getPoster') return { ...pools, size: [...posterSizes] }
  if (name === 'uploadPicture') return { ...pools, file: pools.pictureFile ?? [] }
  if (name === 'updateBatch') return { ...pools, batchId: pools.freshBatchId ?? [] }
  if (name === 'updateDeal') return { ...pools, dealId: pools.freshDealId ?? [] }
  if (name === 'updatePromotion') return { ...pools, promotionId: pools.freshPromotionId ?? [] }
  // A code leads to what its promotion holds.
  if (name === 'createTouchpoint') return { ...pools, promotionId: pools.id?.slice(1) ?? [] }
  // Anything has a way, by its id.
  if (name === 'getTrace')
    return { ...pools, id: [...(pools.couponId ?? []), ...(pools.orderId ?? []), ...(pools.touchpointId ?? [])] }
  if (name === 'closeStore') return { ...pools, storeId: pools.closingId ?? [] }
  // What was tried before may have taken the consent back.
  if (name === 'registerPhone') await door.post('/me/consents', { purpose: 'device', given: true }, member)
  if (name === 'decideReview') return { ...pools, visitId: await waitingVisits(door, pools) }
  if (name === 'getInvitation' || name === 'acceptInvitation') return { ...pools, code: await invitationCodes() }
  if (name === 'confirmStaff' || name === 'cancelInvitation') {
    const { memberId } = (await door.send('GET', '/me', member)).body
    const codes = await invitationCodes()
    const waiting = await Promise.all(codes.map((code) => door.post(`/invitations/${code}/accept`, {}, member)))
    return { ...pools, memberId: [memberId], invitationId: waiting.map(({ body }) => body.invitationId) }
  }
  if (name.endsWith('DesktopLogin')) {
    const logins = await Promise.all([1, 2, 3, 4].map(() => door.post('/desktop-logins', {})))
    const ticket = name === 'pollDesktopLogin' ? 'ticket' : 'scanTicket'
    return { ...pools, ticket: logins.map(({ body }) => body[ticket]) }
  }
  if (name === 'endSession') {
    await Promise.all([1, 2, 3].map(() => door.tokenOf('guest-fuzz')))
    const { items } = (await door.send('GET', '/me/sessions', member)).body
    const others = items.filter(({ current }: { current: boolean }) => !current)
    return { ...pools, sessionId: others.map(({ sessionId }: { sessionId: string }) => sessionId) }
  }
  return pools
}

async function invite(door: MaliceDoor, manager: { authorization: string }, pools: Pools): Promise<string[]> {
  const form = { role: 'clerk', storeIds: pools.storeId?.slice(0, 1), count: 6 }
  const { body } = await door.post('/staff/invitations', form, manager)
  return body.invitations.map(({ code }: { code: string }) => code)
}

/** Vouchers of the member and of another, of one use and of several, and fresh codes for some of them. */
export async function vouchersFor(door: MaliceDoor) {
  const shop = newVouchers(door)
  const pass = await shop.terms({ uses: 50 })
  const guests = [
    await shop.bought('guest-fuzz', pass, { quantity: 4, amountFen: 40_001 }),
    await shop.bought('guest-fuzz', await shop.terms(), { quantity: 2 }),
    await shop.bought('guest-other-1', pass, { quantity: 2 }),
  ]
  const codes = async () => {
    const shown = await Promise.all(guests.map(({ voucherId, token }) => door.call('showCode', { voucherId }, { token })))
    return shown.filter(({ status }) => status === 200).map(({ body }) => body)
  }
  return { voucherId: guests.flatMap(({ voucherIds }) => voucherIds), codes }
}

/** Visits of others that wait for the merchant: only the place of the store was told. */
async function waitingVisits(door: MaliceDoor, { storeId = [] }: Pools): Promise<string[]> {
  const { lat, lng } = (await door.send('GET', `/stores/${storeId[0]}`)).body
  const guests = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => door.tokenOf(`guest-waiting-${n}`)))
  const told = { storeId: storeId[0], lat, lng, accuracy: 10 }
  const visits = await Promise.all(guests.map((token) => door.post('/check-ins', told, as(token))))
  return visits.map(({ body }) => body.visitId)
}
