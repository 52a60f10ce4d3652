import { newCounter } from './counter.ts'
import type { FrontDoor } from './front-door.ts'
import { newLaunch } from './launch.ts'

/** Guests who have told everything there is to tell, and what they and the counter do about it. */
export async function newLeaving(door: FrontDoor) {
  const launch = newLaunch(door)
  const at = await newCounter(door)
  const bill = { totalFen: 4550, receiptNo: 'R-1' }
  const claim = (batchId: string, token: string, key?: string) => door.call('claimCoupon', { batchId }, { token, key })
  const use = async (couponId: string, token: string) => {
    const { code } = (await door.call('showCode', { couponId }, { token })).body
    return door.call('redeem', { code, storeId: at.store1, bill }, { token: at.clerk1 })
  }
  const erase = (token: string) => door.call('eraseMe', { confirm: 'erase' }, { token })
  const memberIdOf = async (token: string) => (await door.call('getMe', {}, { token })).body.memberId

  let made = 0
  /** A guest who told everything there is to tell, with one coupon used and one held. */
  async function fullGuest() {
    made += 1
    const [openid, nickname, phone] = [`wx-openid-${made}-secret`, `小满${made}号`, `1381234${String(5000 + made)}`]
    const token = await door.tokenOf(openid)
    const memberId = await memberIdOf(token)
    for (const purpose of ['profile', 'service'] as const) await door.call('setConsent', { purpose, given: true }, { token })
    await door.call('setConsent', { purpose: 'service', given: false }, { token })
    await door.call('updateMe', { nickname, phone }, { token })
    const batches = {
      used: (await launch({ total: 10 })).batchId,
      held: (await launch({ total: 10, perMemberPerDay: 1 })).batchId,
    }
    const used = (await claim(batches.used, token)).body.couponId
    const held = (await claim(batches.held, token)).body.couponId
    const redemption = (await use(used, token)).body
    await door.settle()
    const { maskedName } = (await door.call('getMe', {}, { token })).body
    const personal = [openid, nickname, phone]
    return { openid, nickname, phone, token, memberId, batches, used, held, redemption, maskedName, personal }
  }

  return { launch, at, bill, claim, use, erase, memberIdOf, fullGuest }
}

export type Leaving = Awaited<ReturnType<typeof newLeaving>>
