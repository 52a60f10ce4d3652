import type { OutputOf } from '../../shared/api.ts'
import { desktop, phone } from '../browser.ts'
import { newBatch } from './offer.ts'
import type { Person } from './person.ts'
import type { Stack } from './stack.ts'
import { stage } from './stage.ts'

let stack: Stack
let batch: OutputOf<'createBatch'>
let giver: Person
let friend: Person
let late: Person
let card = ''

const { step } = stage(async (on) => {
  stack = on.stack
  batch = await newBatch(stack)
  giver = await on.person(phone, 'giver')
  friend = await on.person(phone, 'friend')
  late = await on.person({ ...desktop, locale: 'en-GB' }, 'late')
})

const openid = 'guest-giver'

/** The card of the gift that the giver has out. */
async function cardOut(): Promise<string> {
  const { token } = await stack.login(openid)
  const { items } = await stack.call('listMyCoupons', { state: 'given' }, token)
  const out = items.find(({ giving }) => giving?.state === 'open')
  return `${stack.web}/guest/pages/gift/index?gift=${out?.giving?.giftToken}`
}

describe('a gift on the web, from one phone to another', () => {
  step('the giver finds it below the code, and is told what giving means before it is done', async () => {
    await giver.open(await stack.link(openid, `/pages/offer/index?batchId=${batch.batchId}`))
    await giver.tap('claim')
    await giver.tap('open-code')
    await giver.see('typed-code')
    await giver.picture('code')
    await giver.tap('give')
    await giver.reads('gift-heading', '送给朋友')
    expect(await giver.page.locator('body').textContent()).toContain('24 小时内没人收下，自动退回您的券包')
    await giver.picture('before')
  })

  step('two taps give it once; the page offers to send the card and to take it back', async () => {
    await giver.page.locator('#give:visible').last().dblclick()
    await giver.see('send')
    await giver.reads('gift-open', '等朋友收下')
    await giver.picture('open')
    await giver.page.reload()
    await giver.reads('gift-open', '等朋友收下')
    await giver.open(`${stack.web}/pages/wallet/index`)
    await giver.tap('tab-given')
    await giver.page.locator('[id^="coupon-"]:visible', { hasText: '等朋友收下' }).waitFor()
    await giver.picture('wallet-given')
    await giver.tap((await giver.ids('coupon-'))[0] ?? '')
    await giver.see('send')
  })

  step('is taken back after a question, and can be given again', async () => {
    await giver.tap('cancel')
    await giver.picture('cancel')
    await giver.tap('confirm-cancel')
    await giver.reads('gift-came_back', '您已撤回')
    await giver.picture('withdrawn')
    await giver.tap('again')
    await giver.tap('give')
    await giver.see('send')
  })

  step('the friend opens the card cold: what it is and from whom, without a login, with home where back would be', async () => {
    card = await cardOut()
    await friend.open(card)
    await friend.see('take')
    expect(await friend.see('gift-heading')).toMatch(/^会员 ··\d{4} 送您一张券$/)
    const text = await friend.page.locator('body').textContent()
    for (const words of [batch.title, '满¥30减¥10', '巷口咖啡', '使用规则']) expect(text).toContain(words)
    expect([await friend.sees('nav-home'), await friend.sees('nav-back')]).toEqual([true, false])
    await friend.picture('card')
  })

  step('takes it: is sent to log in, comes back, and it is taken once', async () => {
    await friend.tap('take')
    await friend.page.waitForURL((url) => url.origin === stack.sandbox)
    await friend.become('new')
    await friend.see('open-code')
    expect(friend.page.url()).toBe(card)
    await friend.picture('taken')
    await friend.page.reload()
    await friend.tap('open-code')
    expect((await friend.see('typed-code')).replace(/\D/g, '')).toHaveLength(16)
    await friend.picture('code')
    await friend.open(`${stack.web}/pages/wallet/index`)
    await friend.page.locator('[id^="coupon-"]:visible', { hasText: '送的' }).waitFor()
    expect(await friend.ids('coupon-')).toHaveLength(1)
    await friend.picture('wallet')
  })

  step('the giver’s page tells by itself who took it, and no code is left', async () => {
    await giver.reads('gift-taken', /会员 ··\d{4} 收下了/)
    expect(await giver.sees('send')).toBe(false)
    await giver.picture('taken')
    await giver.open(`${stack.web}/pages/wallet/index`)
    await giver.tap('tab-given')
    await giver.page.locator('[id^="coupon-"]:visible', { hasText: '收下了' }).waitFor()
    await giver.picture('wallet-taken')
    await giver.open(`${stack.web}/pages/offer/index?batchId=${batch.batchId}`)
    await giver.see('claim')
  })

  step('whoever comes late is told so, in English on a desk, and finds the offer', async () => {
    await late.open(card)
    await late.reads('gift-taken', 'Another friend was faster')
    expect(await late.page.locator('body').textContent()).not.toMatch(/\d{4} has accepted/)
    await late.picture('gone')
    await late.tap('to-offer')
    await late.see('claim')
  })

  step('what nobody takes comes back by the clock, and both are told', async () => {
    await giver.tap('claim')
    await giver.tap('open-code')
    await giver.tap('give')
    // Both pages have a button of that name, and the first hides while the second comes.
    await giver.reads('gift-heading', '送给朋友')
    await giver.tap('give')
    await giver.see('send')
    card = await cardOut()
    await late.open(card)
    await late.see('take')
    await late.picture('card')
    await stack.advanceClock(24 * 3600 + 5)
    await giver.reads('gift-came_back', '没人收下')
    await giver.picture('came-back')
    await late.open(card)
    await late.reads('gift-came_back', 'went back')
    await late.picture('returned')
    await giver.open(`${stack.web}/pages/wallet/index`)
    await giver.page.locator('[id^="coupon-"]:visible', { hasText: '已退回' }).waitFor()
    await giver.picture('wallet-back')
  })

  step('what came back as expired says so, and a card that is none has a way home', async () => {
    const { token } = await stack.login(openid)
    const [back] = (await stack.call('listMyCoupons', { state: 'valid' }, token)).items
    // Half a day before its end, so that a day as a gift outlasts it.
    const { now } = await stack.call('getHealth', {})
    await stack.advanceClock(Math.floor((Date.parse(back?.usableTo ?? '') - Date.parse(now)) / 1000) - 12 * 3600)
    await stack.call('giveGift', { couponId: back?.couponId ?? '' }, token)
    card = await cardOut()
    await stack.advanceClock(24 * 3600)
    await giver.open(card)
    await giver.reads('gift-expired', '券也过期了')
    await giver.picture('expired')
    await friend.open(card)
    await friend.reads('gift-expired', '已过期')
    await friend.picture('expired')
    await friend.open(`${stack.web}/guest/pages/gift/index?gift=gft_00000000000000000000000000`)
    await friend.tap('go-home')
    await friend.page.waitForURL(`${stack.web}/pages/home/index`)
  })

  step('nothing broke on the way', async () => {
    for (const one of [giver, friend, late]) expect(one.faults).toEqual([])
  })
})
