import type { MessageKind } from '../../shared/messages.ts'
import { guard, madeBefore, makeOnce } from '../kernel/guard.ts'
import { newMark } from '../kernel/ids.ts'
import { secrets } from '../kernel/secrets.ts'
import type { Table, Write } from '../kernel/table/table.ts'
import {
  type AllowedItem,
  allowedKey,
  allowMore,
  leftIn,
  type MessageItem,
  putMessage,
  putReport,
  type ReportItem,
} from './items.ts'
import type { Message } from './rules.ts'

export type { MessageItem, ReportItem } from './items.ts'
export { sendReport } from './report.ts'
export type { Message } from './rules.ts'
export { sendMessage } from './send.ts'

const day = 86_400_000

/**
 * That a member is to be told something, once: `of` names the fact it follows from (with the kind its natural key), so whoever derives the
 * fact again queues nothing more. `sendAt`: not before. `until`: then it helps nobody any more (a day later where it is absent). `only`: it is
 * dropped if that item does not stand so by then. Sent only if the member allowed it.
 */
export function queueMessage(
  memberId: string,
  of: string,
  message: Message,
  now: Date,
  when: { sendAt?: string; until?: string; only?: MessageItem['only'] } = {},
): Write {
  const madeAt = now.toISOString()
  const sendAt = when.sendAt ?? madeAt
  const until = when.until ?? new Date(Date.parse(sendAt) + day).toISOString()
  return putMessage(memberId, of, message, { madeAt, sendAt, until, only: when.only })
}

/**
 * That something of an order paid with WeChat Pay was handed over in a store, for WeChat (发货信息, self-pickup), which keeps the money until
 * then: once an order, tried for a week.
 */
export function queueReport(report: Pick<ReportItem, 'orderId' | 'memberId' | 'transactionId' | 'title' | 'at'>): Write {
  return putReport(report, new Date(Date.parse(report.at) + 7 * day).toISOString())
}

/** The templates of this deployment; a kind without one is neither asked for nor sent. */
export async function listMessageTemplates() {
  const { templates } = await secrets()
  const items = Object.entries(templates ?? {}).map(([kind, { id }]) => ({ kind: kind as MessageKind, templateId: id }))
  return { items }
}

/** What a member accepted when a page asked: each acceptance is one message. */
export async function allowMessages(table: Table, memberId: string, kinds: readonly MessageKind[], key: string | undefined) {
  const before = await madeBefore(table, memberId, 'allowMessages', key, kinds)
  if (before === undefined) {
    const mark = newMark()
    await makeOnce(
      table,
      key === undefined ? undefined : guard(memberId, 'allowMessages', key, kinds, mark),
      [allowMore(memberId, kinds, mark)],
      mark,
    )
  }
  return { left: leftIn((await table.get(allowedKey(memberId))) as AllowedItem | undefined) }
}
