import { people } from '../../local/seed/city.ts'
import { as, type MaliceDoor, maliceDoor, operations } from '../../local/testing/malice.ts'
import { valid } from '../../local/testing/malice-valid.ts'
import { newPaying, type Paying } from '../../local/testing/paying.ts'
import { findOrder } from '../orders/orders.ts'

let door: MaliceDoor
let at: Paying
const staff: string[] = []
beforeAll(async () => {
  door = await maliceDoor()
  at = newPaying(door)
  for (const role of ['clerk', 'manager', 'marketer', 'operator'])
    staff.push(await door.tokenOf(people.find((one) => one.role === role)?.openid ?? ''))
})
afterAll(() => door.close())

/** From the contracts: an operation on orders that is added is tried the same day. */
const onOrders = operations.filter(([, { input }]) => 'orderId' in input.shape)

describe('an order is paid by the word of its channel alone', () => {
  it.each(onOrders)('%s pays nothing, whoever calls it', async (name, { input }) => {
    const { guest, orderId } = await at.ordered()
    const fields = Object.keys(input.shape).filter((field) => field in valid)
    const said = { ...Object.fromEntries(fields.map((field) => [field, valid[field]])), orderId }
    for (const token of [...staff, guest.token]) await door.ask(name, said, as(token))
    const order = await findOrder(door.table, orderId)
    expect({ state: order?.state, paid: order?.paid }).toEqual({
      state: expect.stringMatching(/^(placed|closing|closed)$/),
      paid: undefined,
    })
  })

  it('and that word pays it', async () => {
    const { orderId, pay } = await at.ordered()
    await pay()
    expect((await findOrder(door.table, orderId))?.state).toBe('paid')
  })
})
