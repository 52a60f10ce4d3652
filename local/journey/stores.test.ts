import { desktop, phone } from '../browser.ts'
import type { Person } from './person.ts'
import type { Stack } from './stack.ts'
import { stage } from './stage.ts'

let stack: Stack
let marketer: Person
let guest: Person
let storeId = ''
let batchId = ''
let couponId = ''
let token = ''

const { step } = stage(async (on) => {
  stack = on.stack
  marketer = await on.person(desktop, 'stores')
  guest = await on.person(phone, 'stores-guest')
  token = (await stack.login('seed-marketer')).token
})

/** The words about a store and an offer may be half a minute old. */
const wordsGrowOld = () => stack.advanceClock(60)
const storeCalled = async (name: string) =>
  (await stack.call('listStores', { limit: 100 }, token)).items.find((store) => store.name === name)

describe('a store, from its form to its closing', () => {
  step('is made at the desk, where a wrong field is named and nothing is lost', async () => {
    await marketer.open(`${stack.web}/marketing/pages/promotions/index`)
    await marketer.tap('sign-in')
    await marketer.become('seed-marketer')
    await marketer.tap('stores')
    await marketer.see('create-store')
    await marketer.picture('list')
    await marketer.tap('create-store')
    await marketer.see('save-store')
    await marketer.tap('save-store')
    await marketer.reads('problem-name', /填写/)
    await marketer.picture('problems')
    for (const [field, words] of [
      ['name', '巷口咖啡·太古里店'],
      ['city', '成都'],
      ['address', '锦江区中纱帽街 8 号'],
      ['phone', '028-0000-0199'],
      ['lng', '104.0833'],
      ['lat', '30.6533'],
      ['zone', 'Asia/Chengdu'],
    ] as const)
      await marketer.type(field, words)
    await marketer.tap('save-store')
    await marketer.see('problem-zone')
    await marketer.type('zone', 'Asia/Shanghai')
    await marketer.tap('closed-add')
    await marketer.type('closed-0', '2030-01-01')
    await marketer.type('closed-0-why', '元旦')
    await marketer.fits()
    await marketer.picture('form')
    await marketer.tap('save-store')
    await marketer.page.locator('.shopcard:visible', { hasText: '太古里店' }).waitFor()
    const made = await storeCalled('巷口咖啡·太古里店')
    expect(made).toMatchObject({ phone: '028-0000-0199', closedDays: [{ day: '2030-01-01', reason: '元旦' }] })
    storeId = made?.storeId ?? ''
  })

  step('is found among the others', async () => {
    await marketer.type('search', '太古里')
    expect(await marketer.ids('store-')).toEqual([`store-${storeId}`])
    await marketer.fits()
    await marketer.picture('found')
  })

  step('keeps what two editors changed at once', async () => {
    await marketer.tap(`edit-${storeId}`)
    await marketer.see('save-store')
    const seen = await storeCalled('巷口咖啡·太古里店')
    await stack.call('updateStore', { storeId, version: seen?.version ?? 0, phone: '028-0000-0200' }, token)
    await marketer.type('address', '锦江区中纱帽街 9 号')
    await marketer.type('dayEndsAt', '13:00')
    await marketer.tap('save-store')
    await marketer.reads('problem-dayEndsAt', '12 点以前')
    await marketer.type('dayEndsAt', '02:30')
    await marketer.tap('save-store')
    await marketer.reads('stale', /电话/)
    await marketer.picture('stale')
    await marketer.tap('save-store')
    await marketer.see('create-store')
    expect(await storeCalled('巷口咖啡·太古里店')).toMatchObject({
      address: '锦江区中纱帽街 9 号',
      phone: '028-0000-0200',
      dayEndsAt: '02:30',
      version: (seen?.version ?? 0) + 2,
    })
  })

  step('has a page for guests, reached from the offer', async () => {
    const { now } = await stack.call('getHealth', {})
    const window = { from: now, to: new Date(Date.parse(now) + 30 * 86_400_000).toISOString() }
    const { promotionId } = await stack.call('createPromotion', { name: '太古里开业', ...window }, token)
    const form = {
      ...{ title: '太古里开业券', total: 20, perMember: 1, scope: { storeIds: [storeId] } },
      benefit: { kind: 'amount' as const, offFen: 1000, minSpendFen: 3000 },
      validity: { kind: 'days' as const, days: 30 },
    }
    batchId = (await stack.call('createBatch', { promotionId, ...form }, token)).batchId
    await stack.call('launchPromotion', { promotionId }, token)
    const holder = await stack.login('stores-holder')
    couponId = (await stack.call('claimCoupon', { batchId }, holder.token)).couponId
    await wordsGrowOld()
    await guest.open(`${stack.web}/pages/offer/index?batchId=${batchId}`)
    await guest.tap(`store-${storeId}`)
    await guest.see('way')
    await guest.see('call')
    expect(await guest.see('state')).toMatch(/营业/)
    await guest.see(`offer-${batchId}`)
    await guest.fits()
    await guest.picture('store')
  })

  step('is closed for today with a reason, which guests read with another store, and opened again', async () => {
    await marketer.type('search', '太古里')
    await marketer.tap(`close-${storeId}`)
    expect(await marketer.page.locator('#confirm-close:visible').isEnabled()).toBe(false)
    await marketer.tap('reason-0')
    await marketer.picture('close')
    await marketer.tap('confirm-close')
    await marketer.reads(`state-${storeId}`, '暂停营业')
    await marketer.reads(`why-${storeId}`, '停电检修')
    await marketer.picture('closed')
    await wordsGrowOld()
    await guest.page.reload()
    await guest.reads('shut', '停电检修')
    expect(await guest.ids('other-')).toHaveLength(1)
    expect(await guest.sees(`offer-${batchId}`)).toBe(false)
    await guest.picture('shut')
    await marketer.tap(`reopen-${storeId}`)
    await marketer.see(`close-${storeId}`)
    await wordsGrowOld()
    await guest.page.reload()
    await guest.see(`offer-${batchId}`)
  })

  step('is closed for good only after it was said whose coupons are good there only; the holder is told', async () => {
    await marketer.tap(`close-${storeId}`)
    await marketer.tap('length-good')
    await marketer.tap('reason-2')
    await marketer.tap('confirm-close')
    await marketer.see('holders')
    expect(await marketer.page.locator('.popup:visible').textContent()).toMatch(/太古里开业券：1 张已领未用，19 张可领/)
    await marketer.picture('holders')
    await marketer.tap('confirm-close')
    await marketer.reads(`state-${storeId}`, '已停业')
    expect(await marketer.sees(`reopen-${storeId}`)).toBe(false)
    await wordsGrowOld()
    await guest.open(await stack.link('stores-holder', `/pages/code/index?couponId=${couponId}`))
    await guest.reads(`shut-${storeId}`, /太古里店已停业：租约到期/)
    await guest.picture('told')
    await guest.open(`${stack.web}/pages/wallet/index`)
    await guest.reads(`coupon-${couponId}`, /太古里店不营业，点开看去哪家/)
    await guest.picture('wallet')
  })

  step('is put into a set with the others', async () => {
    await marketer.tap('sets')
    await marketer.tap('create-first')
    await marketer.type('set-name', '成都门店')
    await marketer.tap('way-city')
    await marketer.type('set-city', '成都')
    await marketer.picture('set')
    await marketer.tap('save-set')
    const card = marketer.page.locator('.shopcard:visible', { hasText: '成都门店' })
    await card.waitFor()
    expect(await card.textContent()).toContain('3 家门店')
    const { items } = await stack.call('listStoreSets', {}, token)
    await marketer.tap(`edit-${items[0]?.storeSetId}`)
    await marketer.tap('way-hand')
    await marketer.page.locator('[id^="pick-"]:visible').first().click()
    await marketer.reads('set-chosen', '已选 1 家')
    await marketer.tap('save-set')
    await card.filter({ hasText: '第 2 版' }).waitFor()
    await marketer.fits()
    await marketer.picture('sets')
  })

  step('nothing broke on the way', async () => {
    for (const one of [marketer, guest]) expect(one.faults).toEqual([])
  })
})
