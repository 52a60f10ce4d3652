import { type CounterSide, newCounter } from '../../local/testing/counter.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'

let door: FrontDoor
let launch: ReturnType<typeof newLaunch>
let at: CounterSide
beforeAll(async () => {
  door = await frontDoor()
  launch = newLaunch(door)
  at = await newCounter(door)
})

const minute = 60_000
const bill = { totalFen: 4550, receiptNo: 'A-17' }
const mismatch = { status: 409, body: { code: 'idempotency.mismatch', field: 'Idempotency-Key' } }

async function scanOf(openid: string) {
  const guest = await at.claimed((await launch({ total: 5 })).batchId, openid)
  return { guest, asked: { code: (await guest.code()).code, storeId: at.store1, bill } }
}
const redeem = (asked: { code?: string; typedCode?: string; storeId: string }, key: string, token = at.clerk1) =>
  door.call('redeem', { bill, ...asked }, { token, key })
const undo = (redemptionId: string, key: string, reason = 'changed_mind') =>
  door.call('undoRedemption', { redemptionId, reason }, { token: at.clerk1, key })

describe('the Idempotency-Key of a redemption', () => {
  it.each([
    ['at once', false],
    ['once the feed has written it down, in a process that knows nothing', true],
  ])('is refused for another coupon, %s, and changes nothing there', async (_, later) => {
    const key = `other-coupon-${later}`
    const first = await scanOf(`guest-${key}-1`)
    const second = await scanOf(`guest-${key}-2`)
    expect((await redeem(first.asked, key)).status).toBe(201)
    if (later) {
      await door.settle()
      door.clock.offsetMs += 2 * minute
    }
    const fresh = { code: (await second.guest.code()).code, storeId: at.store1 }
    expect(await redeem(fresh, key)).toMatchObject(mismatch)
    const { couponId, token } = second.guest
    expect((await door.call('getCoupon', { couponId }, { token })).body.state).toBe('valid')
    // Another clerk's key is another key.
    expect((await redeem(fresh, key, at.manager)).status).toBe(201)
  })

  it('answers its own redemption after a later use of the coupon too, as what became of it', async () => {
    const { guest, asked } = await scanOf('guest-later-cycle')
    const first = await redeem(asked, 'cycle-1')
    await undo(first.body.redemptionId, 'cycle-1-undo')
    const { code } = await guest.code()
    const second = await redeem({ code, storeId: at.store1 }, 'cycle-2')
    await door.settle()
    const again = await redeem(asked, 'cycle-1')
    expect(again).toMatchObject({ status: 201, body: { redemptionId: first.body.redemptionId, state: 'undone' } })
    expect((await redeem({ code, storeId: at.store1 }, 'cycle-2')).body).toEqual(second.body)
    expect(await redeem({ code, storeId: at.store1 }, 'cycle-1')).toMatchObject(mismatch)
  })

  it('answers a typed code too, long after its digits are worth nothing, and takes no try for it', async () => {
    const { guest } = await scanOf('guest-typed-key')
    const asked = { typedCode: (await guest.code()).typedCode, storeId: at.store1 }
    const first = await redeem(asked, 'typed')
    await door.settle()
    door.clock.offsetMs += 40 * minute
    for (let nth = 0; nth < 8; nth++)
      expect(await redeem({ ...asked, typedCode: asked.typedCode.replaceAll(' ', '-') }, 'typed')).toMatchObject({
        status: 201,
        body: { redemptionId: first.body.redemptionId },
      })
  })
})

it('the Idempotency-Key of an undo is refused for another redemption or reason, and answers its own after a later use', async () => {
  const { guest, asked } = await scanOf('guest-undo-key')
  const first = (await redeem(asked, 'undo-key-1')).body
  const undone = await undo(first.redemptionId, 'undo-key')
  await door.settle()
  const second = (await redeem({ code: (await guest.code()).code, storeId: at.store1 }, 'undo-key-2')).body
  expect(await undo(second.redemptionId, 'undo-key')).toMatchObject(mismatch)
  expect(await undo(first.redemptionId, 'undo-key', 'wrong_bill')).toMatchObject(mismatch)
  expect(await undo(first.redemptionId, 'undo-key')).toEqual({ ...undone, headers: expect.anything() })
  expect((await undo(first.redemptionId, 'undo-key-new')).body.code).toBe('redemption.already_undone')
})
