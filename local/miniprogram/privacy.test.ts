import { type Stack, startStack } from '../journey/stack.ts'
import { batchesIn } from '../testing/cards.ts'
import { built } from './build.ts'
import { type MiniProgram, openMiniProgram } from './open.ts'

let stack: Stack
let folder = ''
const phones: MiniProgram[] = []

beforeAll(async () => {
  folder = await built('weapp')
  stack = await startStack()
}, 300_000)
afterEach(() => {
  for (const phone of phones.splice(0)) phone.close()
})
afterAll(() => stack?.stop())

function open(openid: string, at: string, more: { agreed?: boolean } = {}): MiniProgram {
  const phone = openMiniProgram({ folder, api: stack.api, login: () => stack.loginCode(openid), at, ...more })
  phones.push(phone)
  return phone
}

async function offer(): Promise<string> {
  const { items } = await stack.call('listOffers', {})
  // One that is good at several stores: only there the distances matter.
  return `/pages/offer/index?batchId=${batchesIn(items).find(({ storeCount }) => storeCount > 1)?.batchId}`
}

describe("WeChat's privacy guideline", () => {
  it('is named on the page that needs it, and its place is handed out after the agreement', async () => {
    const guest = open('guest-agrees', await offer(), { agreed: false })
    guest.answers.set('getLocation', () => ({ latitude: 30.657, longitude: 104.08 }))
    await guest.tap('near')
    await guest.until(() => guest.find('agreement-agree'), 'the question')
    expect(guest.text).toContain('用户隐私保护指引')
    guest.get('agreement-read').tap()
    expect(guest.calls.map(({ name }) => name)).toContain('openPrivacyContract')
    await guest.tap('agreement-agree')
    await guest.until(() => !guest.find('agreement-agree') && /\d k?m/.test(guest.text), 'the stores with their distances')
  })

  it('refused leaves the page as it was, without the place', async () => {
    const guest = open('guest-refuses', await offer(), { agreed: false })
    await guest.tap('near')
    await guest.tap('agreement-refuse')
    await guest.until(() => !guest.find('agreement-agree') && guest.idle, 'the page without the question')
    expect(guest.find('claim')).toBeDefined()
    expect(guest.errors).toEqual([])
  })
})

describe('the privacy page', () => {
  it('copies everything that is kept, and erases only after a confirmation', async () => {
    const guest = open('guest-leaves', '/guest/pages/privacy/index')
    await guest.tap('sign-in')
    await guest.tap('consent-marketing')
    await guest.until(() => guest.text.includes('同意：优惠消息'), 'the record')
    await guest.tap('export')
    const copied = () => guest.calls.findLast(({ name }) => name === 'setClipboardData')?.options.data
    await guest.until(copied, 'the copy')
    expect(JSON.parse(String(copied())).items.map(({ kind }: { kind: string }) => kind)).toContain('member')
    await guest.tap('erase')
    expect((await guest.until(() => guest.find('erase-now'), 'the sheet')).disabled).toBe(true)
    await guest.tap('erase-sure')
    const erase = await guest.until(() => {
      const button = guest.find('erase-now')
      return button && !button.disabled ? button : undefined
    }, 'the button')
    erase.tap()
    await guest.until(() => guest.find('erased-home'), 'the end')
    const { token } = await stack.login('guest-leaves')
    expect((await stack.call('listConsents', {}, token)).items).toEqual([])
  })

  it('keeps the phone from being asked for its place once that is withdrawn', async () => {
    const guest = open('guest-hidden', '/guest/pages/privacy/index')
    await guest.tap('sign-in')
    await guest.tap('consent-location')
    await guest.until(() => guest.text.includes('同意：按距离排列门店'), 'the consent')
    await guest.tap('consent-location')
    await guest.until(() => guest.text.includes('撤回：按距离排列门店'), 'the withdrawal')
    guest.go('navigateTo', await offer())
    await guest.tap('near')
    await guest.until(() => guest.idle && !guest.find('near'), 'the answer')
    expect(guest.calls.map(({ name }) => name)).not.toContain('getLocation')
  })
})
