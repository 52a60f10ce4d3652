import type { Book, Order, Refund } from './book.ts'
import { beijing } from './wire.ts'

export const billTypes = ['ALL', 'SUCCESS', 'REFUND'] as const
export type BillType = (typeof billTypes)[number]

const ofOrder =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额'
const ofRefund = '微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态'
const heads: { [type in BillType]: string } = {
  ALL: `${ofOrder},${ofRefund},商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注`,
  SUCCESS: `${ofOrder},商品名称,商户数据包,手续费,费率,订单金额,费率备注`,
  REFUND: `${ofOrder},退款申请时间,退款成功时间,${ofRefund},商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注`,
}
const totalsHead = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额'

/** The trades of a span of time: a head, a row for each, then the head and the row of the totals. Amounts are in yuan. */
export function tradeRows(book: Book, from: number, to: number, type: BillType, subMchid: string | undefined): string[][] {
  const within = (at: number | undefined) => at !== undefined && at >= from && at < to
  const theirs = (order: Order) => subMchid === undefined || order.subMchid === subMchid
  const paid = type === 'REFUND' ? [] : Array.from(book.orders.values()).filter((one) => within(one.paidAt) && theirs(one))
  const back = (type === 'SUCCESS' ? [] : Array.from(book.refunds.values()))
    .filter(({ createdAt }) => within(createdAt))
    .map((refund): [Order, Refund] => [book.orders.get(refund.outTradeNo) as Order, refund])
    .filter(([order]) => theirs(order))
  const head = heads[type].split(',')
  const cells = [...paid.map((order) => cellsOf(order)), ...back.map(([order, refund]) => cellsOf(order, refund))]
  const [paidFen, backFen] = [
    paid.reduce((sum, { totalFen }) => sum + totalFen, 0),
    back.reduce((sum, [, { refundFen }]) => sum + refundFen, 0),
  ]
  const totals = [String(cells.length), yuan(paidFen), yuan(backFen), '0.00', '0.00', yuan(paidFen), yuan(backFen)]
  return [head, ...cells.map((one) => head.map((name) => one[name] ?? '')), totalsHead.split(','), totals]
}

function cellsOf(order: Order, refund?: Refund): { [column: string]: string } {
  const at = (instant: number | undefined) => (instant === undefined ? '' : beijing(instant).slice(0, 19).replace('T', ' '))
  return {
    交易时间: at(refund?.createdAt ?? order.paidAt),
    公众账号ID: order.appid,
    商户号: order.mchid,
    特约商户号: order.subMchid ?? '0',
    微信订单号: order.transactionId ?? '',
    商户订单号: order.outTradeNo,
    用户标识: String(Object.values(order.payer)[0]),
    交易类型: 'JSAPI',
    交易状态: refund ? 'REFUND' : 'SUCCESS',
    付款银行: 'OTHERS',
    货币种类: 'CNY',
    应结订单金额: yuan(refund ? 0 : order.totalFen),
    代金券金额: yuan(refund ? 0 : (order.couponFen ?? 0)),
    微信退款单号: refund?.refundId ?? '0',
    商户退款单号: refund?.outRefundNo ?? '0',
    退款金额: yuan(refund?.refundFen ?? 0),
    充值券退款金额: '0.00',
    退款类型: refund ? 'ORIGINAL' : '',
    退款状态: refund?.status ?? '',
    退款申请时间: at(refund?.createdAt),
    退款成功时间: at(refund?.successAt),
    商品名称: order.description,
    商户数据包: order.attach ?? '',
    手续费: '0.00000',
    费率: '0.00%',
    订单金额: yuan(refund ? 0 : order.totalFen),
    申请退款金额: yuan(refund?.refundFen ?? 0),
  }
}

const flowHead =
  '记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号'

/** What came in and went out of an account; without a book nothing did. */
export function flowRows(book: Book | undefined, from: number, to: number): string[][] {
  const moves = Array.from(book?.orders.values() ?? []).flatMap((order): Move[] => [
    ...(order.paidAt === undefined ? [] : [{ at: order.paidAt, fen: order.totalFen, order, proof: order.outTradeNo }]),
    ...order.refunds
      .map((number) => book?.refunds.get(number) as Refund)
      .filter(({ status }) => status === 'SUCCESS')
      .map((one) => ({ at: one.successAt ?? one.createdAt, fen: -one.refundFen, order, proof: one.outRefundNo })),
  ])
  let balance = 0
  const rows = moves
    .sort((a, b) => a.at - b.at)
    .flatMap(({ at, fen, order, proof }) => {
      balance += fen
      if (at < from || at >= to) return []
      const [name, kind] = fen > 0 ? ['交易', '收入'] : ['退款', '支出']
      const when = beijing(at).slice(0, 19).replace('T', ' ')
      return [
        [when, order.transactionId ?? '', proof, name, name, kind, yuan(Math.abs(fen)), yuan(balance), 'system', '', proof],
      ]
    })
  const sum = (kind: string) => rows.filter((row) => row[5] === kind).reduce((total, row) => total + fenOf(row[6] ?? '0'), 0)
  const count = (kind: string) => String(rows.filter((row) => row[5] === kind).length)
  const totals = [String(rows.length), count('收入'), yuan(sum('收入')), count('支出'), yuan(sum('支出'))]
  return [flowHead.split(','), ...rows, '资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额'.split(','), totals]
}

interface Move {
  at: number
  fen: number
  order: Order
  proof: string
}

/** As WeChat writes them: each value behind a backtick, so that no sheet takes a long number for one; the two heads bare. */
export function inCsv(rows: string[][]): string {
  const bare = new Set([0, rows.length - 2])
  const cell = (text: string) => text.replace(/[,`\r\n]/g, ' ')
  return rows
    .map((row, at) => row.map((text) => (bare.has(at) ? text : `\`${cell(text)}`)).join(','))
    .join('\r\n')
    .concat('\r\n')
}

const yuan = (fen: number): string => {
  const text = String(Math.abs(fen)).padStart(3, '0')
  return `${fen < 0 ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`
}

const fenOf = (text: string): number => Number(text.replace('.', ''))
