import type { OutputOf } from '../../../shared/api.ts'
import { Lost } from '../api/trouble'
import { webConfig } from './config.h5'

/** In a browser both: WeChat's sheet, and Alipay's cashier. */
export const channels: readonly ('wechat' | 'alipay')[] = ['wechat', 'alipay']

/** Where the guest comes back to, for a channel that leaves the page. */
export const returnUrl = (path: string): string | undefined => `${location.origin}${path}`

/** Leaves for the channel's page, which comes back to `path`; what it says there proves nothing. */
export async function pay(payment: OutputOf<'payOrder'>, path: string): Promise<void> {
  if (payment.url !== undefined) return leave(payment.url)
  const { pay: sheet } = await webConfig()
  if (sheet === undefined) throw new Lost('offline')
  const prepay = (payment.package ?? '').replace(/^prepay_id=/, '')
  leave(`${sheet}?${new URLSearchParams({ prepay_id: prepay, return: `${location.origin}${path}` })}`)
}

function leave(url: string): void {
  // The way back leads to the page, not through the payment.
  location.replace(url)
}
