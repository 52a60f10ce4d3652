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
