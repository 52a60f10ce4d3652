import type { PayChannel } from '../../shared/orders.ts'
import { longNameOf } from '../kernel/ids.ts'
import type { Item, Key, Table, Write } from '../kernel/table/table.ts'
import type { OrderItem } from '../orders/orders.ts'
import type { Account, ChannelName } from './channel.ts'

/**
 * What every fact about an attempt is judged on, whichever way it comes. Written in the commit of the attempt, before the channel is called,
 * and never changed.
 */
export interface PointerItem extends Item {
  outTradeNo: string
  orderId: string
  /** The number of the attempt in its order. */
  n: number
  channel: ChannelName
  amountFen: number
  currency: 'CNY'
  appid: string
  mchid: string
}

const pointerKey = (outTradeNo: string): Key => ({ pk: `PAY#${outTradeNo}`, sk: 'PAY' })

/** 26 letters and digits that follow from the order and the attempt: the same attempt can have no second number. */
export const outTradeNoOf = (orderId: string, n: number) => longNameOf(`${orderId}#${n}`)

export function putPointer(order: OrderItem, n: number, channel: ChannelName, account: Account): Write {
  const outTradeNo = outTradeNoOf(order.orderId, n)
  const { orderId, amountFen } = order
  const item: PointerItem = {
    ...pointerKey(outTradeNo),
    outTradeNo,
    orderId,
    n,
    channel,
    amountFen,
    currency: 'CNY',
    ...account,
  }
  return { put: item, when: 'absent', orElse: () => 'mine' }
}

export async function findPointer(table: Table, outTradeNo: string): Promise<PointerItem | undefined> {
  return (await table.get(pointerKey(outTradeNo))) as PointerItem | undefined
}

/** What we call the channels, and what their clients do. */
export const channelNames: { [channel in PayChannel]: ChannelName } = { wechat: 'wechat-pay', alipay: 'alipay' }
export const payChannelOf = (name: ChannelName): PayChannel => (name === 'alipay' ? 'alipay' : 'wechat')
