import { newBuying } from '../../local/testing/buying.ts'
import { newDeals } from '../../local/testing/dealing.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { wechatAnswers } from '../../local/testing/wechat-answers.ts'
import type { MessageKind } from '../../shared/messages.ts'

let door: FrontDoor
let deals: ReturnType<typeof newDeals>
let wechat: Awaited<ReturnType<typeof wechatAnswers>>
beforeAll(async () => {
  door = await frontDoor()
  deals = newDeals(door)
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

const allow = async (openid: string, ...kinds: MessageKind[]) =>
  door.call('allowMessages', { kinds }, { token: await door.tokenOf(openid) })
/** Who was told, and the values of each message. */
const told = () =>
  wechat.told.map(({ body }) => {
    const data = body.data as { [key: string]: { value: string } }
    return [body.touser, body.page, ...Object.values(data).map(({ value }) => value)]
  })

it('everybody of a group is told once that it is complete, if they allowed it', async () => {
  const { dealId } = await deals.deal()
  for (const openid of ['guest-tell-1', 'guest-tell-2']) await allow(openid, 'group')
  const groupId = await deals.group(dealId, 3, ['guest-tell-1', 'guest-tell-2', 'guest-tell-3'])
  await door.settle()
  await door.runJobs()
  await door.runJobs()
  const words = [`guest/pages/group/index?groupId=${groupId}`, '三人下午茶', '拼团成功', '团购券已放入“我的”，到店出示即可']
  expect(told().sort()).toEqual([
    ['guest-tell-1', ...words],
    ['guest-tell-2', ...words],
  ])
})

it('who paid for a group whose time is over is told that it failed', async () => {
  const { dealId } = await deals.deal()
  await allow('guest-tell-4', 'group')
  const groupId = await deals.group(dealId, 3, ['guest-tell-4'])
  await door.settle()
  door.clock.offsetMs += 24 * 3_600_000 + 60_000
  await door.runJobs()
  await door.runJobs()
  const words = ['三人下午茶', '拼团未成', '人数未满，钱款将原路退回']
  expect(told()).toEqual([['guest-tell-4', `guest/pages/group/index?groupId=${groupId}`, ...words]])
})

it('whose money has arrived is told how much, once it has', async () => {
  const at = newBuying(door)
  const guest = await at.guest()
  await door.call('allowMessages', { kinds: ['refund'] }, { token: guest.token })
  const { orderId } = await guest.alone(await at.deal())
  const { outTradeNo } = (await door.call('payOrder', { orderId }, { token: guest.token })).body
  await door.pay(outTradeNo)
  await door.settle()
  await door.call('requestRefund', { orderId, reason: '改期' }, { token: guest.token })
  await door.settle()
  await door.runJobs()
  expect(told()).toEqual([])
  for (let minute = 0; minute < 4; minute++) {
    door.clock.offsetMs += 60_000
    await door.callbacks()
    await door.settle()
    await door.runJobs()
  }
  const title = expect.any(String)
  const when = expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d$/)
  const page = `guest/pages/order/index?orderId=${orderId}`
  expect(told()).toEqual([[guest.openid, page, title, '¥99', when, '已原路退回，请查看支付账户']])
})
