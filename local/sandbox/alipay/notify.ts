import type { Notice } from '../pay/book.ts'
import { tell } from '../pay/deliver.ts'
import { ofNobody } from '../pay/notice-body.ts'
import type { Sandbox } from '../sandbox.ts'
import { type Fields, listed, signatureOf, wallClock, yuan } from './signing.ts'

const possible = [
  ...[
    'corrupted',
    'unsigned',
    'other-body',
    'sha1',
    'wrong-amount',
    'wrong-appid',
    'wrong-mchid',
    'unknown-order',
    'extra-fields',
  ],
] as const

/** One try of a notice of Alipay's: a form, signed. Only the answer `success`, seven letters and nothing else, takes it. */
export async function deliverAlipay(sandbox: Sandbox, notice: Notice): Promise<boolean> {
  const about = { outTradeNo: notice.about, event: notice.event, channel: notice.channel }
  const fault = sandbox.faults.strike('callback', about, possible)?.fault
  const copies = sandbox.faults.strike('callback', about, ['duplicate', 'concurrent'])
  const send = () => {
    const fields = { ...signed(sandbox, notice, fault) }
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', 'user-agent': 'Mozilla/4.0' }
    const post = () => sandbox.pay.post(notice.url, headers, new URLSearchParams(fields).toString())
    return tell(sandbox, notice, fault, post, ({ status, body }) => status === 200 && body === 'success')
  }
  if (copies?.fault === 'concurrent') {
    const all = await Promise.all(Array.from({ length: copies.copies + 1 }, send))
    return all.some(Boolean)
  }
  let taken = await send()
  for (let copy = 0; copy < (copies?.copies ?? 0); copy += 1) taken = (await send()) || taken
  return taken
}

function signed({ pay, clock }: Sandbox, notice: Notice, fault: string | undefined): Fields {
  const told = {
    ...(notice.content as Fields),
    notify_id: notice.id,
    notify_time: wallClock(clock.now().getTime()),
    ...changed(notice, fault),
  }
  const text = listed(told, ['sign', 'sign_type'])
  const { privateKey } = pay.keys.alipay.own
  if (fault === 'sha1') return { ...told, sign_type: 'RSA', sign: signatureOf(text, privateKey, 'sha1') }
  const sign = signatureOf(fault === 'other-body' ? `${text}x` : text, privateKey)
  if (fault === 'unsigned') return { ...told, sign_type: 'RSA2' }
  return {
    ...told,
    sign_type: 'RSA2',
    sign: fault === 'corrupted' ? `A${sign.slice(0, -1).split('').reverse().join('')}` : sign,
  }
}

/** Told wrongly, and truly signed. */
function changed({ content }: Notice, fault: string | undefined): Fields {
  if (fault === 'wrong-amount') return { total_amount: yuan(Math.round(Number(content.total_amount) * 100) + 1) }
  if (fault === 'wrong-appid') return { app_id: '2021000000000000' }
  if (fault === 'wrong-mchid') return { seller_id: '2088000000000000' }
  if (fault === 'unknown-order') return { out_trade_no: ofNobody(String(content.out_trade_no)) }
  if (fault === 'extra-fields') return { point_amount: '0.00', invoice_amount: '0.00' }
  return {}
}
