import { buy, newDeal } from '../journey/offer.ts'
import type { Stack } from '../journey/stack.ts'
import { batchesIn } from '../testing/cards.ts'
import { eventually } from '../testing/eventually.ts'
import type { MiniProgram } from './open.ts'

/** Who works on a page, and what its address says. */
export async function arrival(stack: Stack, route: string): Promise<{ openid: string; at: string }> {
  const { items } = await stack.call('listOffers', {})
  const batchId = batchesIn(items)[0]?.batchId ?? ''
  if (route.startsWith('merchant/')) return { openid: 'seed-clerk-1', at: `/${route}` }
  if (route.startsWith('desk/pages/admit/')) return { openid: 'seed-operator', at: `/${route}` }
  if (/^(marketing|desk|measure)\//.test(route)) return { openid: 'seed-marketer', at: `/${route}` }
  // Somebody else on each: WeChat lets a person in a hundred times a minute.
  const openid = `guest-of-${route.replaceAll('/', '-')}`
  const { token } = await stack.login(openid)
  const { couponId } = await stack.call('claimCoupon', { batchId }, token)
  const storeId = items[0]?.nearest?.storeId
  return { openid, at: `/${route}?batchId=${batchId}&couponId=${couponId}&storeId=${storeId}` }
}

/** The same with all that a page can be about, so that it shows as much as it ever does: a group, an order, a voucher, a promotion. */
export async function wholeArrival(stack: Stack, route: string): Promise<{ openid: string; at: string }> {
  const { openid, at } = await arrival(stack, route)
  if (/^measure\/|\/streaks\//.test(route)) {
    const { token } = await stack.login(openid)
    const { promotionId } = (await stack.call('listPromotions', {}, token)).items[0] ?? {}
    return { openid, at: `${at}?promotionId=${promotionId}` }
  }
  if (!/^guest\/pages\/(deal|group|checkout|order|orders|refund|voucher|vouchers)\//.test(route)) return { openid, at }
  const { dealId } = await newDeal(stack)
  const isGroup = route.includes('/group/')
  const { orderId, groupId } = await buy(stack, openid, {
    dealId,
    ...(isGroup ? { mode: 'open', size: 3 } : { mode: 'alone' }),
  })
  const voucherId = isGroup ? undefined : await voucherOf(stack, openid)
  const about = { dealId, orderId, mode: 'alone', quantity: '1', ...(groupId && { groupId }), ...(voucherId && { voucherId }) }
  return { openid, at: `/${route}?${new URLSearchParams(about)}` }
}

/** The feed makes it a moment after the payment. */
async function voucherOf(stack: Stack, openid: string): Promise<string> {
  const { token } = await stack.login(openid)
  const { items } = await eventually(
    () => stack.call('listMyVouchers', {}, token),
    (wallet) => wallet.items.length > 0,
  )
  return items[0]?.voucherId ?? ''
}

/** Pages that show what a login opens show a way to log in first. */
export async function settled(app: MiniProgram): Promise<void> {
  const calm = () =>
    app.idle && app.text !== '' && app.screen.all(({ attr }) => String(attr.class).includes('skeleton')).length === 0
  await app.until(calm, 'the page to be there')
  const signIn = app.find('sign-in') ?? app.find('login')
  if (signIn) {
    signIn.tap()
    await app.until(() => calm() && !app.find(signIn.id), 'what a login opens')
  }
}
