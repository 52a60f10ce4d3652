import * as z from 'zod'
import { Problem } from '../../shared/problem.ts'

/** What our server is to WeChat. */
export interface WeChatApp {
  appid: string
  secret: string
  api: string
}

const Token = z.looseObject({ access_token: z.string().optional(), expires_in: z.number().optional() })
const Verdict = z.looseObject({ errcode: z.number() })

/** A guest may wait for it. */
const patienceMs = 3000
/** From here to its end the token has a successor, and both are good. */
const overlapSeconds = 300
/** Said of a token that is over, or that somebody replaced by force. */
const tokenGone = [40001, 40014, 42001]

let kept: { appid: string; token: string; until: number } | undefined
let asking: Promise<string> | undefined

/**
 * POST of one of WeChat's server APIs, with an access token; once more with a new one where the first was over. Answers what WeChat said,
 * errcode and all. Throws channel.busy where there was no answer, or none that can be read: then it may have been done.
 */
export async function askWeChat(app: WeChatApp, path: string, body: object, now: Date): Promise<unknown> {
  return withToken(app, path, body, now, read)
}

/** A picture that WeChat drew, as its own first bytes say: its refusals come as JSON, under the same status. */
export interface Picture {
  type: 'image/png' | 'image/jpeg'
  bytes: Uint8Array
}

/** The same of one that answers a picture: that, or what WeChat said instead. */
export async function askWeChatForPicture(
  app: WeChatApp,
  path: string,
  body: object,
  now: Date,
): Promise<{ picture: Picture } | { verdict: unknown }> {
  const answer = await withToken(app, path, body, now, (bytes) => pictureIn(bytes) ?? read(bytes))
  return isPicture(answer) ? { picture: answer } : { verdict: answer }
}

function pictureIn(bytes: Uint8Array): Picture | undefined {
  const begins = (...first: number[]) => first.every((byte, at) => bytes[at] === byte)
  if (begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return { type: 'image/png', bytes }
  return begins(0xff, 0xd8, 0xff) ? { type: 'image/jpeg', bytes } : undefined
}

const isPicture = (answer: unknown): answer is Picture => (answer as Partial<Picture>)?.bytes instanceof Uint8Array

const read = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes))

async function withToken<T>(app: WeChatApp, path: string, body: object, now: Date, made: (bytes: Uint8Array) => T): Promise<T> {
  const ask = async () => post(`${app.api}${path}?access_token=${encodeURIComponent(await accessToken(app, now))}`, body, made)
  const answer = await ask()
  if (!tokenGone.includes(Verdict.safeParse(answer).data?.errcode ?? 0)) return answer
  kept = undefined
  return ask()
}

/**
 * POST /cgi-bin/stable_token: while one is good WeChat answers that same one, to every process; kept until it has a successor.
 * Source: WeChat's documentation of auth.getStableAccessToken.
 */
async function accessToken(app: WeChatApp, now: Date): Promise<string> {
  if (kept?.appid === app.appid && kept.until > now.getTime()) return kept.token
  asking ??= newToken(app, now).finally(() => {
    asking = undefined
  })
  return asking
}

async function newToken({ appid, secret, api }: WeChatApp, now: Date): Promise<string> {
  const asked = { grant_type: 'client_credential', appid, secret, force_refresh: false }
  const { access_token, expires_in = 0 } = Token.safeParse(await post(`${api}/cgi-bin/stable_token`, asked, read)).data ?? {}
  if (access_token === undefined) throw new Problem('channel.busy')
  kept = { appid, token: access_token, until: now.getTime() + (expires_in - overlapSeconds) * 1000 }
  return access_token
}

async function post<T>(url: string, body: object, made: (bytes: Uint8Array) => T): Promise<T> {
  try {
    const headers = { 'content-type': 'application/json' }
    const signal = AbortSignal.timeout(patienceMs)
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body), signal })
    if (!response.ok) throw new Problem('channel.busy')
    return made(new Uint8Array(await response.arrayBuffer()))
  } catch {
    // No answer, or none that can be read: who asked asks again.
    throw new Problem('channel.busy')
  }
}
