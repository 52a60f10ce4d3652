import { createPrivateKey, type KeyObject } from 'node:crypto'
import * as z from 'zod'
import type { WechatPaySecrets } from '../../kernel/secrets.ts'
import { instantIn } from '../../kernel/zone.ts'
import type { Channel, Outcome, PaymentAsked, PaymentFact, RefundAsked, RefundFact } from '../channel.ts'
import { withinBytes, withinLetters } from '../wording.ts'
import { noticeOf } from './notice.ts'
import { payment, platformKeysOf, seal } from './protocol.ts'
import { accountOf, paymentOf, Refund, refundOf, Transaction } from './shapes.ts'
import { type Asked, ask, outcomeOf, type Wire } from './wire.ts'

/** The world as the client sees it. */
export interface World extends Pick<Wire, 'api' | 'fetch' | 'now' | 'nonce'> {
  /** Where callbacks go: https, a full path, no query, at most 255 characters. */
  notifyUrl: string
}

/** For whom money is taken: a merchant, or a service provider on behalf of one. Keys are read once. */
export interface Merchant {
  /** The mini-program's, bound to mchid; of a provider the provider's. */
  appid: string
  mchid: string
  sub: { mchid: string; appid?: string } | undefined
  privateKey: KeyObject
  /** The one in force first. */
  apiV3Keys: Buffer[]
}

export interface WeChatPay extends Channel {
  /** After ABNORMAL: to a card of the guest's that still works, or back to the merchant's. It can still become `done`. */
  refundAbnormal(asked: AbnormalRefund): Promise<Outcome<RefundFact>>
  /** For bill.ts. */
  readonly wire: Wire
  readonly merchant: Merchant
}

export type AbnormalRefund = { refundId: string; refundNo: string } & (
  | { to: 'merchant' }
  | { to: 'guest'; bankType: string; bankAccount: string; realName: string }
)

const Prepay = z.looseObject({ prepay_id: z.string().min(1).max(64) })

/** WeChat Pay v3 for mini-programs. Throws where a key cannot be read: this deployment has none that are good. */
export function weChatPay(appid: string, keys: WechatPaySecrets, { notifyUrl, ...world }: World): WeChatPay {
  const { mchid, serial, sub } = keys
  const privateKey = createPrivateKey(keys.privateKey)
  const apiV3Keys = [keys.apiV3Key, ...(keys.apiV3KeyAlso ? [keys.apiV3KeyAlso] : [])].map((key) => Buffer.from(key, 'utf8'))
  const merchant: Merchant = { appid, mchid, sub, privateKey, apiV3Keys }
  const wire: Wire = { signer: { mchid, serial, privateKey }, platformKeys: platformKeysOf(keys.platformKeys), ...world }
  const transactions = sub ? '/v3/pay/partner/transactions' : '/v3/pay/transactions'
  const whose: { [field: string]: string } = sub ? { sp_mchid: mchid, sub_mchid: sub.mchid } : { mchid }
  const subOnly: { [field: string]: string } = sub ? { sub_mchid: sub.mchid } : {}

  async function prepay(asked: PaymentAsked): ReturnType<Channel['prepay']> {
    const { outTradeNo, openid } = asked
    const apps = sub ? { sp_appid: appid, ...(sub.appid !== undefined && { sub_appid: sub.appid }) } : { appid }
    const payer = sub ? { [sub.appid === undefined ? 'sp_openid' : 'sub_openid']: openid } : { openid }
    const body = {
      ...apps,
      ...whose,
      description: withinLetters(asked.title, 127),
      out_trade_no: outTradeNo,
      time_expire: instantIn('Asia/Shanghai', asked.payBy),
      notify_url: notifyUrl,
      amount: { total: asked.amountFen, currency: 'CNY' },
      payer,
    }
    const heard = await ask(wire, post('prepay', `${transactions}/jsapi`, body, outTradeNo), Prepay)
    if (heard.kind === 'meant') return outcomeOf(heard.meaning, heard.code)
    // The guest's side pays under the app that it runs in.
    const ours = sub?.appid ?? appid
    const signed = payment(ours, heard.body.prepay_id, privateKey, wire.now(), wire.nonce())
    return { kind: 'known', fact: { kind: 'wechat-pay', ...signed } }
  }

  async function queryBy(kind: 'out-trade-no' | 'id', number: string): Promise<Outcome<PaymentFact>> {
    const path = `${transactions}/${kind}/${encodeURIComponent(number)}?${new URLSearchParams(whose)}`
    const heard = await ask(wire, { api: 'query', method: 'GET', path, about: number }, Transaction)
    if (heard.kind === 'heard') {
      const fact = paymentOf(heard.body)
      const asked = kind === 'id' ? fact.transactionId : fact.outTradeNo
      return asked === number ? { kind: 'known', fact } : { kind: 'unknown', why: 'another_trade' }
    }
    if (heard.meaning !== 'absent' || kind === 'id') return outcomeOf(heard.meaning, heard.code)
    return { kind: 'known', fact: { channel: 'wechat-pay', outTradeNo: number, state: 'absent' } }
  }

  async function close(outTradeNo: string): ReturnType<Channel['close']> {
    const path = `${transactions}/out-trade-no/${encodeURIComponent(outTradeNo)}/close`
    const heard = await ask(wire, post('close', path, whose, outTradeNo), z.undefined())
    if (heard.kind === 'heard') return { kind: 'known', fact: 'closed' }
    const { meaning, code } = heard
    return meaning === 'absent' || meaning === 'closed' ? { kind: 'known', fact: meaning } : outcomeOf(meaning, code)
  }

  async function refund(asked: RefundAsked): Promise<Outcome<RefundFact>> {
    const body = {
      ...subOnly,
      out_trade_no: asked.outTradeNo,
      out_refund_no: asked.refundNo,
      reason: withinBytes(asked.reason, 80),
      // Without it the outcome comes as v2 XML to wherever the merchant platform says.
      notify_url: notifyUrl,
      amount: { refund: asked.amountFen, total: asked.totalFen, currency: 'CNY' },
    }
    return refundSaid(post('refund', '/v3/refund/domestic/refunds', body, asked.refundNo), asked.refundNo)
  }

  async function queryRefund({ outTradeNo, refundNo }: { outTradeNo: string; refundNo: string }): Promise<Outcome<RefundFact>> {
    const query = sub ? `?${new URLSearchParams(subOnly)}` : ''
    const path = `/v3/refund/domestic/refunds/${encodeURIComponent(refundNo)}${query}`
    const heard = await ask(wire, { api: 'queryRefund', method: 'GET', path, about: refundNo }, Refund)
    if (heard.kind === 'heard') return refundKnown(heard.body, refundNo)
    if (heard.meaning !== 'absent') return outcomeOf(heard.meaning, heard.code)
    return { kind: 'known', fact: { channel: 'wechat-pay', outTradeNo, refundNo, state: 'absent' } }
  }

  async function refundAbnormal(asked: AbnormalRefund): Promise<Outcome<RefundFact>> {
    const [key] = wire.platformKeys.values()
    if (!key) return { kind: 'refused', code: 'key.missing', next: 'human' }
    const to =
      asked.to === 'merchant'
        ? { type: 'MERCHANT_BANK_CARD' }
        : {
            type: 'USER_BANK_CARD',
            bank_type: asked.bankType,
            bank_account: seal(asked.bankAccount, key),
            real_name: seal(asked.realName, key),
          }
    const path = `/v3/refund/domestic/refunds/${encodeURIComponent(asked.refundId)}/apply-abnormal-refund`
    const body = { ...subOnly, out_refund_no: asked.refundNo, ...to }
    return refundSaid(post('abnormalRefund', path, body, asked.refundNo), asked.refundNo)
  }

  async function refundSaid(asked: Asked, refundNo: string): Promise<Outcome<RefundFact>> {
    const heard = await ask(wire, asked, Refund)
    return heard.kind === 'heard' ? refundKnown(heard.body, refundNo) : outcomeOf(heard.meaning, heard.code)
  }

  return {
    name: 'wechat-pay',
    account: accountOf(
      sub ? { sp_appid: appid, sp_mchid: mchid, sub_appid: sub.appid, sub_mchid: sub.mchid } : { appid, mchid },
    ),
    prepay,
    query: (outTradeNo) => queryBy('out-trade-no', outTradeNo),
    queryTransaction: (transactionId) => queryBy('id', transactionId),
    close,
    refund,
    queryRefund,
    refundAbnormal,
    notice: (headers, body) => noticeOf(headers, body, wire.platformKeys, merchant.apiV3Keys, wire.now()),
    wire,
    merchant,
  }
}

function post(api: Asked['api'], path: string, body: object, about: string): Asked {
  return { api, method: 'POST', path, body, about }
}

/** A signed answer about something else was for somebody else. */
function refundKnown(said: z.infer<typeof Refund>, refundNo: string): Outcome<RefundFact> {
  const fact = refundOf(said)
  return fact.refundNo === refundNo ? { kind: 'known', fact } : { kind: 'unknown', why: 'another_refund' }
}
