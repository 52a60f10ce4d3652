import { randomUUID } from 'node:crypto'
import { sessionKey } from '../../functions/kernel/session.ts'
import type { Table } from '../../functions/kernel/table/table.ts'
import type { RouteName } from '../../shared/routes.ts'

type Call = (name: RouteName, request?: object) => Promise<{ [field: string]: unknown }>

/** A merchant is admitted, and its settings are looked at and changed by a marketer. */
export async function admitMerchant(call: Call, operator: string, marketer: string): Promise<void> {
  const body = { name: 'Tide Books', zone: 'Asia/Shanghai' }
  const { merchantId } = await call('createMerchant', { token: operator, key: randomUUID(), body })
  await call('inviteMarketer', { token: operator, key: randomUUID(), path: { merchantId } })
  await call('listMerchants', { token: operator })
  const { version } = await call('getMerchant', { token: marketer })
  await call('updateMerchant', { token: marketer, body: { name: 'Harbour Tea', version } })
  const changed = await call('getMerchant', { token: marketer })
  await call('updateMerchant', { token: marketer, body: { name: 'Harbour Tea House', version: changed.version } })
}

/** How somebody becomes staff, begins to work, logs in on a desktop, and is gone again. */
export async function travelAsStaff(
  call: Call,
  table: Table,
  { storeId, staffToken }: { storeId: string; staffToken: string },
): Promise<void> {
  const { code, invitationId } = await call('inviteStaff', {
    token: staffToken,
    key: randomUUID(),
    body: { role: 'clerk', storeIds: [storeId], count: 2 },
  })
  const newcomer = await call('login', { body: { code: 'newcomer', device: 'a phone' } })
  const [token, memberId] = [String(newcomer.token), String(newcomer.memberId)]
  await call('getInvitation', { path: { code } })
  await call('acceptInvitation', { token, path: { code }, body: { name: 'Xu' } })
  await call('confirmStaff', { token: staffToken, path: { memberId }, body: { invitationId } })
  await call('startDuty', { token, path: { storeId } })
  await call('endDuty', { token, path: { storeId } })
  await call('revokeStaff', { token: staffToken, path: { memberId } })
  await call('cancelInvitation', { token: staffToken, path: { invitationId: await another(call, storeId, staffToken) } })
  const { items } = (await call('listAudit', { token: staffToken })) as { items: { operation: string }[] }
  if (items[0]?.operation !== 'cancelInvitation') throw new Error(`the audit log begins with ${JSON.stringify(items[0])}`)

  const login = await call('startDesktopLogin', { body: { device: 'a desktop' } })
  await call('getDesktopLogin', { token: staffToken, body: { ticket: login.scanTicket } })
  await call('approveDesktopLogin', { token: staffToken, body: { ticket: login.scanTicket } })
  const desktop = await call('pollDesktopLogin', { body: { ticket: login.ticket } })
  const sessions = (await call('listSessions', { token: desktop.token })) as {
    items: { sessionId: string; current: boolean }[]
  }
  const [here, other] = [true, false].map((wanted) => sessions.items.find(({ current }) => current === wanted)?.sessionId)
  // The next day.
  const session = sessionKey(String(desktop.memberId), String(here))
  await table.commit({ change: session, set: { last: '2026-01-01T00:00:00.000Z' }, when: 'always' })
  await call('getMe', { token: desktop.token })
  await call('endSession', { token: desktop.token, path: { sessionId: other } })
  await call('logout', { token: desktop.token })
}

async function another(call: Call, storeId: string, token: string): Promise<unknown> {
  return (await call('inviteStaff', { token, body: { role: 'clerk', storeIds: [storeId] } })).invitationId
}
