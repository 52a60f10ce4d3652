import type { OutputOf } from '../../shared/api.ts'
import { newBatch } from '../journey/offer.ts'
import { newPoster } from '../journey/poster.ts'
import { type Stack, startStack } from '../journey/stack.ts'
import { built } from './build.ts'
import { type MiniProgram, openMiniProgram } from './open.ts'

let stack: Stack
let folder = ''
let batch: OutputOf<'createBatch'>
const open = (openid: string, at: string): MiniProgram =>
  openMiniProgram({ folder, api: stack.api, login: () => stack.loginCode(openid), at })

beforeAll(async () => {
  folder = await built('weapp')
  stack = await startStack()
  batch = await newBatch(stack)
}, 300_000)
afterAll(() => stack?.stop())

/** What was sent to a path of the API. */
function sentTo(who: MiniProgram, path: RegExp): { trace?: string }[] {
  const requests = who.calls.filter(({ name, options }) => name === 'request' && path.test(String(options.url)))
  return requests.map(({ options }) => JSON.parse(String(options.data)))
}

describe('a mini-program code on a poster', () => {
  let guest: MiniProgram
  let friend: MiniProgram
  let path = ''
  afterAll(() => {
    guest?.close()
    friend?.close()
  })

  it('opens the exact offer, and how the guest came goes along with the claim', async () => {
    const { scene } = await newPoster(stack, batch.promotionId, { kind: 'batch', id: batch.batchId })
    guest = open('guest-arrives', `/guest/pages/scan/index?scene=${encodeURIComponent(scene)}`)
    await guest.until(() => guest.find('claim'), 'the offer')
    expect(guest.text).toContain(batch.title)
    await guest.tap('claim')
    await guest.until(() => guest.find('open-code'), 'the coupon')
    expect(sentTo(guest, /\/coupons$/)).toEqual([{ trace: expect.stringMatching(/^t1\./) }])
  })

  it('the card that is sent on has a trace of its own, and whoever opens it is asked for nothing', async () => {
    path = (await guest.share())?.path ?? ''
    expect(path).toMatch(new RegExp(`^/pages/offer/index\\?batchId=${batch.batchId}&trace=t1\\.[\\w-]+$`))
    expect(path.length).toBeLessThan(200)
    friend = open('guest-arrives-by-card', path)
    await friend.until(() => friend.find('claim') && friend.idle, 'the offer')
    expect(friend.calls.map(({ name }) => name)).not.toContain('login')
    const card = new URLSearchParams(path.split('?')[1]).get('trace')
    expect(sentTo(friend, /\/opens\/shared$/)).toEqual([{ trace: card, target: { kind: 'batch', id: batch.batchId } }])
    await friend.tap('claim')
    await friend.until(() => friend.find('open-code'), 'the coupon')
    const [claim] = sentTo(friend, /\/coupons$/)
    expect(claim?.trace).toMatch(/^t1\./)
    expect(claim?.trace).not.toBe(card)
  })

  it('a guest who is not logged in passes on the way they came, and nothing of themselves', async () => {
    const looking = open('guest-only-looking', path)
    await looking.until(() => looking.find('claim') && looking.idle, 'the offer')
    const passed = (await looking.share())?.path ?? ''
    expect(passed).toMatch(/&trace=t1\./)
    expect(sentTo(looking, /\/shares$/)).toEqual([])
    looking.close()
  })
})
