import { setTimeout as sleep } from 'node:timers/promises'
import type { OutputOf } from '../../shared/api.ts'
import { newBatch } from '../journey/offer.ts'
import { type Stack, startStack } from '../journey/stack.ts'
import { drawing } from '../testing/drawing.ts'
import { eventually } from '../testing/eventually.ts'
import { built } from './build.ts'
import { type MiniProgram, openMiniProgram, refuse } from './open.ts'

let stack: Stack
let folder = ''
let batch: OutputOf<'createBatch'>
const open = (openid: string, at: string): MiniProgram =>
  openMiniProgram({ folder, api: stack.api, login: () => stack.loginCode(openid), at })

beforeAll(async () => {
  folder = await built('weapp')
  stack = await startStack()
  const { token } = await stack.login('seed-marketer')
  const { picture } = await stack.call('uploadPicture', { file: drawing(500, 400) }, token)
  batch = await newBatch(stack, { picture })
}, 300_000)
afterAll(() => stack?.stop())

describe('a coupon in the mini-program itself, against the local stack', () => {
  let guest: MiniProgram
  let clerk: MiniProgram
  let digits = ''
  beforeAll(() => {
    guest = open('guest-a', `/pages/offer/index?batchId=${batch.batchId}`)
    clerk = open('seed-clerk-1', '/merchant/pages/counter/index')
  })
  afterAll(() => {
    guest.close()
    clerk.close()
  })
  const redemption = () => clerk.screen.all(({ id }) => id.startsWith('redemption-'))

  it('shows an offer from a card to a guest, without a login and without asking for a place', async () => {
    await guest.until(() => guest.find('claim'), 'the offer')
    expect(guest.text).toContain(batch.title)
    expect(guest.find('go-home')).toBeDefined()
    expect(guest.calls.map(({ name }) => name)).not.toContain('login')
    expect(guest.calls.map(({ name }) => name)).not.toContain('getLocation')
  })

  it('shares it with its picture and without the guest in it', async () => {
    const card = await guest.share()
    expect(card?.title).toContain(batch.title)
    expect(card?.path).toBe(`/pages/offer/index?batchId=${batch.batchId}`)
    expect(card?.imageUrl).toMatch(new RegExp(`^http.*/pictures/${batch.picture}$`))
    guest.get('share').tap()
    expect(await guest.shared[0]).toEqual(card)
  })

  it('does without the place when the guest says no', async () => {
    guest.answers.set('getLocation', () => refuse('auth deny'))
    await guest.tap('near')
    await guest.until(() => !guest.find('near') && guest.idle, 'the answer to a no')
    guest.answers.set('getLocation', () => ({ latitude: 30.657, longitude: 104.08 }))
  })

  it('claims once for two taps, with one login', async () => {
    const claim = guest.get('claim')
    claim.tap()
    claim.tap()
    await guest.until(() => guest.find('open-code'), 'the claimed coupon')
    expect(guest.calls.filter(({ name }) => name === 'login')).toHaveLength(1)
    const { token } = await stack.login('guest-a')
    expect((await stack.call('listMyCoupons', {}, token)).items).toHaveLength(1)
  })

  it('shows the code, bright, as digits and as a picture', async () => {
    await guest.tap('open-code')
    digits = (await guest.until(() => guest.find('typed-code'), 'the code')).text
    expect(digits.replace(/\D/g, '')).toMatch(/^\d{16}$/)
    expect(guest.calls.some(({ name }) => name === 'setScreenBrightness')).toBe(true)
  })

  it('lets a clerk type it, look, and confirm once', async () => {
    await clerk.tap('sign-in')
    await clerk.type('typed-code', digits.replace(/\D/g, ''))
    await clerk.type('bill', '86.50')
    await clerk.tap('look')
    await clerk.until(() => clerk.find('confirm'), 'the look')
    expect(clerk.get('look-title').text).toContain(batch.title)
    expect(clerk.get('look-pay').text).toContain('76.5')
    expect(clerk.get('look-member').text).not.toContain('guest-a')
    const confirm = clerk.get('confirm')
    confirm.tap()
    confirm.tap()
    await clerk.until(() => clerk.find('done'), 'the redemption')
    expect(clerk.get('done-pay').text).toContain('76.5')
    expect(clerk.calls.some(({ name }) => /^vibrate/.test(name))).toBe(true)
  })

  it('tells the guest by itself', async () => {
    await guest.until(() => guest.find('used'), 'the used coupon', 10_000)
    expect(guest.get('used').text).toContain('巷口咖啡·春熙路店')
    expect(guest.calls.some(({ name }) => name === 'vibrateShort')).toBe(true)
  }, 15_000)

  it('refuses the same code again in words', async () => {
    await clerk.tap('next')
    await clerk.type('typed-code', digits.replace(/\D/g, ''))
    await clerk.tap('look')
    const verdict = await clerk.until(() => clerk.find('verdict') ?? clerk.find('trouble'), 'a refusal')
    expect(verdict.text).toMatch(/核销过|已在/)
    expect(clerk.find('confirm')?.disabled ?? true).toBe(true)
  })

  it('lists it today and takes it back', async () => {
    clerk.go('reLaunch', '/merchant/pages/today/index')
    const [line] = await clerk.until(() => redemption()[0] && redemption(), "today's list")
    await clerk.tap(`undo-${line?.id.replace('redemption-', '')}`)
    await clerk.tap('reason-0')
    await clerk.tap('confirm-undo')
    await clerk.until(() => clerk.find('total-undone')?.text === '1', 'the undone redemption')
    await guest.until(() => guest.find('undone'), 'the code back on the phone of the guest', 10_000)
  }, 15_000)

  it('scans what the picture holds', async () => {
    const { token } = await stack.login('guest-a')
    const { items } = await stack.call('listMyCoupons', {}, token)
    const { code } = await stack.call('showCode', { couponId: items[0]?.couponId ?? '' }, token)
    clerk.go('reLaunch', '/merchant/pages/counter/index')
    clerk.answers.set('scanCode', () => ({ result: code, scanType: 'QR_CODE' }))
    await clerk.tap('scan')
    await clerk.until(() => clerk.find('look-title'), 'what was scanned')
    expect(clerk.get('look-title').text).toContain(batch.title)
  })

  it('goes on after a lift: the answer was lost, the second press redeems once', async () => {
    await clerk.tap('back')
    await clerk.type('bill', '30')
    await clerk.tap('look')
    await clerk.until(() => clerk.find('confirm'), 'the look')
    clerk.online = false
    await clerk.tap('confirm')
    const words = await clerk.until(() => clerk.find('trouble'), 'the words for no network')
    expect(words.text).toContain('网络')
    clerk.online = true
    await clerk.tap('confirm')
    await clerk.until(() => clerk.find('done'), 'the redemption')
    const { token, roles } = await stack.login('seed-clerk-1')
    const { totals } = await eventually(
      () => stack.call('listRedemptions', { storeId: roles[0]?.storeIds[0] ?? '' }, token),
      (list) => list.totals.redeemed >= 1 && list.totals.undone >= 1,
    )
    expect([totals.redeemed, totals.undone]).toEqual([1, 1])
  })

  it('rests while it is hidden, and is right again when it shows', async () => {
    await guest.until(() => guest.find('used'), 'the used coupon', 10_000)
    guest.hide()
    // What was under way when it was hidden may still end; after that it has to be quiet for longer than it waits between two questions.
    await sleep(1_000)
    await guest.until(() => guest.idle, 'the last answer')
    const asked = guest.calls.length
    await sleep(7_000)
    expect(guest.calls).toHaveLength(asked)
    const { token } = await stack.login('seed-marketer')
    expect((await stack.call('listPromotions', {}, token)).items[0]?.batches[0]?.counts.claimed).toBe(1)
    guest.show()
    guest.go('switchTab', '/pages/wallet/index')
    await guest.tap('tab-redeemed')
    await guest.until(
      () => guest.screen.all(({ id }) => id.startsWith('coupon-')).length === 1,
      'the used coupon in the wallet',
    )
  }, 30_000)

  it('threw nothing on the way, and complained of nothing', () => {
    for (const app of [guest, clerk]) expect([app.errors, app.said.filter(({ level }) => level !== 'log')]).toEqual([[], []])
  })
})
