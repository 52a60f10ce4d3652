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
