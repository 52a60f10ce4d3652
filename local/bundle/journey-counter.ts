import type { RouteName } from '../../shared/routes.ts'

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
