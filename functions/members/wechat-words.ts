import * as z from 'zod'
import { Problem } from '../../shared/problem.ts'
import { askWeChat, type WeChatApp } from '../kernel/wechat-server.ts'

const Verdict = z.looseObject({ errcode: z.number(), result: z.looseObject({ suggest: z.string() }).optional() })

/** 资料: what a person says of themselves. 论坛: what is put up for everybody, the nearest that WeChat has to an offer. */
export const scenes = { profile: 1, published: 3 } as const

/**
 * Whether WeChat lets these words pass: POST /wxa/msg_sec_check, version 2 (content up to 2,500 characters; `openid` of whoever wrote
 * them, who has to have opened the mini-program within two hours: 61010 else; result.suggest pass, review or risky). `review` is no pass:
 * nobody of ours would look at it. Refuses with channel.busy where WeChat gives no verdict.
 * Source: WeChat's documentation of security.msgSecCheck.
 */
export async function judgeWords(
  words: string,
  author: { openid: string; scene: number },
  app: WeChatApp,
  now: Date,
): Promise<'pass' | 'refused' | 'stranger'> {
  const said = await askWeChat(app, '/wxa/msg_sec_check', { version: 2, ...author, content: words }, now)
  const answer = Verdict.safeParse(said).data
  if (answer?.errcode === 61010) return 'stranger'
  if (answer?.errcode !== 0 || !answer.result) throw new Problem('channel.busy')
  return answer.result.suggest === 'pass' ? 'pass' : 'refused'
}
