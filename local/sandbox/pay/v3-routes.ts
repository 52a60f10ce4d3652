import { decoded } from '../reply.ts'
import type { Sandbox } from '../sandbox.ts'
import { downloadBill, fundFlowBill, tradeBill } from './bills.ts'
import { certificates } from './certificates.ts'
import { partnerPrepay, prepay } from './prepay.ts'
import { abnormalRefund, createRefund, queryRefund } from './refunds.ts'
import { close, queryByOutTradeNo, queryByTransaction } from './transactions.ts'

export interface PayRequest {
  /** Who signed it. */
  mchid: string
  partner: boolean
  path: { [name: string]: string }
  query: URLSearchParams
  body: unknown
  /** Under which name the caller reached us. */
  host: string
  /** The serial of the key that encrypted fields are for, where the request names one. */
  encryptedFor: string | undefined
}

export interface PayAnswer {
  status: 200 | 204
  body?: object
  /** A file, which is not signed. */
  file?: Buffer
}

export interface PayRoute {
  /** How faults and the journal call it. */
  operation: string
  answer: (sandbox: Sandbox, request: PayRequest) => PayAnswer
}

const routes: [route: string, operation: string, answer: PayRoute['answer']][] = [
  ['POST /v3/pay/transactions/jsapi', 'prepay', prepay],
  ['POST /v3/pay/partner/transactions/jsapi', 'prepay', partnerPrepay],
  ...['', 'partner/'].flatMap((kind): [string, string, PayRoute['answer']][] => [
    [`GET /v3/pay/${kind}transactions/out-trade-no/{out_trade_no}`, 'query', queryByOutTradeNo],
    [`GET /v3/pay/${kind}transactions/id/{transaction_id}`, 'query', queryByTransaction],
    [`POST /v3/pay/${kind}transactions/out-trade-no/{out_trade_no}/close`, 'close', close],
  ]),
  ['POST /v3/refund/domestic/refunds', 'refund', createRefund],
  ['GET /v3/refund/domestic/refunds/{out_refund_no}', 'queryRefund', queryRefund],
  ['POST /v3/refund/domestic/refunds/{refund_id}/apply-abnormal-refund', 'abnormalRefund', abnormalRefund],
  ['GET /v3/certificates', 'certificates', certificates],
  ['GET /v3/bill/tradebill', 'bill', tradeBill],
  ['GET /v3/bill/fundflowbill', 'bill', fundFlowBill],
  ['GET /v3/billdownload/file', 'download', downloadBill],
]

export const payPaths = routes.map(([route]) => route)

/** What answers a method and path, with the values in the path; 405 where only the method is wrong. */
export function payRoute(method: string, path: string): (PayRoute & { path: { [name: string]: string } }) | 404 | 405 {
  let status: 404 | 405 = 404
  for (const [route, operation, answer] of routes) {
    const [verb, pattern = ''] = route.split(' ')
    const values = matched(pattern, path)
    if (!values) continue
    if (verb === method) return { operation, answer, path: values }
    status = 405
  }
  return status
}

function matched(pattern: string, path: string): { [name: string]: string } | undefined {
  const [wanted, given] = [pattern.split('/'), path.split('/')]
  if (wanted.length !== given.length) return undefined
  const values: { [name: string]: string } = {}
  for (const [at, part] of wanted.entries()) {
    const name = /^\{(\w+)\}$/.exec(part)?.[1]
    if (name === undefined && part !== given[at]) return undefined
    if (name !== undefined) values[name] = decoded(given[at] ?? '')
  }
  return values
}
