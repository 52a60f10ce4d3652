import { desktop, phone } from '../browser.ts'
import { newBatch } from './offer.ts'
import type { Person } from './person.ts'
import type { Stack } from './stack.ts'
import { stage } from './stage.ts'

let stack: Stack
let manager: Person
let newcomer: Person
let stranger: Person
let desk: Person
let store1 = ''
let link = ''

const { step, person } = stage(async (on) => {
  stack = on.stack
  manager = await on.person(phone, 'staff-manager')
  newcomer = await on.person(phone, 'staff-new')
  stranger = await on.person(phone, 'staff-stranger')
  desk = await on.person(desktop, 'staff-desk')
  store1 = (await stack.login('seed-clerk-1')).roles[0]?.storeIds[0] ?? ''
})

describe('somebody new, from the invitation to the first redemption', () => {
  step('the manager invites by name, and gets a QR and a link for each', async () => {
    await manager.open(`${stack.web}/merchant/pages/staff/index`)
    await manager.tap('sign-in')
    await manager.become('seed-manager')
    await manager.see('invite')
    await manager.fits()
    await manager.picture('list')
    await manager.tap('invite')
    await manager.tap('make')
    await manager.see('stores-missing')
    await manager.tap(`at-${store1}`)
    await manager.type('names', '小新，小周')
    await manager.picture('invite')
    const made = manager.page.waitForResponse((answer) => answer.url().endsWith('/staff/invitations'))
    await manager.tap('make')
    const { invitations } = (await (await made).json()) as { invitations: { path: string; name: string }[] }
    expect(invitations.map(({ name }) => name)).toEqual(['小新', '小周'])
    link = `${stack.web}${invitations[0]?.path}`
    await manager.tap('show-0')
    await manager.see('qr')
    await manager.picture('made')
    await manager.tap('invite-done')
  })

  step('the newcomer opens it cold, reads what it is, logs in only to accept, and waits', async () => {
    await newcomer.open(link)
    await newcomer.reads('invites', '店长·何敏邀请您加入巷口咖啡')
    await newcomer.reads('stores', '春熙路店')
    await newcomer.fits()
    await newcomer.picture('invitation')
    await newcomer.type('name', '')
    await newcomer.tap('accept')
    await newcomer.see('name-missing')
    await newcomer.type('name', '店员·小新')
    await newcomer.tap('accept')
    await newcomer.page.waitForURL((url) => url.origin === stack.sandbox)
    await newcomer.become('new')
    // Back on the invitation, with the name that was typed.
    await newcomer.see('accept')
    expect(await newcomer.page.locator('#name:visible').inputValue()).toBe('店员·小新')
    await newcomer.tap('accept')
    await newcomer.see('waiting')
    await newcomer.reads('shown-as', /会员 ··\d{4}/)
    await newcomer.picture('waiting')
  })

  step('whoever gets the same link after that is told that it has been used', async () => {
    await stranger.open(link)
    await stranger.page.locator('.empty__title:visible', { hasText: '已有人使用' }).waitFor()
    await stranger.picture('used')
  })

  step('the manager sees who waits, and confirms; the newcomer is told by itself', async () => {
    await manager.open(`${stack.web}/merchant/pages/staff/index`)
    await manager.page.locator('[id^="waiting-"]:visible', { hasText: '店员·小新' }).waitFor()
    await manager.picture('waiting')
    const [confirm = ''] = await manager.ids('confirm-')
    await manager.tap(confirm)
    await manager.page.locator('.person:visible', { hasText: '店员·小新' }).filter({ hasText: '在职' }).waitFor()
    await newcomer.page.locator('.empty__title:visible', { hasText: '欢迎加入' }).waitFor()
    await newcomer.picture('welcome')
  })

  step('begins duty and redeems', async () => {
    const batch = await newBatch(stack)
    const { token } = await stack.login('guest-of-new')
    const { couponId } = await stack.call('claimCoupon', { batchId: batch.batchId }, token)
    const { typedCode } = await stack.call('showCode', { couponId }, token)
    await newcomer.open(`${stack.web}/merchant/pages/counter/index`)
    await newcomer.reads('duty', '还没有上岗')
    await newcomer.tap('start-duty')
    await newcomer.reads('duty', '上岗中')
    await newcomer.picture('duty')
    await newcomer.type('typed-code', typedCode.replace(/\D/g, ''))
    await newcomer.type('bill', '86.50')
    await newcomer.tap('look')
    await newcomer.tap('confirm')
    await newcomer.see('done-pay')
  })

  step('on duty at one store the manager is told so at another, and moves with one tap', async () => {
    const { token, roles } = await stack.login('seed-manager')
    const other = roles[0]?.storeIds.find((storeId) => storeId !== store1) ?? ''
    await stack.call('startDuty', { storeId: other }, token)
    await manager.open(`${stack.web}/merchant/pages/counter/index`)
    await manager.tap(`store-${store1}`)
    await manager.reads('duty', '您在')
    await manager.picture('duty-elsewhere')
    await manager.tap('start-duty')
    await manager.reads('duty', '上岗中')
    await manager.tap('end-duty')
    await manager.reads('duty', '还没有上岗')
  })
})

describe('a desktop without WeChat', () => {
  step('shows a QR, and renews it by itself', async () => {
    await desk.open(`${stack.web}/marketing/pages/promotions/index`)
    await desk.see('sign-in')
    await desk.picture('guest')
    await desk.tap('scan-login')
    const first = await desk.see('match')
    await desk.see('qr')
    await desk.fits()
    await desk.picture('qr')
    await stack.advanceClock(130)
    await desk.page.locator('#match:visible', { hasNotText: first }).waitFor()
  })

  step('is approved on the phone, where the same number stands, and opens the page that was wanted', async () => {
    const [path] = await Promise.all([pathOfNext(desk), desk.tap('fresh')])
    const match = await desk.see('match')
    await manager.open(`${stack.web}${path}`)
    await manager.reads('match', match)
    await manager.reads('device', 'Chrome')
    await manager.fits()
    await manager.picture('approve')
    await manager.tap('approve')
    await manager.see('to-devices')
    await manager.picture('approved')
    await desk.page.waitForURL(`${stack.web}/marketing/pages/promotions/index`)
  })

  step('can be ended from the phone', async () => {
    await manager.tap('to-devices')
    await manager.page.locator('.session:visible', { hasText: '电脑工作台' }).waitFor()
    await manager.picture('devices')
    const of = manager.page.locator('.session:visible', { hasText: '电脑工作台' })
    await of.getByRole('button').click()
    await manager.tap('confirm-end')
    await of.waitFor({ state: 'detached' })
    await stack.advanceClock(31)
    await desk.open(`${stack.web}/merchant/pages/staff/index`)
    await desk.page.waitForURL((url) => url.origin === stack.sandbox)
  })

  step('a code that was used or is old says so on the phone', async () => {
    const { scanTicket } = await stack.call('startDesktopLogin', {})
    await stack.advanceClock(121)
    await manager.open(`${stack.web}/merchant/pages/desktop/index?ticket=${scanTicket}`)
    await manager.page.locator('.empty__title:visible', { hasText: '二维码已失效' }).waitFor()
    await manager.picture('expired')
  })
})

describe('the audit log', () => {
  step('tells a marketer what everybody did, and one person alone', async () => {
    const wide = await person(desktop, 'staff-audit')
    await wide.open(`${stack.web}/desk/pages/audit/index`)
    await wide.tap('sign-in')
    await wide.become('seed-manager')
    for (const words of ['确认员工', '邀请员工', '上岗', '核销', '登录电脑'])
      await wide.page.locator('.audit:visible', { hasText: words }).first().waitFor()
    await wide.fits()
    await wide.picture('log')
    await wide.tap('what')
    await wide.tap('what-redeem')
    await wide.page.locator('.audit:visible', { hasText: '邀请员工' }).first().waitFor({ state: 'detached' })
    expect(await wide.page.locator('.audit:visible').first().textContent()).toContain('店员·小新')
    await wide.picture('filtered')
    await wide.page.setViewportSize({ width: 390, height: 844 })
    await wide.fits()
    await wide.picture('log-phone')
    expect(wide.faults).toEqual([])
  })

  step('nothing broke on the way', async () => {
    for (const one of [manager, newcomer, stranger, desk]) expect(one.faults).toEqual([])
  })
})

/** The page that the next QR opens. */
async function pathOfNext(one: Person): Promise<string> {
  const answer = await one.page.waitForResponse(
    (response) => response.url().endsWith('/desktop-logins') && response.request().method() === 'POST',
  )
  return ((await answer.json()) as { path: string }).path
}
