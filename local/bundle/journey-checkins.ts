import type { RouteName } from '../../shared/routes.ts'

type Call = (name: RouteName, request?: object) => Promise<{ [field: string]: unknown }>

/** A guest scans what the counter shows, and looks at the visit. */
export async function checkInOnce(call: Call, token: string, staffToken: string, storeId: string) {
  const { qr } = await call('getStoreCode', { token: staffToken, path: { storeId } })
  const { visitId } = await call('checkIn', { token, body: { qr } })
  await call('listMyVisits', { token })
  await call('getVisit', { token, path: { visitId: String(visitId) } })
}
