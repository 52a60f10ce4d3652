import { newBatch } from '../journey/offer.ts'
import { type Stack, startStack } from '../journey/stack.ts'
import { eventually } from '../testing/eventually.ts'
import { built } from './build.ts'
import { type MiniProgram, openMiniProgram } from './open.ts'

let stack: Stack
let clerk: MiniProgram
let storeId = ''
let token = ''
let batchId = ''
const storage = new Map<string, string>()
let folder = ''

const open = () =>
  openMiniProgram({
    folder,
    api: stack.api,
    login: () => stack.loginCode('seed-clerk-1'),
    at: '/merchant/pages/counter/index',
    storage,
  })
/** A code of a fresh coupon of ¥10 off, by which the clerk's phone scans the guest's. */
async function code(openid: string): Promise<string> {
  const guest = (await stack.login(openid)).token
  const { couponId } = await stack.call('claimCoupon', { batchId }, guest)
  return (await stack.call('showCode', { couponId }, guest)).code
}
const kept = () => JSON.parse([...storage].find(([key]) => key.startsWith('footfall.offline.'))?.[1] ?? '{}')
async function scan(text: string): Promise<void> {
  clerk.answers.set('scanCode', () => ({ result: text, scanType: 'QR_CODE' }))
  await clerk.tap('scan')
}

beforeAll(async () => {
  folder = await built('weapp')
  stack = await startStack()
  batchId = (await newBatch(stack)).batchId
  const clerkSide = await stack.login('seed-clerk-1')
  token = clerkSide.token
  storeId = clerkSide.roles[0]?.storeIds[0] ?? ''
}, 300_000)
afterAll(() => {
  clerk?.close()
  stack?.stop()
})

describe('the counter without network, in the mini-program itself', () => {
  it('learns what it may redeem while there is one, with a key of its own that never leaves the phone', async () => {
    clerk = open()
    const signIn = await clerk.until(() => clerk.find('sign-in') ?? clerk.find('scan'), 'the counter')
    if (signIn.id === 'sign-in') signIn.tap()
    await clerk.until(() => clerk.find('scan') && clerk.idle && kept().grant, 'what the device may do', 20_000)
    const { seed, grant } = kept()
    expect(grant.offers.length).toBeGreaterThan(1)
    expect(JSON.stringify(clerk.calls.filter(({ name }) => name === 'request'))).not.toContain(seed)
    clerk.online = false
    await clerk.until(() => clerk.find('offline'), 'the words for no network')
    expect(clerk.get('offline').text).toContain('30')
  })

  it('verifies a code by itself, keeps what was handed over, and takes nothing twice', async () => {
    const [first, second] = [await code('guest-a'), await code('guest-b')]
    await clerk.type('bill', '45.50')
    await scan(first)
    await clerk.until(() => clerk.find('verdict'), 'what it is')
    expect(clerk.get('verdict').text).toContain('真伪已验')
    expect(clerk.get('look-pay').text.replace(/\s/g, '')).toContain('35.50')
    await clerk.tap('confirm')
    await clerk.until(() => clerk.find('kept'), 'that it is kept')
    expect(clerk.get('kept-note').text).toContain('1')
    await clerk.tap('next')
    await scan(first)
    await clerk.until(() => clerk.find('trouble'), 'that it was used here')
    expect(clerk.get('trouble').text).toContain('已在这台设备上核销')

    // The second was redeemed elsewhere meanwhile.
    await stack.call('redeem', { code: second, storeId, bill: { totalFen: 4550 } }, (await stack.login('seed-manager')).token)
    await clerk.type('bill', '45.50')
    await scan(second)
    await clerk.tap('confirm')
    await clerk.until(() => clerk.find('kept'), 'that the second is kept')
    await clerk.tap('next')
  })

  it('says that typed codes cannot be verified, and that a forged one is none', async () => {
    await clerk.type('typed-code', '1234567890123456')
    await clerk.tap('look')
    await clerk.until(() => clerk.find('trouble')?.text.includes('二维码'), 'the words for a typed code')
    await scan('eyJhbGciOiJFZERTQSIsImtpZCI6IngifQ.Y3BuX3gueC4x.c2ln')
    await clerk.until(() => clerk.find('trouble')?.text.includes('不对'), 'the words for a forged one')
    await clerk.tap('clear')
  })

  it('keeps its queue when it is closed, opens without network, and sends it when there is one: one success, one conflict in words', async () => {
    clerk.close()
    clerk = openMiniProgram({
      ...{ folder, api: stack.api, login: () => stack.loginCode('seed-clerk-1'), at: '/merchant/pages/counter/index', storage },
    })
    clerk.online = false
    await clerk.until(() => clerk.find('offline-waiting'), 'what waits')
    expect(clerk.get('offline-waiting').text).toContain('2')
    clerk.online = true
    await clerk.until(() => clerk.idle && !clerk.find('offline-waiting'), 'that it is sent', 20_000)
    expect(clerk.find('offline')).toBeUndefined()
    const lost = await clerk.until(() => clerk.find('offline-lost-2'), 'the conflict', 20_000)
    expect(lost.text).toContain('店长')
    const { items } = await eventually(
      () => stack.call('listRedemptions', { storeId }, token),
      (list) => list.items.some(({ offline }) => offline),
    )
    expect(items.filter(({ offline }) => offline)).toHaveLength(1)
    await clerk.tap('offline-seen-2')
    await clerk.until(() => !clerk.find('offline-lost-2'), 'that it was read')
    expect(clerk.errors).toEqual([])
  })
})
