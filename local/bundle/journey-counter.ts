import type { RouteName } from '../../shared/routes.ts'
import { newKeys, queued, syncOf } from '../testing/offline-device.ts'

type Request = { token?: string; path?: { [field: string]: string }; body?: object }
type Call = (name: RouteName, request?: Request) => Promise<{ [field: string]: unknown }>

/** A guest with a dead phone, one coupon used and undone three times, and somebody who says what that was. */
export async function hardCases(
  call: Call,
  feed: () => Promise<void>,
  people: { boss: string; other: string },
  couponId: string,
  storeId: string,
): Promise<void> {
  const { boss: token, other } = people
  const bill = { totalFen: 2000 }
  await call('previewByOrder', { token, body: { orderId: couponId, storeId, bill } })
  for (let nth = 0; nth < 3; nth++) {
    const body = { orderId: couponId, storeId, bill, reason: 'a dead phone' }
    const { redemptionId } = (await call('redeemByOrder', { token, body })) as { redemptionId: string }
    await call('undoRedemption', { token, path: { redemptionId }, body: { reason: 'a mistake' } })
  }
  await feed()
  const { items } = (await call('listExceptions', { token: other })) as { items: { exceptionId: string; count: number }[] }
  const [exception] = items
  if (!exception) throw new Error('the feed derived no exception')
  await call('resolveException', { token: other, path: { exceptionId: exception.exceptionId }, body: { action: 'explained' } })
}

/** A counter without network that redeems a coupon of five off twice: one use, which is undone, and one conflict. */
export async function useOffline(
  call: Call,
  feed: () => Promise<void>,
  { guest, boss: token, other }: { guest: string; boss: string; other: string },
  couponId: string,
  storeId: string,
): Promise<void> {
  const { publicKey, privateKey } = newKeys()
  const { deviceId } = (await call('registerDevice', { token, body: { storeId, publicKey } })) as { deviceId: string }
  const { code } = (await call('showCode', { token: guest, body: { couponId } })) as { code: string }
  const use = { code, at: new Date().toISOString(), fen: 500, bill: { totalFen: 2000 } }
  const first = queued(deviceId, privateKey, use)
  const body = syncOf(deviceId, privateKey, [first, queued(deviceId, privateKey, use, first)], new Date().toISOString())
  const { results } = (await call('syncRedemptions', {
    token,
    path: { deviceId },
    body: { ...body, deviceId: undefined },
  })) as {
    results: { state: string; redemptionId: string; exceptionId: string }[]
  }
  if (results.map(({ state }) => state).join() !== 'done,conflict')
    throw new Error(`it was answered ${JSON.stringify(results)}`)
  await feed()
  const path = { redemptionId: results[0]?.redemptionId ?? '' }
  await call('undoRedemption', { token, path, body: { reason: 'a mistake' } })
  const told = { path: { exceptionId: results[1]?.exceptionId ?? '' }, body: { action: 'borne' } }
  await call('resolveException', { token: other, ...told })
}
