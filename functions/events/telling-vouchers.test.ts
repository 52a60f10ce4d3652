import { newBuying } from '../../local/testing/buying.ts'
import { newCounter } from '../../local/testing/counter.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newVouchers } from '../../local/testing/vouchers.ts'
import { wechatAnswers } from '../../local/testing/wechat-answers.ts'
import { findTerms } from '../deals/deals.ts'
import { dayAfter, dayIn } from '../kernel/zone.ts'
import { findOrder } from '../orders/orders.ts'
import { issueVouchers, voucherPlace } from '../vouchers/vouchers.ts'

let door: FrontDoor
let wechat: Awaited<ReturnType<typeof wechatAnswers>>
let at: Awaited<ReturnType<typeof newCounter>>
beforeAll(async () => {
  door = await frontDoor()
  at = await newCounter(door)
  wechat = await wechatAnswers()
  process.env.FOOTFALL_WECHAT_API = wechat.url
})
beforeEach(() => {
  wechat.told.length = 0
})
afterAll(async () => {
  wechat.close()
  await door.close()
})

const days = async (count: number) => {
  door.clock.offsetMs += count * 86_400_000
  await door.runJobs()
}

it.each([
  ['wechat', 1],
  ['alipay', 0],
] as const)(
  'of an order paid with %s WeChat is told %i times that something was collected, however often it is',
  async (channel, times) => {
    const buying = newBuying(door)
    const guest = await buying.guest()
    const dealId = await buying.deal({ voucher: { uses: 2, validDays: 30 } })
    const { orderId } = await guest.alone(dealId)
    const { outTradeNo, url } = (await door.call('payOrder', { orderId, channel }, { token: guest.token })).body
    // There is no trade at Alipay before the guest has come to its cashier.
    if (url) await fetch(url)
    await door.pay(outTradeNo)
    await door.settle()
    const order = await findOrder(door.table, orderId)
    if (!order?.paid) throw new Error('it is not paid')
    const now = door.clock.now()
    await door.table.commit(...issueVouchers(order, await findTerms(door.table, dealId, 1, now), now))
    const { voucherId } = voucherPlace(guest.memberId, dealId, 1, 1)
    for (const _ of ['first', 'second']) {
      const { code } = (await door.call('showCode', { voucherId }, { token: guest.token })).body
      const used = await door.call('redeem', { code, storeId: at.store1, uses: 1 }, { token: at.clerk1 })
      expect(used.status).toBe(201)
      await door.settle()
      await door.runJobs()
    }
    const reports = wechat.told.filter(({ path }) => path === '/wxa/sec/order/upload_shipping_info')
    expect(reports).toHaveLength(times)
    for (const { body } of reports) {
      expect(body.order_key).toEqual({ order_number_type: 2, transaction_id: order.paid.transactionId })
      expect(body.payer).toEqual({ openid: guest.openid })
    }
  },
)

it('who holds a voucher is reminded once, some days before its end, and who has used it is not', async () => {
  const shop = newVouchers(door)
  const terms = await shop.terms({ validDays: 30 })
  const [idle, done] = [await shop.bought('guest-idle', terms), await shop.bought('guest-done', terms)]
  for (const { token } of [idle, done])
    for (const _ of [1, 2]) await door.call('allowMessages', { kinds: ['voucher_expiring'] }, { token })
  const last = dayAfter(dayIn('Asia/Shanghai', door.clock.now()), 29)
  await door.call('redeem', { code: (await done.code()).code, storeId: at.store1 }, { token: at.clerk1 })
  await days(26)
  expect(wechat.told).toEqual([])
  await days(2)
  await days(1)
  expect(wechat.told.map(({ body }) => [body.touser, body.page, body.data])).toEqual([
    [
      'guest-idle',
      `guest/pages/voucher/index?voucherId=${idle.voucherId}`,
      {
        thing1: { value: terms.form.title },
        time2: { value: `${last} 23:59` },
        thing3: { value: '快到期了，记得到店使用' },
      },
    ],
  ])
})

it('nobody is reminded of what is good for some days only', async () => {
  const shop = newVouchers(door)
  const { memberId } = await shop.bought('guest-short', await shop.terms({ validDays: 3 }))
  expect((await door.table.query({ pk: `MEMBER#${memberId}`, prefix: 'MESSAGE#' })).items).toEqual([])
})
