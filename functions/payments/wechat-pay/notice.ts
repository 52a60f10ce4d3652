import type * as z from 'zod'
import type { Headers, Notice } from '../channel.ts'
import { type Opened, open, type PlatformKeys, verify } from './protocol.ts'
import { Envelope, paymentOf, RefundNotice, refundOf, Transaction } from './shapes.ts'

/**
 * A callback: verified, then read, then opened. A transaction that is no payment (a failed one is never told of) and every event we know
 * nothing of is `other`: genuine, so it is kept and answered 2xx. Anything that is not JSON (a refund by hand comes as v2 XML) carries no
 * signature of v3 and is refused by that; a query tells what it was about.
 */
export function noticeOf(headers: Headers, body: Buffer, keys: PlatformKeys, apiV3Keys: Buffer[], now: Date): Notice {
  const verdict = verify(headers, body, keys, now)
  if (!verdict.genuine) return { kind: 'refused', reason: verdict.reason }
  const envelope = readAs(Envelope, body.toString('utf8'))
  if (!envelope) return { kind: 'refused', reason: 'body.unreadable' }
  const { id, event_type: event, resource } = envelope
  const known = { id, key: verdict.serial }
  const sealed = { ...resource, associated_data: resource.associated_data ?? undefined }
  const tried = apiV3Keys.map((key) => open(sealed, key))
  const opened = tried.find((one) => one.open) ?? (tried[0] as Opened)
  if (!opened.open) return { kind: 'refused', reason: opened.reason }
  if (event.startsWith('TRANSACTION.') && !opened.text.includes('"combine_out_trade_no"')) {
    const said = readAs(Transaction, opened.text)
    return said ? { kind: 'payment', ...known, fact: paymentOf(said) } : { kind: 'refused', reason: 'sealed.unreadable' }
  }
  if (event.startsWith('REFUND.')) {
    const said = readAs(RefundNotice, opened.text)
    return said ? { kind: 'refund', ...known, fact: refundOf(said) } : { kind: 'refused', reason: 'sealed.unreadable' }
  }
  return { kind: 'other', ...known, event }
}

function readAs<T>(shape: z.ZodType<T>, text: string): T | undefined {
  try {
    return shape.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
