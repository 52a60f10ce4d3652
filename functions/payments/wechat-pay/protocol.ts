import {
  type CipherGCMTypes,
  constants,
  createDecipheriv,
  createPublicKey,
  createSign,
  createVerify,
  type KeyObject,
  publicEncrypt,
} from 'node:crypto'
import type { Headers } from '../channel.ts'

/** WeChat Pay v3 on the wire, without a network, a clock or chance (docs/decisions/0017). Source: ../shared/facts/wechatpay.md, 1.1 to 1.7. */

/** Whoever signs for the merchant: in service-provider mode the provider. */
export interface Signer {
  mchid: string
  /** Of the merchant's API certificate, not of WeChat's. */
  serial: string
  privateKey: KeyObject
}

/** Serial of a certificate, or id of a public key -> the key. A Map: no serial reaches a prototype. */
export type PlatformKeys = ReadonlyMap<string, KeyObject>

/** Certificates and public keys side by side: during WeChat's change from one to the other either may sign. */
export function platformKeysOf(pems: { [serial: string]: string }): PlatformKeys {
  return new Map(Object.entries(pems).map(([serial, pem]) => [serial, createPublicKey(pem)]))
}

export interface Request {
  method: string
  /** With its query, exactly as it is sent. */
  path: string
  /** The bytes that are sent, once serialised; empty where there are none. */
  body: string
}

const scheme = 'WECHATPAY2-SHA256-RSA2048'

/** The value of the header Authorization. `nonce`: any, at most 32 characters. */
export function authorizationOf(request: Request, signer: Signer, now: Date, nonce: string): string {
  const timestamp = secondsOf(now)
  const message = linesOf(request.method, request.path, timestamp, nonce, request.body)
  const fields = {
    mchid: signer.mchid,
    nonce_str: nonce,
    signature: sign(message, signer.privateKey),
    timestamp,
    serial_no: signer.serial,
  }
  const said = Object.entries(fields).map(([name, value]) => `${name}="${value}"`)
  return `${scheme} ${said.join(',')}`
}

/** What wx.requestPayment takes; its timeStamp is text. */
export function payment(appId: string, prepayId: string, privateKey: KeyObject, now: Date, nonceStr: string) {
  const timeStamp = secondsOf(now)
  const order = `prepay_id=${prepayId}`
  const paySign = sign(linesOf(appId, timeStamp, nonceStr, order), privateKey)
  return { timeStamp, nonceStr, package: order, signType: 'RSA' as const, paySign }
}

export type Verdict = { genuine: true; serial: string } | { genuine: false; reason: Forgery }
export type Forgery =
  | 'header.missing'
  | 'timestamp.malformed'
  | 'timestamp.stale'
  | 'timestamp.future'
  | 'serial.unknown'
  | 'signature.malformed'
  | 'signature.wrong'

const tolerated = 300
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/**
 * Whether WeChat Pay said this, and just now: of a callback and of an answer alike. Nothing of the body may be read before. What begins
 * with WECHATPAY/SIGNTEST/ is WeChat's own probe: a signature like any other, and wrong.
 */
export function verify(headers: Headers, body: Buffer, keys: PlatformKeys, now: Date): Verdict {
  const timestamp = headers['wechatpay-timestamp']
  const nonce = headers['wechatpay-nonce']
  const signature = headers['wechatpay-signature']
  const serial = headers['wechatpay-serial']
  if (!timestamp || !nonce || !signature || !serial) return forged('header.missing')
  // Digits only, since no comparison catches what is not a number.
  if (!/^\d{1,12}$/.test(timestamp)) return forged('timestamp.malformed')
  const ageSeconds = now.getTime() / 1000 - Number(timestamp)
  if (ageSeconds > tolerated) return forged('timestamp.stale')
  if (ageSeconds < -tolerated) return forged('timestamp.future')
  const key = keys.get(serial)
  if (!key) return forged('serial.unknown')
  if (!base64.test(signature)) return forged('signature.malformed')
  const message = createVerify('RSA-SHA256').update(`${timestamp}\n${nonce}\n`).update(body).update('\n')
  return message.verify(key, signature, 'base64') ? { genuine: true, serial } : forged('signature.wrong')
}

export interface Sealed {
  algorithm: string
  ciphertext: string
  nonce: string
  associated_data?: string | undefined
}

export type Opened = { open: true; text: string } | { open: false; reason: Unopened }
export type Unopened = 'sealed.algorithm' | 'sealed.key' | 'sealed.nonce' | 'sealed.short' | 'sealed.wrong'

const tagLength = 16

/** Opens what a callback carries. `apiV3Key`: 32 bytes of ASCII, as they are. */
export function open(sealed: Sealed, apiV3Key: Buffer): Opened {
  if (apiV3Key.length !== 32) return { open: false, reason: 'sealed.key' }
  return decrypt(sealed, apiV3Key)
}

/** The same with a key of any length: some of the published examples have short ones. Never for what came in. */
export function decrypt(sealed: Sealed, key: Buffer): Opened {
  if (sealed.algorithm !== 'AEAD_AES_256_GCM') return { open: false, reason: 'sealed.algorithm' }
  const nonce = Buffer.from(sealed.nonce, 'utf8')
  if (nonce.length !== 12) return { open: false, reason: 'sealed.nonce' }
  const bytes = Buffer.from(sealed.ciphertext, 'base64')
  if (bytes.length <= tagLength) return { open: false, reason: 'sealed.short' }
  try {
    const opening = createDecipheriv(`aes-${key.length * 8}-gcm` as CipherGCMTypes, key, nonce, { authTagLength: tagLength })
    opening.setAAD(Buffer.from(sealed.associated_data ?? '', 'utf8'))
    opening.setAuthTag(bytes.subarray(-tagLength))
    const text = Buffer.concat([opening.update(bytes.subarray(0, -tagLength)), opening.final()])
    return { open: true, text: text.toString('utf8') }
  } catch {
    // final() says so by throwing: another key, nonce, tag or associated data.
    return { open: false, reason: 'sealed.wrong' }
  }
}

/** A field that only WeChat Pay may read: OAEP with SHA-1, as its own SDKs do it (one page of its FAQ says SHA-256). */
export function seal(text: string, key: KeyObject): string {
  const how = { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' }
  return publicEncrypt(how, Buffer.from(text, 'utf8')).toString('base64')
}

function sign(message: string, privateKey: KeyObject): string {
  return createSign('RSA-SHA256').update(message).sign(privateKey, 'base64')
}

/** Every line ends, the last one too. */
function linesOf(...lines: string[]): string {
  return lines.map((line) => `${line}\n`).join('')
}

function secondsOf(now: Date): string {
  return String(Math.floor(now.getTime() / 1000))
}

function forged(reason: Forgery): Verdict {
  return { genuine: false, reason }
}
