import nacl from 'tweetnacl'
import { randomBytes } from '../platform/random'
import { base64url, bytesOf, utf8 } from './bytes'

/** A key (Ed25519) that never leaves this phone, by its seed, and what others may know of it. */
export async function newSeed(): Promise<{ seed: string; publicKey: string }> {
  const seed = await randomBytes(32)
  return { seed: base64url(seed), publicKey: base64url(nacl.sign.keyPair.fromSeed(seed).publicKey) }
}

export function signed(seed: string, text: string): string {
  const { secretKey } = nacl.sign.keyPair.fromSeed(bytesOf(seed) as Uint8Array)
  return base64url(nacl.sign.detached(utf8(text), secretKey))
}
