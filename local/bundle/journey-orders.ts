import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { newDeal } from '../../functions/deals/deals.ts'
import { newId } from '../../functions/kernel/ids.ts'
import type { Table } from '../../functions/kernel/table/table.ts'
import { callbacks, type RouteName } from '../../shared/routes.ts'
import { merchantSide } from '../sandbox/pay/keys.ts'
import { payOrder } from '../sandbox/pay/paying.ts'
import { newSandbox, type Sandbox, wechat } from '../sandbox/sandbox.ts'
import { testKeys } from '../testing/test-keys.ts'
import type { Lambda } from './lambda.ts'

type Call = (name: RouteName, request: object) => Promise<{ [field: string]: unknown }>

/** The payment channels, and the keys they have given to the merchant. */
export async function startChannels(app: { appid: string; secret: string }) {
  const keys = await testKeys()
  let payments: Lambda | undefined
  const post = async (_url: string, headers: { [name: string]: string }, body: string) => {
    // As API Gateway hands them on.
    const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
    const answer = await (payments as Lambda).call(callbacks.wechatPay, { headers: lower, raw: body })
    return { status: answer.status, body: JSON.stringify(answer.body) }
  }
  const clock = { now: () => new Date(), advance: () => {} }
  const sandbox = newSandbox(app, clock, { keys, wakes: false, atOnce: 1, post })
  const server = createServer(wechat(sandbox))
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    sandbox,
    secrets: merchantSide(keys),
    env: {
      FOOTFALL_WECHAT_PAY_API: url,
      FOOTFALL_ALIPAY_GATEWAY: `${url}/gateway.do`,
      FOOTFALL_PUBLIC_URL: 'https://api.test',
    },
    /** Who answers its callbacks. */
    answeredBy(lambda: Lambda) {
      payments = lambda
    },
    stop() {
      sandbox.pay.courier.end()
      server.closeAllConnections()
      server.close()
    },
  }
}

/**
 * Bought alone and in a group, paid, given back; one given up; and what the clock does: an order whose time is over, a group that was
 * not filled, a refund on its way.
 */
export async function travelOrders(
  table: Table,
  call: Call,
  feed: () => Promise<void>,
  jobs: Lambda,
  sandbox: Sandbox,
  people: { token: string; friends: [string, string]; operator: string; merchantId: string },
): Promise<void> {
  const { token, merchantId } = people
  const now = new Date()
  const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000)
  const form = { title: 'Tea for two', total: 50, perMember: 20, aloneFen: 3000, ladder: [{ size: 2, priceFen: 2000 }] }
  const rest = { groupHours: 1, voucher: { uses: 1, validDays: 30 }, refundable: 'until_used' as const }
  const dealId = newId('dea', now)
  const facts = { dealId, promotionId: 'prm_packaged', merchantId, merchantName: 'Harbour Tea', zone: 'Asia/Shanghai' }
  const window = { from: later(-1), to: later(24), gate: 'open' as const, inheritsStores: false }
  await table.commit(...newDeal({ ...facts, ...window }, { ...form, ...rest }))

  const place = async (body: object) =>
    (await call('placeOrder', { token, path: { dealId }, body })) as { orderId: string; groupId: string }
  const pay = async (orderId: string) => {
    const { outTradeNo } = await call('payOrder', { token, path: { orderId } })
    payOrder(sandbox, String(outTradeNo))
    await sandbox.pay.courier.run()
    await feed()
  }
  const stateOf = async (orderId: string) => (await call('getOrder', { token, path: { orderId } })).state
  const must = async (orderId: string, state: string) => {
    const found = await stateOf(orderId)
    if (found !== state) throw new Error(`the order is ${found}, not ${state}`)
  }

  const alone = await place({ mode: 'alone', quantity: 2 })
  await pay(alone.orderId)
  await must(alone.orderId, 'ready')
  await call('quoteRefund', { token, path: { orderId: alone.orderId } })
  await call('requestRefund', { token, path: { orderId: alone.orderId }, body: { reason: 'too much' } })
  await call('listMyOrders', { token })

  const opened = await place({ mode: 'open', size: 2 })
  await pay(opened.orderId)
  await must(opened.orderId, 'in_group')
  const left = await place({ mode: 'open', size: 2 })
  await pay(left.orderId)
  await call('requestRefund', { token, path: { orderId: left.orderId }, body: { reason: 'not going' } })

  // A full group says what is free instead.
  const [host, friend] = people.friends
  const full = (await call('placeOrder', { token: host, path: { dealId }, body: { mode: 'open', size: 2 } })) as {
    groupId: string
  }
  await feed()
  const join = { path: { dealId }, body: { mode: 'join', groupId: full.groupId } }
  await call('placeOrder', { token: friend, ...join })
  const refused = await call('placeOrder', { token, ...join }).catch((error: Error) => error.message)
  if (!String(refused).includes('group.full')) throw new Error(`a full group answered ${refused}`)

  const dropped = await place({ mode: 'alone' })
  await call('cancelOrder', { token, path: { orderId: dropped.orderId } })
  const tried = await place({ mode: 'alone' })
  await call('payOrder', { token, path: { orderId: tried.orderId } })
  await feed()
  // The clocks of the group and of the order run out.
  await overdue(table, { pk: `GROUP#${opened.groupId}`, sk: 'CLOCK' }, 'group.over', opened.groupId)
  await table.commit({
    change: { pk: `GROUP#${opened.groupId}`, sk: 'GROUP' },
    set: { endsAt: later(-1).toISOString() },
    when: 'always',
  })
  await overdue(table, { pk: `CLOCK#${tried.orderId}`, sk: 'CLOCK' }, 'order.look', tried.orderId)
  for (let run = 0; run < 2; run++) {
    await jobs.invoke({})
    await sandbox.pay.courier.run()
    await feed()
  }
  const { items } = (await call('listExceptions', { token: people.operator })) as { items: { kind: string }[] }
  if (items.some(({ kind }) => kind.startsWith('payment.'))) throw new Error(`money is held: ${JSON.stringify(items)}`)
}

async function overdue(table: Table, key: { pk: string; sk: string }, work: string, id: string): Promise<void> {
  await table.commit({ change: key, set: { dueAt: `2026-01-01T00:00:00.000Z#${work}#${id}` }, when: 'always' })
}
