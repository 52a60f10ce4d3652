import { readFileSync } from 'node:fs'
import { desktop, phone } from '../browser.ts'
import { newBatch } from './offer.ts'
import type { Person } from './person.ts'
import type { Stack } from './stack.ts'
import { stage } from './stage.ts'

let stack: Stack
let guest: Person
let batchId = ''

const { step, person } = stage(async (on) => {
  stack = on.stack
  batchId = (await newBatch(stack)).batchId
  guest = await on.person(phone, 'privacy')
})

const openid = 'guest-private'
const text = () => guest.page.locator('.taro_page:visible').last().textContent()

describe('a guest and what is kept about them', () => {
  step('reads what is kept and why without a login', async () => {
    await guest.open(`${stack.web}/pages/me/index`)
    await guest.tap('privacy')
    await guest.see('sign-in')
    for (const words of ['我们保存什么', '昵称和手机号', '位置不保存']) expect(await text()).toContain(words)
    expect(await guest.sees('erase')).toBe(false)
    await guest.picture('guest')
  })

  step('logs in, and has allowed nothing that was not asked', async () => {
    await guest.tap('sign-in')
    await guest.page.waitForURL((url) => url.origin === stack.sandbox)
    // Not one of the people with a button there.
    const url = new URL(guest.page.url())
    url.searchParams.set('openid', openid)
    await guest.page.goto(url.href)
    await guest.see('consent-service')
    expect(await guest.page.locator('[role="switch"][aria-checked="true"]:visible').count()).toBe(0)
    await guest.see('no-history')
    await guest.picture('consents')
  })

  step('allows messages, and the change stands in the record', async () => {
    await guest.tap('consent-service')
    await guest.reads('consent-service', '已同意')
    await guest.page.getByText('同意：服务消息').waitFor()
    await guest.tap('consent-service')
    await guest.page.getByText('撤回：服务消息').waitFor()
    await guest.picture('record')
  })

  step('is asked for consent before a name is kept, then it is kept', async () => {
    await guest.open(`${stack.web}/pages/me/index`)
    await guest.tap('profile')
    await guest.type('nickname', '小满')
    await guest.type('phone', '138 1234 5678')
    await guest.tap('save')
    await guest.see('profile-trouble')
    await guest.picture('consent-first')
    await guest.tap('allow')
    await guest.reads('allow', '已同意')
    await guest.tap('save')
    await guest.page.getByText('已保存').first().waitFor()
    await guest.picture('saved')
    const { token } = await stack.login(openid)
    expect(await stack.call('getMe', {}, token)).toMatchObject({ nickname: '小满', phone: '13812345678' })
  })

  step('a name that WeChat does not let pass says so at the field, and what was typed stays', async () => {
    await guest.type('nickname', '赌博大王')
    await guest.tap('save')
    await guest.reads('problem-nickname', '没有通过')
    expect(await guest.page.locator('#nickname:visible').inputValue()).toBe('赌博大王')
    await guest.picture('refused')
  })

  step('takes everything that is kept away as a file', async () => {
    const { token } = await stack.login(openid)
    await stack.call('claimCoupon', { batchId }, token)
    await guest.open(`${stack.web}/guest/pages/privacy/index`)
    await guest.see('export')
    const [download] = await Promise.all([guest.page.waitForEvent('download'), guest.tap('export')])
    expect(download.suggestedFilename()).toMatch(/^footfall-\d{4}-\d\d-\d\d\.json$/)
    const kept = JSON.parse(readFileSync((await download.path()) ?? '', 'utf8')) as { items: { kind: string }[] }
    expect(kept.items.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['member', 'profile', 'consents', 'consent', 'coupon']),
    )
    expect(JSON.stringify(kept)).toContain('小满')
  })

  step('sees what an erasure does, and can leave it', async () => {
    await guest.tap('erase')
    await guest.see('erase-sure')
    expect(await guest.page.locator('#erase-now:visible').isDisabled()).toBe(true)
    await guest.picture('erase')
    await guest.tap('erase-keep')
    const { token } = await stack.login(openid)
    expect((await stack.call('getMe', {}, token)).nickname).toBe('小满')
  })

  step('erases, is told so, and is logged out', async () => {
    await guest.tap('erase')
    await guest.tap('erase-sure')
    await guest.tap('erase-now')
    await guest.see('erased-home')
    expect(await text()).toContain('已注销')
    await guest.picture('erased')
    await guest.tap('erased-home')
    await guest.page.waitForURL((url) => url.pathname === '/pages/home/index')
    await guest.open(`${stack.web}/pages/me/index`)
    await guest.see('sign-in')
  })

  step('comes back as somebody new, who has claimed already', async () => {
    const { token } = await stack.login(openid)
    expect((await stack.call('getMe', {}, token)).nickname).toBeUndefined()
    expect((await stack.call('listMyCoupons', {}, token)).items).toEqual([])
    // Two a person, and one was claimed before.
    await stack.call('claimCoupon', { batchId }, token, 'second')
    await expect(stack.call('claimCoupon', { batchId }, token, 'third')).rejects.toMatchObject({ code: 'batch.limit_reached' })
  })

  step('and on a desktop the same page keeps to its column', async () => {
    const wide = await person(desktop, 'privacy-wide')
    await wide.open(`${stack.web}/guest/pages/privacy/index`)
    await wide.see('sign-in')
    await wide.picture('wide')
    expect([...guest.faults, ...wide.faults]).toEqual([])
  })
})
