import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody } from '../../gateway/read-body.ts'
import type { About } from '../faults.ts'
import { replyPage } from '../page.ts'
import { refusedPage } from '../pay/pay-page.ts'
import { goSilent } from '../reply.ts'
import type { Sandbox } from '../sandbox.ts'
import { enterCashier } from './cashier.ts'
import { type Fields, instantOf, isSignatureOf, listed, signatureOf } from './signing.ts'
import { AlipayRefusal, close, query, queryRefund, refund } from './trades.ts'

type Content = { [field: string]: unknown }

const methods: { [method: string]: { operation: string; answer: (sandbox: Sandbox, content: Content) => object } } = {
  'alipay.trade.query': { operation: 'query', answer: query },
  'alipay.trade.close': { operation: 'close', answer: close },
  'alipay.trade.refund': { operation: 'refund', answer: refund },
  'alipay.trade.fastpay.refund.query': { operation: 'queryRefund', answer: queryRefund },
}
const cashier = 'alipay.trade.wap.pay'
const skewMs = 24 * 3_600_000

/** `/gateway.do`: one address for everything, told apart by `method`; it answers HTTP 200 whatever it says. */
export function answerAlipay(
  sandbox: Sandbox,
  asked: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  readBody(request, 256 * 1024).then(
    (body) => {
      const form = new URLSearchParams(request.method === 'POST' ? body?.toString('utf8') : '')
      answer(sandbox, Object.fromEntries([...asked, ...form]), response)
      setImmediate(() => sandbox.pay.courier.wake())
    },
    () => response.destroy(),
  )
}

function answer(sandbox: Sandbox, fields: Fields, response: ServerResponse): void {
  const method = fields.method ?? ''
  const about: About = { operation: methods[method]?.operation ?? 'cashier', channel: 'alipay' }
  let content: Content = {}
  try {
    content = admitted(sandbox, fields)
    if (typeof content.out_trade_no === 'string') about.outTradeNo = content.out_trade_no
    if (method === cashier) {
      note(sandbox, method, about, { shown: 'the cashier' })
      enterCashier(sandbox, fields, content, response)
      return
    }
    const fault = sandbox.faults.strike('pay', about, [...before, ...after])?.fault
    if (fault !== undefined && before.includes(fault)) {
      note(sandbox, method, about, { fault })
      sufferBefore(sandbox, method, fault, response)
      return
    }
    const said = { code: '10000', msg: 'Success', ...methods[method]?.answer(sandbox, content) }
    note(sandbox, method, about, { code: '10000', ...(fault && { fault }) })
    reply(sandbox, response, method, said, fault)
  } catch (error) {
    if (!(error instanceof AlipayRefusal)) throw error
    note(sandbox, method, about, { code: error.code, sub_code: error.subCode })
    if (method === cashier) replyPage(response, 400, refusedPage(`${error.message}（${error.subCode}）。`, null))
    else reply(sandbox, response, method, refusalOf(error.code, error.subCode, error.message))
  }
}

/** The rules of the gateway, and what the call is about. */
function admitted({ pay, clock }: Sandbox, fields: Fields): Content {
  const { appId, app } = pay.keys.alipay
  const refuse = (subCode: string, message: string) => new AlipayRefusal('40002', subCode, message)
  if (!fields.method || !(fields.method === cashier || methods[fields.method]))
    throw refuse('isv.invalid-method', '不存在的方法名')
  if (fields.app_id !== appId) throw refuse('isv.invalid-app-id', '无效的AppID参数')
  if (fields.sign_type !== 'RSA2') throw refuse('isv.invalid-signature-type', '无效的签名类型')
  if (fields.charset?.toLowerCase() !== 'utf-8') throw refuse('isv.invalid-charset', '字符集错误')
  if (fields.version !== '1.0') throw refuse('isv.missing-version', '缺少版本号')
  const at = instantOf(fields.timestamp)
  if (at === undefined || Math.abs(clock.now().getTime() - at) > skewMs)
    throw refuse('isv.invalid-timestamp', '非法的时间戳参数')
  if (!fields.sign || !isSignatureOf(listed(fields), fields.sign, app.publicKey))
    throw refuse('isv.invalid-signature', '无效签名')
  try {
    const content: unknown = JSON.parse(fields.biz_content ?? '')
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) return content as Content
  } catch {
    // Told below, as what is no object is.
  }
  throw refuse('isv.invalid-parameter', 'biz_content不是合法的JSON')
}

const before = ['timeout-before', 'drop-before', 'error-500', 'html', 'rate-429', 'not-enough']
const after = ['timeout-after', 'drop-after', 'error-after', 'unsigned', 'corrupted', 'other-body']

function sufferBefore(sandbox: Sandbox, method: string, fault: string, response: ServerResponse): void {
  if (fault === 'timeout-before') goSilent(response, 'timeout')
  else if (fault === 'drop-before') goSilent(response, 'drop')
  else if (fault === 'html') response.writeHead(502, { 'content-type': 'text/html' }).end('<html>502 Bad Gateway</html>')
  else if (fault === 'rate-429')
    reply(sandbox, response, method, refusalOf('40004', 'isv.app-call-limited', '应用调用次数超限'))
  else if (fault === 'not-enough')
    reply(sandbox, response, method, refusalOf('40004', 'ACQ.SELLER_BALANCE_NOT_ENOUGH', '卖家余额不足'))
  else reply(sandbox, response, method, refusalOf('20000', 'isp.unknow-error', '系统繁忙'))
}

const refusalOf = (code: string, subCode: string, message: string) => ({
  ...{ code, msg: code === '20000' ? 'Service Currently Unavailable' : 'Business Failed', sub_code: subCode, sub_msg: message },
})

function reply({ pay }: Sandbox, response: ServerResponse, method: string, said: object, fault?: string): void {
  if (fault === 'timeout-after') goSilent(response, 'timeout')
  else if (fault === 'drop-after') goSilent(response, 'drop')
  else {
    const lost = refusalOf('40004', 'ACQ.SYSTEM_ERROR', '系统错误')
    const text = JSON.stringify(fault === 'error-after' ? lost : said)
    const sign = signatureOf(fault === 'other-body' ? `${text} ` : text, pay.keys.alipay.own.privateKey)
    const shown = fault === 'corrupted' ? `A${sign.slice(0, -1)}` : sign
    const body = `{"${method.replaceAll('.', '_')}_response":${text}${fault === 'unsigned' ? '' : `,"sign":"${shown}"`}}`
    response.writeHead(200, { 'content-type': 'text/html;charset=utf-8', 'content-length': Buffer.byteLength(body) }).end(body)
  }
}

function note({ journal, clock }: Sandbox, method: string, about: About, answered: { [name: string]: string }): void {
  const asked = Object.fromEntries(Object.entries(about).filter((pair): pair is [string, string] => pair[1] !== undefined))
  journal.write({ at: clock.now().toISOString(), what: `alipay ${method}`, asked, answered })
}
