import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'

/** One answer of the other side: what it says, and how it goes wrong on the way. */
export interface Said {
  status?: number
  body?: unknown
  /** What of the signature is wrong; `none`: there is no header of it. */
  signature?: 'none' | 'wrong' | 'stale' | 'stranger'
  /** Instead of an answer. */
  lost?: 'reset' | 'timeout'
}

export interface Sent {
  method: string
  url: string
  headers: { [name: string]: string }
  body: unknown
}

/** A `fetch` behind which somebody signs as WeChat Pay does, with keys of this process. */
export function signingChannel(now: () => Date) {
  const merchant = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const platform = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const sent: Sent[] = []
  let queue: (Said | ((request: Sent) => Said | Buffer))[] = []

  async function fetch(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
    const headers = Object.fromEntries(new Headers(init.headers))
    const text = typeof init.body === 'string' ? init.body : ''
    const body = text.startsWith('{') ? JSON.parse(text) : text
    const request = { method: init.method ?? 'GET', url: String(input), headers, body }
    sent.push(request)
    const next = queue.shift()
    if (!next) throw new Error(`nobody said what ${request.method} ${request.url} answers`)
    const said = typeof next === 'function' ? next(request) : next
    if (Buffer.isBuffer(said)) return new Response(new Uint8Array(said))
    if (said.lost === 'reset') throw new TypeError('fetch failed')
    if (said.lost === 'timeout') throw new DOMException('too late', 'TimeoutError')
    return answer(said)
  }

  function answer({ status = 200, body, signature }: Said): Response {
    const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body)
    const isEmpty = status === 204
    const signedHeaders = status < 300 && signature !== 'none' ? headersOf(Buffer.from(text), signature) : {}
    return new Response(isEmpty ? null : text, { status, headers: signedHeaders })
  }

  /** The headers under which WeChat Pay sends this body. */
  function headersOf(body: Buffer, wrong?: Said['signature']): { [name: string]: string } {
    const at = now().getTime() / 1000 - (wrong === 'stale' ? 301 : 0)
    const timestamp = String(Math.floor(at))
    const signing = createSign('RSA-SHA256').update(`${timestamp}\nnonce\n`).update(body).update('\n')
    const key: KeyObject = wrong === 'wrong' ? merchant.privateKey : platform.privateKey
    return {
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': 'nonce',
      'wechatpay-serial': wrong === 'stranger' ? 'PUB_KEY_ID_2' : 'PUB_KEY_ID_1',
      'wechatpay-signature': signing.sign(key, 'base64'),
    }
  }

  return {
    fetch: fetch as typeof globalThis.fetch,
    /** What the next calls are answered, in their order. */
    says: (...said: typeof queue) => {
      queue = said
    },
    sent,
    headersOf,
    /** PEM; WeChat's own under PUB_KEY_ID_1. */
    merchantKey: merchant.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    merchantPublic: merchant.publicKey,
    platformKeys: { PUB_KEY_ID_1: platform.publicKey.export({ type: 'spki', format: 'pem' }).toString() },
    platformPrivate: platform.privateKey,
  }
}
