import type { Outcome } from './channel.ts'
import { openedWeChatPay } from './channels.ts'
import { type BillRow, tradeBill } from './wechat-pay/bill.ts'

/** WeChat Pay's bill of a day (YYYY-MM-DD in Beijing); undefined where this deployment takes no money with it. */
export async function billOf(day: string): Promise<Outcome<BillRow[]> | undefined> {
  const channel = await openedWeChatPay()
  return channel && tradeBill(channel, day)
}
