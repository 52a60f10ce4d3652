import { randomUUID } from 'node:crypto'
import type { WordsFault } from './faults.ts'
import { isOpenid } from './people.ts'
import { type Refusal, refusal } from './reply.ts'

type Verdict = { suggest: 'pass' | 'review' | 'risky'; label: number }

export type WordsAnswer = { errcode: 0; errmsg: 'ok'; result: Verdict; detail: object[]; trace_id: string } | Refusal

/** What stands for WeChat's judgement: its own published test sentence (by its beginning), and words for tests of either kind. */
const marked: [words: string, verdict: Verdict][] = [
  ['特3456书yuuo莞6543李', { suggest: 'risky', label: 20002 }],
  ['赌博', { suggest: 'risky', label: 20006 }],
  ['色情', { suggest: 'risky', label: 20002 }],
  ['办假证', { suggest: 'risky', label: 20008 }],
  ['加微信', { suggest: 'review', label: 10001 }],
]
const longest = 2500

/** `POST /wxa/msg_sec_check`, version 2: content up to 2,500 characters, a scene from 1 to 4, the openid of whoever wrote it. */
export function checkWords(asked: { [field: string]: unknown }, fault: WordsFault | undefined): WordsAnswer {
  if (fault === 'busy') return refusal(-1, 'system error')
  if (fault === 'quota') return refusal(45009, 'reach max api daily quota limit')
  const { version, scene, openid, content } = asked
  if (typeof content !== 'string' || version !== 2) return refusal(47001, 'data format error')
  if (content === '') return refusal(44002, 'empty post data')
  if ([...content].length > longest) return refusal(45002, 'content size out of limit')
  if (![1, 2, 3, 4].includes(scene as number)) return refusal(40129, 'invalid scene')
  if (!isOpenid(openid)) return refusal(40003, 'invalid openid')
  if (fault === 'stranger') return refusal(61010, 'code is expired')
  const said = ['content', 'nickname', 'title', 'signature'].map((field) => asked[field] ?? '').join('\n')
  const hit = marked.find(([words]) => said.includes(words))
  const result = hit?.[1] ?? { suggest: 'pass', label: 100 }
  const detail = [
    { strategy: 'content_model', errcode: 0, ...result, prob: 90 },
    { strategy: 'keyword', errcode: 0, ...result, ...(hit && { level: 20, keyword: hit[0] }) },
  ]
  return { errcode: 0, errmsg: 'ok', result, detail, trace_id: randomUUID() }
}
