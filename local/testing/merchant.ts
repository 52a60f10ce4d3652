import { createDecipheriv, randomUUID, sign, verify } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Door, openDoor } from '../door.ts'
import { control, newSandbox, type Sandbox, wechat } from '../sandbox/sandbox.ts'
import { testKeys } from './test-keys.ts'

export interface Heard {
  headers: { [name: string]: string | string[] | undefined }
  body: string
}

export type Json = { [field: string]: unknown }

export interface PayReply {
  status: number
  headers: Headers
  text: string
  json: Json
}

/** How a request differs from a good one. */
export interface Odd {
  headers?: { [name: string]: string | undefined }
  /** Instead of the body that was signed. */
  sent?: string
  timestamp?: string
  authorization?: (good: string) => string
  signal?: AbortSignal
}

/** A merchant at the sandbox, for its tests: it signs by the published rules, and answers callbacks as it is told. */
export async function merchantAtSandbox(options: { file?: string; wakes?: boolean; atOnce?: number } = {}) {
  const keys = await testKeys()
  const { mchid, merchant } = keys.wechatPay
  const app = { appid: 'wx0011', secret: 'the-secret' }
  // It stands still but for who advances it, so that a slow machine changes nothing.
  let time = Date.now()
  const clock = {
    now: () => new Date(time),
    advance: (seconds: number) => {
      time += seconds * 1000
    },
  }
  const heard: Heard[] = []
  const answers = { status: 204 as number, body: '' }
  const receiver = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      heard.push({ headers: request.headers, body: Buffer.concat(chunks).toString() })
      response.writeHead(answers.status).end(answers.body)
    })
  })
  await new Promise<void>((ready) => receiver.listen(0, '127.0.0.1', ready))
  const notifyUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/callbacks/wechat-pay`
  const doors: Door[] = [await openDoor(0, 'WeChat'), await openDoor(0, 'control')]
  let sandbox: Sandbox
  /** As a process that ends and starts again: only its file is left. */
  function restart(): void {
    sandbox?.pay.courier.end()
    sandbox = newSandbox(app, clock, { keys, wakes: options.wakes ?? false, atOnce: options.atOnce ?? 1, file: options.file })
    doors[0]?.serve(wechat(sandbox))
    doors[1]?.serve(control(sandbox))
  }
  restart()
  const [front = '', back = ''] = doors.map((door) => door.url)

  async function ask(method: string, target: string, body?: unknown, odd: Odd = {}): Promise<PayReply> {
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
    const timestamp = odd.timestamp ?? String(Math.floor(clock.now().getTime() / 1000))
    const nonce = randomUUID().replaceAll('-', '')
    const message = `${method}\n${target}\n${timestamp}\n${nonce}\n${text}\n`
    const signature = sign('sha256', Buffer.from(message), merchant.privateKey).toString('base64')
    const good = `WECHATPAY2-SHA256-RSA2048 mchid="${mchid}",nonce_str="${nonce}",signature="${signature}",timestamp="${timestamp}",serial_no="${merchant.serial}"`
    const all: { [name: string]: string | undefined } = {
      ...{ authorization: odd.authorization?.(good) ?? good, accept: 'application/json', 'user-agent': 'merchant/1' },
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...odd.headers,
    }
    const headers = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined)
    const sent = odd.sent ?? text
    const answer = await fetch(front + target, {
      ...{ method, headers },
      ...(sent !== '' && { body: sent }),
      ...(odd.signal && { signal: odd.signal }),
    })
    const said = await answer.text()
    return { status: answer.status, headers: answer.headers, text: said, json: said.startsWith('{') ? JSON.parse(said) : {} }
  }

  const order = (outTradeNo: string, more: Json = {}) => ({
    ...{ appid: app.appid, mchid, description: '双人火锅套餐', out_trade_no: outTradeNo, notify_url: notifyUrl },
    ...{ amount: { total: 9900, currency: 'CNY' }, payer: { openid: 'guest-1' }, ...more },
  })
  const prepay = (outTradeNo: string, more: Json = {}, odd: Odd = {}) =>
    ask('POST', '/v3/pay/transactions/jsapi', order(outTradeNo, more), odd)
  const query = (outTradeNo: string) => ask('GET', `/v3/pay/transactions/out-trade-no/${outTradeNo}?mchid=${mchid}`)
  const close = (outTradeNo: string) => ask('POST', `/v3/pay/transactions/out-trade-no/${outTradeNo}/close`, { mchid })
  const refund = (outTradeNo: string, outRefundNo: string, fen: number, more: Json = {}) =>
    ask('POST', '/v3/refund/domestic/refunds', {
      ...{ out_trade_no: outTradeNo, out_refund_no: outRefundNo, notify_url: notifyUrl, reason: '没有用过' },
      ...{ amount: { refund: fen, total: 9900, currency: 'CNY' }, ...more },
    })

  async function command(path: string, body: Json = {}): Promise<Json> {
    const answer = await fetch(back + path, { method: 'POST', body: JSON.stringify(body) })
    const said = (await answer.json()) as Json
    return answer.status === 200 ? said : { status: answer.status, ...said }
  }

  /** What a callback says, once it was verified and opened; throws where it cannot be. */
  function opened({ headers, body }: Heard): Json & { content: Json } {
    const { platform, pinned, apiV3Key } = keys.wechatPay
    const serial = headers['wechatpay-serial']
    const pair = [platform, pinned].find((one) => one.serial === serial)
    const message = Buffer.from(`${headers['wechatpay-timestamp']}\n${headers['wechatpay-nonce']}\n${body}\n`)
    const signature = Buffer.from(String(headers['wechatpay-signature']), 'base64')
    if (!pair || !verify('sha256', message, pair.publicKey, signature)) throw new Error('the signature is not theirs')
    const notice = JSON.parse(body)
    const { ciphertext, nonce, associated_data = '' } = notice.resource
    const bytes = Buffer.from(ciphertext, 'base64')
    const decipher = createDecipheriv('aes-256-gcm', apiV3Key, nonce).setAAD(Buffer.from(associated_data))
    decipher.setAuthTag(bytes.subarray(-16))
    return {
      ...notice,
      content: JSON.parse(decipher.update(bytes.subarray(0, -16), undefined, 'utf8') + decipher.final('utf8')),
    }
  }

  return {
    ...{
      keys,
      app,
      clock,
      heard,
      answers,
      notifyUrl,
      mchid,
      front,
      back,
      ask,
      order,
      prepay,
      query,
      close,
      refund,
      command,
      opened,
      restart,
    },
    sandbox: () => sandbox,
    async end(): Promise<void> {
      sandbox.pay.courier.end()
      receiver.closeAllConnections()
      receiver.close()
      await Promise.all(doors.map((door) => door.close(0)))
    },
  }
}

export type Merchant = Awaited<ReturnType<typeof merchantAtSandbox>>
