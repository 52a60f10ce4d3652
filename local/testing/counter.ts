import type { FrontDoor } from './front-door.ts'

/** A guest with a coupon, and the counter of the first seeded store, for tests. */
export async function newCounter(door: FrontDoor) {
  const [clerk1, clerk2, manager] = await Promise.all(['seed-clerk-1', 'seed-clerk-2', 'seed-manager'].map(door.tokenOf))
  const storeOf = async (token: string | undefined) =>
    (await door.call('getMe', {}, { token })).body.roles[0]?.storeIds[0] ?? 'sto_none'
  const [store1, store2] = await Promise.all([storeOf(clerk1), storeOf(clerk2)])

  async function claimed(batchId: string, openid: string) {
    const token = await door.tokenOf(openid)
    const { couponId } = (await door.call('claimCoupon', { batchId }, { token })).body
    const code = async () => (await door.call('showCode', { couponId }, { token })).body
    return { token, couponId, code }
  }

  return { clerk1, clerk2, manager, store1, store2, claimed }
}

export type CounterSide = Awaited<ReturnType<typeof newCounter>>
