import Taro from '@tarojs/taro'
import type { OutputOf } from '../../../shared/api.ts'

/** How it can be paid here. Inside WeChat nothing else can be opened. */
export const channels: readonly ('wechat' | 'alipay')[] = ['wechat']

/** Where the guest comes back to, for a channel that leaves the page. */
export const returnUrl = (_path: string): string | undefined => undefined

/** Slides up WeChat's own sheet; it says whether the guest went through with it, and proves nothing: the server is asked. */
export async function pay(payment: OutputOf<'payOrder'>, _path: string): Promise<void> {
  const { timeStamp = '', nonceStr = '', package: order = '', paySign = '' } = payment
  await Taro.requestPayment({ timeStamp, nonceStr, package: order, signType: 'RSA', paySign }).catch(() => {})
}
