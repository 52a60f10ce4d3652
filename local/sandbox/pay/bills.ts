import { createHash, randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Rule } from '../faults.ts'
import type { Sandbox } from '../sandbox.ts'
import { queried } from './asked.ts'
import { type BillType, billTypes, flowRows, inCsv, tradeRows } from './bill-rows.ts'
import { badRequest, PayRefusal } from './pay-refusal.ts'
import type { PayAnswer, PayRequest } from './v3-routes.ts'

const urlLifeMs = 5 * 60_000
const dayMs = 86_400_000
/** A day at UTC+8 begins then; its bill is there at ten in the morning of the next. */
const offsetMs = 8 * 3_600_000
const readyMs = dayMs + 10 * 3_600_000
const keptDays = 92

/** A bill that was asked for, behind its token. */
export interface Bill {
  file: Buffer
  until: number
}

/** `GET /v3/bill/tradebill?bill_date=&bill_type=&tar_type=` */
export function tradeBill(sandbox: Sandbox, request: PayRequest): PayAnswer {
  const type = (request.query.get('bill_type') ?? 'ALL') as BillType
  if (!billTypes.includes(type)) throw badRequest('bill_type只能是ALL、SUCCESS或REFUND')
  const asked = askedOf(sandbox, request)
  const rows = tradeRows(sandbox.pay.book, asked.from, asked.from + dayMs, type, request.query.get('sub_mchid') ?? undefined)
  return offered(sandbox, request, rows, asked.rule)
}

/** `GET /v3/bill/fundflowbill?bill_date=&account_type=&tar_type=` */
export function fundFlowBill(sandbox: Sandbox, request: PayRequest): PayAnswer {
  const account = request.query.get('account_type') ?? 'BASIC'
  if (!['BASIC', 'OPERATION', 'FEES'].includes(account)) throw badRequest('account_type只能是BASIC、OPERATION或FEES')
  const asked = askedOf(sandbox, request)
  const rows = flowRows(account === 'BASIC' ? sandbox.pay.book : undefined, asked.from, asked.from + dayMs)
  return offered(sandbox, request, rows, asked.rule)
}

function askedOf({ clock, faults }: Sandbox, request: PayRequest): { from: number; rule: Rule | undefined } {
  const date = queried(request.query, 'bill_date')
  const from = Date.parse(`${date}T00:00:00+08:00`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(from) || dayOf(from) !== date)
    throw badRequest('bill_date格式为YYYY-MM-DD')
  if (!['GZIP', null].includes(request.query.get('tar_type'))) throw badRequest('tar_type只能是GZIP')
  const now = clock.now().getTime()
  const rule = faults.strike('bill', { operation: 'bill' })
  if (from > now || from < now - keptDays * dayMs) throw badRequest('bill_date只能是三个月内的日期')
  if (now < from + readyMs || rule?.fault === 'creating')
    throw new PayRefusal(400, 'STATEMENT_CREATING', '账单生成中，请稍后再试')
  if (rule?.fault === 'none') throw new PayRefusal(400, 'NO_STATEMENT_EXIST', '账单文件不存在')
  return { from, rule }
}

const dayOf = (at: number) => new Date(at + offsetMs).toISOString().slice(0, 10)

function offered({ pay, clock }: Sandbox, request: PayRequest, rows: string[][], rule: Rule | undefined): PayAnswer {
  const [head = [], ...rest] = rows
  const [lines, totals] = [rest.slice(0, -2), rest.slice(-2)]
  if (lines.length === 0) throw new PayRefusal(400, 'NO_STATEMENT_EXIST', '账单文件不存在')
  const text = inCsv([head, ...changed(lines, head, rule?.fault), ...totals])
  const gzip = request.query.get('tar_type') === 'GZIP'
  const token = randomUUID()
  const until = clock.now().getTime() + (rule?.fault === 'expired' ? 0 : urlLifeMs)
  pay.bills.set(token, { file: gzip ? gzipSync(text) : Buffer.from(text), until })
  const hash = createHash('sha1').update(rule?.fault === 'hash' ? `${text} ` : text)
  const url = `http://${request.host}/v3/billdownload/file?token=${token}`
  return { status: 200, body: { hash_type: 'SHA1', hash_value: hash.digest('hex'), download_url: url } }
}

/** What a bill that does not agree with the merchant's own books looks like. */
function changed(lines: string[][], head: string[], fault: string | undefined): string[][] {
  const [first = [], ...rest] = lines
  const with_ = (names: string[], value: string) => first.map((cell, at) => (names.includes(head[at] ?? '') ? value : cell))
  if (fault === 'missing-row') return rest
  if (fault === 'extra-row') return [...lines, with_(['商户订单号', '微信支付业务单号'], `UNKNOWN${randomUUID().slice(0, 8)}`)]
  if (fault === 'amount') return [with_(['应结订单金额', '订单金额', '收支金额(元)'], '999999.99'), ...rest]
  return lines
}

/** `GET /v3/billdownload/file?token=`: the request is signed, the answer is not. */
export function downloadBill({ pay, clock }: Sandbox, request: PayRequest): PayAnswer {
  const token = queried(request.query, 'token')
  const bill = pay.bills.get(token)
  if (bill && clock.now().getTime() < bill.until) return { status: 200, file: bill.file }
  pay.bills.delete(token)
  throw new PayRefusal(400, 'INVALID_REQUEST', '下载链接已失效，请重新申请账单')
}
