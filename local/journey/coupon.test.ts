import type { OutputOf } from '../../shared/api.ts'
import { desktop, phone } from '../browser.ts'
import { newBatch } from './offer.ts'
import type { Person } from './person.ts'
import { scan } from './scan.ts'
import type { Stack } from './stack.ts'
import { stage } from './stage.ts'

let stack: Stack
let batch: OutputOf<'createBatch'>
let guest: Person
let clerk: Person
let marketer: Person
let digits = ''

const { step } = stage(async (on) => {
  stack = on.stack
  batch = await newBatch(stack)
  guest = await on.person(phone, 'guest')
  clerk = await on.person(phone, 'clerk')
  marketer = await on.person(desktop, 'marketer')
})

describe('a coupon on the web, from the link of a friend to the report', () => {
  step('opens cold on the offer, without a login, with home where back would be', async () => {
    await guest.open(`${stack.web}/pages/offer/index?batchId=${batch.batchId}`)
    await guest.see('claim')
    const text = await guest.page.locator('body').textContent()
    for (const words of [batch.title, '巷口咖啡', '¥', '10', '满']) expect(text).toContain(words)
    expect([await guest.sees('nav-home'), await guest.sees('nav-back')]).toEqual([true, false])
    await guest.picture('offer')
  })

  step('claims: is sent to log in, comes back, and the claim is finished once', async () => {
    await guest.tap('claim')
    await guest.page.waitForURL((url) => url.origin === stack.sandbox)
    await guest.picture('login')
    await guest.become('new')
    await guest.see('open-code')
    expect(guest.page.url()).toBe(`${stack.web}/pages/offer/index?batchId=${batch.batchId}`)
    await guest.picture('claimed')
    await guest.page.reload()
    await guest.see('open-code')
    await guest.open(`${stack.web}/pages/wallet/index`)
    await guest.see('tab-valid')
    await guest.page.locator('[id^="coupon-"]').first().waitFor()
    expect(await guest.ids('coupon-')).toHaveLength(1)
    await guest.picture('wallet-valid')
  })

  step('shows the code as a picture that a scanner reads, and as digits', async () => {
    await guest.tap((await guest.ids('coupon-'))[0] ?? '')
    digits = (await guest.see('typed-code')).replace(/\D/g, '')
    expect(digits).toHaveLength(16)
    await guest.picture('code')
    const code = await scan(guest.page)
    const { token, roles } = await stack.login('seed-clerk-1')
    const storeId = roles[0]?.storeIds[0] ?? ''
    const preview = await stack.call('previewRedemption', { code, storeId, bill: { totalFen: 8650 } }, token)
    expect([preview.usable, preview.payFen]).toEqual([true, 7650])
  })

  step('a clerk types it and the bill, looks, confirms, done', async () => {
    await clerk.open(`${stack.web}/merchant/pages/counter/index`)
    await clerk.tap('sign-in')
    await clerk.become('seed-clerk-1')
    await clerk.see('store-name')
    await clerk.type('typed-code', digits)
    await clerk.type('bill', '86.50')
    await clerk.picture('typed')
    await clerk.tap('look')
    await clerk.reads('look-pay', '76.5')
    expect(await clerk.see('look-title')).toContain(batch.title)
    await clerk.picture('look')
    await clerk.tap('confirm')
    await clerk.reads('done-pay', '76.5')
    await clerk.picture('done')
  })

  step('the phone of the guest tells by itself', async () => {
    await guest.reads('used', '巷口咖啡·春熙路店')
    await guest.picture('used')
  })

  step('the same code again is refused in words, by whom and where', async () => {
    await clerk.tap('next')
    await clerk.type('typed-code', digits)
    await clerk.type('bill', '86.50')
    await clerk.tap('look')
    await clerk.reads('verdict', /核销过/)
    expect(await clerk.see('verdict')).toContain('小林')
    expect(await clerk.page.locator('#confirm:visible').isEnabled()).toBe(false)
    await clerk.picture('refused')
  })

  step('is listed today and taken back; the guest can use it again', async () => {
    await clerk.open(`${stack.web}/merchant/pages/today/index`)
    await clerk.reads('total-redeemed', '1')
    await clerk.picture('today')
    await clerk.tap((await clerk.ids('undo-'))[0] ?? '')
    await clerk.tap('reason-0')
    await clerk.picture('undo')
    await clerk.tap('confirm-undo')
    await clerk.reads('total-undone', '1')
    await clerk.picture('today-undone')
    await guest.see('typed-code')
    await guest.reads('undone', '撤销')
    await guest.picture('code-again')
  })

  step('is redeemed again, and the wallet shows each state', async () => {
    const again = (await guest.see('typed-code')).replace(/\D/g, '')
    await clerk.open(`${stack.web}/merchant/pages/counter/index`)
    await clerk.type('typed-code', again)
    await clerk.type('bill', '30')
    await clerk.tap('look')
    await clerk.tap('confirm')
    await clerk.reads('done-pay', '20')
    await guest.open(`${stack.web}/pages/offer/index?batchId=${batch.batchId}`)
    await guest.page.locator('#claim:visible, #claim-another:visible').click()
    await guest.see('open-code')
    await guest.open(`${stack.web}/pages/wallet/index`)
    await guest.page.locator('[id^="coupon-"]:visible').first().waitFor()
    expect(await guest.ids('coupon-')).toHaveLength(1)
    await guest.tap('tab-redeemed')
    await guest.page.locator('[id^="coupon-"]:visible', { hasText: '省了' }).waitFor()
    expect(await guest.ids('coupon-')).toHaveLength(1)
  })

  step('the marketer watches it live on a desk', async () => {
    await marketer.open(`${stack.web}/marketing/pages/promotions/index`)
    await marketer.tap('sign-in')
    await marketer.become('seed-marketer')
    await marketer.reads(`claimed-${batch.batchId}`, '2')
    await marketer.reads(`redeemed-${batch.batchId}`, '1')
    await marketer.picture('live')
    await marketer.fits()
    const { token } = await stack.login('guest-late')
    await stack.call('claimCoupon', { batchId: batch.batchId }, token)
    await marketer.reads(`claimed-${batch.batchId}`, '3')
  })

  step('expires by the one clock, and the wallet says so', async () => {
    await stack.advanceClock(9 * 86_400)
    await guest.open(`${stack.web}/pages/wallet/index`)
    await guest.tap('tab-expired')
    await guest.page.locator('[id^="coupon-"]:visible').first().waitFor()
    expect(await guest.ids('coupon-')).toHaveLength(1)
    await guest.picture('wallet-expired')
    await guest.tap('tab-redeemed')
    await guest.page.locator('[id^="coupon-"]:visible').first().waitFor()
    await guest.picture('wallet-redeemed')
  })

  step('an address that is not there has a page and a way home', async () => {
    await guest.open(`${stack.web}/pages/gone/index`)
    await guest.tap('go-home')
    await guest.page.waitForURL(`${stack.web}/pages/home/index`)
    await guest.page.locator('[id^="offer-"]:visible').first().waitFor()
    await guest.picture('home')
  })

  step('nothing broke on the way', async () => {
    for (const one of [guest, clerk, marketer]) expect(one.faults).toEqual([])
  })
})
