import { createPublicKey, X509Certificate } from 'node:crypto'
import { publishedVectors, type Vector } from '../../testing/facts.ts'
import { testKeys } from '../../testing/test-keys.ts'
import { type Arrived, admit } from './admission.ts'
import { answerMessage, isSignatureOf, sealed, signatureOf } from './wire.ts'

/** What WeChat Pay published itself: the gateway's crypto is held to it apart from the product's. */
const vectors = publishedVectors()
const withVectors = vectors ? test : test.skip

function vector(id: string): Vector {
  const found = vectors?.get(id)
  if (!found) throw new Error(`there is no published example ${id}`)
  return found
}

withVectors('the published request is admitted, and nothing that differs from it by a letter', async () => {
  const { input, expected } = vector('request-sign-jsapi-body')
  const keys = await testKeys()
  const publicKey = createPublicKey(String(input.private_key_pem)).export({ type: 'spki', format: 'pem' }).toString()
  const merchant = { ...keys.wechatPay.merchant, publicKey, serial: String(input.serial_no) }
  const theirs = { ...keys, wechatPay: { ...keys.wechatPay, mchid: String(input.mchid), merchant } }
  const headers = {
    ...{ accept: 'application/json', 'content-type': 'application/json', 'user-agent': 'docs' },
    authorization: String(expected.authorization),
  }
  const arrived: Arrived = { method: 'POST', target: String(input.url_path), headers, body: Buffer.from(String(input.body)) }
  const then = new Date(Number(input.timestamp) * 1000)
  expect(admit(arrived, theirs, then).mchid).toBe(input.mchid)
  const others: Partial<Arrived>[] = [
    { method: 'PUT' },
    { target: `${input.url_path}?` },
    { body: Buffer.from(`${input.body} `) },
    { headers: { ...headers, authorization: headers.authorization.replace('1554208460', '1554208461') } },
  ]
  for (const other of others) expect(() => admit({ ...arrived, ...other }, theirs, then)).toThrow('签名错误')
})

withVectors('the published signatures are what it writes and what it takes', () => {
  const { input, expected } = vector('go-sha256-rsa-sign-source')
  const source = Buffer.from(String(input.message))
  expect(signatureOf(source, String(input.private_key_pem))).toBe(expected.signature)
  const publicKey = new X509Certificate(String(input.certificate_pem)).publicKey
    .export({ type: 'spki', format: 'pem' })
    .toString()
  expect(isSignatureOf(source, String(expected.signature), publicKey)).toBe(true)
  expect(isSignatureOf(Buffer.from('other'), String(expected.signature), publicKey)).toBe(false)
  expect(isSignatureOf(source, '', publicKey)).toBe(false)
})

withVectors('a published callback is spelled as it spells its own', () => {
  const { input } = vector('go-notification-full')
  const { headers, body, certificate_pem } = input
  const message = answerMessage(String(headers['Wechatpay-Timestamp']), String(headers['Wechatpay-Nonce']), String(body))
  expect(isSignatureOf(message, String(headers['Wechatpay-Signature']), String(certificate_pem))).toBe(true)
  expect(
    isSignatureOf(Buffer.concat([message, Buffer.from('\n')]), String(headers['Wechatpay-Signature']), String(certificate_pem)),
  ).toBe(false)
})

withVectors('what it seals is what WeChat Pay’s own library sealed', () => {
  const { input, expected } = vector('java-aead-message')
  const { api_v3_key, associated_data, nonce, ciphertext } = input
  expect(sealed(String(expected.plaintext), String(api_v3_key), String(associated_data), nonce).ciphertext).toBe(ciphertext)
})
