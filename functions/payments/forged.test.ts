import { forgery } from '../../local/testing/forging.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newPaying, type Paying } from '../../local/testing/paying.ts'

/** Whoever finds the address of the callback can send anything there, as much as they like. */
let door: FrontDoor
let at: Paying
beforeAll(async () => {
  door = await frontDoor()
  at = newPaying(door)
})
afterAll(() => door.close())

const forged = 1000
const send = ({ headers, body }: ReturnType<typeof forgery>) => door.send('POST', '/callbacks/wechat-pay', headers, body)
const asked = () => door.sandbox.journal.read().items.filter(({ what }) => / \/v3\//.test(what)).length

it(`of ${forged} forged callbacks not one is taken, fetches or writes anything, each has its reason, and every genuine one between them pays`, async () => {
  const victim = await at.ordered()
  const genuine = []
  for (let nth = 0; nth < 20; nth++) genuine.push(await at.ordered())
  await door.settle()
  const all = Array.from({ length: forged }, (_, nth) => forgery(door, victim.outTradeNo, nth))
  const [units, calls, lines] = [door.table.units(), asked(), door.lines.length]

  const answers: Promise<{ status: number }>[] = []
  const paid: Promise<void>[] = []
  for (const [nth, one] of all.entries()) {
    answers.push(send(one))
    if (nth % (forged / genuine.length) === 0)
      paid.push((genuine[nth / (forged / genuine.length)] as (typeof genuine)[0]).pay())
  }
  expect(new Set((await Promise.all(answers)).map(({ status }) => status))).toEqual(new Set([401]))
  await Promise.all(paid)
  await door.callbacks()

  // Two round trips and a unit for each genuine one, and nothing for the others.
  const now = door.table.units()
  expect([now.calls - units.calls, now.write - units.write]).toEqual([2 * genuine.length, genuine.length])
  expect(asked()).toBe(calls)
  const said = door.lines.slice(lines).map((line) => JSON.parse(line))
  const refused = said.filter(({ what }) => what === 'callback.refused')
  expect(refused).toHaveLength(forged)
  for (const { reason } of refused) expect(reason).toMatch(/^[a-z]+(\.[a-z_]+)*$/)
  expect(new Set(refused.map(({ reason }) => reason)).size).toBeGreaterThan(3)
  expect(said.filter(({ what, outcome }) => what === 'callback' && outcome === 'paid')).toHaveLength(genuine.length)
  for (const { guest, orderId } of genuine) expect((await guest.order(orderId)).state).toBe('ready')
  expect((await victim.guest.order(victim.orderId)).state).toBe('to_pay')
}, 120_000)

it('what is forged well but for its signature would pay, were it signed: the test above proves something', async () => {
  const { guest, orderId, outTradeNo } = await at.ordered()
  const { status } = await send(forgery(door, outTradeNo, 0, true))
  expect([status, (await guest.order(orderId)).state]).toEqual([204, 'ready'])
})
