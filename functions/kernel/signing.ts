import { type CryptoKey, importJWK, type JWK } from 'jose'
import type { KeyRing } from './secrets.ts'

/** The algorithm is pinned: no token chooses its own. */
export const algorithm = 'EdDSA'

const imported = new WeakMap<KeyRing, { sign: Map<string, Promise<CryptoKey>>; verify: Map<string, Promise<CryptoKey>> }>()

export async function signingKey(ring: KeyRing): Promise<{ kid: string; key: CryptoKey }> {
  const jwk = ring.keys[ring.current]
  if (!jwk) throw new Error('the key ring has no current key')
  return { kid: ring.current, key: await once(cacheOf(ring).sign, ring.current, jwk) }
}

/** The public half of the key a header names; a name that the ring does not hold is an error. */
export async function verifyingKey(ring: KeyRing, kid: string | undefined): Promise<CryptoKey> {
  const jwk = kid !== undefined && Object.hasOwn(ring.keys, kid) ? ring.keys[kid] : undefined
  if (kid === undefined || !jwk) throw new Error('unknown key')
  const { d: _private, ...open } = jwk
  return once(cacheOf(ring).verify, kid, open)
}

function cacheOf(ring: KeyRing) {
  const known = imported.get(ring) ?? { sign: new Map(), verify: new Map() }
  imported.set(ring, known)
  return known
}

function once(cache: Map<string, Promise<CryptoKey>>, kid: string, jwk: JWK): Promise<CryptoKey> {
  const known = cache.get(kid) ?? (importJWK(jwk, algorithm) as Promise<CryptoKey>)
  cache.set(kid, known)
  return known
}
