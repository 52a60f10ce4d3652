import { desktop, phone } from '../browser.ts'
import { buy, newDeal } from './offer.ts'
import type { Person } from './person.ts'
import type { Stack } from './stack.ts'
import { stage } from './stage.ts'

let stack: Stack
let batchId = ''
let store = ''
const people: { [role: string]: Person } = {}
const tokens: { [openid: string]: string } = {}

const { step } = stage(async (on) => {
  stack = on.stack
  for (const openid of ['seed-marketer', 'seed-clerk-1', 'guest-a', 'guest-b', 'guest-c'])
    tokens[openid] = (await stack.login(openid)).token
  store = (await stack.call('listStores', {}, tokens['seed-clerk-1'])).items[0]?.storeId ?? ''
  batchId = await dear()
  for (const [role, size] of [
    ['guest', phone],
    ['clerk', phone],
    ['manager', phone],
    ['operator', desktop],
    ['cashier', desktop],
    ['desk', desktop],
  ] as const)
    people[role] = await on.person(size, `counter-${role}`)
})

/** A coupon of ¥200 off. */
async function dear(): Promise<string> {
  const token = tokens['seed-marketer']
  const from = new Date(Date.now() - 60_000).toISOString()
  const to = new Date(Date.now() + 20 * 86_400_000).toISOString()
  const { promotionId } = await stack.call('createPromotion', { name: '大额券', from, to }, token)
  const benefit = { kind: 'amount' as const, offFen: 20_000, minSpendFen: 50_000 }
  const form = { title: '满五百减两百', total: 50, perMember: 2, benefit, validity: { kind: 'days' as const, days: 10 } }
  const batch = await stack.call('createBatch', { promotionId, ...form }, token)
  await stack.call('launchPromotion', { promotionId }, token)
  return batch.batchId
}

const who = (role: string) => people[role] as Person
const claim = async (openid: string) => (await stack.call('claimCoupon', { batchId }, tokens[openid])).couponId
const codeOf = async (openid: string, couponId: string) => stack.call('showCode', { couponId }, tokens[openid])

async function enter(role: string, openid: string, path: string): Promise<Person> {
  const one = who(role)
  await one.open(`${stack.web}${path}`)
  await one.page.locator('#sign-in:visible, #store-name:visible, #tab-open:visible').first().waitFor()
  if (await one.sees('sign-in')) {
    await one.tap('sign-in')
    await one.become(openid)
  }
  return one
}

describe('the hard cases of the counter, in the browser', () => {
  let couponId = ''

  step('a clerk is told before the tap that a manager undoes a dear one, at the counter and in the list', async () => {
    couponId = await claim('guest-a')
    const { typedCode } = await codeOf('guest-a', couponId)
    const clerk = await enter('clerk', 'seed-clerk-1', '/merchant/pages/counter/index')
    await clerk.see('store-name')
    expect(await clerk.sees('to-assist')).toBe(false)
    await clerk.type('typed-code', typedCode)
    await clerk.type('bill', '680')
    await clerk.tap('look')
    await clerk.tap('confirm')
    await clerk.reads('undo-until', '撤销请找店长')
    expect(await clerk.sees('undo')).toBe(false)
    await clerk.picture('done-dear')
    await clerk.open(`${stack.web}/merchant/pages/today/index`)
    await clerk.reads('total-redeemed', '1')
    expect(await clerk.page.locator('[id^="undo-"]:visible').count()).toBe(0)
    await clerk.picture('today-dear')
  })

  step('the manager takes it back for a reason of their own, and the guest reads by whom, where and why', async () => {
    const manager = await enter('manager', 'seed-manager', '/merchant/pages/today/index')
    await manager.page.locator(`[id="store-${store}"]:visible`).click()
    await manager.reads('total-redeemed', '1')
    await manager.tap((await manager.ids('undo-'))[0] ?? '')
    expect(await manager.page.locator('#confirm-undo:visible').isEnabled()).toBe(false)
    await manager.type('reason-own', '顾客要换一桌')
    await manager.picture('undo-own-reason')
    await manager.tap('confirm-undo')
    await manager.reads('total-undone', '1')
    await manager.picture('today-undone')
    const guest = who('guest')
    await guest.open(`${stack.web}/pages/home/index`)
    // The sandbox's page knows the staff only.
    const session = JSON.stringify({ data: await stack.login('guest-a') })
    await guest.page.evaluate((kept) => localStorage.setItem('footfall.session', kept), session)
    await guest.open(`${stack.web}/pages/code/index?couponId=${couponId}`)
    await guest.reads('undone', '顾客要换一桌')
    await guest.see('coupon-no')
    await guest.picture('code-undone')
    await guest.tap('to-history')
    await guest.page.locator('.past:visible').nth(2).waitFor()
    await guest.picture('history')
    await guest.open(`${stack.web}/pages/wallet/index`)
    await guest.reads(`coupon-${couponId}`, '顾客要换一桌')
    await guest.picture('wallet-undone')
  })

  step('a manager redeems for a dead phone: by name and phone, choosing among several, saying why', async () => {
    const token = tokens['guest-b']
    await stack.call('setConsent', { purpose: 'profile', given: true }, token)
    await stack.call('updateMe', { nickname: '王小明', phone: '13800138123' }, token)
    await stack.call('claimCoupon', { batchId }, token, 'first')
    await stack.call('claimCoupon', { batchId }, token, 'second')
    const manager = who('manager')
    await manager.open(`${stack.web}/merchant/pages/counter/index`)
    await manager.tap('to-assist')
    await manager.see('assist-name')
    await manager.tap('find')
    await manager.picture('assist-incomplete')
    await manager.type('assist-name', '王小明')
    await manager.type('assist-phone', '0000')
    await manager.type('assist-bill', '680')
    await manager.tap('find')
    await manager.see('trouble')
    await manager.picture('assist-not-found')
    await manager.type('assist-phone', '8123')
    await manager.tap('find')
    await manager.see('choice-1')
    await manager.picture('assist-choose')
    await manager.tap('choice-0')
    await manager.tap('reason-0')
    await manager.picture('assist-confirm')
    await manager.tap('confirm')
    await manager.reads('done-pay', '480')
    await manager.picture('assist-done')
    await manager.tap('next')
    await manager.tap('tab-number')
    await manager.picture('assist-number')
    await manager.open(`${stack.web}/merchant/pages/today/index`)
    await manager.page.locator('.line__facts:visible', { hasText: '无码核销' }).waitFor()
    await manager.picture('today-assisted')
  })

  step('a coupon undone three times is listed with its story, and one tap says what it was', async () => {
    const manager = (await stack.login('seed-manager')).token
    for (let nth = 0; nth < 3; nth++) {
      const held = await claim('guest-c')
      const { code } = await codeOf('guest-c', held)
      const bill = { totalFen: 60_000 }
      const done = await stack.call('redeem', { code, storeId: store, bill }, tokens['seed-clerk-1'])
      const { redemptionId } = done
      await stack.call('undoRedemption', { redemptionId, reason: nth === 1 ? '打错了单，重来' : 'wrong_bill' }, manager)
    }
    const operator = await enter('operator', 'seed-operator', '/desk/pages/exceptions/index')
    await operator.page.locator('.exception:visible').first().waitFor()
    await operator.picture('exceptions')
    const [id = ''] = await operator.ids('exc_')
    await operator.type(`remark-${id}`, '已与店长核实')
    await operator.tap(`explained-${id}`)
    await operator.page.locator('.exception__said:visible').waitFor()
    await operator.picture('exception-said')
    await operator.tap('tab-resolved')
    await operator.page.locator('.exception__said:visible').waitFor()
    const narrow = await enter('clerk', 'seed-clerk-1', '/merchant/pages/today/index')
    await narrow.see('total-redeemed')
    await operator.page.setViewportSize({ width: 390, height: 844 })
    await operator.picture('exceptions-narrow')
    await operator.fits()
  })

  step(
    'money that does not fit stands with its story among its own kind, and moves only when that was asked twice',
    async () => {
      const { dealId } = await newDeal(stack)
      const fault = JSON.stringify({ callback: { fault: 'wrong-amount' } })
      await fetch(`${stack.control}/faults`, { method: 'POST', body: fault })
      const { orderId } = await buy(stack, 'guest-c', { dealId, mode: 'alone' })
      const operator = await enter('cashier', 'seed-operator', '/desk/pages/exceptions/index')
      await operator.tap('kind')
      await operator.tap('kind-payment.held')
      const card = operator.page.locator('.exception:visible', { hasText: orderId })
      await card.waitFor({ timeout: 30_000 })
      for (const words of ['到账金额或账户对不上', '三人下午茶', '金额 ¥99.01', '应为 ¥99', '原因：金额'])
        expect(await card.textContent()).toContain(words)
      await operator.fits()
      const overflows = () => card.evaluate((shown) => shown.scrollWidth - shown.clientWidth)
      expect(await overflows()).toBeLessThanOrEqual(0)
      await operator.picture('money')
      await operator.page.setViewportSize({ width: 390, height: 844 })
      expect(await overflows()).toBeLessThanOrEqual(0)
      await operator.picture('money-narrow')
      await operator.fits()
      const [id = ''] = await operator.ids('exc_')
      await operator.tap(`give_back-${id}`)
      await operator.see(`sure-${id}`)
      await operator.picture('money-sure')
      await operator.tap(`back-${id}`)
      expect(await card.locator('.exception__said').count()).toBe(0)
      await operator.tap(`give_back-${id}`)
      await operator.tap(`sure-${id}`)
      await card.locator('.exception__said').waitFor()
      await operator.tap('kind')
      await operator.tap('kind-undo.repeated')
      await operator.page.getByText('这一类没有异常').waitFor()
      expect(operator.faults).toEqual([])
    },
  )

  step('the pages of the counter stand in the column of a desktop too', async () => {
    const desk = await enter('desk', 'seed-manager', '/merchant/pages/counter/index')
    await desk.page.locator(`[id="store-${store}"]:visible`).click()
    await desk.see('to-assist')
    await desk.picture('counter')
    await desk.open(`${stack.web}/merchant/pages/today/index`)
    await desk.see('total-redeemed')
    await desk.picture('today')
    await desk.open(`${stack.web}/merchant/pages/assist/index`)
    await desk.see('assist-name')
    await desk.picture('assist')
  })

  step('nothing broke on the way', async () => {
    for (const one of Object.values(people)) expect(one.faults).toEqual([])
  })
})
