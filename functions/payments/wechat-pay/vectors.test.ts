import { createPrivateKey, createPublicKey, createSign, createVerify } from 'node:crypto'
import { publishedVectors, type Vector } from '../../../local/testing/facts.ts'
import { authorizationOf, decrypt, open, payment, platformKeysOf, verify } from './protocol.ts'

const vectors = publishedVectors()
const test = vectors ? it : it.skip

function vector(id: string): Vector {
  const found = vectors?.get(id)
  if (!found) throw new Error(`there is no published example ${id}`)
  return found
}

const at = (seconds: string | number) => new Date(Number(seconds) * 1000)

test('signs a request as the documentation does, letter by letter', () => {
  const { input, expected } = vector('request-sign-jsapi-body')
  const signer = {
    mchid: input.mchid as string,
    serial: input.serial_no as string,
    privateKey: createPrivateKey(input.private_key_pem as string),
  }
  const request = { method: input.method as string, path: input.url_path as string, body: input.body as string }
  const authorization = authorizationOf(request, signer, at(input.timestamp as string), input.nonce_str as string)
  expect(authorization).toBe(expected.authorization)
  for (const other of [{ path: `${request.path}?` }, { body: `${request.body} ` }, { method: 'GET' }])
    expect(
      authorizationOf({ ...request, ...other }, signer, at(input.timestamp as string), input.nonce_str as string),
    ).not.toBe(expected.authorization)
})

test('signs what the mini-program hands to WeChat as the documentation does', () => {
  const { input, expected } = vector('paysign-jsapi-miniprogram')
  const key = createPrivateKey(input.private_key_pem as string)
  const prepayId = (input.package as string).replace('prepay_id=', '')
  const signed = payment(input.appId as string, prepayId, key, at(input.timeStamp as string), input.nonceStr as string)
  expect(signed).toEqual({
    timeStamp: input.timeStamp,
    nonceStr: input.nonceStr,
    package: input.package,
    signType: 'RSA',
    paySign: expected.paySign,
  })
})

test('verifies and opens the callback of the Go SDK, and nothing that is only like it', () => {
  const { input, expected } = vector('go-notification-full')
  const headers = Object.fromEntries(Object.entries(input.headers).map(([name, value]) => [name.toLowerCase(), value]))
  const serial = headers['wechatpay-serial'] as string
  const keys = platformKeysOf({ [serial]: input.certificate_pem as string })
  const body = Buffer.from(input.body as string)
  const then = at(input.verify_at_unix)
  expect(verify(headers, body, keys, then)).toEqual({ genuine: true, serial })

  const forged = (more: { [name: string]: string | undefined }, other = body, now = then) => {
    const verdict = verify({ ...headers, ...more }, other, keys, now)
    return verdict.genuine ? 'genuine' : verdict.reason
  }
  expect(forged({}, body, new Date('2026-11-22T00:00:00Z'))).toBe('timestamp.stale')
  expect(forged({}, body, at(input.verify_at_unix + 300))).toBe('genuine')
  expect(forged({}, body, at(input.verify_at_unix + 301))).toBe('timestamp.stale')
  expect(forged({}, body, at(input.verify_at_unix - 301))).toBe('timestamp.future')
  expect(forged({}, Buffer.from((input.body as string).replace('3119', '3118')))).toBe('signature.wrong')
  const spaced = JSON.stringify(JSON.parse(input.body as string), null, 1)
  expect(forged({}, Buffer.from(spaced))).toBe('signature.wrong')
  expect(forged({ 'wechatpay-nonce': `${headers['wechatpay-nonce']}1` })).toBe('signature.wrong')
  expect(forged({ 'wechatpay-timestamp': String(input.verify_at_unix + 1) })).toBe('signature.wrong')
  for (const other of [
    'NaN',
    'Infinity',
    '1.6e9',
    '0x60d4',
    ' 1624523846',
    '1624523846.0',
    '-1624523846',
    '1624523846000',
    '１６',
  ])
    expect(forged({ 'wechatpay-timestamp': other })).toBe('timestamp.malformed')
  for (const other of ['D7CE59D1F522D702', serial.toLowerCase(), '__proto__', 'constructor'])
    expect(forged({ 'wechatpay-serial': other })).toBe('serial.unknown')
  for (const name of ['timestamp', 'nonce', 'signature', 'serial'])
    for (const value of [undefined, '']) expect(forged({ [`wechatpay-${name}`]: value })).toBe('header.missing')
  const probe = `WECHATPAY/SIGNTEST/${headers['wechatpay-signature']?.slice(19)}`
  expect(forged({ 'wechatpay-signature': probe })).toBe('signature.wrong')
  expect(forged({ 'wechatpay-signature': 'WECHATPAY/SIGNTEST/abc' })).toBe('signature.malformed')

  const { resource } = JSON.parse(input.body as string)
  const key = Buffer.from(input.api_v3_key as string)
  expect(decrypt(resource, key)).toEqual({ open: true, text: expected.plaintext })
  // Its key is half as long as any that WeChat Pay takes today.
  expect(open(resource, key)).toEqual({ open: false, reason: 'sealed.key' })
})

test('opens what the Java SDK sealed, and nothing under other associated data, nonce, tag or key', () => {
  const { input, expected } = vector('java-aead-message')
  const key = Buffer.from(input.api_v3_key as string)
  const { associated_data, nonce = '', ciphertext = '' } = input
  const sealed = { algorithm: 'AEAD_AES_256_GCM', associated_data, nonce, ciphertext }
  expect(open(sealed, key)).toEqual({ open: true, text: expected.plaintext })
  const bytes = Buffer.from(ciphertext, 'base64')
  const flipped = (n: number) => {
    const copy = Buffer.from(bytes)
    copy[n] = (copy[n] ?? 0) ^ 1
    return copy.toString('base64')
  }
  const wrong = [
    { associated_data: expected.fails_with.associated_data },
    { nonce: expected.fails_with.nonce as string },
    { associated_data: undefined },
    { ciphertext: flipped(0) },
    { ciphertext: flipped(bytes.length - 1) },
  ]
  for (const other of wrong) expect(open({ ...sealed, ...other }, key)).toEqual({ open: false, reason: 'sealed.wrong' })
  expect(open(sealed, Buffer.from(key).fill('x', 31))).toEqual({ open: false, reason: 'sealed.wrong' })
  for (const length of [0, 16, 24, 31, 33])
    expect(open(sealed, Buffer.alloc(length, 'a'))).toEqual({ open: false, reason: 'sealed.key' })
  expect(open({ ...sealed, ciphertext: bytes.subarray(-16).toString('base64') }, key)).toEqual({
    open: false,
    reason: 'sealed.short',
  })
  expect(open({ ...sealed, algorithm: 'AEAD_SM4_GCM' }, key)).toEqual({ open: false, reason: 'sealed.algorithm' })
})

test('takes a certificate and a bare public key for the same signer, and no other key', () => {
  const go = vector('go-sha256-rsa-sign-source')
  const java = vector('java-rsa-verify-wrong-key')
  const verified = (pem: string | undefined, message: string, signature: string) =>
    createVerify('RSA-SHA256')
      .update(message)
      .verify(platformKeysOf({ one: pem as string }).get('one') as never, signature, 'base64')
  const { message = '', private_key_pem = '', certificate_pem, public_key_pem } = go.input
  const signature = createSign('RSA-SHA256').update(message).sign(private_key_pem, 'base64')
  expect(signature).toBe(go.expected.signature)
  for (const pem of [certificate_pem, public_key_pem]) {
    expect(verified(pem, message, signature)).toBe(true)
    expect(verified(pem, `wrong ${message}`, signature)).toBe(false)
    expect(verified(pem, message, '')).toBe(false)
  }
  const published = java.input.signature as string
  expect(verified(java.input.certificate_pem, java.input.message as string, published)).toBe(true)
  expect(verified(java.input.other_public_key_pem, java.input.message as string, published)).toBe(false)
  expect(createPublicKey(certificate_pem as string).equals(createPublicKey(public_key_pem as string))).toBe(true)
})
