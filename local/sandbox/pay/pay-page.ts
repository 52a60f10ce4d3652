import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody } from '../../gateway/read-body.ts'
import { escaped, isLocal, page, replyPage } from '../page.ts'
import { replyJson } from '../reply.ts'
import type { Sandbox } from '../sandbox.ts'
import type { Order } from './book.ts'
import { isOpen } from './order-view.ts'
import { payOrder } from './paying.ts'
import { isFresh } from './prepay.ts'

/** What the page says of a payment, whichever channel it is. */
export interface Sheet {
  title: string
  /** Where its form goes, and what it takes along. */
  action: string
  hidden: { [name: string]: string }
  description: string
  fen: number
}

/** `/pay?prepay_id=&return=`: stands for the sheet that WeChat slides up. On a web page of this machine the guest pays or cancels here. */
export function payPage(sandbox: Sandbox, query: URLSearchParams, request: IncomingMessage, response: ServerResponse): void {
  if (request.method === 'GET') {
    request.resume()
    show(sandbox, query, response)
  } else if (request.method === 'POST') {
    readBody(request, 16 * 1024).then(
      (body) => decide(sandbox, new URLSearchParams(body?.toString('utf8') ?? ''), response),
      () => response.destroy(),
    )
  } else {
    request.resume()
    replyJson(response, 405, { errcode: 43001, errmsg: 'require GET method' })
  }
}

function show(sandbox: Sandbox, query: URLSearchParams, response: ServerResponse): void {
  const asked = askedOf(sandbox, query)
  if (typeof asked === 'string') replyPage(response, 400, refusedPage(asked, query.get('return')))
  else {
    const hidden = { prepay_id: query.get('prepay_id') ?? '', return: asked.back }
    const { description, totalFen } = asked.order
    replyPage(response, 200, sheetPage({ title: '微信支付（本机）', action: '/pay', hidden, description, fen: totalFen }))
  }
}

function decide(sandbox: Sandbox, form: URLSearchParams, response: ServerResponse): void {
  const asked = askedOf(sandbox, form)
  if (typeof asked === 'string') {
    replyPage(response, 400, refusedPage(asked, form.get('return')))
    return
  }
  const pays = form.get('do') === 'pay'
  if (pays) payOrder(sandbox, asked.order.outTradeNo)
  sendBack(response, asked.back, pays)
  sandbox.pay.courier.wake()
}

/** Back to the page it came from, with what `wx.requestPayment` would tell; the truth is the system's to ask for. */
export function sendBack(response: ServerResponse, back: string, paid: boolean): void {
  const target = new URL(back)
  target.searchParams.set('payment', paid ? 'done' : 'cancelled')
  response.writeHead(303, { location: target.href, 'cache-control': 'no-store', 'content-length': 0 }).end()
}

const sentences: { [code: string]: string } = {
  'payments.paid': '这笔订单已经付过了。',
  'payments.closed': '这笔订单已经关闭。',
  'payments.over': '付款时间已过。',
  'payments.stale': '这次付款已经失效，请返回重新发起。',
}

function askedOf({ pay, clock }: Sandbox, form: URLSearchParams): { order: Order; back: string } | string {
  const [id, back] = [form.get('prepay_id') ?? '', form.get('return') ?? '']
  if (!isLocal(back)) return 'return 只能是本机的地址（127.0.0.1 或 localhost）。'
  const order = pay.book.orders.find(id)
  const now = clock.now().getTime()
  if (!order?.prepays.some((prepay) => prepay.id === id)) return '没有这次付款。'
  if (order.state === 'SUCCESS') return sentences['payments.paid'] as string
  if (!isOpen(order, now)) return sentences['payments.closed'] as string
  if (order.payUntil !== undefined && now >= order.payUntil) return sentences['payments.over'] as string
  return isFresh(order, id, now) ? { order, back } : (sentences['payments.stale'] as string)
}

/** The sum, a button that pays and one that does not. */
export function sheetPage({ title, action, hidden, description, fen }: Sheet): string {
  const inputs = Object.entries(hidden).map(([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`)
  const yuan = (fen / 100).toFixed(2)
  return page(
    title,
    `<p class="note" id="note">这一页只在这台电脑上，代替真正的付款页。不会扣任何钱。</p>
<div class="bill"><div>${escaped(description)}</div><p class="sum" id="sum">¥${yuan}</p></div>
<form method="post" action="${action}" class="choice">
${inputs.join('\n')}
<button id="pay" name="do" value="pay" class="main">支付 ¥${yuan}</button>
<button id="cancel" name="do" value="cancel">取消</button>
</form>`,
  )
}

export const refusedPage = (sentence: string, back: string | null): string => notePage('不能付款', sentence, back)

export function notePage(title: string, sentence: string, back: string | null): string {
  const way = back !== null && isLocal(back) ? `<p><a id="back" href="${escaped(back)}">返回应用</a></p>` : ''
  return page(title, `<p class="note" id="refusal">${escaped(sentence)}</p>${way}`)
}
