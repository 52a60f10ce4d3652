import { type MessageKind, messageKinds } from '../../shared/messages.ts'
import type { Problem } from '../../shared/problem.ts'
import { dueAt, duePlace } from '../kernel/due.ts'
import { bare, fingerprint } from '../kernel/ids.ts'
import type { Item, Key, Write } from '../kernel/table/table.ts'
import type { Message } from './rules.ts'

/** How many messages of each kind a member still allows; a kind that was never allowed is not there. */
export type AllowedItem = Item & { [K in MessageKind]?: number }

/** Something to be sent. `waiting` until it has come to an end, which `became` names. */
export interface OutboxItem extends Item {
  state: 'waiting' | 'done'
  /** `sent`, or why not. */
  became?: string
  /** How often it was tried. */
  tries: number
  madeAt: string
  /** After this it helps nobody. */
  until: string
  dueAt?: string
}

export interface MessageItem extends OutboxItem {
  memberId: string
  kind: MessageKind
  message: Message
  /** A permission of the member's went into it: tried again, it takes no second one. */
  paid?: boolean
  /** It is sent only while an item stands so. */
  only?: { pk: string; sk: string; field: string; in: string[] }
}

/** That a paid order's goods were handed over, for WeChat, once an order. */
export interface ReportItem extends OutboxItem {
  orderId: string
  memberId: string
  transactionId: string
  /** What was handed over, in words. */
  title: string
  at: string
}

export const allowedKey = (memberId: string): Key => ({ pk: `MEMBER#${memberId}`, sk: 'MESSAGES' })
const messageKey = (memberId: string, kind: MessageKind, of: string): Key => ({
  pk: `MEMBER#${memberId}`,
  sk: `MESSAGE#${kind}#${of}`,
})
const reportKey = (orderId: string): Key => ({ pk: `REPORT#${orderId}`, sk: 'REPORT' })

/** What has come to an end is kept so long, so that whoever derives it again finds it. */
const keptDays = 180

export function putMessage(
  memberId: string,
  of: string,
  message: Message,
  when: { madeAt: string; sendAt: string; until: string; only?: MessageItem['only'] | undefined },
): Write {
  const key = messageKey(memberId, message.kind, of)
  const { madeAt, sendAt, until, only } = when
  const due = dueAt(`${bare(memberId)}-${fingerprint(key.sk)}`, sendAt, 'message')
  const item: MessageItem = {
    ...key,
    ...due,
    memberId,
    kind: message.kind,
    message,
    state: 'waiting',
    tries: 0,
    madeAt,
    until,
    ...(only && { only }),
  }
  return { put: item, when: 'absent', orElse: () => 'mine' }
}

export function putReport(
  report: Pick<ReportItem, 'orderId' | 'memberId' | 'transactionId' | 'title' | 'at'>,
  until: string,
): Write {
  const { orderId, at } = report
  const due = dueAt(orderId, at, 'report')
  const item: ReportItem = { ...reportKey(orderId), ...due, ...report, state: 'waiting', tries: 0, madeAt: at, until }
  return { put: item, when: 'absent', orElse: () => 'mine' }
}

/** It has come to an end, if it is still where the job saw it. */
export function endIt(item: OutboxItem, became: string, now: Date): Write {
  return {
    change: { pk: item.pk, sk: item.sk },
    set: { state: 'done', became, endedAt: now.toISOString(), expires: Math.floor(now.getTime() / 1000) + keptDays * 86_400 },
    drop: duePlace,
    when: { field: 'dueAt', is: String(item.dueAt) },
    orElse: () => 'mine',
  }
}

/** Another try at another time. */
export function putOff(item: OutboxItem, at: string): Write {
  const [, work = '', id = ''] = String(item.dueAt).split('#')
  return {
    change: { pk: item.pk, sk: item.sk },
    set: { ...dueAt(id, at, work), tries: item.tries + 1 },
    when: { field: 'dueAt', is: String(item.dueAt) },
    orElse: () => 'mine',
  }
}

/** One permission goes into one message, both or neither. */
export function payFor(item: MessageItem, none: Problem): Write[] {
  const { memberId, kind, pk, sk } = item
  return [
    { change: allowedKey(memberId), add: { [kind]: -1 }, when: { field: kind, atLeast: 1 }, orElse: () => none },
    {
      change: { pk, sk },
      set: { paid: true },
      when: {
        all: [
          { field: 'dueAt', is: String(item.dueAt) },
          { field: 'paid', has: false },
        ],
      },
      orElse: () => 'mine',
    },
  ]
}

/** WeChat says that there is none, whatever we have counted. */
export function noneLeft(memberId: string, kind: MessageKind): Write {
  const counted = { field: kind, atLeast: 1 }
  return { change: allowedKey(memberId), set: { [kind]: 0 }, when: counted, orElse: () => 'mine' }
}

/** One more of each kind; `mark` tells the repeat of this very write. */
export function allowMore(memberId: string, kinds: readonly MessageKind[], mark: string): Write {
  return {
    change: allowedKey(memberId),
    set: { mark },
    add: Object.fromEntries(kinds.map((kind) => [kind, 1])),
    when: { field: 'mark', not: mark },
    orElse: () => 'mine',
  }
}

export function leftIn(item: AllowedItem | undefined): { [K in MessageKind]: number } {
  return Object.fromEntries(messageKinds.map((kind) => [kind, item?.[kind] ?? 0])) as { [K in MessageKind]: number }
}
