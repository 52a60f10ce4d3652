import { desktop, phone } from '../browser.ts'
import type { Person } from './person.ts'
import type { Stack } from './stack.ts'
import { stage } from './stage.ts'

let stack: Stack
let operator: Person
let owner: Person
let guest: Person
let english: Person
let invitation = ''

const { step } = stage(async (on) => {
  stack = on.stack
  operator = await on.person(desktop, 'admit')
  owner = await on.person(desktop, 'admit-owner')
  guest = await on.person(phone, 'admit-guest')
  english = await on.person({ ...phone, locale: 'en-US' }, 'admit-english')
})

describe('a merchant, from its admission to its first guest', () => {
  step('an operator finds the merchants behind a door of their own', async () => {
    await operator.open(await stack.link('seed-operator', '/pages/me/index'))
    await operator.tap('door-merchants')
    await operator.see('admit-new')
    await operator.fits()
    await operator.picture('list')
  })

  step('admits one, and has an invitation to send', async () => {
    await operator.tap('admit-new')
    await operator.tap('admit')
    await operator.reads('problem-name', /填写/)
    await operator.type('name', '江边书店')
    await operator.picture('sheet')
    await operator.tap('admit')
    await operator.see('invite-done')
    await operator.picture('made')
    const { token } = await stack.login('seed-operator')
    const { items } = await stack.call('listMerchants', {}, token)
    const { merchantId = '' } = items.find(({ name }) => name === '江边书店') ?? {}
    // What the QR says is only in the picture: another invitation is as good.
    invitation = (await stack.call('inviteMarketer', { merchantId }, token)).path
    await operator.tap('invite-done')
    await operator.reads(`merchant-${merchantId}`, '江边书店')
  })

  step('its first marketer accepts, and waits for the operator', async () => {
    await owner.open(await stack.link('river-owner', invitation))
    await owner.see('accept')
    await owner.picture('invited')
    await owner.type('name', '店主·小江')
    await owner.tap('accept')
    await owner.see('waiting')
    await owner.picture('waiting')
  })

  step('the operator sees who it is and for which merchant, and confirms', async () => {
    await operator.page.reload()
    const [card = ''] = await operator.ids('waiting-')
    await operator.reads(card, '江边书店')
    await operator.fits()
    await operator.picture('waiting')
    await operator.tap(card.replace('waiting-', 'confirm-'))
    await operator.page.locator(`[id="${card}"]:visible`).waitFor({ state: 'detached' })
  })

  step('begins from an empty desk, which says what to do first', async () => {
    await owner.open(await stack.link('river-owner', '/marketing/pages/promotions/index'))
    await owner.see('templates-first')
    await owner.picture('empty')
    await owner.tap('templates-first')
    await owner.see('no-store')
    await owner.fits()
    await owner.picture('gallery')
  })

  step('adds a store, in the merchant’s own zone', async () => {
    await owner.tap('add-store')
    expect(await owner.page.locator('#zone:visible').inputValue()).toBe('Asia/Shanghai')
    await owner.type('name', '江边书店·滨江店')
    await owner.type('city', '厦门')
    await owner.type('address', '江滨路 1 号')
    await owner.page.context().grantPermissions(['geolocation'])
    await owner.page.context().setGeolocation({ latitude: 24.4461, longitude: 118.0754 })
    await owner.tap('use-here')
    await owner.page.waitForFunction("document.querySelector('#lat').value !== ''")
    await owner.picture('store')
    await owner.tap('save-store')
    await owner.see('use-retail-off')
    await owner.page.locator('#no-store:visible').waitFor({ state: 'detached' })
  })

  step('chooses a template of its trade, and launches it as it is', async () => {
    await owner.tap('trade-retail')
    expect(await owner.sees('use-spa-first')).toBe(false)
    await owner.picture('retail')
    await owner.tap('use-retail-off')
    await owner.see('preview')
    expect(await owner.page.locator('#title:visible').inputValue()).toBe('满百立减券')
    await owner.reads('preview', '满百立减券')
    await owner.picture('filled')
    await owner.tap('launch')
    await owner.tap('confirm-launch')
    const [card = ''] = await owner.ids('promotion-prm_')
    await owner.reads(card, '全场满 100 减 20')
    await owner.reads(card.replace('promotion-', 'standing-'), '已上线')
    await owner.picture('live')
  })

  step('a guest claims it and reads whose it is', async () => {
    const { token } = await stack.login('river-owner')
    const [promotion] = (await stack.call('listPromotions', {}, token)).items
    await guest.open(`${stack.web}/pages/offer/index?batchId=${promotion?.batches[0]?.batchId}`)
    await guest.page.getByText('江边书店', { exact: false }).first().waitFor()
    await guest.see('claim')
    await guest.picture('offer')
    // And the desk sees it within seconds.
    const reader = await stack.login('river-reader')
    await stack.call('claimCoupon', { batchId: promotion?.batches[0]?.batchId ?? '' }, reader.token)
    await owner.reads(`spark-${promotion?.promotionId}`, '领取和购买 1')
    await owner.picture('spark')
  })

  step('asks before a form that was begun is replaced, and keeps what the marketer wants', async () => {
    await owner.open(await stack.link('river-owner', '/marketing/pages/create/index'))
    await owner.type('name', '我自己写的')
    await owner.open(`${stack.web}/desk/pages/templates/index`)
    await owner.tap('use-retail-wednesday')
    await owner.page.getByText('换成这个模板？').waitFor()
    await owner.picture('replace')
    await owner.page.getByText('不换', { exact: true }).click()
    await owner.open(`${stack.web}/marketing/pages/create/index`)
    await owner.see('name')
    expect(await owner.page.locator('#name:visible').inputValue()).toBe('我自己写的')
  })

  step('sets a margin floor, and is told what is below it', async () => {
    await owner.open(`${stack.web}/desk/pages/merchant/index`)
    await owner.type('floor', '99')
    await owner.tap('save')
    await owner.reads('problem-floor', '0 到 95')
    await owner.type('floor', '30')
    await owner.type('commission', '0.6')
    await owner.fits()
    await owner.picture('settings')
    await owner.tap('save')
    await owner.page.getByText('已保存').waitFor()
    const { token } = await stack.login('river-owner')
    const settings = await stack.call('getMerchant', {}, token)
    expect(settings).toMatchObject({ marginFloorPercent: 30, commissionBasisPoints: 60 })

    const now = new Date().toISOString()
    const to = new Date(Date.now() + 10 * 86_400_000).toISOString()
    const { promotionId } = await stack.call('createPromotion', { name: '亏本买卖', from: now, to }, token)
    const benefit = { kind: 'amount' as const, offFen: 2000, minSpendFen: 5000 }
    const batch = {
      title: '亏本券',
      total: 10,
      perMember: 1,
      benefit,
      unitCostFen: 2500,
      validity: { kind: 'days' as const, days: 7 },
    }
    await stack.call('createBatch', { promotionId, ...batch }, token)
    await owner.open(`${stack.web}/marketing/pages/promotions/index`)
    await owner.tap(`launch-${promotionId}`)
    await owner.reads('checks', '低于底线 30%')
    expect(await owner.page.locator('#confirm-launch:visible').isEnabled()).toBe(false)
    await owner.picture('below')
  })

  step('launches the same thing at another price only once it has said that it is meant', async () => {
    const { token } = await stack.login('river-owner')
    const to = new Date(Date.now() + 10 * 86_400_000).toISOString()
    const made: string[] = []
    for (const aloneFen of [9900, 8900]) {
      const { promotionId } = await stack.call(
        'createPromotion',
        { name: `画册 ${aloneFen}`, from: new Date().toISOString(), to },
        token,
      )
      const deal = { title: '城市画册', listFen: 12_800, total: 10, perMember: 1, refundable: 'until_used' as const }
      const terms = { ladder: [{ size: 2, priceFen: 7900 }], groupHours: 24, voucher: { uses: 1, validDays: 30 } }
      await stack.call('createDeal', { promotionId, aloneFen, ...deal, ...terms }, token)
      made.push(promotionId)
    }
    await stack.call('launchPromotion', { promotionId: made[0] ?? '' }, token)
    await owner.page.reload()
    await owner.tap(`launch-${made[1]}`)
    await owner.reads('checks', '确认要这样')
    await owner.picture('conflict')
    await owner.page.setViewportSize({ width: 390, height: 844 })
    await owner.fits()
    await owner.picture('conflict-phone')
    await owner.tap('confirm-launch')
    await owner.reads(`standing-${made[1]}`, '已上线')
    await owner.open(`${stack.web}/desk/pages/audit/index`)
    await owner.page.getByText('和别的活动两个价').waitFor()
    await owner.picture('audit')
  })

  step('reads in English too, with percents as they are said there', async () => {
    await english.open(await stack.link('river-owner', '/desk/pages/templates/index'))
    await english.reads('template-catering-lunch', '20% off')
    await english.fits()
    await english.picture('gallery')
    await english.tap('use-catering-lunch')
    if (await english.page.getByText('Use it', { exact: true }).isVisible())
      await english.page.getByText('Use it', { exact: true }).click()
    await english.reads('preview', '20% off')
    await english.picture('form')
    await english.open(`${stack.web}/marketing/pages/promotions/index`)
    await english.ids('promotion-prm_')
    await english.fits()
    await english.picture('list')
    await english.open(`${stack.web}/desk/pages/merchant/index`)
    await english.see('floor')
    await english.picture('settings')
  })

  step('and all of it fits on a phone', async () => {
    for (const page of ['templates', 'merchant']) {
      await owner.open(`${stack.web}/desk/pages/${page}/index`)
      await owner.page.setViewportSize({ width: 390, height: 844 })
      await owner.see(page === 'templates' ? 'use-retail-off' : 'floor')
      await owner.fits()
      await owner.picture(`${page}-phone`)
    }
    await operator.page.setViewportSize({ width: 390, height: 844 })
    await operator.fits()
    await operator.picture('phone')
    for (const one of [operator, owner, guest, english]) expect(one.faults).toEqual([])
  })
})
