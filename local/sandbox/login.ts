import { createHash, randomBytes } from 'node:crypto'
import type { Codes } from './codes.ts'
import type { LoginFault } from './faults.ts'
import { type Refusal, refusal } from './reply.ts'

/** What the sandbox gave the system as its own. */
export interface App {
  appid: string
  secret: string
}

export type LoginAnswer = { openid: string; [field: string]: string | number } | Refusal

/** WeChat's two ways to exchange a code: that of the mini-program and that of a web page. */
export const loginKinds = {
  '/sns/jscode2session': { code: 'js_code', fields: () => ({ session_key: randomBytes(16).toString('base64') }) },
  '/sns/oauth2/access_token': {
    code: 'code',
    fields: () => ({
      access_token: randomBytes(64).toString('base64url'),
      expires_in: 7200,
      refresh_token: randomBytes(64).toString('base64url'),
      scope: 'snsapi_base',
    }),
  },
} as const
export type LoginPath = keyof typeof loginKinds
export const isLoginPath = (path: string): path is LoginPath => Object.hasOwn(loginKinds, path)

/** Answers as WeChat does: always HTTP 200, and an errcode where it refuses. */
export function login(
  path: LoginPath,
  query: URLSearchParams,
  app: App,
  codes: Codes,
  fault: LoginFault | undefined,
): LoginAnswer {
  const kind = loginKinds[path]
  if (fault === 'busy') return refusal(-1, 'system error')
  const code = query.get(kind.code)
  if (!query.get('appid')) return refusal(41002, 'appid missing')
  if (!query.get('secret')) return refusal(41004, 'appsecret missing')
  if (!code) return refusal(41008, 'missing code')
  if (query.get('appid') !== app.appid) return refusal(40013, 'invalid appid')
  if (query.get('secret') !== app.secret) return refusal(40125, 'invalid appsecret')
  if (query.get('grant_type') !== 'authorization_code') return refusal(40002, 'invalid grant_type')
  if (fault === 'rate') return refusal(45011, 'api minute-quota reach limit, must slower, retry next minute')
  const exchanged = codes.exchange(code)
  if (exchanged === 'unknown') return refusal(40029, 'invalid code')
  if (exchanged === 'used') return refusal(40163, 'code been used')
  if (exchanged === 'too_often') return refusal(45011, 'api minute-quota reach limit, must slower, retry next minute')
  if (fault === 'risk' || exchanged.openid.startsWith('risk-')) return refusal(40226, 'code blocked')
  return { ...kind.fields(), openid: exchanged.openid, unionid: unionidOf(exchanged.openid) }
}

/** The same person has the same one in every app of the merchant. */
const unionidOf = (openid: string) => `o${createHash('sha256').update(openid).digest('base64url').slice(0, 27)}`
