import { CompactSign, compactVerify } from 'jose'
import { secrets } from './secrets.ts'
import { algorithm, signingKey, verifyingKey } from './signing.ts'

/**
 * A short text under our signature (Ed25519, the ring of codes), for a QR. What it is for stands in the text itself: each reader takes
 * only those of its own form.
 */
export async function signText(text: string): Promise<string> {
  const { code } = await secrets()
  const { kid, key } = await signingKey(code)
  return new CompactSign(new TextEncoder().encode(text)).setProtectedHeader({ alg: algorithm, kid }).sign(key)
}

/** The text; undefined for what is not signed by us: a wrong key, a wrong algorithm, a cut text are one answer. */
export async function readSigned(signed: string): Promise<string | undefined> {
  const { code } = await secrets()
  try {
    const { payload } = await compactVerify(signed, (header) => verifyingKey(code, header.kid), { algorithms: [algorithm] })
    return new TextDecoder().decode(payload)
  } catch {
    return undefined
  }
}
