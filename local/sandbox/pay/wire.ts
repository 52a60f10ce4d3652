import { constants, createCipheriv, privateDecrypt, randomBytes, sign, verify } from 'node:crypto'

/** WeChat Pay v3's own side of signing and sealing, from its published rules; it shares no line with the product's. */

export function requestMessage(method: string, target: string, timestamp: string, nonce: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${method}\n${target}\n${timestamp}\n${nonce}\n`), body, Buffer.from('\n')])
}

/** Of an answer and of a callback alike; a body that is empty keeps its line end. */
export const answerMessage = (timestamp: string, nonce: string, body: string): Buffer =>
  Buffer.from(`${timestamp}\n${nonce}\n${body}\n`)

/** RSASSA-PKCS1-v1_5 with SHA-256, base64. */
export const signatureOf = (message: Buffer, privateKey: string): string =>
  sign('sha256', message, privateKey).toString('base64')

export function isSignatureOf(message: Buffer, signature: string, publicKey: string): boolean {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(signature) || signature.length % 4 !== 0) return false
  return verify('sha256', message, publicKey, Buffer.from(signature, 'base64'))
}

export interface Sealed {
  algorithm: 'AEAD_AES_256_GCM'
  ciphertext: string
  associated_data?: string
  nonce: string
}

/** AEAD_AES_256_GCM: the 32 characters of the key as they are, the tag behind the text. */
export function sealed(text: string, apiV3Key: string, associatedData: string, nonce = newNonce(12)): Sealed {
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(apiV3Key, 'utf8'), Buffer.from(nonce, 'utf8'))
  cipher.setAAD(Buffer.from(associatedData, 'utf8'))
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64')
  return { algorithm: 'AEAD_AES_256_GCM', ciphertext, associated_data: associatedData, nonce }
}

/** A field that the merchant encrypted for the key of ours that it named: RSA-OAEP with SHA-1, as the SDKs do it. Throws where it is not. */
export const openedField = (base64: string, privateKey: string): string =>
  privateDecrypt(
    { key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' },
    Buffer.from(base64, 'base64'),
  ).toString('utf8')

export const newNonce = (length: number): string => randomBytes(length).toString('hex').slice(0, length).toUpperCase()

/** `2026-01-01T10:00:00+08:00`: how WeChat writes an instant. */
export const beijing = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().replace(/\.\d+Z$/, '+08:00')
