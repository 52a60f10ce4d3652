import { newBuying } from '../../local/testing/buying.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { wholeTable } from '../../local/testing/whole-table.ts'

/** Who asks for the money before the feed has made the vouchers: they are made by then as they will be, and go back with it. */
let door: FrontDoor
let at: ReturnType<typeof newBuying>
beforeAll(async () => {
  door = await frontDoor()
  at = newBuying(door)
})
afterAll(() => door.close())

type Guest = Awaited<ReturnType<typeof at.guest>>
/** Paid, and the feed has heard nothing of it. */
async function paid(guest: Guest, orderId: string) {
  const { outTradeNo } = (await door.call('payOrder', { orderId }, { token: guest.token })).body
  await door.pay(outTradeNo)
  return outTradeNo
}
const ask = (guest: Guest, orderId: string, voucherIds?: string[]) =>
  door.call('requestRefund', { orderId, reason: '不去了', ...(voucherIds && { voucherIds }) }, { token: guest.token })
const vouchers = async (guest: Guest) =>
  (await door.call('listMyVouchers', {}, { token: guest.token })).body.items.map(({ state }) => state).sort()
const ledger = async (orderId: string) => {
  const { items } = await door.table.query({ pk: `LEDGER#${orderId}` })
  return items.map(({ account, fen }) => `${account} ${fen}`).sort()
}
async function run(minutes: number) {
  for (let minute = 0; minute < minutes; minute++) {
    door.clock.offsetMs += 60_000
    await door.callbacks()
    await door.settle()
    await door.runJobs()
  }
}

describe('the money for a voucher that the feed has not made yet', () => {
  it('leaves nothing to use: alone, whole', async () => {
    const guest = await at.guest()
    const dealId = await at.deal()
    const { orderId } = await guest.alone(dealId, 2)
    await paid(guest, orderId)
    expect((await ask(guest, orderId)).body.amountFen).toBe(19_800)
    await door.settle()
    expect(await vouchers(guest)).toEqual(['refunding', 'refunding'])
    await run(2)
    expect(await vouchers(guest)).toEqual(['refunded', 'refunded'])
    expect(await ledger(orderId)).toEqual(
      ['channel:wechat 19800', 'order -19800', 'order 19800', 'refund -19800', 'channel:wechat -19800', 'refund 19800'].sort(),
    )
    expect(await door.table.get({ pk: `COUNTS#${dealId}`, sk: 'ALL' })).toMatchObject({ paid: 1, refunded: 2 })
  })

  it('leaves what was not named as it is bought', async () => {
    const guest = await at.guest()
    const { orderId } = await guest.alone(await at.deal(), 2)
    await paid(guest, orderId)
    const { parts } = (await door.call('quoteRefund', { orderId }, { token: guest.token })).body
    expect(await vouchers(guest)).toEqual([])
    expect(
      (
        await ask(
          guest,
          orderId,
          parts.slice(0, 1).map(({ voucherId }) => voucherId),
        )
      ).body.amountFen,
    ).toBe(9900)
    await run(2)
    expect(await vouchers(guest)).toEqual(['refunded', 'valid'])
  })

  it('leaves nothing to use: in a group that is complete, and not delivered', async () => {
    const dealId = await at.deal()
    const [leader, friend] = [await at.guest(), await at.guest()]
    const opened = await leader.open(dealId, 2)
    await paid(leader, opened.orderId)
    await door.settle()
    const joined = await friend.join(dealId, opened.groupId ?? '')
    await paid(friend, joined.orderId)
    await door.settle()
    // The group as the feed has left it between completing it and giving each their vouchers.
    const voucher = { pk: `MEMBER#${friend.memberId}`, sk: `VOUCHER#${dealId.slice(4)}#01#01` }
    const event = wholeTable(door.table).find(({ kind, orderId }) => kind === 'delivered' && orderId === joined.orderId)
    await door.table.commit({ remove: voucher, when: 'always' })
    await door.table.commit({ remove: { pk: String(event?.pk), sk: String(event?.sk) }, when: 'always' })
    expect(await vouchers(friend)).toEqual([])
    expect((await ask(friend, joined.orderId)).status).toBe(201)
    expect(await vouchers(friend)).toEqual(['refunding'])
  })
})
