import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody } from '../gateway/read-body.ts'
import { sendMessage } from './mini/message.ts'
import { codeFor, type Picture } from './mini/qr-code.ts'
import { uploadShipping } from './mini/shipping.ts'
import { goSilent, type Refusal, refusal, replyJson } from './reply.ts'
import type { Sandbox } from './sandbox.ts'
import { checkWords } from './words-check.ts'

type Asked = { [field: string]: unknown }
type Said = { answer: object | Picture; noted: { [name: string]: string | number } }

/** The calls a server makes in JSON: for a token, and with one. What people wrote, tokens and secrets never enter the journal. */
const calls = {
  '/cgi-bin/stable_token': ({ tokens, faults }: Sandbox, _query: URLSearchParams, asked: Asked) => {
    const fault = faults.take('token')
    if (fault === 'drop' || fault === 'timeout') return fault
    const answer = tokens.give(asked, fault)
    return said(answer, 'errcode' in answer ? answer : undefined, { given: 'a token' })
  },
  '/wxa/msg_sec_check': ({ tokens, faults }: Sandbox, query: URLSearchParams, asked: Asked) => {
    const fault = faults.take('words')
    if (fault === 'drop' || fault === 'timeout') return fault
    if (fault === 'invalid') tokens.end()
    const answer = tokens.refuses(query.get('access_token')) ?? checkWords(asked, fault)
    return 'result' in answer ? said(answer, undefined, { suggest: answer.result.suggest }) : said(answer, answer, {})
  },
  '/wxa/getwxacodeunlimit': ({ tokens, faults }: Sandbox, query: URLSearchParams, asked: Asked) => {
    const fault = faults.take('qr')
    if (fault === 'drop' || fault === 'timeout') return fault
    const picture =
      ailing(tokens, fault) ??
      tokens.refuses(query.get('access_token')) ??
      codeFor(asked, fault === 'page' || fault === 'jpeg' ? fault : undefined)
    return 'bytes' in picture ? said(picture, undefined, { given: picture.type }) : said(picture, picture, {})
  },
  '/cgi-bin/message/subscribe/send': ({ tokens, faults, pay }: Sandbox, query: URLSearchParams, asked: Asked) => {
    const fault = faults.take('message')
    if (fault === 'drop' || fault === 'timeout') return fault
    const answer =
      ailing(tokens, fault) ??
      tokens.refuses(query.get('access_token')) ??
      sendMessage(asked, pay.book.grants, fault === 'refused')
    return said(answer, 'msgid' in answer ? undefined : answer, { sent: String(asked.template_id) })
  },
  '/wxa/sec/order/upload_shipping_info': ({ tokens, faults, pay, clock }: Sandbox, query: URLSearchParams, asked: Asked) => {
    const fault = faults.take('shipping')
    if (fault === 'drop' || fault === 'timeout') return fault
    const answer =
      ailing(tokens, fault) ??
      tokens.refuses(query.get('access_token')) ??
      (fault === 'unknown-order' ? refusal(10060001, '支付单不存在') : uploadShipping(asked, pay.book, clock.now().getTime()))
    return said(answer, answer.errcode === 0 ? undefined : answer, { shipped: 1 })
  },
} satisfies { [path: string]: (sandbox: Sandbox, query: URLSearchParams, asked: Asked) => Said | 'drop' | 'timeout' }

/** What ails every call with a token alike; `invalid` makes the token really worth nothing. */
function ailing(tokens: Sandbox['tokens'], fault: string | undefined): Refusal | undefined {
  if (fault === 'invalid') tokens.end()
  if (fault === 'busy') return refusal(-1, 'system error')
  return fault === 'quota' ? refusal(45009, 'reach max api daily quota limit') : undefined
}

export type ServerPath = keyof typeof calls
export const serverPaths = Object.keys(calls) as ServerPath[]
export const isServerPath = (path: string): path is ServerPath => Object.hasOwn(calls, path)

const longestBody = 512 * 1024

/** WeChat answers them with HTTP 200 whatever it says. */
export function answerServer(
  sandbox: Sandbox,
  path: ServerPath,
  query: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  readBody(request, longestBody).then(
    (body) => {
      const asked = request.method === 'POST' ? parsed(body) : undefined
      if (asked) answer(sandbox, path, query, asked, response)
      else if (request.method === 'POST') replyJson(response, 200, refusal(47001, 'data format error'))
      else replyJson(response, 200, refusal(43002, 'require POST method'))
    },
    () => response.destroy(),
  )
}

function answer(sandbox: Sandbox, path: ServerPath, query: URLSearchParams, asked: Asked, response: ServerResponse): void {
  const done = calls[path](sandbox, query, asked)
  const silent = typeof done === 'string'
  sandbox.journal.write({
    at: sandbox.clock.now().toISOString(),
    what: `POST ${path}`,
    asked: { fields: Object.keys(asked).join(' ') },
    answered: silent ? { fault: done } : done.noted,
  })
  if (silent) goSilent(response, done)
  else if ('bytes' in done.answer) replyPicture(response, done.answer)
  else replyJson(response, 200, done.answer)
}

function replyPicture(response: ServerResponse, { type, bytes }: Picture): void {
  response.writeHead(200, { 'content-type': type, 'content-length': bytes.length }).end(bytes)
}

function said(answer: object | Picture, refused: Refusal | undefined, good: Said['noted']): Said {
  return { answer, noted: refused ? { errcode: refused.errcode, errmsg: refused.errmsg } : good }
}

function parsed(body: Buffer | undefined): Asked | undefined {
  try {
    const value: unknown = JSON.parse(body?.toString('utf8') ?? '')
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Asked) : undefined
  } catch {
    return undefined
  }
}
