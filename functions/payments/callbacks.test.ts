import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newPaying, type Paying } from '../../local/testing/paying.ts'
import { findOrder, type OrderItem, orderKeyOf } from '../orders/orders.ts'

/** Through the front door, with the sandbox's gateway on the other side of the wire. */
let door: FrontDoor
let at: Paying
beforeAll(async () => {
  door = await frontDoor()
  at = newPaying(door)
})
afterAll(() => door.close())
afterEach(() => door.sandbox.faults.clear())

describe('the callback', () => {
  it.each([
    'corrupted',
    'signtest',
    'unknown-serial',
    'proto-serial',
    'stale',
    'future',
    'not-a-number',
    'no-timestamp',
    'no-nonce',
    'no-signature',
    'no-serial',
    'unsigned',
    'reserialised',
    'other-body',
    'tampered-ciphertext',
    'tampered-tag',
    'tampered-aad',
    'wrong-key',
    'xml',
  ] as const)('that is %s is not taken, has its reason in the log, and the genuine one still pays', async (fault) => {
    const { guest, orderId, pay } = await at.ordered()
    door.sandbox.faults.set('callback', fault, 1)
    const from = door.lines.length
    await pay()
    const said = door.lines.slice(from).map((line) => JSON.parse(line))
    const refused = said.filter(({ what }) => what === 'callback.refused')
    expect(refused.length + said.filter(({ what }) => what === 'callback').length).toBeGreaterThan(0)
    if ((await guest.order(orderId)).state !== 'ready') {
      expect(refused).toMatchObject([{ reason: expect.any(String), status: 401 }])
      await at.run(1)
    }
    expect((await guest.order(orderId)).state).toBe('ready')
  })

  it.each(['wrong-amount', 'wrong-appid', 'wrong-mchid', 'wrong-currency'] as const)(
    'with the %s is answered, held, and given back when an operator says so',
    async (fault) => {
      const { guest, orderId, pay, outTradeNo } = await at.ordered()
      door.sandbox.faults.set('callback', fault, 1)
      await pay()
      await at.run(2)
      expect((await guest.order(orderId)).state).toBe('held')
      const token = await door.tokenOf('seed-operator')
      const open = (await door.call('listExceptions', { kind: 'payment.held' }, { token })).body.items
      const mine = open.filter(({ about }) => about.kind === 'money' && about.orderId === orderId)
      expect(mine).toHaveLength(1)
      const { exceptionId = '' } = mine[0] ?? {}
      const done = await door.call('resolveException', { exceptionId, action: 'give_back', note: '核对过' }, { token })
      expect(done.body).toMatchObject({ state: 'resolved', resolutions: [{ action: 'give_back', note: '核对过' }] })
      await at.run(3)
      expect(at.refunded(outTradeNo)).toMatchObject([{ outRefundNo: `L${outTradeNo}`, refundFen: 9900 }])
    },
  )

  it('of a number that nobody knows is answered, and kept for the operators', async () => {
    const { guest, orderId, pay } = await at.ordered()
    door.sandbox.faults.set('callback', 'unknown-order', 1)
    await pay()
    const token = await door.tokenOf('seed-operator')
    expect((await door.call('listExceptions', { kind: 'payment.orphan' }, { token })).body.items.length).toBeGreaterThan(0)
    at.later(40)
    await door.runJobs()
    expect((await guest.order(orderId)).state).toBe('ready')
  })

  it('twice, at once, or of an event that we do not know, changes nothing more', async () => {
    for (const fault of ['duplicate', 'concurrent', 'unknown-event', 'extra-fields', 'no-aad', 'cut-over'] as const) {
      const { guest, orderId, pay, outTradeNo } = await at.ordered()
      await door.settle()
      door.sandbox.faults.set('callback', fault, 1)
      await pay()
      await at.run(1)
      expect((await guest.order(orderId)).state).toBe('ready')
      expect(at.refunded(outTradeNo)).toEqual([])
    }
  })

  it('that cannot be kept is answered with a failure: the channel comes again, and then it pays', async () => {
    const { guest, orderId, pay } = await at.ordered()
    await door.settle()
    const order = (await findOrder(door.table, orderId)) as OrderItem
    await door.table.commit({ remove: orderKeyOf(orderId), when: 'always' })
    await pay()
    await door.table.commit({ put: order, when: 'always' })
    at.later(30)
    await door.callbacks()
    await door.settle()
    expect((await guest.order(orderId)).state).toBe('ready')
  })

  it('is longer than anything a channel sends, or is nothing at all: refused', async () => {
    const long = await door.send('POST', '/callbacks/wechat-pay', {}, 'x'.repeat(65 * 1024))
    const empty = await door.send('POST', '/callbacks/wechat-pay', {}, '')
    expect([long.status, empty.status, (await door.send('POST', '/callbacks/wechat-pay', {}, '{}')).status]).toEqual([
      413, 401, 401,
    ])
  })
})
