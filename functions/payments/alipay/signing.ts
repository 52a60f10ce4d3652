import { createSign, createVerify, type KeyObject } from 'node:crypto'

/** Alipay's RSA2 (SHA-256 with RSA) over text. No other kind is known here, whatever a message says of itself. */

/** `a=1&b=2`, in the order of the names, nothing encoded: what is signed of a request, and of a notice. */
export function listed(fields: { [name: string]: string }): string {
  const names = Object.keys(fields).sort()
  return names.map((name) => `${name}=${fields[name]}`).join('&')
}

export function signed(text: string, privateKey: KeyObject): string {
  return createSign('RSA-SHA256').update(text, 'utf8').sign(privateKey, 'base64')
}

export function isSigned(text: string, signature: string, alipayKey: KeyObject): boolean {
  return createVerify('RSA-SHA256').update(text, 'utf8').verify(alipayKey, signature, 'base64')
}

/**
 * The object that an answer carries under this name, byte for byte as it was signed, and its signature. Only these bytes may be read:
 * a second object of the same name further back would be what JSON.parse of the whole answer sees.
 */
export function signedPart(answer: string, name: string): { text: string; signature: string | undefined } | undefined {
  const start = answer.indexOf(`"${name}"`)
  const open = answer.indexOf('{', start + name.length)
  const behind = answer.lastIndexOf('"sign"')
  const close = answer.lastIndexOf('}', behind < 0 ? answer.lastIndexOf('}') - 1 : behind)
  if (start < 0 || open < 0 || close < open) return undefined
  const signature = behind < 0 ? undefined : /^"sign"\s*:\s*"([A-Za-z0-9+/=]+)"/.exec(answer.slice(behind))?.[1]
  return { text: answer.slice(open, close + 1), signature }
}
