import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody } from '../../gateway/read-body.ts'
import { isLocal, replyPage } from '../page.ts'
import type { Trade } from '../pay/book.ts'
import { notePage, refusedPage, sheetPage } from '../pay/pay-page.ts'
import type { Sandbox } from '../sandbox.ts'
import { type Fields, fenOf, instantOf, listed, signatureOf, wallClock, yuan } from './signing.ts'
import { current, newTradeNo, payTrade } from './trades.ts'

const minuteMs = 60_000
const longestMs = 15 * 86_400_000

/** `alipay.trade.wap.pay`: the guest's browser comes, and only now there is a trade. What is wrong is told to the guest, not to the merchant. */
export function enterCashier(
  sandbox: Sandbox,
  fields: Fields,
  content: { [field: string]: unknown },
  response: ServerResponse,
): void {
  const trade = tradeFor(sandbox, fields, content)
  const back = String(content.quit_url ?? fields.return_url ?? '')
  if (typeof trade === 'string') {
    replyPage(response, 400, refusedPage(trade, back))
    return
  }
  const hidden = { trade: trade.outTradeNo, quit: back }
  const { subject, totalFen } = trade
  replyPage(
    response,
    200,
    sheetPage({ title: '支付宝（本机）', action: '/cashier', hidden, description: subject, fen: totalFen }),
  )
}

/** The trade this link is for, made where it is the first time; or the sentence that says what is wrong. */
function tradeFor({ pay, clock }: Sandbox, fields: Fields, content: { [field: string]: unknown }): Trade | string {
  const now = clock.now().getTime()
  const { out_trade_no: number, subject, product_code: product, time_expire: expire, passback_params: passback } = content
  const totalFen = fenOf(content.total_amount)
  if (typeof number !== 'string' || !/^[0-9A-Za-z_]{1,64}$/.test(number))
    return 'out_trade_no 不合法（isv.invalid-parameter）。'
  if (totalFen === undefined) return 'total_amount 不合法（isv.invalid-parameter）。'
  if (typeof subject !== 'string' || !/^[^/=&]{1,256}$/.test(subject)) return 'subject 不合法（isv.invalid-parameter）。'
  if (product !== 'QUICK_WAP_WAY') return 'product_code 必须是 QUICK_WAP_WAY。'
  const payUntil = expire === undefined ? undefined : instantOf(expire)
  if (expire !== undefined && payUntil === undefined) return 'time_expire 的格式是 yyyy-MM-dd HH:mm:ss。'
  if (fields.notify_url && !isAddress(fields.notify_url)) return 'notify_url 不合法（isv.invalid-parameter）。'
  const known = pay.book.trades.get(number)
  const asked = JSON.stringify([totalFen, subject])
  if (known && known.asked !== asked) return '交易信息被篡改（ACQ.CONTEXT_INCONSISTENT）。'
  const state = known && current(known, now).state
  if (state === 'TRADE_CLOSED') return '交易已经关闭（ACQ.TRADE_HAS_CLOSE）。'
  if (state === 'TRADE_SUCCESS' || state === 'TRADE_FINISHED') return '交易已被支付（ACQ.TRADE_HAS_SUCCESS）。'
  if (payUntil !== undefined && (payUntil <= now || payUntil > now + longestMs)) return '付款时间已过，或超过 15 天。'
  if (known) return known
  return pay.book.trades.put(number, {
    ...{ outTradeNo: number, tradeNo: newTradeNo(now), asked, appId: fields.app_id ?? '', subject, totalFen, createdAt: now },
    ...(fields.notify_url && { notifyUrl: fields.notify_url }),
    ...(fields.return_url && { returnUrl: fields.return_url }),
    ...(typeof passback === 'string' && { passback }),
    ...(payUntil !== undefined && { payUntil: Math.max(payUntil, now + minuteMs) }),
    state: 'WAIT_BUYER_PAY',
    refunds: [],
  })
}

const isAddress = (text: string) => text.length <= 256 && /^https?:/.test(text) && URL.canParse(text)

/** `POST /cashier`: the guest pays, or goes back without. */
export function decideAtCashier(sandbox: Sandbox, request: IncomingMessage, response: ServerResponse): void {
  readBody(request, 16 * 1024).then(
    (body) => {
      const form = new URLSearchParams(body?.toString('utf8') ?? '')
      const trade = sandbox.pay.book.trades.get(form.get('trade') ?? '')
      const now = sandbox.clock.now().getTime()
      if (!trade || current(trade, now).state !== 'WAIT_BUYER_PAY') {
        replyPage(response, 400, refusedPage('这笔交易已经付过、关闭，或者不存在。', form.get('quit')))
      } else if (form.get('do') === 'pay') {
        goTo(response, trade.returnUrl && backTo(sandbox, payTrade(sandbox, trade.outTradeNo)), '已付款。')
        sandbox.pay.courier.wake()
      } else {
        goTo(response, form.get('quit') ?? '', '没有付款。')
      }
    },
    () => response.destroy(),
  )
}

function goTo(response: ServerResponse, target: string | undefined, sentence: string): void {
  if (target && isLocal(target))
    response.writeHead(303, { location: target, 'cache-control': 'no-store', 'content-length': 0 }).end()
  else replyPage(response, 200, notePage('支付宝（本机）', sentence, null))
}

/** return_url with what Alipay hangs on it, signed; it proves nothing, and a phone may never open it. */
function backTo({ pay, clock }: Sandbox, trade: Trade): string {
  const { appId, sellerId, own } = pay.keys.alipay
  const told: Fields = {
    ...{
      app_id: appId,
      charset: 'utf-8',
      method: 'alipay.trade.wap.pay.return',
      out_trade_no: trade.outTradeNo,
      seller_id: sellerId,
    },
    ...{
      timestamp: wallClock(clock.now().getTime()),
      total_amount: yuan(trade.totalFen),
      trade_no: trade.tradeNo,
      version: '1.0',
    },
  }
  const target = new URL(trade.returnUrl as string)
  const sign = signatureOf(listed(told), own.privateKey)
  for (const [name, value] of Object.entries({ ...told, sign_type: 'RSA2', sign })) target.searchParams.set(name, value)
  return target.href
}
