import { readCodeText } from '../../shared/offline.ts'
import { Problem } from '../../shared/problem.ts'
import { spread } from '../kernel/ids.ts'
import { secrets } from '../kernel/secrets.ts'
import { readSigned, signText } from '../kernel/signed-text.ts'
import { areDigitsOf, digitsFor } from '../kernel/typed-digits.ts'

/**
 * The code in the QR: couponId or voucherId, cycle and expiry, signed (Ed25519), so that a device without network can check it with the
 * public key. It names the cycle: a code shown before a use is worth nothing after it.
 */
export async function signCode(id: string, cycle: number, expiresAt: Date): Promise<string> {
  return signText(`${id}.${cycle}.${Math.floor(expiresAt.getTime() / 1000)}`)
}

/** Refuses with code.invalid; whether it is still good is for the caller to say. */
export async function readCode(signed: string, now: Date): Promise<{ id: string; cycle: number; expired: boolean }> {
  const code = readCodeText((await readSigned(signed)) ?? '')
  if (!code) throw new Problem('code.invalid', { field: 'code' })
  return { id: code.id, cycle: code.cycle, expired: code.until <= now.getTime() }
}

/** What a device without network checks codes with. */
export async function codeKeys(): Promise<{ kid: string; x: string }[]> {
  const { code } = await secrets()
  return Object.entries(code.keys).map(([kid, { x = '' }]) => ({ kid, x }))
}

/** Typed codes are made anew each minute and stay good for the two after it: long enough to be read over a phone. */
const windowSeconds = 60
const windowsGood = 3
/** Older ones are told from wrong ones for so many minutes, so that a slow guest costs a clerk no try. */
const windowsKnown = 15

/** What the digits are made over: the id, its cycle and the minute. */
const typedOf = (couponId: string, cycle: number, window: number) => `${couponId}.${cycle}.${window}`

const windowAt = (now: Date) => Math.floor(now.getTime() / 1000 / windowSeconds)

/** Sixteen digits in groups of four: the member's number, then the MAC; and until when it is good. */
export async function typedCode(
  number: string,
  couponId: string,
  cycle: number,
  now: Date,
): Promise<{ typed: string; until: Date }> {
  const window = windowAt(now)
  const digits = number + (await digitsFor(typedOf(couponId, cycle, window)))
  const until = new Date((window + windowsGood) * windowSeconds * 1000)
  return { typed: digits.replace(/(\d{4})(?=\d)/g, '$1 '), until }
}

/**
 * The coupon's own number, for a phone that shows nothing any more: the member's number and four digits that tell this member's
 * coupons apart. It proves nothing; only a manager may go by it, and says why.
 */
export function couponNo(number: string, couponId: string): string {
  const digits = number + String(spread(couponId, 10_000)).padStart(4, '0')
  return digits.replace(/(\d{4})(?=\d)/g, '$1 ')
}

/** Splits what was typed into the member's number and the MAC. Refuses with code.invalid. */
export function partsOf(typed: string): { number: string; digits: string } {
  const plain = typed.replace(/[ -]/g, '')
  if (!/^\d{16}$/.test(plain)) throw new Problem('code.invalid', { field: 'typedCode' })
  return { number: plain.slice(0, 8), digits: plain.slice(8) }
}

/** Whether the digits are of this minute or the two before it, or of one long enough ago that the guest has to show fresh ones. */
export async function judgeDigits(
  digits: string,
  couponId: string,
  cycle: number,
  now: Date,
): Promise<'good' | 'old' | 'wrong'> {
  const window = windowAt(now)
  for (let ago = 0; ago < windowsKnown; ago++) {
    if (await areDigitsOf(typedOf(couponId, cycle, window - ago), digits)) return ago < windowsGood ? 'good' : 'old'
  }
  return 'wrong'
}
