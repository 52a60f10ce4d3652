import * as z from 'zod'
import { Problem } from '../../shared/problem.ts'
import { environment } from '../kernel/environment.ts'
import { log } from '../kernel/log.ts'
import { measured } from '../kernel/metrics.ts'
import { secrets } from '../kernel/secrets.ts'
import type { Item, Table } from '../kernel/table/table.ts'
import { askWeChat } from '../kernel/wechat-server.ts'
import { openidOfMember } from '../members/members.ts'
import { endIt, type MessageItem, noneLeft, type OutboxItem, payFor, putOff } from './items.ts'
import { nextTry, pageOf, type Sent, sentBy, valuesOf } from './rules.ts'

const Said = z.looseObject({ errcode: z.int() })

/** What came of a try: it is over, or it is tried again then. */
export type Came = { became: string } | { again: string }

/**
 * The job of a message that is due. A permission is taken and the message marked with it in one commit, before WeChat is asked: tried again,
 * it takes no second one. An answer that got lost is asked for again; if the first had come through, WeChat finds no permission left.
 */
export async function sendMessage(table: Table, seen: Item, now: Date): Promise<void> {
  const item = (await table.get(seen)) as MessageItem | undefined
  // Gone with its member, or done: the index lags.
  if (item?.state !== 'waiting' || item.dueAt !== seen.dueAt) return
  await conclude(table, item, await tried(table, item, now), now)
}

export async function conclude(table: Table, item: OutboxItem, came: Came, now: Date): Promise<void> {
  await table.commit('again' in came ? putOff(item, came.again) : endIt(item, came.became, now))
}

async function tried(table: Table, item: MessageItem, now: Date): Promise<Came> {
  const { kind, memberId, message, only, tries, until } = item
  if (now.toISOString() >= until) return { became: 'too_late' }
  const stands = only && (await table.get({ pk: only.pk, sk: only.sk }))
  if (only && !only.in.includes(String(stands?.[only.field]))) return { became: 'no_longer_so' }
  const { templates, wechat } = await secrets()
  const template = templates?.[kind]
  if (!template) return { became: 'no_template' }
  const openid = await openidOfMember(table, memberId)
  if (openid === undefined) return { became: 'no_openid' }
  if (!(await isPaid(table, item))) return { became: 'not_allowed' }
  const values = valuesOf(message)
  const data = Object.fromEntries(template.keys.map((key, n) => [key, { value: values[n] ?? '' }]))
  const body = { touser: openid, template_id: template.id, page: pageOf(message), data, lang: 'zh_CN' }
  const app = { ...wechat, api: environment.wechatApi }
  const errcode = await errcodeOf(() => askWeChat(app, '/cgi-bin/message/subscribe/send', body, now))
  const sent = sentBy(errcode)
  const came = cameOf(sent, errcode, item, now)
  // Where the guest allowed no more of them, nothing failed.
  const isLost = 'became' in came && (sent === 'failed' || sent === 'later')
  const line = { level: isLost ? 'error' : 'info', what: 'message', kind, sent, errcode, tries } as const
  log.write(isLost ? measured(line, { OutboxFailed: 1 }) : line)
  if (sent === 'none') await table.commit(noneLeft(memberId, kind))
  return came
}

export function cameOf(sent: Sent, errcode: number, { tries, until }: OutboxItem, now: Date): Came {
  const again = sent === 'later' ? nextTry(tries, until, now) : undefined
  if (again !== undefined) return { again }
  return { became: sent === 'sent' ? sent : `${sent}.${errcode}` }
}

async function isPaid(table: Table, item: MessageItem): Promise<boolean> {
  if (item.paid) return true
  const none = new Problem('limit.slow_down')
  try {
    await table.commit(...payFor(item, none))
    return true
  } catch (problem) {
    if (problem !== none) throw problem
    return false
  }
}

/** WeChat's number for what came of it; -1, which is its own for busy, where there was no answer. */
export async function errcodeOf(ask: () => Promise<unknown>): Promise<number> {
  try {
    return Said.safeParse(await ask()).data?.errcode ?? -1
  } catch (problem) {
    if (problem instanceof Problem && problem.code === 'channel.busy') return -1
    throw problem
  }
}
