import { type Guest, newBuying } from '../../local/testing/buying.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'

/** One order, two channels: each attempt has its own number, and is looked after at the channel that it was begun with. */
let door: FrontDoor
let at: ReturnType<typeof newBuying>
beforeAll(async () => {
  door = await frontDoor()
  at = newBuying(door)
})
afterAll(() => door.close())

const begin = (guest: Guest, orderId: string, channel: 'wechat' | 'alipay') =>
  door.call('payOrder', { orderId, channel }, { token: guest.token })

it('begun with two channels at once, no number is handed out by another channel than it was written down with', async () => {
  const guest = await at.guest()
  const { orderId } = await guest.alone(await at.deal())
  const handed = await Promise.all([begin(guest, orderId, 'wechat'), begin(guest, orderId, 'alipay')])
  const refused = handed.filter(({ status }) => status !== 200)
  expect(refused.map(({ body }) => body.code)).toEqual(['table.busy'])
  for (const { status, body } of handed.filter((one) => one.status === 200)) {
    const pointer = await door.table.get({ pk: `PAY#${body.outTradeNo}`, sk: 'PAY' })
    expect([status, pointer?.channel]).toEqual([200, body.channel === 'wechat' ? 'wechat-pay' : 'alipay'])
  }
  // Asked again, the other one gets a number of its own.
  const numbers = [await begin(guest, orderId, 'wechat'), await begin(guest, orderId, 'alipay')].map(
    (one) => one.body.outTradeNo,
  )
  expect(new Set(numbers).size).toBe(2)
})
