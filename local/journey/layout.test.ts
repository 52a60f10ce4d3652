import type { Browser } from 'playwright-core'
import { openBrowser, phone } from '../browser.ts'
import { built } from '../miniprogram/build.ts'
import { newBatch } from './offer.ts'
import { type Person, person } from './person.ts'
import { type Stack, startStack } from './stack.ts'

let stack: Stack
let browser: Browser | undefined
const people = new Map<string, Person>()
let pages: { openid: string; path: string; ready: string }[] = []

beforeAll(async () => {
  await built('h5')
  browser = await openBrowser()
  if (!browser) return
  stack = await startStack({ web: true })
  const { batchId } = await newBatch(stack)
  const { stores } = await stack.call('getBatch', { batchId })
  const storeId = stores[0]?.storeId ?? ''
  const { token } = await stack.login('guest-layout')
  const { couponId } = await stack.call('claimCoupon', { batchId }, token)
  const friend = await stack.login('guest-friend')
  const given = await stack.call('claimCoupon', { batchId }, friend.token)
  const { giftToken } = await stack.call('giveGift', { couponId: given.couponId }, friend.token)
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
    { openid: 'seed-clerk-1', path: '/merchant/pages/counter/index', ready: '#bill' },
    { openid: 'seed-clerk-1', path: '/merchant/pages/today/index', ready: '#to-counter' },
    { openid: 'guest-layout', path: `/guest/pages/store/index?storeId=${storeId}`, ready: '#way' },
    { openid: 'seed-marketer', path: '/marketing/pages/stores/index', ready: '#create-store' },
    { openid: 'seed-marketer', path: `/marketing/pages/store/index?storeId=${storeId}`, ready: '#save-store' },
    { openid: 'seed-marketer', path: '/marketing/pages/sets/index', ready: '#create-set' },
    { openid: 'seed-marketer', path: '/marketing/pages/promotions/index', ready: `#batch-${batchId}` },
  ]
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await stack?.stop()
}, 30_000)

/** The same person, logged in by a ready-made link the first time. */
async function show(open: Browser, openid: string, path: string, ready: string): Promise<Person> {
  const known = people.get(openid)
  const one = known ?? (await person(open, phone, openid))
  people.set(openid, one)
  const { appid } = (await (await fetch(`${stack.web}/config.json`)).json()) as { appid: string }
  const link = new URLSearchParams({
    appid,
    redirect_uri: stack.web + path,
    response_type: 'code',
    scope: 'snsapi_base',
    openid,
  })
  await one.open(known ? stack.web + path : `${stack.sandbox}/connect/oauth2/authorize?${link}&state=ready-made-link`)
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

it('fits every phone, with targets for a thumb and names for a screen reader', async () => {
  if (!browser) return
  const all: Record<string, unknown> = {}
  for (const { openid, path, ready } of pages)
    for (const width of [320, 390, 430]) {
      const one = await show(browser, openid, path, ready)
      await one.page.setViewportSize({ width, height: 844 })
      const found = [...(await one.page.evaluate<string[]>(stumbles)), ...(await one.page.evaluate<string[]>(cut))]
      if (found.length > 0) all[`${path.split('?')[0]} at ${width}`] = found
      if (width === 320) await one.picture(`at-320-${path.replace(/\W+/g, '-').slice(1, 30)}`)
    }
  expect(all).toEqual({})
}, 120_000)

it('bears text twice the size', async () => {
  if (!browser) return
  const all: Record<string, unknown> = {}
  for (const { openid, path, ready } of pages) {
    const one = await show(browser, openid, path, ready)
    await one.page.setViewportSize({ width: 390, height: 844 })
    await one.page.addStyleTag({ content: 'html { font-size: 32px !important }' })
    const found = await one.page.evaluate<string[]>(cut)
    if (found.length > 0) all[path.split('?')[0] ?? ''] = found
    await one.picture(`large-${path.replace(/\W+/g, '-').slice(1, 30)}`)
  }
  expect(all).toEqual({})
}, 120_000)
