import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { wechatAnswers } from '../../local/testing/wechat-answers.ts'
import { queueReport } from './messages.ts'

let door: FrontDoor
let wechat: Awaited<ReturnType<typeof wechatAnswers>>
let nth = 0
beforeAll(async () => {
  door = await frontDoor()
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

async function member() {
  nth += 1
  const openid = `guest-reported-${nth}`
  const token = await door.tokenOf(openid)
  return { openid, token, memberId: (await door.call('getMe', {}, { token })).body.memberId }
}

describe('the report of what was handed over', () => {
  const report = (memberId: string, orderId: string) =>
    door.table.commit(
      queueReport({ orderId, memberId, transactionId: '42', title: '双人火锅', at: door.clock.now().toISOString() }),
    )
  const became = async (orderId: string) => (await door.table.get({ pk: `REPORT#${orderId}`, sk: 'REPORT' }))?.became

  it('tells WeChat once an order that it was collected in the store', async () => {
    const { openid, memberId } = await member()
    await report(memberId, 'ord_told')
    await report(memberId, 'ord_told')
    await door.runJobs()
    await report(memberId, 'ord_told')
    await door.runJobs()
    expect(wechat.told).toEqual([
      {
        path: '/wxa/sec/order/upload_shipping_info',
        body: {
          order_key: { order_number_type: 2, transaction_id: '42' },
          logistics_type: 4,
          delivery_mode: 1,
          shipping_list: [{ item_desc: '双人火锅' }],
          upload_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+08:00$/),
          payer: { openid },
        },
      },
    ])
    expect(await became('ord_told')).toBe('sent')
  })

  it('is tried again while WeChat does not see the payment, and is told when WeChat says it has been', async () => {
    const { memberId } = await member()
    await report(memberId, 'ord_again')
    wechat.next.push(10060001, 'drop', 10060002)
    for (const minutes of [0, 1, 5]) {
      door.clock.offsetMs += minutes * 60_000
      await door.runJobs()
    }
    expect(await became('ord_again')).toBe('sent')
  })

  it('that WeChat will not have raises an alarm', async () => {
    const { memberId } = await member()
    await report(memberId, 'ord_refused')
    wechat.next.push(10060031)
    await door.runJobs()
    expect(await became('ord_refused')).toBe('failed.10060031')
    expect(door.lines.some((line) => line.includes('"level":"error","what":"report","orderId":"ord_refused"'))).toBe(true)
  })

  it('of who has erased everything is given up: their name with WeChat is gone', async () => {
    const { token, memberId } = await member()
    await report(memberId, 'ord_erased')
    await door.call('eraseMe', { confirm: 'erase' }, { token })
    await door.runJobs()
    expect(await became('ord_erased')).toBe('no_openid')
    expect(wechat.told).toEqual([])
  })
})
