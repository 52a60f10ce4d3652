import * as z from 'zod'
import { Problem } from '../../shared/problem.ts'

/** What our server is to WeChat. */
export interface WeChatApp {
  appid: string
  secret: string
  api: string
}

const Token = z.looseObject({ access_token: z.string().optional(), expires_in: z.number().optional() })
const Verdict = z.looseObject({ errcode: z.number(), result: z.looseObject({ suggest: z.string() }).optional() })

/** 资料: what a person says of themselves. 论坛: what is put up for everybody, the nearest that WeChat has to an offer. */
export const scenes = { profile: 1, published: 3 } as const

/** A guest waits for it. */
const patienceMs = 3000
/** From here to its end the token has a successor, and both are good. */
const overlapSeconds = 300
/** Said of a token that is over, or that somebody replaced by force. */
const tokenGone = [40001, 40014, 42001]

let kept: { appid: string; token: string; until: number } | undefined
let asking: Promise<string> | undefined

/**
 * Whether WeChat lets these words pass: POST /wxa/msg_sec_check, version 2 (content up to 2,500 characters; `openid` of whoever wrote
 * them, who has to have opened the mini-program within two hours: 61010 else; result.suggest pass, review or risky). `review` is no pass:
 * nobody of ours would look at it. Refuses with channel.busy where WeChat gives no verdict.
 * Source: WeChat's documentation of security.msgSecCheck and auth.getStableAccessToken.
 */
export async function judgeWords(
  words: string,
  author: { openid: string; scene: number },
  app: WeChatApp,
  now: Date,
): Promise<'pass' | 'refused' | 'stranger'> {
  const ask = async () => {
    const token = await accessToken(app, now)
    const url = `${app.api}/wxa/msg_sec_check?access_token=${encodeURIComponent(token)}`
    return Verdict.safeParse(await post(url, { version: 2, ...author, content: words })).data
  }
  let answer = await ask()
  if (answer && tokenGone.includes(answer.errcode)) {
    kept = undefined
    answer = await ask()
  }
  if (answer?.errcode === 61010) return 'stranger'
  if (answer?.errcode !== 0 || !answer.result) throw new Problem('channel.busy')
  return answer.result.suggest === 'pass' ? 'pass' : 'refused'
}

/** POST /cgi-bin/stable_token: while one is good WeChat answers that same one, to every process; kept until it has a successor. */
async function accessToken(app: WeChatApp, now: Date): Promise<string> {
  if (kept?.appid === app.appid && kept.until > now.getTime()) return kept.token
  asking ??= newToken(app, now).finally(() => {
    asking = undefined
  })
  return asking
}

async function newToken({ appid, secret, api }: WeChatApp, now: Date): Promise<string> {
  const asked = { grant_type: 'client_credential', appid, secret, force_refresh: false }
  const { access_token, expires_in = 0 } = Token.safeParse(await post(`${api}/cgi-bin/stable_token`, asked)).data ?? {}
  if (access_token === undefined) throw new Problem('channel.busy')
  kept = { appid, token: access_token, until: now.getTime() + (expires_in - overlapSeconds) * 1000 }
  return access_token
}

async function post(url: string, body: object): Promise<unknown> {
  try {
    const headers = { 'content-type': 'application/json' }
    const signal = AbortSignal.timeout(patienceMs)
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body), signal })
    if (!response.ok) throw new Problem('channel.busy')
    return JSON.parse(await response.text())
  } catch {
    // No answer, or none that can be read: the words wait with whoever wrote them.
    throw new Problem('channel.busy')
  }
}
