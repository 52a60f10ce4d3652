import { randomBytes } from 'node:crypto'
import { clock } from '../kernel/clock.ts'
import { environment } from '../kernel/environment.ts'
import { type Secrets, secrets } from '../kernel/secrets.ts'
import { alipay } from './alipay/client.ts'
import type { Channel, ChannelName } from './channel.ts'
import { type WeChatPay, weChatPay } from './wechat-pay/client.ts'

/** Where the channels call back; fixed (design/api.md). */
const callbackPaths = { 'wechat-pay': '/callbacks/wechat-pay', alipay: '/callbacks/alipay' } as const

/** The channel with this deployment's keys; undefined where its owner has none for it. */
export function channelNamed(name: ChannelName): Promise<Channel | undefined> {
  return name === 'alipay' ? openedAlipay() : openedWeChatPay()
}

export const openedWeChatPay = once<WeChatPay>(({ wechat, wechatPay }) => {
  if (wechatPay.mchid === '') return undefined
  const nonce = () => randomBytes(16).toString('hex')
  return weChatPay(wechat.appid, wechatPay, { ...world('wechat-pay'), api: environment.wechatPayApi, nonce })
})

const openedAlipay = once<Channel>(({ alipay: keys }) => {
  return keys.appId === '' ? undefined : alipay(keys, { ...world('alipay'), gateway: environment.alipayGateway })
})

function world(name: ChannelName) {
  return { fetch: globalThis.fetch, now: clock.now, notifyUrl: `${environment.publicUrl}${callbackPaths[name]}` }
}

/** Keys are parsed once, and again when they are others. */
function once<T>(open: (keys: Secrets) => T | undefined): () => Promise<T | undefined> {
  let opened: { by: Secrets; channel: T | undefined } | undefined
  return async () => {
    const by = await secrets()
    if (opened?.by !== by) opened = { by, channel: open(by) }
    return opened.channel
  }
}
