import { newBatch } from '../journey/offer.ts'
import { type Stack, startStack } from '../journey/stack.ts'
import { built } from './build.ts'
import { type MiniProgram, openMiniProgram } from './open.ts'

let stack: Stack
let folder = ''
let giver: MiniProgram
let friend: MiniProgram | undefined
const open = (openid: string, at: string): MiniProgram =>
  openMiniProgram({ folder, api: stack.api, login: () => stack.loginCode(openid), at })

beforeAll(async () => {
  folder = await built('weapp')
  stack = await startStack()
  const { batchId } = await newBatch(stack)
  const { token } = await stack.login('gift-giver')
  const { couponId } = await stack.call('claimCoupon', { batchId }, token)
  giver = open('gift-giver', `/guest/pages/gift/index?couponId=${couponId}`)
}, 300_000)
afterAll(async () => {
  giver?.close()
  friend?.close()
  await stack?.stop()
})

describe('a gift in the mini-program itself, against the local stack', () => {
  it('is given once for two taps, and its card carries the way to it and no code', async () => {
    await giver.tap('sign-in')
    const give = await giver.until(() => giver.find('give'), 'what giving means')
    give.tap()
    give.tap()
    await giver.until(() => giver.find('send'), 'the gift')
    const { token } = await stack.login('gift-giver')
    const [coupon] = (await stack.call('listMyCoupons', { state: 'given' }, token)).items
    const card = await giver.share()
    expect(card?.path).toBe(`/guest/pages/gift/index?gift=${coupon?.giving?.giftToken}`)
    expect(card?.title).toMatch(/^送您一张券：巷口咖啡 满¥30减¥10$/)
    giver.get('send').tap()
    expect(await giver.shared[0]).toEqual(card)
    expect(giver.errors).toEqual([])
  })

  it('is opened cold by a friend without a login, taken once for two taps with one, and leads to the code', async () => {
    const card = await giver.share()
    const one = open('gift-friend', card?.path ?? '')
    friend = one
    const take = await one.until(() => one.find('take'), 'the gift')
    expect(one.find('go-home')).toBeDefined()
    expect(one.calls.map(({ name }) => name)).not.toContain('login')
    take.tap()
    take.tap()
    await one.until(() => one.find('open-code'), 'the taken coupon')
    expect(one.calls.filter(({ name }) => name === 'login')).toHaveLength(1)
    await one.tap('open-code')
    expect((await one.until(() => one.find('typed-code'), 'the code')).text.replace(/\D/g, '')).toMatch(/^\d{16}$/)
    expect(one.errors).toEqual([])
  })

  it('tells its giver by itself who has it', async () => {
    const told = await giver.until(() => giver.find('gift-taken'), 'who took it', 10_000)
    expect(told.text).toMatch(/会员 ··\d{4} 收下了/)
    expect(giver.find('send')).toBeUndefined()
    // What is sent on now is the offer.
    expect((await giver.share())?.path).toMatch(/^\/pages\/offer\/index\?batchId=/)
  }, 15_000)
})
