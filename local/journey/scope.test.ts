import type { BrowserContextOptions } from 'playwright-core'
import { phone } from '../browser.ts'
import { newBatch } from './offer.ts'
import type { Person } from './person.ts'
import type { Stack } from './stack.ts'
import { stage } from './stage.ts'

let stack: Stack
let clerk: Person
const people: Person[] = []

const { step, person } = stage(async (on) => {
  stack = on.stack
  clerk = await atCounter('clerk-scope', phone)
})

async function atCounter(name: string, options: BrowserContextOptions): Promise<Person> {
  const one = await person(options, name)
  people.push(one)
  await one.open(`${stack.web}/merchant/pages/counter/index`)
  await one.tap('sign-in')
  await one.become('seed-clerk-1')
  await one.see('store-name')
  return one
}

/** The digits of a fresh coupon of which only a part of the bill counts: 20 % off, at most 30 yuan, from 100. */
async function digitsOf(scope: object, openid: string): Promise<string> {
  const benefit = { kind: 'percent' as const, percentOff: 20, ceilingFen: 3000, minSpendFen: 10_000 }
  const { batchId } = await newBatch(stack, { title: '八折券', benefit, scope })
  const { token } = await stack.login(openid)
  const { couponId } = await stack.call('claimCoupon', { batchId }, token)
  return (await stack.call('showCode', { couponId }, token)).typedCode.replace(/\D/g, '')
}

async function enter(who: Person, digits: string, bill: string): Promise<void> {
  await who.type('typed-code', digits)
  await who.type('bill', bill)
  await who.tap('look')
  await who.see('part')
}

step('with exclusions the clerk is asked what of the bill does not count, and redeems what was shown', async () => {
  await enter(clerk, await digitsOf({ excludeItems: ['饮料'] }, 'guest-out'), '1000')
  expect(await clerk.see('part-label')).toBe('其中不参与（饮料）的金额（元）')
  expect(await clerk.page.locator('#compute:visible').isEnabled()).toBe(false)
  await clerk.picture('asked')
  await clerk.type('part', '1000.01')
  await clerk.tap('compute')
  await clerk.page.getByText('不能超过账单金额').waitFor()
  await clerk.picture('too-much')
  await clerk.type('part', '1000')
  await clerk.tap('compute')
  await clerk.reads('verdict', '账单里没有这张券可用的商品')
  await clerk.picture('out-of-scope')
  await clerk.type('part', '900.01')
  await clerk.tap('compute')
  await clerk.reads('verdict', '未达到最低消费')
  await clerk.type('part', '900')
  await clerk.tap('compute')
  await clerk.reads('look-pay', '980')
  expect([await clerk.see('look-counted'), await clerk.see('look-discount')]).toEqual(['¥100', '−¥20'])
  await clerk.picture('look')
  await clerk.tap('confirm')
  await clerk.reads('done-pay', '980')
  await clerk.picture('done')
  await clerk.tap('next')
})

step('one tap says that nothing is excluded', async () => {
  await enter(clerk, await digitsOf({ excludeItems: ['饮料', '酒水', '烟', '茶位费'] }, 'guest-none'), '100')
  expect(await clerk.see('part-label')).toBe('其中不参与（饮料、酒水、烟等）的金额（元）')
  await clerk.tap('part-all')
  await clerk.tap('compute')
  await clerk.reads('look-pay', '80')
  await clerk.tap('back')
  await clerk.tap('look')
  expect(await clerk.page.locator('#part:visible input, input#part:visible').first().inputValue()).toBe('0')
  await clerk.tap('compute')
  await clerk.tap('confirm')
  await clerk.reads('done-pay', '80')
  await clerk.tap('next')
})

step('of named things the clerk is asked what counts, in English too', async () => {
  const digits = await digitsOf({ categories: ['Mains'], items: ['Latte'], excludeItems: ['Wine'] }, 'guest-in')
  const english = await atCounter('clerk-english', { ...phone, locale: 'en-GB' })
  await enter(english, digits, '150')
  expect(await english.see('part-label')).toBe('Of it, what counts: Mains, Latte, not Wine (yuan)')
  await english.picture('asked')
  await english.page.setViewportSize({ width: 320, height: 700 })
  await english.fits()
  await english.picture('asked-at-320')
  await english.tap('part-all')
  await english.tap('compute')
  await english.reads('look-pay', '120')
  await english.picture('look')
  await english.tap('confirm')
  await english.reads('done-pay', '120')
})

step('a manager redeems it for a dead phone too: the bill, and what of it does not count', async () => {
  await digitsOf({ excludeItems: ['饮料'] }, 'guest-dead')
  const { token } = await stack.login('guest-dead')
  await stack.call('setConsent', { purpose: 'profile', given: true }, token)
  await stack.call('updateMe', { nickname: '李雷', phone: '13800138456' }, token)
  const manager = await person(phone, 'manager-scope')
  people.push(manager)
  await manager.open(`${stack.web}/merchant/pages/assist/index`)
  await manager.tap('sign-in')
  await manager.become('seed-manager')
  await manager.page.locator('[id^="store-sto_"]:visible').first().click()
  await manager.type('assist-name', '李雷')
  await manager.type('assist-phone', '8456')
  await manager.tap('find')
  expect(await manager.see('part-label')).toBe('其中不参与（饮料）的金额（元）')
  await manager.picture('asked')
  await manager.type('assist-bill', '1000')
  await manager.type('part', '950')
  await manager.tap('compute')
  await manager.page.locator('.assist__why:visible', { hasText: '未达到最低消费' }).waitFor()
  await manager.type('part', '900')
  await manager.tap('compute')
  await manager.page.locator('.assist__money:visible', { hasText: '980' }).waitFor()
  await manager.tap('reason-0')
  await manager.picture('confirm')
  await manager.tap('confirm')
  await manager.reads('done-pay', '980')
})

step('nothing went wrong in any page', async () => {
  expect(people.flatMap(({ faults }) => faults)).toEqual([])
})
