import { createPublicKey, type KeyObject, sign } from 'node:crypto'

/** What stands in a certificate that vouches for itself. `serial` is hexadecimal and positive. */
export interface Subject {
  serial: string
  name: string
  notBefore: Date
  notAfter: Date
  privateKey: KeyObject
}

/** A real X.509 certificate as PEM (RSA, SHA-256). Node reads certificates and makes none, so its few fields are written here. */
export function selfSigned({ serial, name, notBefore, notAfter, privateKey }: Subject): string {
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from(serial, 'hex')),
    rsaWithSha256,
    named(name),
    sequence(time(notBefore), time(notAfter)),
    named(name),
    publicKey,
  )
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)]))
  const base64 = sequence(body, rsaWithSha256, signature).toString('base64')
  return `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content])
  const size = Buffer.from(length.toString(16).padStart(length > 0xff ? 4 : 2, '0'), 'hex')
  return Buffer.concat([Buffer.from([tag, 0x80 | size.length]), size, content])
}

const sequence = (...parts: Buffer[]) => der(0x30, Buffer.concat(parts))

/** 1.2.840.113549.1.1.11 with no parameters. */
const rsaWithSha256 = sequence(der(0x06, Buffer.from('2a864886f70d01010b', 'hex')), der(0x05, Buffer.alloc(0)))

/** One common name (2.5.4.3) as UTF-8. */
const named = (name: string) =>
  sequence(der(0x31, sequence(der(0x06, Buffer.from('550403', 'hex')), der(0x0c, Buffer.from(name, 'utf8')))))

/** GeneralizedTime, in whole seconds. */
const time = (at: Date) => der(0x18, Buffer.from(at.toISOString().replace(/[-:T]|\.\d+/g, ''), 'ascii'))
