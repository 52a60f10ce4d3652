import { desktop, phone } from '../browser.ts'
import { newBatch } from './offer.ts'
import type { Person } from './person.ts'
import type { Stack } from './stack.ts'
import { stage } from './stage.ts'

let stack: Stack
let marketer: Person
let promotionId = ''
const { step, person } = stage(async (on) => {
  stack = on.stack
  marketer = await on.person(desktop, 'streaks-desk')
  const { token } = await stack.login('seed-marketer')
  const { now } = await stack.call('getHealth', {})
  const to = new Date(Date.parse(now) + 30 * 86_400_000).toISOString()
  const made = await stack.call('createPromotion', { name: '常来有礼', from: now, to, budgetFen: 10_000 }, token)
  promotionId = made.promotionId
})

describe('what coming again earns', () => {
  step('a marketer adds a reward to a draft, whose form says what is missing, and launches it', async () => {
    await marketer.open(await stack.link('seed-marketer', '/marketing/pages/promotions/index'))
    await marketer.tap(`streaks-${promotionId}`)
    await marketer.type('title', '连来 7 天有礼')
    await marketer.tap('create-streak')
    await marketer.see('bad')
    await marketer.type('goal', '7')
    await marketer.type('makeUps', '1')
    await marketer.type('points', '50')
    await marketer.type('cost', '2.5')
    await marketer.tap('create-streak')
    await marketer.page.locator('[id^="streak-"]:visible', { hasText: '连来 7 天有礼 · 未上线' }).waitFor()
    await marketer.fits()
    await marketer.picture('added')
    await marketer.tap('launch')
    await marketer.tap('confirm-launch')
    await marketer.page.locator('[id^="streak-"]:visible', { hasText: '进行中' }).waitFor()
  })

  step('a coupon that is a reward only says so to its marketer, and to a guest who finds it, who cannot claim it', async () => {
    const { batchId, promotionId } = await newBatch(stack, { title: '常客咖啡', rewardOnly: true })
    await marketer.open(await stack.link('seed-marketer', '/marketing/pages/promotions/index'))
    await marketer.page.locator(`#promotion-${promotionId}:visible`, { hasText: '只作到店奖励' }).waitFor()
    await marketer.picture('reward-only-card')
    await marketer.open(`${stack.web}/marketing/pages/edit/index?promotionId=${promotionId}&batchId=${batchId}`)
    await marketer.reads('note-who', '建好后不能改')
    await marketer.page.locator('#note-who:visible').scrollIntoViewIfNeeded()
    await marketer.picture('reward-only-form')
    const guest = await person(phone, 'streaks-guest')
    await guest.open(await stack.link('guest-streaks', `/pages/offer/index?batchId=${batchId}`))
    await guest.reads('closed', '这张券只作为到店奖励发放')
    expect(await guest.sees('claim')).toBe(false)
    await guest.picture('reward-only')
    expect(guest.faults).toEqual([])
  })

  step('and stops it, on a phone', async () => {
    const small = await person(phone, 'streaks-phone')
    await small.open(await stack.link('seed-marketer', `/marketing/pages/streaks/index?promotionId=${promotionId}`))
    await small.page.locator('[id^="stop-"]:visible').first().click()
    await small.picture('stop')
    await small.tap('confirm-stop')
    await small.page.locator('[id^="streak-"]:visible', { hasText: '已停止' }).waitFor()
    await small.fits()
    await small.picture('stopped')
    expect([...marketer.faults, ...small.faults]).toEqual([])
  })
})
