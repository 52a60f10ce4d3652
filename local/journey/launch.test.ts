import { desktop, phone } from '../browser.ts'
import type { Person } from './person.ts'
import type { Stack } from './stack.ts'
import { stage } from './stage.ts'

let stack: Stack
let marketer: Person
let guest: Person
let promotionId = ''
let batchId = ''

const { step } = stage(async (on) => {
  stack = on.stack
  marketer = await on.person(desktop, 'launch')
  guest = await on.person(phone, 'launch-guest')
})

/** What guests read may be some seconds old, as the contract says. */
const wordsGrowOld = () => stack.advanceClock(60)

describe('a promotion, from an empty form to its end', () => {
  step('is begun from the list of promotions', async () => {
    await marketer.open(`${stack.web}/marketing/pages/promotions/index`)
    await marketer.tap('sign-in')
    await marketer.become('seed-marketer')
    await marketer.tap('create')
    await marketer.see('name')
    await marketer.fits()
    await marketer.picture('blank')
  })

  step('says at each field what is missing, and sends nothing', async () => {
    await marketer.tap('launch')
    await marketer.reads('problem-name', /填写/)
    await marketer.reads('problem-title', /填写/)
    await marketer.reads('problem-off', /填写/)
    await marketer.picture('problems')
  })

  step('shows the ticket of the guest while it is filled in', async () => {
    await marketer.type('name', '冬日回馈')
    await marketer.type('title', '全场咖啡八折')
    await marketer.tap('kind-percent')
    await marketer.type('percent', '8')
    await marketer.type('ceiling', '30')
    await marketer.type('minSpend', '50')
    await marketer.type('total', '20')
    await marketer.type('budget', '300')
    await marketer.reads('note-budget', '约 10 张')
    for (const day of [1, 2, 3, 4, 5]) await marketer.tap(`weekdays-${day}`)
    await marketer.type('hours-0-from', '11:00')
    await marketer.type('hours-0-to', '14:00')
    await marketer.tap('more-rules')
    await marketer.tap('who-reward')
    await marketer.reads('note-who', '不能领取')
    await marketer.tap('who-everyone')
    await marketer.type('excludes', '酒水、套餐')
    await marketer.tap('holidays-excluded')
    for (const words of [
      ...['8折', '满¥50可用，最高减 ¥30', '全场咖啡八折', '共 20 张', '酒水、套餐 不参与'],
      ...['限周一至周五使用', '可用时段：11:00–14:00', '法定节假日'],
    ])
      await marketer.reads('preview', words)
    expect(await marketer.sees('problem-name')).toBe(false)
    await marketer.fits()
    await marketer.picture('filled')
  })

  step('keeps what was typed when the page is loaded again', async () => {
    await marketer.page.reload()
    await marketer.see('name')
    expect(await marketer.page.locator('#title:visible').inputValue()).toBe('全场咖啡八折')
  })

  step('loses nothing when the network goes, and makes one promotion when it comes back', async () => {
    await marketer.tap('launch')
    await marketer.see('confirm-launch')
    await marketer.picture('ask')
    let lost = 0
    // The server does it, and its answer never arrives.
    await marketer.page.route(/\/promotions\/[^/]+\/batches$/, async (route) => {
      if (lost++ > 0 || route.request().method() !== 'POST') return route.continue()
      await route.fetch()
      await route.abort()
    })
    await marketer.tap('confirm-launch')
    await marketer.reads('trouble', /网络/)
    await marketer.picture('lost')
    marketer.faults.length = 0
    await marketer.tap('confirm-launch')
    // The budget may run out first: to be looked at once more.
    await marketer.reads('checks', '可能在券发完之前用完')
    await marketer.picture('checks')
    await marketer.tap('confirm-launch')
    await marketer.page.locator('.promo:visible', { hasText: '冬日回馈' }).waitFor()
    const { token } = await stack.login('seed-marketer')
    const { items } = await stack.call('listPromotions', {}, token)
    const mine = items.filter(({ name }) => name === '冬日回馈')
    expect(mine.map(({ state, batches }) => [state, batches.length])).toEqual([['live', 1]])
    promotionId = mine[0]?.promotionId ?? ''
    batchId = mine[0]?.batches[0]?.batchId ?? ''
    expect(mine[0]?.batches[0]).toMatchObject({
      benefit: { kind: 'percent', percentOff: 20, ceilingFen: 3000, minSpendFen: 5000 },
      weekdays: [1, 2, 3, 4, 5],
      scope: { excludeItems: ['酒水', '套餐'] },
      holidays: 'excluded',
      hours: [{ from: '11:00', to: '14:00' }],
    })
  })

  step('stands on top of the list, live', async () => {
    await marketer.reads(`standing-${promotionId}`, '已上线')
    expect((await marketer.ids('promotion-'))[0]).toBe(`promotion-${promotionId}`)
    await marketer.fits()
    await marketer.picture('live')
  })

  step('is an offer that guests read', async () => {
    await guest.open(`${stack.web}/pages/offer/index?batchId=${batchId}`)
    await guest.see('claim')
    const text = await guest.page.locator('body').textContent()
    for (const words of ['8折', '全场咖啡八折', '最高减 ¥30', '酒水、套餐 不参与', '限周一至周五使用'])
      expect(text).toContain(words)
    await guest.picture('offer')
    await guest.open(`${stack.web}/pages/home/index`)
    await guest.reads(`offer-${batchId}`, '8折')
    await guest.picture('home')
  })

  step('is paused for a reason that guests read', async () => {
    await marketer.tap(`pause-${promotionId}`)
    expect(await marketer.page.locator('#confirm-pause:visible').isEnabled()).toBe(false)
    await marketer.tap('reason-1')
    await marketer.picture('pause')
    await marketer.tap('confirm-pause')
    await marketer.reads(`standing-${promotionId}`, '已暂停')
    await marketer.reads(`paused-${promotionId}`, '备货中，很快回来')
    await marketer.reads(`state-${batchId}`, '已暂停')
    await marketer.picture('paused')
    await wordsGrowOld()
    await guest.open(`${stack.web}/pages/offer/index?batchId=${batchId}`)
    await guest.reads('closed', '备货中，很快回来')
    await guest.picture('paused')
  })

  step('goes on', async () => {
    await marketer.tap(`resume-${promotionId}`)
    await marketer.reads(`standing-${promotionId}`, '已上线')
    await wordsGrowOld()
    await guest.page.reload()
    await guest.see('claim')
  })

  step('is stopped for good after it was said what that means', async () => {
    await marketer.tap(`stop-${batchId}`)
    await marketer.see('confirm-stop')
    await marketer.picture('stop')
    await marketer.tap('confirm-stop')
    await marketer.reads(`state-${batchId}`, '已停发')
    expect(await marketer.sees(`stop-${batchId}`)).toBe(false)
    await marketer.picture('stopped')
    await wordsGrowOld()
    await guest.page.reload()
    await guest.see('closed')
    await guest.picture('stopped')
  })

  step('a gift is kept as a draft on a phone', async () => {
    await marketer.open(`${stack.web}/marketing/pages/create/index`)
    await marketer.page.setViewportSize({ width: 390, height: 844 })
    await marketer.type('name', '新店开业')
    await marketer.type('title', '开业送拿铁')
    await marketer.tap('kind-gift')
    await marketer.type('item', '中杯热拿铁一杯（可换燕麦奶，限堂食，不与其他优惠同享）')
    await marketer.type('value', '18')
    await marketer.reads('preview', '价值 ¥18')
    await marketer.fits()
    await marketer.picture('gift')
    await marketer.tap('save-draft')
    const card = marketer.page.locator('.promo:visible', { hasText: '新店开业' })
    await card.waitFor()
    expect(await card.textContent()).toContain('草稿')
    await marketer.fits()
    await marketer.picture('drafts')
  })

  step('nothing broke on the way', async () => {
    for (const one of [marketer, guest]) expect(one.faults).toEqual([])
  })
})
