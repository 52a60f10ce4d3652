import { randomBytes } from 'node:crypto'
import { clock } from '../kernel/clock.ts'
import { environment } from '../kernel/environment.ts'
import { secrets } from '../kernel/secrets.ts'
import { alipay } from './alipay/client.ts'
import type { Channel, ChannelName } from './channel.ts'
import { type WeChatPay, weChatPay } from './wechat-pay/client.ts'

/** Where the channels call back; fixed (design/api.md). */
const callbackPaths = { 'wechat-pay': '/callbacks/wechat-pay', alipay: '/callbacks/alipay' } as const

/** The channel with this deployment's keys; undefined where its owner has none for it. */
export function channelNamed(name: ChannelName): Promise<Channel | undefined> {
  return name === 'alipay' ? openedAlipay() : openedWeChatPay()
}

export const openedWeChatPay = once<WeChatPay>(async () => {
  const { wechat, wechatPay } = await secrets()
  if (wechatPay.mchid === '') return undefined
  const nonce = () => randomBytes(16).toString('hex')
  return weChatPay(wechat.appid, wechatPay, { ...world('wechat-pay'), api: environment.wechatPayApi, nonce })
})

const openedAlipay = once<Channel>(async () => {
  const keys = (await secrets()).alipay
  return keys.appId === '' ? undefined : alipay(keys, { ...world('alipay'), gateway: environment.alipayGateway })
})

function world(name: ChannelName) {
  return { fetch: globalThis.fetch, now: clock.now, notifyUrl: `${environment.publicUrl}${callbackPaths[name]}` }
}

/** Keys are parsed once a process; what failed is tried again. */
function once<T>(open: () => Promise<T | undefined>): () => Promise<T | undefined> {
  let opened: Promise<T | undefined> | undefined
  return () => {
    opened ??= open().catch((error: unknown) => {
      opened = undefined
      throw error
    })
    return opened
  }
}
