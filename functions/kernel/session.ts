import { jwtVerify, SignJWT } from 'jose'
import { Problem } from '../../shared/problem.ts'
import { clock } from './clock.ts'
import { Recent } from './recent.ts'
import { secrets } from './secrets.ts'
import { algorithm, signingKey, verifyingKey } from './signing.ts'

const issuer = 'footfall'
const audience = 'footfall-api'
const lifetimeDays = 30
const verified = new Recent<string>(10_000)

/** A bearer token that says who, and nothing else: roles are looked up, so that they can be taken away. */
export async function openSession(memberId: string, now: Date): Promise<{ token: string; expiresAt: Date }> {
  const { session } = await secrets()
  const { kid, key } = await signingKey(session)
  const expiresAt = new Date(now.getTime() + lifetimeDays * 86_400_000)
  const token = await new SignJWT()
    .setProtectedHeader({ alg: algorithm, kid })
    .setSubject(memberId)
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt(Math.floor(now.getTime() / 1000))
    .setExpirationTime(Math.floor(expiresAt.getTime() / 1000))
    .sign(key)
  return { token, expiresAt }
}

/** The member a token speaks for. An Ed25519 verification costs about 150 µs of CPU, so a token that passed is remembered. */
export async function memberOf(token: string): Promise<string> {
  const now = clock.now()
  const known = verified.get(token, now)
  if (known) return known
  const { session } = await secrets()
  try {
    const { payload } = await jwtVerify(token, (header) => verifyingKey(session, header.kid), {
      algorithms: [algorithm],
      issuer,
      audience,
      currentDate: now,
      requiredClaims: ['sub', 'exp'],
    })
    const memberId = String(payload.sub)
    verified.keep(token, memberId, new Date(Number(payload.exp) * 1000))
    return memberId
  } catch {
    // Every way a token can be wrong is one answer: the caller learns nothing about which.
    throw new Problem('session.invalid')
  }
}
