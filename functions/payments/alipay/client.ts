import { createPrivateKey, createPublicKey } from 'node:crypto'
import * as z from 'zod'
import { log } from '../../kernel/log.ts'
import type { AlipaySecrets } from '../../kernel/secrets.ts'
import { instantIn } from '../../kernel/zone.ts'
import type { Channel, Next, Outcome, PaymentAsked, PaymentFact } from '../channel.ts'
import { withinLetters, yuanText } from '../wording.ts'
import { noticeOf } from './notice.ts'
import { type Api, meaningOf, RefundAsked, Refunded, refundStateOf, stateOf, Trade, Verdict } from './shapes.ts'
import { isSigned, listed, signed, signedPart } from './signing.ts'

export interface World {
  gateway: string
  /** Where notices go. */
  notifyUrl: string
  fetch: typeof globalThis.fetch
  now: () => Date
}

type Heard<T> = { kind: 'heard'; body: T } | { kind: 'meant'; meaning: 'absent' | 'unknown' | Next; code: string }

const patienceMs = 3500

/** Alipay for web pages on phones (wap.pay). Throws where a key cannot be read: this deployment has none that are good. */
export function alipay(keys: AlipaySecrets, world: World): Channel {
  const privateKey = createPrivateKey(keys.privateKey)
  const alipayKey = createPublicKey(keys.alipayPublicKey)
  const account = { appid: keys.appId, mchid: keys.sellerId }

  /** The gateway's address with everything signed: a guest is sent there, or we ask it ourselves. */
  function signedUrl(method: string, content: object, more: { [name: string]: string } = {}): string {
    const fields: { [name: string]: string } = {
      app_id: keys.appId,
      method,
      format: 'JSON',
      charset: 'utf-8',
      sign_type: 'RSA2',
      timestamp: wallClock(world.now()),
      version: '1.0',
      biz_content: JSON.stringify(content),
      ...more,
    }
    return `${world.gateway}?${new URLSearchParams({ ...fields, sign: signed(listed(fields), privateKey) })}`
  }

  async function ask<T>(api: Api, method: string, content: object, about: string, shape: z.ZodType<T>): Promise<Heard<T>> {
    const heard = await answerOf(api, method, content, shape)
    const { code, meaning } = heard.kind === 'meant' ? heard : { code: 'ok', meaning: undefined }
    log.write({ level: 'info', what: 'alipay', api, about, code, meaning })
    return heard
  }

  async function answerOf<T>(api: Api, method: string, content: object, shape: z.ZodType<T>): Promise<Heard<T>> {
    const unknown = (code: string) => ({ kind: 'meant', meaning: 'unknown', code }) as const
    let answer: string
    try {
      const how = { method: 'POST', signal: AbortSignal.timeout(patienceMs), redirect: 'manual' as const }
      const response = await world.fetch(signedUrl(method, content), how)
      if (response.status !== 200) return unknown(`status.${response.status}`)
      answer = await response.text()
    } catch {
      return unknown('no_answer')
    }
    const part = signedPart(answer, `${method.replaceAll('.', '_')}_response`)
    const said = part && jsonOf(part.text)
    const verdict = Verdict.safeParse(said).data
    if (!part || !verdict) return unknown('unreadable')
    const { code, sub_code: subCode } = verdict
    // A refusal may come unsigned, as at WeChat Pay; a success never.
    const isGenuine = part.signature !== undefined && isSigned(part.text, part.signature, alipayKey)
    if (!isGenuine && (part.signature !== undefined || code === '10000')) return unknown('signature.wrong')
    if (code !== '10000') return { kind: 'meant', meaning: meaningOf(api, code, subCode), code: subCode ?? code }
    const read = shape.safeParse(said)
    return read.success ? { kind: 'heard', body: read.data } : unknown('unreadable')
  }

  /** Nothing is asked of Alipay yet: there is no trade before the guest enters its cashier. */
  async function prepay(asked: PaymentAsked): ReturnType<Channel['prepay']> {
    const content = {
      out_trade_no: asked.outTradeNo,
      total_amount: yuanText(asked.amountFen),
      subject: withinLetters(asked.title.replace(/[/=&]/g, ' '), 128),
      product_code: 'QUICK_WAP_WAY',
      time_expire: wallClock(new Date(asked.payBy)),
      ...(asked.returnUrl !== undefined && { quit_url: asked.returnUrl }),
    }
    const back: { [name: string]: string } = asked.returnUrl === undefined ? {} : { return_url: asked.returnUrl }
    const url = signedUrl('alipay.trade.wap.pay', content, { notify_url: world.notifyUrl, ...back })
    return { kind: 'known', fact: { kind: 'alipay', url } }
  }

  async function queryBy(number: { out_trade_no: string } | { trade_no: string }): Promise<Outcome<PaymentFact>> {
    const [asked = ''] = Object.values(number)
    const heard = await ask('query', 'alipay.trade.query', number, asked, Trade)
    if (heard.kind === 'meant') {
      if (heard.meaning !== 'absent' || !('out_trade_no' in number)) return outcomeOf(heard)
      return { kind: 'known', fact: { channel: 'alipay', outTradeNo: asked, state: 'absent' } }
    }
    const { out_trade_no: outTradeNo, trade_no: transactionId, send_pay_date: paidAt } = heard.body
    if (asked !== outTradeNo && asked !== transactionId) return { kind: 'unknown', why: 'another_trade' }
    const state = stateOf(heard.body.trade_status, paidAt)
    // The answer names no seller: it is of the app that asked, and that is ours.
    const names = { channel: 'alipay', outTradeNo, transactionId, account, currency: 'CNY' } as const
    return { kind: 'known', fact: { ...names, state, amountFen: heard.body.total_amount, ...(paidAt && { paidAt }) } }
  }

  return {
    name: 'alipay',
    account,
    prepay,
    query: (outTradeNo) => queryBy({ out_trade_no: outTradeNo }),
    queryTransaction: (transactionId) => queryBy({ trade_no: transactionId }),
    close: async (outTradeNo) => {
      const heard = await ask('close', 'alipay.trade.close', { out_trade_no: outTradeNo }, outTradeNo, z.looseObject({}))
      if (heard.kind === 'heard') return { kind: 'known', fact: 'closed' }
      return heard.meaning === 'absent' ? { kind: 'known', fact: 'absent' } : outcomeOf(heard)
    },
    refund: async ({ outTradeNo, refundNo, amountFen, reason }) => {
      const content = {
        out_trade_no: outTradeNo,
        out_request_no: refundNo,
        refund_amount: yuanText(amountFen),
        refund_reason: withinLetters(reason, 80),
      }
      const heard = await ask('refund', 'alipay.trade.refund', content, refundNo, Refunded)
      if (heard.kind === 'meant') return outcomeOf(heard)
      // N: this one was asked for before, or money is still to move; asking about it tells.
      const state = heard.body.fund_change === 'Y' ? 'done' : 'processing'
      return { kind: 'known', fact: { channel: 'alipay', outTradeNo, refundNo, state, amountFen } }
    },
    queryRefund: async ({ outTradeNo, refundNo }) => {
      const content = { out_trade_no: outTradeNo, out_request_no: refundNo, query_options: ['gmt_refund_pay'] }
      const heard = await ask('queryRefund', 'alipay.trade.fastpay.refund.query', content, refundNo, RefundAsked)
      if (heard.kind === 'meant' && heard.meaning !== 'absent') return outcomeOf(heard)
      const names = { channel: 'alipay', outTradeNo, refundNo } as const
      if (heard.kind === 'meant') return { kind: 'known', fact: { ...names, state: 'absent' } }
      const { refund_amount: amountFen, gmt_refund_pay: doneAt } = heard.body
      const more = { ...(amountFen !== undefined && { amountFen }), ...(doneAt && { doneAt }) }
      return { kind: 'known', fact: { ...names, state: refundStateOf(heard.body), ...more } }
    },
    notice: (_headers, body) => noticeOf(body, alipayKey),
  }
}

function outcomeOf({ meaning, code }: { meaning: 'absent' | 'unknown' | Next; code: string }): Outcome<never> {
  if (meaning === 'unknown') return { kind: 'unknown', why: code }
  return { kind: 'refused', code, next: meaning === 'absent' ? 'human' : meaning }
}

/** `2026-11-21 13:07:29` in Beijing. */
function wallClock(at: Date): string {
  return instantIn('Asia/Shanghai', at).slice(0, 19).replace('T', ' ')
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
