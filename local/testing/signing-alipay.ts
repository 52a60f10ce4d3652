import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'

/** The app's pair of keys, and Alipay's, of this process. */
export const ours = generateKeyPairSync('rsa', { modulusLength: 2048 })
export const theirs = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = (key: KeyObject, type: 'pkcs8' | 'spki') => key.export({ type, format: 'pem' } as never).toString()
export const keys = {
  appId: '2021000000000001',
  sellerId: '2088000000000001',
  privateKey: pem(ours.privateKey, 'pkcs8'),
  alipayPublicKey: pem(theirs.publicKey, 'spki'),
}

/** As Alipay signs, unless a test says otherwise. */
export const sign = (text: string, key = theirs.privateKey, how = 'RSA-SHA256') =>
  createSign(how).update(text, 'utf8').sign(key, 'base64')

/** A trade that was paid, as Alipay spells it, and what we make of it. */
export const trade = {
  out_trade_no: '01JD8Z0000000000000000001',
  trade_no: '2026112222001400000000000001',
  trade_status: 'TRADE_SUCCESS',
  total_amount: '128.05',
  send_pay_date: '2026-11-22 13:01:02',
  buyer_user_id: '2088102146225135',
}
export const fact = {
  channel: 'alipay',
  outTradeNo: trade.out_trade_no,
  state: 'paid',
  transactionId: trade.trade_no,
  paidAt: '2026-11-22T13:01:02+08:00',
  amountFen: 12805,
  currency: 'CNY',
  account: { appid: keys.appId, mchid: keys.sellerId },
}
