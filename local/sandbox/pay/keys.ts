import { createPrivateKey, generateKeyPair, randomBytes, randomInt } from 'node:crypto'
import { promisify } from 'node:util'
import { selfSigned } from './certificate.ts'

/** A key pair as PEM, PKCS8 and SPKI. */
export interface KeyPair {
  privateKey: string
  publicKey: string
}

/** Everything the two channels know of the one merchant, and their own keys: the sandbox's whole secret. */
export interface ChannelKeys {
  wechatPay: {
    mchid: string
    apiV3Key: string
    /** Signs what the merchant asks; `serial` is that of its API certificate. */
    merchant: KeyPair & { serial: string }
    /** WeChat Pay's platform certificate (平台证书), the older way. */
    platform: KeyPair & { serial: string; certificate: string; notBefore: string; notAfter: string }
    /** WeChat Pay's public key (微信支付公钥), the newer one; `serial` begins with PUB_KEY_ID_. */
    pinned: KeyPair & { serial: string }
  }
  alipay: { appId: string; sellerId: string; app: KeyPair; own: KeyPair }
}

/** Made once for a machine; RSA takes its time, so all of them at once and off the main thread. */
export async function makeChannelKeys(now: Date): Promise<ChannelKeys> {
  const [merchant, platform, pinned, app, own] = await Promise.all([newPair(), newPair(), newPair(), newPair(), newPair()])
  const years = { notBefore: new Date(now.getTime() - 86_400_000), notAfter: new Date(now.getTime() + 5 * 365 * 86_400_000) }
  const serial = newSerial()
  const certificate = selfSigned({
    ...{ serial, name: 'Tenpay.com sandbox', ...years },
    privateKey: createPrivateKey(platform.privateKey),
  })
  return {
    wechatPay: {
      mchid: `19${digits(8)}`,
      apiV3Key: randomBytes(24).toString('base64url'),
      merchant: { ...merchant, serial: newSerial() },
      platform: {
        ...{ ...platform, serial, certificate },
        ...{ notBefore: years.notBefore.toISOString(), notAfter: years.notAfter.toISOString() },
      },
      pinned: { ...pinned, serial: `PUB_KEY_ID_${digits(32)}` },
    },
    alipay: { appId: `2021${digits(12)}`, sellerId: `2088${digits(12)}`, app, own },
  }
}

/** What the merchant is given: the part of the system's own secrets that comes from the channels. */
export function merchantSide({ wechatPay, alipay }: ChannelKeys) {
  const { mchid, apiV3Key, merchant, platform, pinned } = wechatPay
  return {
    wechatPay: {
      ...{ mchid, apiV3Key, serial: merchant.serial, privateKey: merchant.privateKey },
      // The two side by side, one as a certificate and one as a bare key, as a merchant has them while it is moved over.
      platformKeys: { [platform.serial]: platform.certificate, [pinned.serial]: pinned.publicKey },
    },
    alipay: {
      ...{ appId: alipay.appId, sellerId: alipay.sellerId },
      ...{ privateKey: alipay.app.privateKey, alipayPublicKey: alipay.own.publicKey },
    },
  }
}

const generate = promisify(generateKeyPair)

const newPair = (): Promise<KeyPair> =>
  generate('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })

/** 40 hexadecimal digits, the first bit clear so that the number is positive. */
const newSerial = () => `5${randomBytes(20).toString('hex').slice(1)}`.toUpperCase()

const digits = (count: number) => Array.from({ length: count }, () => randomInt(10)).join('')
