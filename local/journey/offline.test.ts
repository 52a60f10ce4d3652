import { phone } from '../browser.ts'
import { eventually } from '../testing/eventually.ts'
import { newBatch } from './offer.ts'
import type { Person } from './person.ts'
import type { Stack } from './stack.ts'
import { stage } from './stage.ts'

let stack: Stack
let clerk: Person
let batchId = ''
let storeId = ''
let token = ''

const { step } = stage(async (on) => {
  stack = on.stack
  batchId = (await newBatch(stack)).batchId
  const side = await stack.login('seed-clerk-1')
  token = side.token
  storeId = side.roles[0]?.storeIds[0] ?? ''
  clerk = await on.person(phone, 'offline-clerk')
})

/** What the QR of a guest with a fresh coupon holds; the guest has a network. */
async function code(openid: string): Promise<string> {
  const guest = (await stack.login(openid)).token
  const { couponId } = await stack.call('claimCoupon', { batchId }, guest)
  return (await stack.call('showCode', { couponId }, guest)).code
}

async function handOver(text: string): Promise<void> {
  await clerk.type('typed-code', text)
  await clerk.type('bill', '45.50')
  await clerk.tap('look')
  await clerk.reads('verdict', '真伪已验')
  await clerk.reads('look-pay', '35.50')
  await clerk.tap('confirm')
  await clerk.see('kept')
}

describe('a counter that loses its network, in the browser', () => {
  step('says so, goes on with QR codes, and says that typed codes cannot be verified', async () => {
    await clerk.open(`${stack.web}/merchant/pages/counter/index`)
    await clerk.page.locator('#sign-in:visible').waitFor()
    await clerk.tap('sign-in')
    await clerk.become('seed-clerk-1')
    await clerk.see('store-name')
    await clerk.page.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith('footfall.offline.')))
    await clerk.page.waitForLoadState('networkidle')
    await clerk.page.context().setOffline(true)
    await clerk.reads('offline', '现在没有网络')
    await clerk.picture('no-network')
    await clerk.type('typed-code', '1234567890123456')
    await clerk.tap('look')
    await clerk.reads('trouble', '请扫顾客的二维码')
    const [first, second] = [await code('guest-a'), await code('guest-b')]
    // The second is redeemed at another counter meanwhile.
    const manager = (await stack.login('seed-manager')).token
    await stack.call('redeem', { code: second, storeId, bill: { totalFen: 4550 } }, manager)
    await handOver(first)
    await clerk.picture('kept')
    await clerk.tap('next')
    await handOver(second)
    await clerk.reads('kept-note', '2')
    await clerk.tap('next')
    await clerk.reads('offline-waiting', '2')
    await clerk.picture('waiting')
  })

  step('sends what it kept when the network is back: one success, and one conflict that says what to do', async () => {
    await clerk.page.context().setOffline(false)
    await clerk.reads('offline-lost-2', '已交给店长处理')
    await clerk.picture('conflict')
    expect(await clerk.sees('offline-waiting')).toBe(false)
    expect(await clerk.sees('offline')).toBe(false)
    await clerk.tap('offline-seen-2')
    const { items } = await eventually(
      () => stack.call('listRedemptions', { storeId }, token),
      (list) => list.items.some(({ offline }) => offline),
    )
    expect(items.filter(({ offline }) => offline)).toMatchObject([{ discountFen: 1000, payFen: 3550 }])
    expect(clerk.faults.filter((fault) => !/ERR_INTERNET_DISCONNECTED|Failed to fetch/.test(fault))).toEqual([])
  })
})
