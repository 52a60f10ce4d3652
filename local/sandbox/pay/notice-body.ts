import type { ContentFault } from '../faults.ts'
import type { Notice } from './book.ts'
import type { ChannelKeys } from './keys.ts'
import { beijing, type Sealed, sealed } from './wire.ts'

export interface Carried {
  type: string
  body: string
}

type Content = { [field: string]: unknown }

const summaries: { [event: string]: string } = {
  'TRANSACTION.SUCCESS': '支付成功',
  'REFUND.SUCCESS': '退款成功',
  'REFUND.ABNORMAL': '退款异常',
  'REFUND.CLOSED': '退款关闭',
}

/** The body of a callback of WeChat Pay, its content sealed; a fault changes what is told, or how it is sealed. */
export function sealedNotice(notice: Notice, { wechatPay }: ChannelKeys, fault: ContentFault | undefined): Carried {
  if (fault === 'xml') return { type: 'text/xml', body: xmlOf(notice.content) }
  const kind = notice.event.startsWith('REFUND') ? 'refund' : 'transaction'
  const text = JSON.stringify(told(notice.content, fault))
  const key = fault === 'wrong-key' ? wechatPay.apiV3Key.split('').reverse().join('') : wechatPay.apiV3Key
  const resource = spoilt(sealed(text, key, fault === 'no-aad' ? '' : kind), fault)
  const body = {
    id: notice.id,
    create_time: beijing(notice.createdAt),
    resource_type: 'encrypt-resource',
    event_type: fault === 'unknown-event' ? 'TRANSACTION.REVIEWED' : notice.event,
    summary: summaries[notice.event] ?? notice.event,
    resource: { original_type: kind, ...resource, ...(fault === 'extra-fields' && { version: 2 }) },
    ...(fault === 'extra-fields' && { region: 'sandbox' }),
  }
  return { type: 'application/json', body: JSON.stringify(body) }
}

function told(content: Content, fault: ContentFault | undefined): Content {
  const amount = content.amount as Content
  if (fault === 'wrong-amount') return { ...content, amount: { ...amount, total: Number(amount.total) + 1 } }
  if (fault === 'wrong-currency') return { ...content, amount: { ...amount, currency: 'USD' } }
  if (fault === 'wrong-appid')
    return { ...content, ...('sp_appid' in content ? { sp_appid: 'wxother' } : { appid: 'wxother' }) }
  if (fault === 'wrong-mchid') return { ...content, ...('sp_mchid' in content ? { sp_mchid: '1' } : { mchid: '1' }) }
  if (fault === 'unknown-order') return { ...content, out_trade_no: ofNobody(String(content.out_trade_no)) }
  if (fault === 'extra-fields') return { ...content, device: { kind: 'phone' }, settlement_rate: '0.60%' }
  return content
}

/** Another number, whatever this one is. */
export const ofNobody = (outTradeNo: string): string => (outTradeNo.startsWith('X') ? 'Y' : 'X') + outTradeNo.slice(1)

/** Spoilt before it is signed: the signature is good, and the seal is not. */
function spoilt(seal: Sealed, fault: ContentFault | undefined): Sealed {
  const bytes = Buffer.from(seal.ciphertext, 'base64')
  const flipped = (at: number) => {
    bytes[at] = (bytes[at] as number) ^ 1
    return { ...seal, ciphertext: bytes.toString('base64') }
  }
  if (fault === 'tampered-ciphertext') return flipped(0)
  if (fault === 'tampered-tag') return flipped(bytes.length - 1)
  if (fault === 'tampered-aad') return { ...seal, associated_data: `${seal.associated_data}x` }
  if (fault !== 'no-aad') return seal
  const { associated_data: _, ...bare } = seal
  return bare
}

/** The older API's message, as it comes where a merchant's console has a callback of its own. */
function xmlOf({ out_trade_no, transaction_id }: Content): string {
  const fields = { return_code: 'SUCCESS', result_code: 'SUCCESS', out_trade_no, transaction_id }
  const lines = Object.entries(fields).map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`)
  return `<xml>${lines.join('')}</xml>`
}
