import { setTimeout as pause } from 'node:timers/promises'
import { phone } from '../browser.ts'
import { buy, newBatch, newDeal } from './offer.ts'
import type { Person } from './person.ts'
import { newPoster } from './poster.ts'
import type { Stack } from './stack.ts'
import { stage } from './stage.ts'

let stack: Stack
const people = new Map<string, Person>()
let pages: { openid: string; path: string; ready: string }[] = []

const { step, person } = stage(async (on) => {
  stack = on.stack
  const { batchId } = await newBatch(stack)
  const { stores } = await stack.call('getBatch', { batchId })
  const storeId = stores[0]?.storeId ?? ''
  const { token } = await stack.login('guest-layout')
  const { couponId } = await stack.call('claimCoupon', { batchId }, token)
  const friend = await stack.login('guest-friend')
  const given = await stack.call('claimCoupon', { batchId }, friend.token)
  const { giftToken } = await stack.call('giveGift', { couponId: given.couponId }, friend.token)
  const { dealId } = await newDeal(stack)
  const alone = await buy(stack, 'guest-layout', { dealId, mode: 'alone' })
  const { groupId } = await buy(stack, 'guest-friend', { dealId, mode: 'open', size: 3 })
  const voucherId = await voucherOf(token)
  pages = [
    { openid: 'guest-layout', path: '/pages/home/index', ready: '[id^="offer-"]' },
    { openid: 'guest-layout', path: `/pages/offer/index?batchId=${batchId}`, ready: '#share' },
    { openid: 'guest-layout', path: `/pages/code/index?couponId=${couponId}`, ready: '#typed-code' },
    { openid: 'guest-layout', path: `/guest/pages/gift/index?couponId=${couponId}`, ready: '#give' },
    { openid: 'guest-layout', path: `/guest/pages/gift/index?gift=${giftToken}`, ready: '#take' },
    { openid: 'guest-layout', path: '/pages/wallet/index', ready: '[id^="coupon-"]' },
    { openid: 'guest-layout', path: '/pages/me/index', ready: '#logout' },
    { openid: 'guest-layout', path: '/guest/pages/privacy/index', ready: '#erase' },
    { openid: 'guest-layout', path: '/guest/pages/profile/index', ready: '#save' },
    { openid: 'guest-layout', path: `/guest/pages/deal/index?dealId=${dealId}`, ready: '#buy' },
    { openid: 'guest-layout', path: `/guest/pages/group/index?groupId=${groupId}`, ready: '#join' },
    { openid: 'guest-layout', path: `/guest/pages/checkout/index?dealId=${dealId}&mode=alone&quantity=1`, ready: '#order' },
    { openid: 'guest-layout', path: `/guest/pages/order/index?orderId=${alone.orderId}`, ready: '#to-refund' },
    { openid: 'guest-layout', path: '/guest/pages/orders/index', ready: `[id="${alone.orderId}"]` },
    { openid: 'guest-layout', path: `/guest/pages/refund/index?orderId=${alone.orderId}`, ready: '#ask' },
    { openid: 'guest-layout', path: '/guest/pages/vouchers/index', ready: '[id^="voucher-"]' },
    { openid: 'guest-layout', path: `/guest/pages/voucher/index?voucherId=${voucherId}`, ready: '#typed-code' },
    { openid: 'guest-layout', path: `/guest/pages/gift/index?voucherId=${voucherId}`, ready: '#give' },
    { openid: 'seed-clerk-1', path: '/merchant/pages/counter/index', ready: '#bill' },
    { openid: 'seed-clerk-1', path: '/merchant/pages/today/index', ready: '#to-counter' },
    { openid: 'guest-layout', path: `/guest/pages/store/index?storeId=${storeId}`, ready: '#way' },
    { openid: 'guest-layout', path: `/guest/pages/check-in/index?storeId=${storeId}`, ready: '#no-network' },
    { openid: 'guest-layout', path: await choicePath(), ready: '[id^="offer-bat_"]' },
    { openid: 'guest-layout', path: '/guest/pages/visits/index', ready: '#to-stores' },
    { openid: 'guest-layout', path: '/guest/pages/stores/index', ready: '#near-me' },
    { openid: 'seed-clerk-1', path: '/merchant/pages/tablet/index', ready: '#store-code' },
    { openid: 'seed-clerk-1', path: '/merchant/pages/own-code/index', ready: '[id^="own-"]' },
    { openid: 'seed-marketer', path: '/measure/pages/trace/index', ready: '#look' },
    { openid: 'seed-manager', path: '/merchant/pages/reviews/index', ready: '.empty__title' },
    { openid: 'seed-marketer', path: '/marketing/pages/stores/index', ready: '#create-store' },
    { openid: 'seed-marketer', path: `/marketing/pages/store/index?storeId=${storeId}`, ready: '#save-store' },
    { openid: 'seed-marketer', path: '/marketing/pages/deal/index', ready: '#launch' },
    { openid: 'seed-marketer', path: '/marketing/pages/sets/index', ready: '#create-set' },
    { openid: 'seed-marketer', path: '/marketing/pages/promotions/index', ready: `#batch-${batchId}` },
  ]
})

/** Where a code for several offers arrives. */
async function choicePath(): Promise<string> {
  const { promotionId, total, perMember, benefit, validity } = await newBatch(stack)
  const { token } = await stack.login('seed-marketer')
  await stack.call('createBatch', { promotionId, title: '另一张券', total, perMember, benefit, validity }, token)
  const { scene } = await newPoster(stack, promotionId, { kind: 'promotion', id: promotionId })
  return `/guest/pages/scan/index?scene=${scene}`
}

/** The voucher of what was just paid for: the feed makes it a moment after. */
async function voucherOf(token: string): Promise<string> {
  for (;;) {
    const [voucher] = (await stack.call('listMyVouchers', {}, token)).items
    if (voucher) return voucher.voucherId
    await pause(100)
  }
}

/** The same person, logged in by a ready-made link the first time. */
async function show(openid: string, path: string, ready: string): Promise<Person> {
  const known = people.get(openid)
  const one = known ?? (await person(phone, openid))
  people.set(openid, one)
  await one.open(known ? stack.web + path : await stack.link(openid, path))
  await one.page.locator(`${ready}:visible`).first().waitFor()
  return one
}

/** What a finger or a screen reader would stumble over; runs in the page. */
const stumbles = `(() => {
  const found = []
  const seen = (node) => node.getClientRects().length > 0 && getComputedStyle(node).visibility !== 'hidden'
  if (document.documentElement.scrollWidth > innerWidth) found.push('the page is ' + document.documentElement.scrollWidth + ' px wide')
  for (const node of document.querySelectorAll('.taro_page *')) {
    const { left, right, width } = node.getBoundingClientRect()
    if (seen(node) && width > 0 && (right > innerWidth + 1 || left < -1) && getComputedStyle(node).position !== 'absolute')
      found.push('#' + node.id + '.' + node.className + ' sticks out: ' + left + ' to ' + right)
  }
  for (const node of document.querySelectorAll('button, input, [role=button], [role=tab], [role=radio], [role=link], [role=switch]')) {
    if (!seen(node)) continue
    const name = node.getAttribute('aria-label') || node.textContent.trim() || node.placeholder
    if (!name) found.push('#' + node.id + '.' + node.className + ' has no name')
    const { width, height } = node.getBoundingClientRect()
    if (Math.min(width, height) < 43.5) found.push('#' + node.id + ' is ' + width + ' x ' + height)
  }
  return found
})()`

/** Words that are cut off sideways by the window or by something around them; runs in the page. */
const cut = `(() => {
  const found = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const text = walker.currentNode
    const range = document.createRange()
    range.selectNodeContents(text)
    const { left, right, width, height } = range.getBoundingClientRect()
    if (width === 0 || height === 0 || !text.textContent.trim()) continue
    let from = 0
    let to = innerWidth
    for (let node = text.parentElement; node; node = node.parentElement) {
      const { left, right } = node.getBoundingClientRect()
      if (getComputedStyle(node).overflowX !== 'visible') [from, to] = [Math.max(from, left), Math.min(to, right)]
    }
    if (left < from - 1 || right > to + 1) found.push(text.textContent.trim())
  }
  return found
})()`

step(
  'fits every phone, with targets for a thumb and names for a screen reader',
  async () => {
    const all: Record<string, unknown> = {}
    for (const { openid, path, ready } of pages)
      for (const width of [320, 390, 430]) {
        const one = await show(openid, path, ready)
        await one.page.setViewportSize({ width, height: 844 })
        const found = [...(await one.page.evaluate<string[]>(stumbles)), ...(await one.page.evaluate<string[]>(cut))]
        if (found.length > 0) all[`${path.split('?')[0]} at ${width}`] = found
        if (width === 320) await one.picture(`at-320-${path.replace(/\W+/g, '-').slice(1, 30)}`)
      }
    expect(all).toEqual({})
  },
  120_000,
)

step(
  'bears text twice the size',
  async () => {
    const all: Record<string, unknown> = {}
    for (const { openid, path, ready } of pages) {
      const one = await show(openid, path, ready)
      await one.page.setViewportSize({ width: 390, height: 844 })
      await one.page.addStyleTag({ content: 'html { font-size: 32px !important }' })
      const found = await one.page.evaluate<string[]>(cut)
      if (found.length > 0) all[path.split('?')[0] ?? ''] = found
      await one.picture(`large-${path.replace(/\W+/g, '-').slice(1, 30)}`)
    }
    expect(all).toEqual({})
  },
  120_000,
)
