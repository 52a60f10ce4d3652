import Taro from '@tarojs/taro'
import { call } from '../../api/call'
import { type channels, pay, returnUrl } from '../../platform/pay'
import { orderPath, paidPath } from './paths'

/** Begins the payment, hands it to the channel's own sheet, and goes to the order, which asks until it knows. */
export async function payFor(orderId: string, channel: (typeof channels)[number], stays = false): Promise<void> {
  const back = channel === 'alipay' ? returnUrl(paidPath(orderId)) : undefined
  const payment = await call('payOrder', { orderId, channel, ...(back !== undefined && { returnUrl: back }) })
  await pay(payment, paidPath(orderId))
  // In a browser the page is being left; should it stay, the order's page is where to be.
  if (!stays && process.env.TARO_ENV !== 'h5') await Taro.redirectTo({ url: paidPath(orderId) || orderPath(orderId) })
}
