import type { OutputOf } from '../../shared/api.ts'
import { desktop, phone } from '../browser.ts'
import type { Person } from './person.ts'
import type { Stack } from './stack.ts'
import { stage } from './stage.ts'

let stack: Stack
let marketer: Person
let manager: Person
/** The other session of the desk, and a guest who holds a coupon. */
let token = ''
let guest = ''
let promotionId = ''
let batch: OutputOf<'createBatch'>
let held: OutputOf<'claimCoupon'>
const day = 86_400_000

const { step } = stage(async (on) => {
  stack = on.stack
  token = (await stack.login('seed-marketer')).token
  guest = (await stack.login('guest-desk')).token
  const window = { from: new Date().toISOString(), to: new Date(Date.now() + 20 * day).toISOString() }
  promotionId = (await stack.call('createPromotion', { name: '工作日午市', ...window, budgetFen: 30_000 }, token)).promotionId
  const benefit = { kind: 'percent' as const, percentOff: 20, ceilingFen: 3000, minSpendFen: 5000 }
  const form = { title: '午市八折', total: 20, perMember: 1, benefit, validity: { kind: 'days' as const, days: 30 } }
  batch = await stack.call('createBatch', { ...form, promotionId }, token)
  await stack.call('launchPromotion', { promotionId }, token)
  held = await stack.call('claimCoupon', { batchId: batch.batchId }, guest)
  marketer = await on.person(desktop, 'desk')
  manager = await on.person(phone, 'desk-manager')
})

/** The page as a phone and a desk show it. */
async function atBothWidths(name: string): Promise<void> {
  await marketer.fits()
  await marketer.picture(name)
  await marketer.page.setViewportSize({ width: 390, height: 844 })
  await marketer.fits()
  await marketer.picture(`${name}-phone`)
  await marketer.page.setViewportSize({ width: 1280, height: 800 })
}
const value = (id: string) => marketer.page.locator(`[id="${id}"]:visible`).inputValue()
const mine = async () => {
  const found = (await stack.call('getPromotion', { promotionId }, token)).batches[0]
  if (!found) throw new Error('the batch is gone')
  return found
}

describe('the desk, after the launch', () => {
  step('shows what has become of the money', async () => {
    await marketer.open(`${stack.web}/marketing/pages/promotions/index`)
    await marketer.tap('sign-in')
    await marketer.become('seed-marketer')
    for (const words of ['预算 ¥300', '顾客手里 ¥30', '可发 ¥270']) await marketer.reads(`budget-${promotionId}`, words)
    await atBothWidths('list')
  })

  step('raises the budget in two taps', async () => {
    await marketer.tap(`raise-${promotionId}`)
    await marketer.picture('raise')
    await marketer.tap('raise-by-2')
    await marketer.reads(`budget-${promotionId}`, '预算 ¥600')
  })

  step('raises it once when somebody else was quicker, and says so', async () => {
    await marketer.tap(`raise-${promotionId}`)
    await marketer.see('raise-by-0')
    await stack.call('raiseBudget', { promotionId, fromFen: 60_000, toFen: 70_000 }, token)
    await marketer.tap('raise-by-2')
    await marketer.reads('raise-trouble', '¥700')
    expect((await stack.call('getPromotion', { promotionId }, token)).budget?.totalFen).toBe(70_000)
    await marketer.type('raise-own', '100')
    await marketer.tap('confirm-raise')
    await marketer.reads(`budget-${promotionId}`, '预算 ¥800')
  })

  step('edits a coupon while somebody else does, and loses neither change', async () => {
    await marketer.tap(`edit-${batch.batchId}`)
    await marketer.reads('effect', '已领的券照原来的规则')
    expect(await value('title')).toBe('午市八折')
    await marketer.type('title', '工作日午市八折')
    await marketer.type('total', '30')
    await marketer.reads('note-total', '已领 1 张')
    await marketer.reads('note-total', '还剩 29 张')
    await atBothWidths('edit')
    const { batchId, version, title, benefit, validity } = await mine()
    await stack.call('updateBatch', { batchId, version, title, benefit, validity, total: 50, perMember: 2 }, token)
    await marketer.tap('save')
    await marketer.see('confirm-save')
    await marketer.picture('confirm')
    await marketer.tap('confirm-save')
    await marketer.reads('clash-total', '同事的：50')
    await marketer.reads('clash-total', '我的：30')
    await atBothWidths('clash')
    expect([await value('title'), await value('total'), await value('perMember')]).toEqual(['工作日午市八折', '30', '2'])
    expect((await mine()).title).toBe('午市八折')
  })

  step('keeps what was typed when the page is loaded again', async () => {
    await marketer.page.reload()
    await marketer.see('restored')
    expect([await value('title'), await value('total'), await value('perMember')]).toEqual(['工作日午市八折', '30', '2'])
  })

  step('takes theirs after the next one who was quicker, and saves', async () => {
    const { batchId, version, title, benefit, validity } = await mine()
    await stack.call('updateBatch', { batchId, version, title, benefit, validity, total: 60, perMember: 2 }, token)
    await marketer.tap('save')
    await marketer.tap('confirm-save')
    await marketer.reads('clash-total', '同事的：60')
    await marketer.tap('clash-total-theirs')
    expect(await value('total')).toBe('60')
    await marketer.tap('save')
    await marketer.tap('confirm-save')
    await marketer.reads(`batch-${batchId}`, '工作日午市八折')
    expect(await mine()).toMatchObject({ title: '工作日午市八折', total: 60, perMember: 2 })
  })

  step('changes nothing of what is held', async () => {
    const after = await stack.call('getCoupon', { couponId: held.couponId }, guest)
    expect([after.title, after.rules, after.usableTo]).toEqual([held.title, held.rules, held.usableTo])
  })

  step('edits the promotion itself', async () => {
    await marketer.tap(`edit-${promotionId}`)
    await marketer.see('name')
    await marketer.type('name', '午市活动')
    await marketer.page.reload()
    await marketer.see('restored')
    await atBothWidths('edit-promotion')
    await marketer.tap('save')
    await marketer.tap('confirm-save')
    await marketer.reads(`promotion-${promotionId}`, '午市活动')
  })

  step('copies it as a draft, and launches that through its check-list', async () => {
    await marketer.tap(`duplicate-${promotionId}`)
    const copied = marketer.page.locator('.promo:visible', { hasText: '（副本）' })
    await copied.waitFor()
    expect(await copied.textContent()).toContain('草稿')
    const id = ((await marketer.ids('promotion-'))[0] ?? '').slice('promotion-'.length)
    await marketer.tap(`launch-${id}`)
    await marketer.reads('checks', '可能在券发完之前用完')
    await atBothWidths('checks')
    await marketer.tap('confirm-launch')
    await marketer.reads(`standing-${id}`, '已上线')
  })

  step('says when a promotion begins that is launched before its time', async () => {
    const from = new Date(Date.now() + 3 * day).toISOString()
    const form = { name: '下周开始', from, to: new Date(Date.now() + 9 * day).toISOString() }
    const later = await stack.call('createPromotion', form, token)
    const { title, benefit, validity } = batch
    await stack.call('createBatch', { promotionId: later.promotionId, title, benefit, validity, total: 5, perMember: 1 }, token)
    await stack.call('launchPromotion', { promotionId: later.promotionId }, token)
    await marketer.page.reload()
    await marketer.reads(`standing-${later.promotionId}`, /定于 .+ 开始/)
  })
})

describe('terms that look like a slip', () => {
  step('are said to be odd, and nothing is made of them', async () => {
    await marketer.tap('create')
    await marketer.type('name', '会员日')
    await marketer.type('title', '满五十减六十')
    await marketer.type('off', '60')
    await marketer.type('minSpend', '50')
    await marketer.page.setViewportSize({ width: 390, height: 844 })
    await marketer.tap('launch')
    await marketer.tap('confirm-launch')
    await marketer.reads('approval-odd', '减的比最低消费还多')
    // On a phone it stands below the whole form, and is brought into sight.
    await marketer.page.waitForFunction(
      `(() => { const { top, bottom } = document.querySelector('#approval-odd').getBoundingClientRect(); return top > 0 && bottom < innerHeight })()`,
    )
    await marketer.picture('odd-in-sight')
    await atBothWidths('odd')
    await marketer.tap('ask-approval')
    await marketer.see('approval-waiting')
  })

  step('wait over a reload', async () => {
    await marketer.page.reload()
    await marketer.see('approval-waiting')
    expect(await value('title')).toBe('满五十减六十')
    await atBothWidths('waiting')
  })

  step('are approved by the manager, who finds them behind a door of the own page', async () => {
    await manager.open(`${stack.web}/pages/me/index`)
    await manager.tap('sign-in')
    await manager.become('seed-manager')
    await manager.tap('door-approvals')
    await manager.page.locator('.approval:visible', { hasText: '满五十减六十' }).waitFor()
    await manager.fits()
    await manager.picture('approvals')
    const approve = (await manager.ids('approve-'))[0] ?? ''
    await manager.tap(approve)
    await manager.reads(approve.replace('approve-', 'state-'), '已同意')
    await manager.picture('approved')
  })

  step('go on by themselves from there, through the check-list', async () => {
    await marketer.reads('checks', '没有设预算')
    await marketer.picture('checks-after')
    await marketer.tap('confirm-launch')
    const card = marketer.page.locator('.promo:visible', { hasText: '会员日' })
    await card.waitFor()
    expect(await card.textContent()).toContain('已上线')
  })

  step('nothing broke on the way', async () => {
    for (const one of [marketer, manager]) expect(one.faults).toEqual([])
  })
})
