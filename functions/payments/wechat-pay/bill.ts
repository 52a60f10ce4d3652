import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import * as z from 'zod'
import type { Outcome, PaymentFact, RefundFact } from '../channel.ts'
import { fenIn } from '../wording.ts'
import type { WeChatPay } from './client.ts'
import { authorizationOf } from './protocol.ts'
import { ask, bytesOf, outcomeOf, type Wire } from './wire.ts'

/** One line of the bill: a payment, or a refund of one. */
export type BillRow = { payment: PaymentFact } | { refund: RefundFact }

const Ticket = z.looseObject({ hash_type: z.literal('SHA1'), hash_value: z.string().min(1), download_url: z.url() })

/** No guest waits for it. */
const patienceMs = 8000
const mostPacked = 32 * 1024 * 1024
const mostBytes = 256 * 1024 * 1024

/**
 * The bill of a day (YYYY-MM-DD in Beijing), which WeChat Pay has from 10:00 of the next day on, for three months; a day without trades
 * has an empty one. Unpaid trades are in none. The file is not signed, so its SHA-1, which is, must fit.
 */
export async function tradeBill({ wire, merchant }: WeChatPay, day: string): Promise<Outcome<BillRow[]>> {
  const whose: { [field: string]: string } = merchant.sub ? { sub_mchid: merchant.sub.mchid } : {}
  const query = new URLSearchParams({ bill_date: day, bill_type: 'ALL', tar_type: 'GZIP', ...whose })
  const asked = { api: 'bill', method: 'GET', path: `/v3/bill/tradebill?${query}`, about: day } as const
  const heard = await ask(wire, asked, Ticket)
  if (heard.kind === 'meant')
    return heard.meaning === 'absent' ? { kind: 'known', fact: [] } : outcomeOf(heard.meaning, heard.code)
  const { hash_value: hash, download_url: url } = heard.body
  const file = await download(wire, new URL(url))
  if (!file) return { kind: 'unknown', why: 'bill.no_answer' }
  if (createHash('sha1').update(file).digest('hex') !== hash.toLowerCase()) return { kind: 'unknown', why: 'bill.other_hash' }
  const rows = rowsIn(file.toString('utf8'), merchant.sub?.appid)
  return rows ? { kind: 'known', fact: rows } : { kind: 'unknown', why: 'bill.unreadable' }
}

/** Signed as any request is, and only for the address that WeChat Pay answers at. */
async function download(wire: Wire, url: URL): Promise<Buffer | undefined> {
  if (url.origin !== new URL(wire.api).origin) return undefined
  const path = `${url.pathname}${url.search}`
  const authorization = authorizationOf({ method: 'GET', path, body: '' }, wire.signer, wire.now(), wire.nonce())
  const headers = { accept: 'application/json', 'user-agent': 'Footfall', authorization }
  try {
    const signal = AbortSignal.timeout(patienceMs)
    const response = await wire.fetch(url, { headers, signal, redirect: 'manual' })
    if (response.status !== 200) return undefined
    const bytes = await bytesOf(response, mostPacked)
    // Whoever undid the packing on the way is right too.
    return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes, { maxOutputLength: mostBytes }) : bytes
  } catch {
    return undefined
  }
}

const known = [
  ...['交易时间', '公众账号ID', '商户号', '微信订单号', '商户订单号', '交易状态', '货币种类', '订单金额'],
  ...['微信退款单号', '商户退款单号', '退款状态', '申请退款金额'],
]
type Row = { [column: string]: string | undefined }

/**
 * Every field begins with a backtick, so what divides them is comma and backtick: names of goods hold commas and quotes as they like. Behind
 * the rows stands a summary with a header of its own. It names no app of a provider's merchant (`subAppid`): that is the one which was asked for.
 * Undefined: not what we know as a bill.
 */
export function rowsIn(text: string, subAppid?: string): BillRow[] | undefined {
  const [head = '', ...lines] = text.replace(/^\ufeff/, '').split(/\r?\n/)
  const columns = head.split(',').map((name) => name.trim())
  if (!known.every((name) => columns.includes(name))) return undefined
  const end = lines.findIndex((line) => !line.startsWith('`'))
  try {
    return lines.slice(0, end < 0 ? undefined : end).map((line) => {
      const cells = line.slice(1).split(',`')
      if (cells.length !== columns.length) throw new Error('a row of the bill has other columns')
      return rowOf(Object.fromEntries(columns.map((name, n) => [name, cells[n]?.trim()])), subAppid)
    })
  } catch {
    return undefined
  }
}

function rowOf(row: Row, subAppid: string | undefined): BillRow {
  const said = (name: string) => row[name] ?? ''
  const money = (name: string) => {
    const fen = fenIn(said(name))
    if (fen === undefined) throw new Error(`the bill's ${name} is no amount`)
    return fen
  }
  const outTradeNo = said('商户订单号')
  if (said('交易状态') === 'REFUND') {
    const names = { channel: 'wechat-pay', outTradeNo, refundNo: said('商户退款单号'), refundId: said('微信退款单号') } as const
    return { refund: { ...names, state: refundStateOf(said('退款状态')), amountFen: money('申请退款金额') } }
  }
  const both = (own: string, sub: string | undefined) => (sub && sub !== '0' ? `${own}/${sub}` : own)
  return {
    payment: {
      channel: 'wechat-pay',
      outTradeNo,
      state: said('交易状态') === 'REVOKED' ? 'closed' : 'paid',
      transactionId: said('微信订单号'),
      paidAt: atOf(said('交易时间')),
      // Not the one after coupons, 应结订单金额.
      amountFen: money('订单金额'),
      currency: said('货币种类'),
      account: { appid: both(said('公众账号ID'), subAppid), mchid: both(said('商户号'), row.特约商户号) },
    },
  }
}

function refundStateOf(said: string): RefundFact['state'] {
  if (said === 'SUCCESS') return 'done'
  return said === 'PROCESSING' ? 'processing' : 'abnormal'
}

/** `2026-11-21 13:07:29`, Beijing's wall clock. */
function atOf(said: string): string {
  const [day = '', time = ''] = said.split(' ')
  const at = Date.parse(`${day}T${time}+08:00`)
  if (Number.isNaN(at)) throw new Error('the time of a row of the bill is none')
  return new Date(at).toISOString()
}
