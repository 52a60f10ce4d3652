import { generateKeyPairSync, randomBytes } from 'node:crypto'
import type { JWK } from 'jose'
import type { MessageKind } from '../../shared/messages.ts'

/** A ring of Ed25519 keys: `current` signs, every one of them verifies, so a key is replaced without a gap. */
export interface KeyRing {
  current: string
  keys: { [kid: string]: JWK }
}

export interface Secrets {
  session: KeyRing
  /** Signs the codes that guests show. */
  code: KeyRing
  /** base64url, 32 bytes: MAC of typed codes. */
  typed: string
  /** base64url, 32 bytes: keyed hashes of openids and of names with phone numbers. It is never replaced: caps of members hang on it. */
  pseudonym: string
  wechat: { appid: string; secret: string }
  wechatPay: WechatPaySecrets
  alipay: AlipaySecrets
  /** Subscribe templates, by what they tell; `keys` are their keywords in the order of docs/deploy.md. What has none is not told. */
  templates?: { [K in MessageKind]?: { id: string; keys: string[] } }
}

export interface WechatPaySecrets {
  mchid: string
  /** Of the merchant API certificate: 40 hexadecimal digits. */
  serial: string
  /** PKCS8 PEM of the merchant API certificate. */
  privateKey: string
  /** 32 ASCII characters, used as they are. */
  apiV3Key: string
  /** Whose signatures count: PEM of a public key or a certificate, under PUB_KEY_ID_… or the serial of a platform certificate. Answers are asked for under the first. */
  platformKeys: { [serial: string]: string }
  /** Service-provider mode: `mchid` is then sp_mchid. */
  sub?: { mchid: string; appid?: string }
}

export interface AlipaySecrets {
  appId: string
  sellerId: string
  /** PKCS8 PEM, ours. */
  privateKey: string
  /** PEM, Alipay's own: not ours. */
  alipayPublicKey: string
}

/** The channels whose side of the secrets is filled in: through the others nobody can pay. */
export function payableBy({ wechatPay, alipay }: Pick<Secrets, 'wechatPay' | 'alipay'>): ('wechat-pay' | 'alipay')[] {
  const isWechat = wechatPay.mchid !== '' && wechatPay.privateKey !== '' && Object.keys(wechatPay.platformKeys).length > 0
  const isAlipay = alipay.appId !== '' && alipay.privateKey !== '' && alipay.alipayPublicKey !== ''
  return [...(isWechat ? (['wechat-pay'] as const) : []), ...(isAlipay ? (['alipay'] as const) : [])]
}

let loading: Promise<Secrets> | undefined

/** Read once a process: inline on one machine, from the SSM parameter named by FOOTFALL_SECRETS in the cloud. */
export function secrets(): Promise<Secrets> {
  loading ??= load(process.env.FOOTFALL_SECRETS ?? '').catch((error: unknown) => {
    // The next call asks again: one lost answer must not cost the process its life.
    loading = undefined
    throw error
  })
  return loading
}

async function load(reference: string): Promise<Secrets> {
  if (reference.startsWith('{')) return JSON.parse(reference) as Secrets
  const { SSMClient, GetParameterCommand } = await import('@aws-sdk/client-ssm')
  const answer = await new SSMClient({}).send(new GetParameterCommand({ Name: reference, WithDecryption: true }))
  if (!answer.Parameter?.Value) throw new Error(`the parameter ${reference} is empty`)
  return JSON.parse(answer.Parameter.Value) as Secrets
}

/** Fresh secrets for one machine, or for the first deployment of a stage; what a channel gives its merchant is to be filled in. */
export function makeSecrets(): Secrets {
  return {
    session: newKeyRing(),
    code: newKeyRing(),
    typed: randomBytes(32).toString('base64url'),
    pseudonym: randomBytes(32).toString('base64url'),
    wechat: { appid: `wx${randomBytes(8).toString('hex')}`, secret: randomBytes(16).toString('hex') },
    wechatPay: { mchid: '', serial: '', privateKey: '', apiV3Key: randomBytes(16).toString('hex'), platformKeys: {} },
    alipay: { appId: '', sellerId: '', privateKey: '', alipayPublicKey: '' },
  }
}

function newKeyRing(): KeyRing {
  const kid = randomBytes(4).toString('hex')
  const key = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as JWK
  return { current: kid, keys: { [kid]: key } }
}
