import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { tellMoney } from '../exceptions/exceptions.ts'
import { log } from '../kernel/log.ts'
import { measured } from '../kernel/metrics.ts'
import { rawBody } from '../kernel/read-input.ts'
import type { Table } from '../kernel/table/table.ts'
import type { ChannelName, Notice } from './channel.ts'
import { channelNamed } from './channels.ts'
import { applyChannelFact } from './facts.ts'
import { applyRefundFact } from './refund-facts.ts'

const longest = 64 * 1024

/**
 * A channel calls back. The status is the answer: 2xx is said only after what came is verified and in the table; everything else makes the
 * channel come again. Nothing is fetched for a call that nobody signed.
 */
export async function answerCallback(
  table: Table,
  name: ChannelName,
  event: APIGatewayProxyEventV2,
  now: Date,
): Promise<APIGatewayProxyStructuredResultV2> {
  const { requestId } = event.requestContext
  try {
    const body = rawBody(event)
    if (body.length > longest) return refused(name, 413, 'body.too_long', requestId)
    const channel = await channelNamed(name)
    if (!channel) return refused(name, 503, 'channel.absent', requestId)
    const notice = channel.notice(event.headers, body)
    if (notice.kind === 'refused') return refused(name, 401, notice.reason, requestId)
    const outcome = await kept(table, name, notice, now)
    log.write({ level: 'info', what: 'callback', channel: name, requestId, kind: notice.kind, outcome, key: notice.key })
    return accepted(name)
  } catch (error) {
    const stack = error instanceof Error ? error.stack : String(error)
    const line = { level: 'error', what: 'callback', channel: name, requestId, stack } as const
    log.write(measured(line, { Faults: 1 }, 'callback'))
    return failed(name, 500, 'not kept')
  }
}

async function kept(table: Table, name: ChannelName, notice: Exclude<Notice, { kind: 'refused' }>, now: Date): Promise<string> {
  if (notice.kind === 'payment') return applyChannelFact(table, notice.fact, { by: 'callback', notifyId: notice.id }, now)
  if (notice.kind === 'refund') return applyRefundFact(table, notice.fact, now)
  // Genuine, and nothing we know of: it is kept for a person, since sending it again helps nobody.
  const story = { why: [name, notice.event.slice(0, 60)], by: 'callback' }
  await table.commit(tellMoney('payment.orphan', `${name}-${notice.id.slice(0, 36)}`, story, now))
  return 'kept'
}

/** Counted by its reason: forged ones, stale ones and the channel's own probes are told apart in log and metrics alone. */
function refused(name: ChannelName, status: number, reason: string, requestId: string): APIGatewayProxyStructuredResultV2 {
  const line = { level: 'info', what: 'callback.refused', channel: name, requestId, status } as const
  log.write(measured(line, { VerificationFailed: 1 }, `callback.${reason}`))
  return failed(name, status, 'refused')
}

/** Alipay reads seven letters, WeChat Pay nothing. */
function accepted(name: ChannelName): APIGatewayProxyStructuredResultV2 {
  if (name === 'wechat-pay') return { statusCode: 204, headers: { 'cache-control': 'no-store' } }
  return { statusCode: 200, headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' }, body: 'success' }
}

function failed(name: ChannelName, statusCode: number, message: string): APIGatewayProxyStructuredResultV2 {
  if (name === 'alipay') return { statusCode, headers: { 'content-type': 'text/plain' }, body: 'fail' }
  return { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code: 'FAIL', message }) }
}
