import { desktop, phone } from '../browser.ts'
import { newDeal } from './offer.ts'
import type { Person } from './person.ts'
import type { Stack } from './stack.ts'
import { stage } from './stage.ts'

let stack: Stack
let dealId = ''
let leader: Person
let friend: Person

const { step } = stage(async (on) => {
  stack = on.stack
  dealId = (await newDeal(stack)).dealId
  leader = await on.person(phone, 'leader')
  friend = await on.person({ ...desktop, locale: 'en-GB' }, 'buyer')
})

const checkout = (how: string) => `/guest/pages/checkout/index?dealId=${dealId}&${how}&quantity=1`
const ordersOf = async (openid: string) => (await stack.call('listMyOrders', {}, (await stack.login(openid)).token)).items

describe('buying in a group on the web', () => {
  step('the leader orders and pays in the channel’s own sheet, and comes back to an order that knows', async () => {
    await leader.open(await stack.link('guest-leader', checkout('mode=open&size=2')))
    await leader.see('order')
    await leader.tap('quantity-more')
    await leader.reads('quantity', '2')
    await leader.tap('quantity-less')
    await leader.picture('checkout')
    await leader.tap('order')
    await leader.see('sum')
    await leader.tap('pay')
    await leader.reads('order-state', '待成团')
    await leader.picture('in-group')
  })

  step('who turns back from the sheet finds the order waiting, can go on, and give it up', async () => {
    await friend.open(await stack.link('guest-friend', checkout('mode=alone')))
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
