import type { FrontDoor } from './front-door.ts'
import { type Metered, meter } from './metered.ts'
import { type Scene, sceneOf } from './scene.ts'

/** What people do from end to end, as performance.md and the price of it name them. */
export const journeys = { coupon, paid, checkIn, card, refused }
export type JourneyName = keyof typeof journeys

/** Takes one journey after another, each by somebody new, once every process involved has met the offer, the store and the staff. */
export async function takenJourneys(door: FrontDoor) {
  const scene = await sceneOf(door)
  let people = 0
  return async (name: JourneyName): Promise<Metered<string>[]> => {
    people += 1
    await scene.warm()
    return journeys[name](door, scene, `guest-journey-${people}`)
  }
}

/** Claims, shows the code, is looked at and redeemed with a bill. */
async function coupon(door: FrontDoor, { batchId, clerk, storeId, bill }: Scene, openid: string) {
  const token = await door.tokenOf(openid)
  const on = await meter(door)
  const { couponId } = await on.call('claimCoupon', 201, () => door.call('claimCoupon', { batchId }, { token }))
  await on.derived('after claimCoupon')
  const { code } = await on.call('showCode', 200, () => door.call('showCode', { couponId }, { token }))
  const asked = { code, storeId, bill }
  await on.call('previewRedemption', 200, () => door.call('previewRedemption', asked, { token: clerk }))
  await on.call('redeem', 201, () => door.call('redeem', asked, { token: clerk, key: openid }))
  await on.derived('after redeem')
  return on.steps
}

/** Buys alone, pays at the channel, and the voucher is used up at the counter. */
async function paid(door: FrontDoor, { dealId, clerk, storeId }: Scene, openid: string) {
  const token = await door.tokenOf(openid)
  const on = await meter(door)
  const order = { dealId, mode: 'alone' as const }
  const { orderId } = await on.call('placeOrder', 201, () => door.call('placeOrder', order, { token, key: openid }))
  await on.derived('after placeOrder')
  const { outTradeNo } = await on.call('payOrder', 200, () => door.call('payOrder', { orderId }, { token }))
  await on.derived('after payOrder')
  await on.step('paymentCallback', () => door.pay(outTradeNo))
  await on.derived('after paymentCallback')
  // The app believes the server, not the payment sheet.
  await on.call('getOrder', 200, () => door.call('getOrder', { orderId }, { token }))
  const { voucherId = '' } = (await door.call('listMyVouchers', {}, { token })).body.items[0] ?? {}
  const { code } = await on.call('showVoucherCode', 200, () => door.call('showCode', { voucherId }, { token }))
  const asked = { code, storeId }
  await on.call('previewVoucher', 200, () => door.call('previewRedemption', asked, { token: clerk }))
  await on.call('redeemVoucher', 201, () => door.call('redeem', asked, { token: clerk, key: openid }))
  await on.derived('after redeemVoucher')
  return on.steps
}

/** Scans the code on the tablet, standing in the store. */
async function checkIn(door: FrontDoor, scene: Scene, openid: string) {
  const token = await door.tokenOf(openid)
  const { qr } = await scene.tablet()
  // The rules of the merchant's check-ins are known from here on.
  await door.call('checkIn', { qr, ...scene.inside }, { token: await door.tokenOf(`${openid}-before`) })
  const on = await meter(door)
  await on.call('checkIn', 200, () => door.call('checkIn', { qr, ...scene.inside }, { token }))
  await on.derived('after checkIn')
  return on.steps
}

/** Opens the card a friend sent: the offer is shown, and the opening counted. */
async function card(door: FrontDoor, { sharedId: batchId, sharedTrace: trace = '' }: Scene, openid: string) {
  const on = await meter(door)
  await on.call('getBatch', 200, () => door.call('getBatch', { batchId }, {}))
  await on.call('recordOpen', 200, () => door.call('recordOpen', { trace }, { key: openid }))
  await on.derived('after recordOpen')
  return on.steps
}

/** Comes when all is gone, to a process that knows. */
async function refused(door: FrontDoor, { goneId: batchId }: Scene, openid: string) {
  const token = await door.tokenOf(openid)
  await door.call('claimCoupon', { batchId }, { token: await door.tokenOf('guest-late') })
  const on = await meter(door)
  await on.call('refusedClaim', 409, () => door.call('claimCoupon', { batchId }, { token }))
  await on.derived('after refusedClaim')
  return on.steps
}
