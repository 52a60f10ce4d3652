import { dueAt } from '../../functions/kernel/due.ts'
import type { Table } from '../../functions/kernel/table/table.ts'
import type { RouteName } from '../../shared/routes.ts'

type Call = (name: RouteName, request?: { token?: string; body?: object }) => Promise<{ [field: string]: unknown }>

/** What a member allows and tells, and takes back. */
export async function tellAndTakeBack(call: Call, token: string): Promise<void> {
  await call('setConsent', { token, body: { purpose: 'profile', given: true } })
  await call('updateMe', { token, body: { nickname: 'Ada', phone: '+44 7700 900123' } })
  await call('updateMe', { token, body: { phone: null } })
  await call('setConsent', { token, body: { purpose: 'profile', given: false } })
  await call('listConsents', { token })
}

/** The last of a member: all that is kept, and that it is kept no longer; and of one who never told a name. */
export async function exportAndErase(call: Call, token: string): Promise<void> {
  await call('setConsent', { token, body: { purpose: 'profile', given: true } })
  await call('updateMe', { token, body: { nickname: 'Ada', phone: '+44 7700 900123' } })
  await call('exportMe', { token })
  await call('eraseMe', { token, body: { confirm: 'erase' } })
  const nameless = String((await call('login', { body: { code: 'nameless' } })).token)
  await call('eraseMe', { token: nameless, body: { confirm: 'erase' } })
}

/** As after a crash in the middle of an erasure: the jobs have something to finish. */
export async function leaveUnfinished(table: Table, memberId: string): Promise<void> {
  const erasedAt = new Date(0).toISOString()
  const due = dueAt(memberId, erasedAt, 'erasure')
  await table.commit({ put: { pk: `MEMBER#${memberId}`, sk: 'ERASURE', memberId, erasedAt, ...due }, when: 'always' })
}
