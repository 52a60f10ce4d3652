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
  /** Verifies typed codes as `typed` does, and makes none: the next one before it is `typed`, the last one after it was (docs/runbook/rotate-keys.md). */
  typedAlso?: string
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
  /** Opens what `apiV3Key` does not: the old one, while it is replaced. */
  apiV3KeyAlso?: string
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

/** So long a process goes by what it has read; a rotation waits twice as long between its steps. */
const freshMs = 5 * 60_000

let loading: Promise<Secrets> | undefined
let known: { text: string; secrets: Secrets } | undefined
let askedAt = Number.NEGATIVE_INFINITY

/**
 * Inline on one machine, from the SSM parameter named by FOOTFALL_SECRETS in the cloud. It is read again every five minutes, beside the calls
 * that go on by what is known: a key is replaced without a deployment, and where the parameter cannot be read, everything goes on as it was.
 */
export function secrets(): Promise<Secrets> {
  const now = performance.now()
  if (now - askedAt < freshMs && loading) return loading
  askedAt = now
  const before = loading
  const asked = load(process.env.FOOTFALL_SECRETS ?? '')
  if (before) {
    asked.then(
      () => {
        loading = asked
      },
      () => {},
    )
    return before
  }
  loading = asked.catch((error: unknown) => {
    // The next call asks again: one lost answer must not cost the process its life.
    loading = undefined
    throw error
  })
  return loading
}

/** The same object as long as it is the same text: keys that were imported stay so. */
function read(text: string): Secrets {
  if (known?.text !== text) known = { text, secrets: JSON.parse(text) as Secrets }
  return known.secrets
}

async function load(reference: string): Promise<Secrets> {
  if (reference.startsWith('{')) return read(reference)
  const { SSMClient, GetParameterCommand } = await import('@aws-sdk/client-ssm')
  const answer = await new SSMClient({}).send(new GetParameterCommand({ Name: reference, WithDecryption: true }))
  if (!answer.Parameter?.Value) throw new Error(`the parameter ${reference} is empty`)
  return read(answer.Parameter.Value)
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
