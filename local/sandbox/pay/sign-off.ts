import type { Forgery } from '../faults.ts'
import type { ChannelKeys, KeyPair } from './keys.ts'
import { answerMessage, newNonce, signatureOf } from './wire.ts'

export interface Signed {
  headers: { [name: string]: string }
  /** Other than what was signed only where a fault says so. */
  body: string
}

/** Signs an answer or a callback with the key of this serial, or signs it wrongly as it is asked to. */
export function signOff(body: string, serial: string, keys: ChannelKeys, now: Date, forgery?: Forgery): Signed {
  const { platform, pinned } = keys.wechatPay
  const by: KeyPair & { serial: string } = pick(forgery === 'cut-over' ? otherOf(serial, keys) : serial, platform, pinned)
  const timestamp = String(Math.floor(now.getTime() / 1000) + (ageSeconds[forgery ?? ''] ?? 0))
  const nonce = newNonce(32)
  const signature = signatureOf(answerMessage(timestamp, nonce, forgery === 'other-body' ? `${body} ` : body), by.privateKey)
  const headers: { [name: string]: string } = {
    'Wechatpay-Timestamp': timestamp,
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Serial': by.serial,
    'Wechatpay-Signature': signature,
    'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
  }
  if (forgery === undefined) return { headers, body }
  const wrong = { ...headers, ...replaced(forgery, headers) }
  const dropped = forgery === 'unsigned' ? Object.keys(wrong) : Object.keys(wrong).filter((name) => name === missing[forgery])
  for (const name of dropped) delete wrong[name]
  return { headers: wrong, body: forgery === 'reserialised' ? respelled(body) : body }
}

const replaced = (forgery: Forgery, headers: { [name: string]: string }): { [name: string]: string } => {
  const signature = headers['Wechatpay-Signature'] ?? ''
  if (forgery === 'corrupted') return { 'Wechatpay-Signature': (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1) }
  if (forgery === 'signtest') return { 'Wechatpay-Signature': `WECHATPAY/SIGNTEST/${signature.slice(19)}` }
  if (forgery === 'unknown-serial') return { 'Wechatpay-Serial': '5'.repeat(40) }
  if (forgery === 'proto-serial') return { 'Wechatpay-Serial': '__proto__' }
  if (forgery === 'not-a-number') return { 'Wechatpay-Timestamp': 'now' }
  return {}
}

/** A replay of an hour ago, and a clock an hour ahead; both are truly signed. */
const ageSeconds: { [forgery: string]: number } = { stale: -3600, future: 3600 }

const missing: { [forgery in Forgery]?: string } = {
  'no-timestamp': 'Wechatpay-Timestamp',
  'no-nonce': 'Wechatpay-Nonce',
  'no-signature': 'Wechatpay-Signature',
  'no-serial': 'Wechatpay-Serial',
}

function pick<Pair extends { serial: string }>(serial: string, first: Pair, second: Pair): Pair {
  return serial === first.serial ? first : second
}

/** While a merchant is moved to the public key, either of the two may sign, whatever was asked for. */
const otherOf = (serial: string, { wechatPay: { platform, pinned } }: ChannelKeys) =>
  serial === platform.serial ? pinned.serial : platform.serial

/** The same JSON in another spelling, as a middleware that parses and writes it again would hand it on. */
const respelled = (body: string) => (body === '' ? ' ' : JSON.stringify(JSON.parse(body), null, 1))
