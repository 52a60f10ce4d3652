import { CompactSign, compactVerify } from 'jose'
import { clock } from './clock.ts'
import { Recent } from './recent.ts'
import { secrets } from './secrets.ts'
import { algorithm, signingKey, verifyingKey } from './signing.ts'

/**
 * What was signed here or found genuine not long ago: to look at a code and then to redeem it asks twice about one text, and each Ed25519
 * verification costs 150 µs of CPU.
 */
const genuine = new Recent<string>(10_000)
const rememberMs = 120_000

/**
 * A short text under our signature (Ed25519, the ring of codes), for a QR. What it is for stands in the text itself: each reader takes
 * only those of its own form.
 */
export async function signText(text: string): Promise<string> {
  const { code } = await secrets()
  const { kid, key } = await signingKey(code)
  const signed = await new CompactSign(new TextEncoder().encode(text)).setProtectedHeader({ alg: algorithm, kid }).sign(key)
  remember(signed, text)
  return signed
}

/** The text; undefined for what is not signed by us: a wrong key, a wrong algorithm, a cut text are one answer. */
export async function readSigned(signed: string): Promise<string | undefined> {
  const known = genuine.get(signed, clock.now())
  if (known !== undefined) return known
  const { code } = await secrets()
  try {
    const { payload } = await compactVerify(signed, (header) => verifyingKey(code, header.kid), { algorithms: [algorithm] })
    const text = new TextDecoder().decode(payload)
    remember(signed, text)
    return text
  } catch {
    return undefined
  }
}

function remember(signed: string, text: string): void {
  genuine.keep(signed, text, new Date(clock.now().getTime() + rememberMs))
}
