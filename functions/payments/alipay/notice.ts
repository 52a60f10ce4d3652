import type { KeyObject } from 'node:crypto'
import type { Notice } from '../channel.ts'
import { stateOf, TradeNotice } from './shapes.ts'
import { isSigned, listed } from './signing.ts'

/**
 * A notice, a form. Whose app and seller it names goes into the fact and is held against the attempt's own, as with every channel. Answer
 * `success` and nothing else once it is persisted.
 */
export function noticeOf(body: Buffer, alipayKey: KeyObject): Notice {
  const refused = (reason: string): Notice => ({ kind: 'refused', reason })
  const said = [...new URLSearchParams(body.toString('utf8'))]
  const fields = new Map(said)
  if (fields.size !== said.length) return refused('field.twice')
  // Pinned: a message does not choose how it is verified, and SHA-1 (RSA) is none.
  if (fields.get('sign_type') !== 'RSA2') return refused('sign_type')
  const signature = fields.get('sign')
  if (!signature) return refused('signature.missing')
  fields.delete('sign')
  fields.delete('sign_type')
  const plain = Object.fromEntries(fields)
  if (!isSigned(listed(plain), signature, alipayKey)) return refused('signature.wrong')
  const read = TradeNotice.safeParse(plain)
  const known = { id: plain.notify_id ?? '', key: 'RSA2' }
  // Genuine, of something else than a trade.
  if (!plain.trade_status) return { kind: 'other', ...known, event: plain.notify_type ?? '' }
  if (!read.success) return refused('unreadable')
  const { out_trade_no: outTradeNo, trade_no: transactionId, total_amount: amountFen, gmt_payment: paidAt } = read.data
  const account = { appid: read.data.app_id, mchid: read.data.seller_id ?? '' }
  const state = stateOf(read.data.trade_status, paidAt)
  const names = { channel: 'alipay', outTradeNo, transactionId, amountFen, currency: 'CNY', account } as const
  return { kind: 'payment', ...known, fact: { ...names, state, ...(paidAt && { paidAt }) } }
}
