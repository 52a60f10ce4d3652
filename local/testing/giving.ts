import { newCounter } from './counter.ts'
import type { Answer, FrontDoor } from './front-door.ts'
import { newLaunch } from './launch.ts'

/** Giver and taker of gifts, for tests. */
export async function newGiving(door: FrontDoor) {
  const at = await newCounter(door)
  const launch = newLaunch(door)
  let people = 0

  /** A new guest with a coupon of a new batch, unless there is one. */
  async function giver(batchId?: string) {
    people += 1
    const batch = batchId ?? (await launch({ total: 5 })).batchId
    const guest = await at.claimed(batch, `guest-giver-${people}`)
    const give = () => door.call('giveGift', { couponId: guest.couponId }, { token: guest.token })
    const coupon = async () => (await door.call('getCoupon', { couponId: guest.couponId }, { token: guest.token })).body
    return { ...guest, batchId: batch, give, coupon }
  }

  const taker = () => {
    people += 1
    return door.tokenOf(`guest-taker-${people}`)
  }
  // What is given here are coupons.
  const take = async (giftToken: string, token: string) =>
    (await door.call('takeGift', { giftToken }, { token })) as unknown as Answer<'getCoupon'>
  const cancel = (giftToken: string, token: string) => door.call('cancelGift', { giftToken }, { token })
  const look = async (giftToken: string, token?: string) =>
    (await door.call('getGift', { giftToken }, token ? { token } : {})).body
  const pass = (hours: number) => {
    door.clock.offsetMs += hours * 3_600_000
  }
  /** What a clerk is answered, by its code or 201. */
  async function redeem(code: { code: string } | { typedCode: string }) {
    const asked = { ...code, storeId: at.store1, bill: { totalFen: 5000 } }
    const { status, body } = await door.call('redeem', asked, { token: at.clerk1 })
    return body.code ?? status
  }
  return { at, launch, giver, taker, take, cancel, look, pass, redeem }
}
