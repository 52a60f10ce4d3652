import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Asked, authorizePage, refusalPage } from './authorize-page.ts'
import { isLocal, replyPage } from './page.ts'
import { isOpenid, isSeeded } from './people.ts'
import type { Sandbox } from './sandbox.ts'

const cookieName = 'footfall_guest'
const rememberSeconds = 365 * 86400

/** `GET /connect/oauth2/authorize`: shows the people, or, where one is chosen, sends the browser back with a code. */
export function authorize(request: IncomingMessage, response: ServerResponse, query: URLSearchParams, sandbox: Sandbox): void {
  const asked = askedOf(query, sandbox.app.appid)
  const chosen = query.get('openid')
  if (typeof asked === 'string') replyPage(response, 400, refusalPage(asked))
  else if (chosen === null) replyPage(response, 200, authorizePage(asked, rememberedOf(request)))
  else if (isOpenid(chosen)) sendBack(response, asked, chosen === 'new' ? newGuest() : chosen, sandbox)
  else replyPage(response, 400, refusalPage('openid 只能是 1 到 64 个字母、数字、- 或 _。'))
}

const newGuest = () => `guest-${randomBytes(6).toString('hex')}`

function sendBack(response: ServerResponse, asked: Asked, openid: string, { codes, journal, clock }: Sandbox): void {
  const back = new URL(asked.redirect_uri)
  back.searchParams.set('code', codes.give(openid))
  back.searchParams.set('state', asked.state)
  journal.write({
    at: clock.now().toISOString(),
    what: 'GET /connect/oauth2/authorize',
    asked: { appid: asked.appid, redirect: `${back.origin}${back.pathname}` },
    answered: { openid },
  })
  const remember = `${cookieName}=${openid}; Path=/connect; Max-Age=${rememberSeconds}; HttpOnly; SameSite=Lax`
  response.writeHead(302, {
    location: back.href,
    'cache-control': 'no-store',
    ...(!isSeeded(openid) && { 'set-cookie': remember }),
  })
  response.end()
}

/** What the link asks for, or the sentence that says what is wrong with it. */
function askedOf(query: URLSearchParams, appid: string): Asked | string {
  const asked = {
    appid: query.get('appid') ?? '',
    redirect_uri: query.get('redirect_uri') ?? '',
    response_type: query.get('response_type') ?? '',
    scope: query.get('scope') ?? '',
    state: query.get('state') ?? '',
  }
  if (asked.appid !== appid) return 'appid 不是这套系统的。'
  if (!isLocal(asked.redirect_uri)) return 'redirect_uri 只能是本机的地址（127.0.0.1 或 localhost）。'
  if (asked.response_type !== 'code') return 'response_type 必须是 code。'
  if (!['snsapi_base', 'snsapi_userinfo'].includes(asked.scope)) return 'scope 必须是 snsapi_base 或 snsapi_userinfo。'
  if (asked.state.length > 128) return 'state 最多 128 个字符。'
  return asked
}

function rememberedOf(request: IncomingMessage): string | undefined {
  const openid = new RegExp(`(?:^|; )${cookieName}=([^;]*)`).exec(request.headers.cookie ?? '')?.[1]
  return isOpenid(openid) && !isSeeded(openid) ? openid : undefined
}
