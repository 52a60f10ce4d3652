import type { OutputOf } from '../../shared/api.ts'
import { desktop, phone } from '../browser.ts'
import { eventually } from '../testing/eventually.ts'
import { newBatch } from './offer.ts'
import type { Person } from './person.ts'
import { newPoster } from './poster.ts'
import type { Stack } from './stack.ts'
import { stage } from './stage.ts'

let stack: Stack
let poster: OutputOf<'createTouchpoint'>
let redemptionId = ''
let couponId = ''

const { step, person } = stage(async (on) => {
  stack = on.stack
  const batch = await newBatch(stack)
  const target = { kind: 'batch' as const, id: batch.batchId }
  poster = await newPoster(stack, batch.promotionId, target)
  const [first, second, clerk] = await Promise.all(['traced-1', 'traced-2', 'seed-clerk-1'].map((who) => stack.login(who)))
  const claim = async (token: string, trace: string | undefined) =>
    (await stack.call('claimCoupon', { batchId: batch.batchId, ...(trace !== undefined && { trace }) }, token)).couponId
  const { trace = '' } = await stack.call('openTouchpoint', { scene: poster.scene })
  await claim(first?.token ?? '', trace)
  const card = await stack.call('createShare', { target, trace }, first?.token)
  const came = await stack.call('recordOpen', { trace: card.trace ?? '' })
  couponId = await claim(second?.token ?? '', came.trace)
  const { code } = await stack.call('showCode', { couponId }, second?.token)
  const asked = { code, storeId: clerk?.roles[0]?.storeIds[0] ?? '', bill: { totalFen: 8800 } }
  redemptionId = (await stack.call('redeem', asked, clerk?.token, 'traced')).redemptionId
  await stack.call('undoRedemption', { redemptionId, reason: 'wrong_bill' }, clerk?.token)
  const marketer = await stack.login('seed-marketer')
  await eventually(
    () => stack.call('getTrace', { id: redemptionId }, marketer.token),
    ({ came, followed }) => came.length === 6 && followed.length === 1,
  )
})

const stepsOf = (who: Person) => who.page.locator('.path__kind:visible').allTextContents()

describe('the trace, as a marketer reads it', () => {
  step('leads from a redemption back to the poster and on to its undo', async () => {
    const marketer = await person(desktop, 'trace')
    await marketer.open(await stack.link('seed-marketer', '/measure/pages/trace/index'))
    await marketer.type('trace-id', redemptionId)
    await marketer.tap('look')
    await marketer.see('step-undone')
    expect(await stepsOf(marketer)).toEqual(['触点', '打开', '分享', '打开', '领取', '核销', '撤销核销'])
    const text = (await marketer.page.locator('.path:visible').allTextContents()).join()
    for (const words of ['春熙路站 B 口', '店员·小林', '¥78', '优惠 ¥10', '会员 ··', '第 1 层分享'])
      expect(text).toContain(words)
    await marketer.fits()
    await marketer.picture('redemption')
    await marketer.tap('step-touchpoint')
    await marketer.page.getByText('带来了谁').last().waitFor()
    await marketer.page.locator('#step-shared:visible').waitFor()
    expect(await stepsOf(marketer)).toEqual(['触点', '领取', '分享'])
    await marketer.picture('poster')
    await marketer.tap('step-shared')
    await marketer.page.locator('#step-claimed:visible').waitFor()
    expect(await stepsOf(marketer)).toEqual(['触点', '打开', '分享', '领取'])
    expect(marketer.faults).toEqual([])
  })

  step('and from the poster in the report of its promotion', async () => {
    const marketer = await person(desktop, 'trace-report')
    const { promotionId, place } = poster
    await marketer.open(await stack.link('seed-marketer', `/measure/pages/report/index?promotionId=${promotionId}`))
    await marketer.page.locator('.sheet__name--open:visible', { hasText: place }).first().click()
    await marketer.page.locator('#step-shared:visible').waitFor()
    expect(await stepsOf(marketer)).toEqual(['触点', '领取', '分享'])
    expect(marketer.faults).toEqual([])
  })

  step('on a phone too, and a number that is none says so', async () => {
    const marketer = await person(phone, 'trace-phone')
    await marketer.open(await stack.link('seed-marketer', `/measure/pages/trace/index?id=${couponId}`))
    await marketer.see('step-undone')
    await marketer.fits()
    await marketer.picture('coupon')
    await marketer.type('trace-id', 'cpn_nothing')
    await marketer.tap('look')
    await marketer.page.getByText('没有找到这条记录').last().waitFor()
    await marketer.picture('unknown')
    expect(marketer.faults).toEqual([])
  })

  step('a clerk is told that it is not theirs to see', async () => {
    const clerk = await person(phone, 'trace-clerk')
    await clerk.open(await stack.link('seed-clerk-1', `/measure/pages/trace/index?id=${couponId}`))
    await clerk.page.getByText('您没有这项权限').last().waitFor()
    expect(clerk.faults).toEqual([])
  })
})
