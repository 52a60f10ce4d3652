import { phone } from '../browser.ts'
import { newDeal } from './offer.ts'
import type { Person } from './person.ts'
import type { Stack } from './stack.ts'
import { stage } from './stage.ts'

let stack: Stack
let dealId = ''
let clerk: Person
let host: Person
let second: Person
let third: Person
const { step } = stage(async (on) => {
  stack = on.stack
  dealId = (await newDeal(stack)).dealId
  clerk = await on.person(phone, 'group-clerk')
  host = await on.person(phone, 'group-host')
  second = await on.person(phone, 'group-second')
  third = await on.person(phone, 'group-third')
})

/** From the checkout to a paid order: who is not logged in yet is asked now, and keeps the place. */
async function payFor(one: Person): Promise<void> {
  await one.tap('order')
  await one.page.waitForURL((url) => url.origin === stack.sandbox)
  if (await one.sees('person-new')) {
    await one.become('new')
    await one.tap('order')
  }
  await one.see('sum')
  await one.tap('pay')
  await one.page.waitForURL((url) => url.origin === stack.web)
}

const groupOf = (one: Person) => new URL(one.page.url()).searchParams.get('groupId') ?? ''

describe('a group of three, from a shared card to the counter', () => {
  step('who was sent the deal opens a group of three and pays for the first seat', async () => {
    await host.open(`${stack.web}/guest/pages/deal/index?dealId=${dealId}`)
    await host.tap('way-3')
    await host.reads('buy', '发起 3 人团 ¥69')
    await host.tap('buy')
    await payFor(host)
    await host.reads('order-state', '待成团')
    await host.tap('to-group')
    await host.reads('missing', '还差 2 人')
    await host.picture('group')
  })

  step('two friends join from its card, each on a phone of their own, and the three see it fill up', async () => {
    const card = `${stack.web}/guest/pages/group/index?groupId=${groupOf(host)}`
    await second.open(card)
    await second.reads('join', '参团 ¥69')
    await second.tap('join')
    await payFor(second)
    await host.reads('missing', '还差 1 人')
    await third.open(card)
    await third.reads('missing', '还差 1 人')
    await second.open(card)
    await third.tap('join')
    await payFor(third)
    await third.tap('to-group')
    for (const one of [host, second, third]) await one.reads('told', '已成团')
    await second.picture('complete')
  })

  step('each finds one voucher in the wallet, and it is redeemed once at the counter, like a coupon', async () => {
    await clerk.open(`${stack.web}/merchant/pages/counter/index`)
    await clerk.tap('sign-in')
    await clerk.become('seed-clerk-1')
    await clerk.see('store-name')
    for (const one of [host, second, third]) {
      await one.open(`${stack.web}/pages/wallet/index`)
      await one.tap('to-vouchers')
      await one.page.locator('[id^="voucher-vch_"]:visible').first().waitFor()
      const vouchers = await one.ids('voucher-vch_')
      expect(vouchers).toHaveLength(1)
      await one.picture('vouchers')
      await one.tap(vouchers[0] ?? '')
      const digits = (await one.see('typed-code')).replace(/\D/g, '')
      await one.fits()
      await one.picture('voucher')
      await clerk.type('typed-code', digits)
      await clerk.tap('look')
      await clerk.reads('look-title', '三人下午茶')
      await clerk.picture('look')
      await clerk.tap('confirm')
      await clerk.see('done')
      await clerk.picture('done')
      await clerk.tap('next')
      await clerk.type('typed-code', digits)
      await clerk.tap('look')
      await clerk.reads('verdict', /核销过/)
      expect(await clerk.page.locator('#confirm:visible').isEnabled()).toBe(false)
      await clerk.tap('next')
      await one.page.locator('.empty__title:visible', { hasText: '已用完' }).waitFor()
      await one.reads('voucher-left', /^1 次$/)
      await one.picture('used')
    }
  })

  step('and nothing went wrong in any of the pages', async () => {
    expect([clerk, host, second, third].flatMap(({ faults }) => faults)).toEqual([])
  })
})
