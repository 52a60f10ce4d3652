import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody } from '../../gateway/read-body.ts'
import { type About, type Forgery, forgeries, type Rule } from '../faults.ts'
import { goSilent, Refused } from '../reply.ts'
import type { Sandbox } from '../sandbox.ts'
import { admit } from './admission.ts'
import { parsedBody } from './asked.ts'
import { PayRefusal } from './pay-refusal.ts'
import { payOrder } from './paying.ts'
import { signOff } from './sign-off.ts'
import { type PayAnswer, payRoute } from './v3-routes.ts'

const longestBody = 1024 * 1024

/** Everything under /v3: read, admitted, done, signed and answered; nothing that is refused is signed. */
export function answerV3(sandbox: Sandbox, request: IncomingMessage, response: ServerResponse): void {
  readBody(request, longestBody)
    .then((body) => answer(sandbox, request, body ?? Buffer.alloc(0), response))
    .catch((error: Error) => {
      console.error(`WeChat Pay sandbox: ${request.method} ${request.url} failed`, error)
      response.destroy()
    })
}

async function answer(sandbox: Sandbox, request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
  const target = request.url ?? '/'
  const method = request.method ?? 'GET'
  const [path = '', query = ''] = target.split('?', 2)
  const route = payRoute(method, path)
  if (typeof route === 'number') {
    // The front answers these itself, with nothing in them.
    note(sandbox, `${method} ${path}`, {}, { status: route })
    response.writeHead(route, { 'content-length': 0 }).end()
    return
  }
  sandbox.pay.settle()
  let about: About = { operation: route.operation, channel: 'wechat-pay' }
  let rule: Rule | undefined
  try {
    const { mchid, answerWith } = admit(
      { method, target, headers: request.headers, body },
      sandbox.pay.keys,
      sandbox.clock.now(),
    )
    const parsed = parsedBody(body)
    about = { ...about, ...numbersIn(parsed, route.path) }
    rule = sandbox.faults.strike('pay', about, befalling(route.operation))
    if (rule && suffersBefore(rule.fault, response)) {
      note(sandbox, `${method} ${path}`, about, { fault: rule.fault })
      return
    }
    if (rule?.fault === 'not-enough') throw new PayRefusal(403, 'NOT_ENOUGH', '基本账户余额不足，请充值后重新发起')
    if (rule?.fault === 'pay-first') payNow(sandbox, about)
    const done = route.answer(sandbox, {
      ...{ mchid, body: parsed, path: route.path, query: new URLSearchParams(query) },
      host: String(request.headers.host),
      partner: path.startsWith('/v3/pay/partner/'),
      encryptedFor: request.headers['wechatpay-serial'] as string | undefined,
    })
    if (rule?.fault === 'callback-first') await finishFirst(sandbox, route.operation, about)
    note(sandbox, `${method} ${path}`, about, { status: done.status, ...(rule && { fault: rule.fault }) })
    if (!suffersAfter(rule?.fault, response)) reply(sandbox, response, done, answerWith, rule?.fault)
  } catch (error) {
    if (!(error instanceof PayRefusal)) throw error
    note(sandbox, `${method} ${path}`, about, { status: error.status, code: error.code, ...(rule && { fault: rule.fault }) })
    refuse(response, error.status, { code: error.code, message: error.message, ...(error.detail && { detail: error.detail }) })
  }
  // After the answer has left, as with a real channel, what it set in motion becomes due.
  setImmediate(() => sandbox.pay.courier.wake())
}

/** Which faults a call may suffer here; the others are for what answers it. */
function befalling(operation: string): string[] {
  // Bills have faults of their own, and come by themselves: they use up none that somebody placed for a payment.
  if (operation === 'bill' || operation === 'download') return []
  const own: { [operation: string]: string[] } = {
    prepay: ['callback-first'],
    refund: ['callback-first', 'not-enough'],
    close: ['pay-first'],
  }
  return [...codes.map(([fault]) => fault), ...broken, ...(own[operation] ?? []), ...forgeries]
}

const broken = ['timeout-before', 'timeout-after', 'drop-before', 'drop-after', 'reset', 'error-after', 'empty-404', 'html']

const codes: [fault: string, status: number, code: string, message: string][] = [
  ['error-500', 500, 'SYSTEM_ERROR', '系统异常，请稍后重试'],
  ['error-502', 502, 'SERVICE_UNAVAILABLE', '服务不可用'],
  ['error-503', 503, 'SERVICE_UNAVAILABLE', '服务不可用'],
  ['rate-429', 429, 'FREQUENCY_LIMITED', '频率超限'],
  ['accepted-202', 202, 'USERPAYING', '请用相同参数重新请求'],
]

/** Faults that leave everything undone; true where one was suffered. */
function suffersBefore(fault: string, response: ServerResponse): boolean {
  const code = codes.find(([name]) => name === fault)
  if (code) refuse(response, code[1], { code: code[2], message: code[3] })
  else if (fault === 'timeout-before') goSilent(response, 'timeout')
  else if (fault === 'drop-before') goSilent(response, 'drop')
  else if (fault === 'empty-404') response.writeHead(404, { 'content-length': 0 }).end()
  else if (fault === 'html')
    response.writeHead(502, { 'content-type': 'text/html' }).end('<html><h1>502 Bad Gateway</h1></html>')
  else return false
  return true
}

/** Where there is something to pay; else the call goes on as if nobody had tried. */
function payNow(sandbox: Sandbox, { outTradeNo = '' }: About): void {
  try {
    payOrder(sandbox, outTradeNo)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
  }
}

/** The guest pays, or the refund arrives, and the callback too, before the merchant hears what it asked for. */
async function finishFirst(sandbox: Sandbox, operation: string, about: About): Promise<void> {
  if (operation === 'prepay') payNow(sandbox, about)
  await sandbox.pay.courier.run()
}

/** Faults that lose the answer to what was done; true where one was suffered. */
function suffersAfter(fault: string | undefined, response: ServerResponse): boolean {
  if (fault === 'timeout-after') goSilent(response, 'timeout')
  else if (fault === 'drop-after') goSilent(response, 'drop')
  else if (fault === 'error-after') refuse(response, 500, { code: 'SYSTEM_ERROR', message: '系统异常，请用相同参数重新请求' })
  else return false
  return true
}

function reply(
  { pay, clock }: Sandbox,
  response: ServerResponse,
  done: PayAnswer,
  serial: string,
  fault: string | undefined,
): void {
  const base = { 'request-id': requestId(), 'cache-control': 'no-cache, must-revalidate' }
  if (done.file) {
    const headers = { ...base, 'content-type': 'application/octet-stream', 'content-length': done.file.length }
    response.writeHead(200, headers).end(done.file)
    return
  }
  const body = done.body === undefined ? '' : JSON.stringify(done.body)
  const forgery = forgeries.find((one): one is Forgery => one === fault)
  const signed = signOff(body, serial, pay.keys, clock.now(), forgery)
  const text = done.status === 204 ? '' : signed.body
  response.writeHead(done.status, {
    ...{ ...base, ...signed.headers },
    ...(done.status === 200 && {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(text),
    }),
  })
  if (fault === 'reset') response.write(text.slice(0, text.length / 2), () => response.destroy())
  else response.end(text)
}

function refuse(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body)
  const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(text) }
  response.writeHead(status, { ...headers, 'request-id': requestId() }).end(text)
}

const requestId = () => randomUUID().replaceAll('-', '').toUpperCase()

/** The numbers a call is about: no more of a body enters the journal. */
function numbersIn(body: unknown, path: { [name: string]: string }): About {
  const said = { ...(typeof body === 'object' ? (body as { [field: string]: unknown }) : {}), ...path }
  const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 64) : undefined)
  return { outTradeNo: text(said.out_trade_no), outRefundNo: text(said.out_refund_no) }
}

function note({ journal, clock }: Sandbox, what: string, about: About, answered: { [name: string]: string | number }): void {
  const asked = Object.fromEntries(Object.entries(about).filter((pair): pair is [string, string] => pair[1] !== undefined))
  journal.write({ at: clock.now().toISOString(), what, asked, answered })
}
