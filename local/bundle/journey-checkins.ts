import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import type { RouteName } from '../../shared/routes.ts'

type Call = (name: RouteName, request?: object) => Promise<{ [field: string]: unknown }>

/** A guest whose phone has no network signs what the counter shows, sends it later, and looks at the visit. */
export async function checkInOnce(call: Call, guest: { token: string; memberId: string }, staffToken: string, storeId: string) {
  const { token, memberId } = guest
  const rules = await call('getCheckInRules', { token: staffToken })
  await call('setCheckInRules', { token: staffToken, body: rules })
  const { storeCode } = await call('getStoreCode', { token: staffToken, path: { storeId } })
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const phoneId = randomUUID()
  await call('setConsent', { token, body: { purpose: 'device', given: true } })
  const { x } = publicKey.export({ format: 'jwk' })
  // With the sixth the oldest is forgotten.
  for (const one of [1, 2, 3, 4, 5].map(() => randomUUID()).concat(phoneId))
    await call('registerPhone', { token, body: { phoneId: one, publicKey: x } })
  const text = JSON.stringify({ v: 1, memberId, at: new Date().toISOString(), nonce: randomUUID(), storeId, storeCode })
  const signature = sign(null, Buffer.from(text), privateKey).toString('base64url')
  const { visitId } = await call('checkIn', { token, body: { phoneId, signedProof: { text, signature } } })
  // Digits alone wait for somebody of the merchant.
  await call('listReviews', { token: staffToken })
  const reason = 'seen at the counter'
  await call('decideReview', { token: staffToken, path: { visitId: String(visitId) }, body: { decision: 'approved', reason } })
  await call('listMyVisits', { token })
  await call('getVisit', { token, path: { visitId: String(visitId) } })
}
