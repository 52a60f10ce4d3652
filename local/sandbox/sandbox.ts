import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { AccessTokens } from './access-tokens.ts'
import { decideAtCashier } from './alipay/cashier.ts'
import { answerAlipay } from './alipay/gateway.ts'
import { authorize } from './authorize.ts'
import type { SandboxClock } from './clock.ts'
import { Codes } from './codes.ts'
import { command } from './control.ts'
import { Faults } from './faults.ts'
import { Journal } from './journal.ts'
import { type App, isLoginPath, type LoginAnswer, type LoginPath, login, loginKinds } from './login.ts'
import { openPay, type Pay, type PayOptions, startPay } from './pay/pay.ts'
import { payPage } from './pay/pay-page.ts'
import { answerV3 } from './pay/v3.ts'
import { payPaths } from './pay/v3-routes.ts'
import { goSilent, Refused, replyJson } from './reply.ts'
import { answerServer, isServerPath, serverPaths } from './server-calls.ts'

/** Stands for WeChat's servers on this machine. */
export interface Sandbox {
  app: App
  clock: SandboxClock
  codes: Codes
  tokens: AccessTokens
  faults: Faults
  journal: Journal
  pay: Pay
}

export function newSandbox(app: App, clock: SandboxClock, options: PayOptions): Sandbox {
  const [codes, tokens, pay] = [new Codes(clock), new AccessTokens(app, clock), openPay(options, clock)]
  const sandbox = { app, clock, codes, tokens, faults: new Faults(), journal: new Journal(), pay }
  startPay(sandbox)
  return sandbox
}

/** What WeChat itself answers: the calls of a server, and the page a browser is sent to. */
export function wechat(sandbox: Sandbox): RequestListener {
  return (request, response) => {
    const [path = '/', query = ''] = (request.url ?? '/').split('?', 2)
    const asked = new URLSearchParams(query)
    if (path.startsWith('/v3/')) answerV3(sandbox, request, response)
    else if (path === '/gateway.do') answerAlipay(sandbox, asked, request, response)
    else if (path === '/cashier' && request.method === 'POST') decideAtCashier(sandbox, request, response)
    else if (path === '/pay') payPage(sandbox, asked, request, response)
    else if (isServerPath(path)) answerServer(sandbox, path, asked, request, response)
    else answerBodiless(sandbox, path, asked, request, response)
  }
}

function answerBodiless(
  sandbox: Sandbox,
  path: string,
  asked: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  request.resume()
  if (request.method !== 'GET') replyJson(response, 405, { errcode: 43001, errmsg: 'require GET method' })
  else if (isLoginPath(path)) answerLogin(sandbox, path, asked, response)
  else if (path === '/connect/oauth2/authorize') authorize(request, response, asked, sandbox)
  else if (path === '/') replyJson(response, 200, { what: 'stands for WeChat on this machine', answers })
  else replyJson(response, 404, { errcode: 404, errmsg: 'not found' })
}

const answers = [...Object.keys(loginKinds), ...serverPaths, '/connect/oauth2/authorize', '/pay', '/gateway.do', ...payPaths]

/** What people and tests ask of the sandbox. */
export function control(sandbox: Sandbox): RequestListener {
  return (request, response) => {
    command(sandbox, request).then(
      (answer) => replyJson(response, 200, answer),
      (error: unknown) => {
        if (error instanceof Refused) {
          replyJson(response, error.status, { code: error.code, message: error.message, field: error.field })
        } else {
          response.destroy(error instanceof Error ? error : undefined)
        }
      },
    )
  }
}

function answerLogin(sandbox: Sandbox, path: LoginPath, query: URLSearchParams, response: ServerResponse): void {
  const fault = sandbox.faults.take('login')
  if (fault === 'drop' || fault === 'timeout') {
    note(sandbox, path, query, { fault })
    goSilent(response, fault)
    return
  }
  const answer = login(path, query, sandbox.app, sandbox.codes, fault)
  note(sandbox, path, query, shown(answer))
  // WeChat says text/plain although it is JSON.
  replyJson(response, 200, answer, 'text/plain')
}

function note(
  { journal, clock }: Sandbox,
  path: LoginPath,
  query: URLSearchParams,
  answered: { [name: string]: string | number },
): void {
  const code = query.get(loginKinds[path].code) ?? ''
  const asked = { appid: query.get('appid') ?? '', code: `${code.slice(0, 6)}…`, grant_type: query.get('grant_type') ?? '' }
  journal.write({ at: clock.now().toISOString(), what: `GET ${path}`, asked, answered })
}

function shown(answer: LoginAnswer): { [name: string]: string | number } {
  if ('errmsg' in answer) return { errcode: answer.errcode, errmsg: answer.errmsg }
  return { openid: answer.openid }
}
