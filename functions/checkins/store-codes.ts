import { Recent } from '../kernel/recent.ts'
import { readSigned, signText } from '../kernel/signed-text.ts'
import { areDigitsOf, digitsFor } from '../kernel/typed-digits.ts'

/** A live QR is made anew so often, and stays good for one window more: half a minute at least, a minute at most. */
export const refreshSeconds = 30
const windowsGood = 2

const windowAt = (now: Date, seconds: number) => Math.floor(now.getTime() / 1000 / seconds)

/** What a QR of ours says: which store, and for a live one in which half minute it was shown. */
export interface StoreQr {
  storeId: string
  /** When it was first shown, and from when on it is worth nothing; absent on a printed sign. */
  shown?: { from: Date; to: Date }
}

/** The QR on the screen of a store in this half minute, and when the next one comes. */
export async function liveQr(storeId: string, now: Date): Promise<{ qr: string; expiresAt: Date }> {
  const window = windowAt(now, refreshSeconds)
  const expiresAt = new Date((window + 1) * refreshSeconds * 1000)
  return { qr: await signText(`${storeId}.${window}`), expiresAt }
}

/** The QR of a printed sign: the same for good. */
export const signQr = (storeId: string) => signText(`${storeId}.sign`)

/** Five hundred guests scan the same QR: it is verified once. */
const read = new Recent<string>(2000)
const readSeconds = 120

/** Undefined for what is none of ours; whether it is still good is for the caller to say. */
export async function readStoreQr(qr: string, now: Date): Promise<StoreQr | undefined> {
  const text = await read.or(qr, now, readSeconds, () => readSigned(qr))
  const match = /^([a-z]{3}_[\w-]{1,80})\.(sign|\d{1,12})$/.exec(text ?? '')
  if (!match) return undefined
  const [, storeId = '', shown = ''] = match
  if (shown === 'sign') return { storeId }
  const from = new Date(Number(shown) * refreshSeconds * 1000)
  return { storeId, shown: { from, to: new Date(from.getTime() + windowsGood * refreshSeconds * 1000) } }
}

/** Typed codes are made anew each minute and stay good for the two after it: long enough to be read aloud and typed. */
const typedSeconds = 60
const typedGood = 3

/** What the digits are made over: the store and the minute. */
const typedOf = (storeId: string, window: number) => `store.${storeId}.${window}`

/** In groups of four, and until when it is good. */
export async function storeCode(storeId: string, now: Date): Promise<{ storeCode: string; until: Date }> {
  const window = windowAt(now, typedSeconds)
  const digits = await digitsFor(typedOf(storeId, window))
  return {
    storeCode: `${digits.slice(0, 4)} ${digits.slice(4)}`,
    until: new Date((window + typedGood) * typedSeconds * 1000),
  }
}

/** Older ones are told from wrong ones for so many minutes: who typed slowly is told so, and it costs no try. */
const typedKnown = 15

/** Whether the digits were shown in the store in that minute or the two before it. */
export async function judgeStoreCode(storeId: string, typed: string, at: Date): Promise<'good' | 'old' | 'wrong'> {
  const digits = typed.replace(/[ -]/g, '')
  const window = windowAt(at, typedSeconds)
  for (let ago = 0; ago < typedKnown; ago++)
    if (await areDigitsOf(typedOf(storeId, window - ago), digits)) return ago < typedGood ? 'good' : 'old'
  return 'wrong'
}
