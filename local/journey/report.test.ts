import { readFileSync } from 'node:fs'
import { desktop, phone } from '../browser.ts'
import type { Person } from './person.ts'
import type { Stack } from './stack.ts'
import { stage } from './stage.ts'

/** What a marketer sees of a promotion: two stations, three guests, one undo, live. */
let stack: Stack
let marketer: Person
let token = ''
let clerk = ''
let storeId = ''
let promotionId = ''
let batchId = ''
const posters: { scene: string; touchpointId: string }[] = []
const day = 86_400_000

const { step, person } = stage(async (on) => {
  stack = on.stack
  token = (await stack.login('seed-marketer')).token
  clerk = (await stack.login('seed-clerk-1')).token
  storeId = (await stack.call('getMe', {}, clerk)).roles[0]?.storeIds[0] ?? ''
  const window = { from: new Date().toISOString(), to: new Date(Date.now() + 20 * day).toISOString() }
  const bearer = { merchant: 60, headOffice: 40, platform: 0 }
  promotionId = (await stack.call('createPromotion', { name: '地铁三站', ...window, bearer }, token)).promotionId
  const benefit = { kind: 'amount' as const, offFen: 1000, minSpendFen: 3000 }
  const form = {
    title: '立减十元',
    total: 50,
    perMember: 1,
    benefit,
    unitCostFen: 1200,
    validity: { kind: 'days' as const, days: 7 },
  }
  batchId = (await stack.call('createBatch', { ...form, promotionId }, token)).batchId
  const target = { kind: 'batch' as const, id: batchId }
  for (const place of ['地铁春熙路站 B 口换乘通道北侧第三块灯箱', '天府广场站'])
    posters.push(
      await stack.call(
        'createTouchpoint',
        { promotionId, kind: 'poster', place, cost: { kind: 'fixed', fen: 500 }, target },
        token,
      ),
    )
  await stack.call('launchPromotion', { promotionId }, token)
  for (const [nth, poster] of [...posters, ...posters].entries())
    await comes(`guest-report-${nth}`, poster.scene, nth < 3, nth === 0)
  marketer = await on.person(desktop, 'report')
})

/** A guest who scans and claims, and perhaps redeems, which perhaps is undone. */
async function comes(openid: string, scene: string, redeems: boolean, undone: boolean): Promise<void> {
  const guest = (await stack.login(openid)).token
  const { trace } = await stack.call('openTouchpoint', { scene })
  const { couponId } = await stack.call('claimCoupon', { batchId, ...(trace && { trace }) }, guest)
  if (!redeems) return
  const { code } = await stack.call('showCode', { couponId }, guest)
  const { redemptionId } = await stack.call('redeem', { code, storeId, bill: { totalFen: 4550 } }, clerk)
  if (undone) await stack.call('undoRedemption', { redemptionId, reason: '点错' }, clerk)
}

const figure = async (id: string) => marketer.page.locator(`[id="${id}"]:visible`).textContent()

describe('the report of a promotion', () => {
  step('is one tap from its card, and says each figure with how it is made', async () => {
    await marketer.open(await stack.link('seed-marketer', '/marketing/pages/promotions/index'))
    await marketer.tap(`report-${promotionId}`)
    await marketer.see('chart-funnel')
    // Two of 35.50, less nothing else: two posters for 5.00, two cups for 12.00.
    await marketer.page.locator('[id="figure-netRevenueFen"]:visible', { hasText: /^¥71$/ }).waitFor()
    expect(await figure('figure-marginFen')).toBe('¥37')
    expect(await figure('figure-costFen')).toBe('¥30')
    expect(await figure('figure-roi')).toBe('1.23')
    await marketer.page.getByText('毛利 ÷ 投入').first().waitFor()
    await marketer.fits()
    await marketer.picture('whole')
  })

  step('tells the posters apart, with the table beneath the chart', async () => {
    expect(await figure(`counts-${posters[0]?.touchpointId}-claimed`)).toBe('2')
    expect(await figure(`counts-${posters[0]?.touchpointId}-undone`)).toBe('1')
    expect(await figure('counts-total-redeemed')).toBe('3')
    for (const by of ['day', 'hour', 'store', 'depth', 'channel']) {
      await marketer.tap(`tab-${by}`)
      await marketer.page.locator(`[id^="counts-"][id$="-redeemed"]:visible`).first().waitFor()
    }
    await marketer.tap('tab-hour')
    await marketer.see('counts-00-claimed')
    await marketer.fits()
    await marketer.page.locator('[id="tab-hour"]:visible').scrollIntoViewIfNeeded()
    await marketer.page.locator('[id="counts"]:visible').scrollIntoViewIfNeeded()
    await marketer.picture('hours')
    await marketer.tap('tab-touchpoint')
    await marketer.page.locator('[id="sums"]:visible').scrollIntoViewIfNeeded()
    await marketer.picture('posters')
  })

  step('is live: what happens now is on the page within seconds', async () => {
    await comes('guest-report-late', posters[1]?.scene ?? '', false, false)
    await marketer.page.locator('[id="counts-total-claimed"]:visible', { hasText: '5' }).waitFor()
  })

  step('is of the days that are picked, and says why where it cannot be', async () => {
    const { page } = marketer
    const claimed = page.locator('[id="counts-total-claimed"]:visible')
    await marketer.tap('tab-own')
    const today = await page.locator('#report-to').inputValue()
    const yesterday = new Date(Date.parse(today) - day).toISOString().slice(0, 10)
    await marketer.type('report-to', yesterday)
    await page.getByText('这段时间还没有数据').last().waitFor()
    expect(await page.locator('#report-from').inputValue()).toBe(yesterday)
    await marketer.type('report-to', today)
    await claimed.filter({ hasText: '5' }).waitFor()
    await marketer.fits()
    await marketer.picture('days')
    await marketer.type('report-from', '2024-01-01')
    await marketer.reads('stale', '400 天以内')
    await claimed.filter({ hasText: '5' }).waitFor()
    await marketer.tap('tab-all')
    await page.locator('#stale').waitFor({ state: 'detached' })
  })

  step('is taken along as a file', async () => {
    const [file] = await Promise.all([marketer.page.waitForEvent('download'), marketer.tap('csv')])
    expect(file.suggestedFilename()).toMatch(/^地铁三站-.*\.csv$/)
    expect(readFileSync(await file.path(), 'utf8')).toContain('合计')
  })

  step('stands beside another promotion', async () => {
    await marketer.tap('compare')
    await marketer.page.locator('[id^="other-"]:visible').first().click()
    await marketer.see('chart-both-counts')
    await marketer.fits()
    await marketer.page.locator('[id="both-counts"]:visible').scrollIntoViewIfNeeded()
    await marketer.picture('compared')
  })

  step('prints without its buttons, and fits a phone', async () => {
    await marketer.page.emulateMedia({ media: 'print' })
    expect(await marketer.page.locator('[id="csv"]').isVisible()).toBe(false)
    await marketer.picture('printed')
    await marketer.page.emulateMedia({ media: 'screen' })
    const small = await person(phone, 'report-phone')
    await small.open(await stack.link('seed-marketer', `/measure/pages/report/index?promotionId=${promotionId}`))
    await small.see('chart-funnel')
    await small.tap('tab-own')
    await small.see('report-to')
    await small.fits()
    await small.picture('whole')
    expect([...marketer.faults, ...small.faults]).toEqual([])
  })
})
