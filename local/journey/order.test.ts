import type { Browser } from 'playwright-core'
import { desktop, openBrowser, phone } from '../browser.ts'
import { built } from '../miniprogram/build.ts'
import { plainDeal } from '../testing/dealing.ts'
import { type Person, person } from './person.ts'
import { type Stack, startStack } from './stack.ts'

let stack: Stack
let browser: Browser | undefined
let dealId = ''
let leader: Person
let friend: Person

beforeAll(async () => {
  await built('h5')
  browser = await openBrowser()
  if (!browser) return
  stack = await startStack({ web: true })
  const { token } = await stack.login('seed-marketer')
  const { now } = await stack.call('getHealth', {})
  const to = new Date(Date.parse(now) + 30 * 86_400_000).toISOString()
  const { promotionId } = await stack.call('createPromotion', { name: '旅程团购', from: now, to }, token)
  dealId = (await stack.call('createDeal', { promotionId, ...plainDeal }, token)).dealId
  await stack.call('launchPromotion', { promotionId }, token)
  leader = await person(browser, phone, 'leader')
  friend = await person(browser, { ...desktop, locale: 'en-GB' }, 'buyer')
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await stack?.stop()
}, 30_000)

function step(words: string, work: () => Promise<void>): void {
  it(words, async () => (browser ? work() : undefined), 60_000)
}

/** A link that logs somebody in and goes on to the page. */
async function as(openid: string, path: string): Promise<string> {
  const { appid } = (await (await fetch(`${stack.web}/config.json`)).json()) as { appid: string }
  const asked = { appid, redirect_uri: stack.web + path, response_type: 'code', scope: 'snsapi_base', openid }
  return `${stack.sandbox}/connect/oauth2/authorize?${new URLSearchParams(asked)}&state=ready-made-link`
}
const checkout = (how: string) => `/guest/pages/checkout/index?dealId=${dealId}&${how}&quantity=1`
const ordersOf = async (openid: string) => (await stack.call('listMyOrders', {}, (await stack.login(openid)).token)).items

describe('buying in a group on the web', () => {
  step('the leader orders and pays in the channel’s own sheet, and comes back to an order that knows', async () => {
    await leader.open(await as('guest-leader', checkout('mode=open&size=2')))
    await leader.see('order')
    await leader.tap('more')
    await leader.reads('quantity', '2')
    await leader.tap('fewer')
    await leader.picture('checkout')
    await leader.tap('order')
    await leader.see('sum')
    await leader.tap('pay')
    await leader.reads('order-state', '待成团')
    await leader.picture('in-group')
  })

  step('who turns back from the sheet finds the order waiting, can go on, and give it up', async () => {
    await friend.open(await as('guest-friend', checkout('mode=alone')))
    await friend.tap('order')
    await friend.see('sum')
    await friend.tap('cancel')
    await friend.reads('order-state', 'To pay')
    await friend.picture('to-pay')
    await friend.tap('pay')
    await friend.see('sum')
    await friend.tap('cancel')
    await friend.tap('give-up')
    await friend.tap('confirm-give-up')
    await friend.reads('order-state', /Closed|Closing/)
    await friend.picture('given-up')
  })

  step('the friend joins and pays, and the leader’s order is ready by itself', async () => {
    const [{ groupId } = { groupId: '' }] = await ordersOf('guest-leader')
    await friend.open(stack.web + checkout(`mode=join&groupId=${groupId}`))
    await friend.tap('order')
    await friend.see('sum')
    await friend.tap('pay')
    await friend.reads('order-state', 'Ready to use')
    await friend.picture('ready')
    await leader.page.locator('[id="order-state"]:visible').filter({ hasText: '可使用' }).waitFor({ timeout: 30_000 })
    await leader.picture('ready')
  })

  step('a refund is quoted before it is asked for, and arrives', async () => {
    await leader.tap('to-refund')
    await leader.reads('sum', '79')
    await leader.picture('refund')
    await leader.tap('ask')
    await leader.tap('confirm')
    await leader.reads('order-state', /退款中|已退款/)
    await leader.picture('refunding')
    await leader.page.locator('[id="order-state"]:visible').filter({ hasText: '已退款' }).waitFor({ timeout: 40_000 })
    await leader.open(`${stack.web}/guest/pages/orders/index`)
    const [order] = await ordersOf('guest-leader')
    await leader.see(order?.orderId ?? '')
    await leader.picture('orders')
    await friend.open(`${stack.web}/guest/pages/orders/index`)
    await friend.see('tab-ready')
    await friend.picture('orders')
  })

  step('and nothing went wrong in the pages', async () => {
    expect([...leader.faults, ...friend.faults]).toEqual([])
  })
})
