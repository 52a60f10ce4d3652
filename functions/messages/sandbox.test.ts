import { templates } from '../../local/data/templates.ts'
import { grantKey } from '../../local/sandbox/mini/message.ts'
import { payOrder } from '../../local/sandbox/pay/paying.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import type { MessageKind } from '../../shared/messages.ts'
import { openedWeChatPay } from '../payments/channels.ts'
import { queueMessage, queueReport } from './messages.ts'
import type { Message } from './rules.ts'

/** What we send, as the sandbox takes it: it judges every field by what WeChat allows of its kind, and shares no line with us. */
let door: FrontDoor
beforeAll(async () => {
  door = await frontDoor()
})
afterAll(() => door.close())

async function member(openid: string) {
  const token = await door.tokenOf(openid)
  return { openid, token, memberId: (await door.call('getMe', {}, { token })).body.memberId }
}
const title = '一二三四五六七八九十一二三四五六七八九十一二三'
const at = '2026-11-22T13:06:00+08:00'
const messages: { [K in MessageKind]: Message } = {
  group: { kind: 'group', groupId: 'grp_1', title, result: 'failed' },
  refund: { kind: 'refund', orderId: 'ord_1', title, amountFen: 1_000_000_000, at },
  voucher_expiring: { kind: 'voucher_expiring', voucherId: 'vch_1', title, until: at },
  store_closed: { kind: 'store_closed', page: 'pages/wallet/index', title, store: title, next: 'elsewhere' },
}

it.each(Object.entries(messages))(
  'a message of %s is taken, and one for which WeChat counts no permission is over',
  async (kind, message) => {
    const { openid, token, memberId } = await member(`guest-sandbox-${kind}`)
    const { id } = templates[kind as MessageKind]
    door.sandbox.pay.book.grants.put(grantKey(openid, id), { left: 1 })
    for (const fact of ['first', 'second']) {
      await door.call('allowMessages', { kinds: [kind as MessageKind] }, { token })
      await door.table.commit(queueMessage(memberId, fact, message, door.clock.now()))
      await door.runJobs()
    }
    const { items } = await door.table.query({ pk: `MEMBER#${memberId}`, prefix: 'MESSAGE#' })
    expect(items.map(({ became }) => became)).toEqual(['sent', 'none.43101'])
  },
)

it('the report of a paid order is taken once', async () => {
  const { openid, memberId } = await member('guest-sandbox-report')
  const pay = await openedWeChatPay()
  const outTradeNo = 'REPORTED01'
  const payBy = new Date(door.clock.now().getTime() + 900_000).toISOString()
  await pay?.prepay({ outTradeNo, amountFen: 9900, title, payBy, openid })
  const { transactionId = '' } = payOrder(door.sandbox, outTradeNo, {})
  const report = { orderId: 'ord_sandbox', memberId, transactionId, title, at: door.clock.now().toISOString() }
  await door.table.commit(queueReport(report))
  await door.runJobs()
  await door.runJobs()
  expect(await door.table.get({ pk: 'REPORT#ord_sandbox', sk: 'REPORT' })).toMatchObject({ became: 'sent', tries: 0 })
  expect(door.sandbox.pay.book.orders.get(outTradeNo)?.shipped).toMatchObject({ times: 1 })
})
