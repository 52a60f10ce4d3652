import { createHash } from 'node:crypto'
import type { Guest } from './buying.ts'
import type { FrontDoor } from './front-door.ts'
import type { Delivered } from './permutation-vouchers.ts'

/** An order that a guest has placed. */
export interface Placed {
  guest: Guest
  orderId: string
  quantity: number
}

/** Where the item of an order stands. */
export function keyOf(orderId: string): { pk: string; sk: string } {
  const [, member = '', dealName = '', nth = ''] = /^ord_(.{26})(.{26})-(\d+)$/.exec(orderId) ?? []
  return { pk: `MEMBER#mbr_${member}`, sk: `ORDER#${dealName}#${nth.padStart(2, '0')}` }
}

/**
 * Every fen: what the channels took and gave back, against what the orders say, and the ledger against both; and every voucher of the stock
 * of 12. Answers what is wrong, and the ledger without any name that chance has given.
 */
export async function audit(
  door: FrontDoor,
  placed: Placed[],
  dealId: string,
  groups: string[],
): Promise<{ wrong: string[]; ledger: string; delivered: Delivered[] }> {
  const delivered: Delivered[] = []
  const wrong: string[] = []
  const lines: string[] = []
  const { book } = door.sandbox.pay
  const found = await Promise.all(groups.map((groupId) => door.table.get({ pk: `GROUP#${groupId}`, sk: 'GROUP' })))
  const complete = new Set(found.filter((group) => group?.state === 'complete').map((group) => String(group?.groupId)))
  for (const group of found) {
    const seats = Object.entries(group ?? {}).filter(([name]) => name.startsWith('seat:'))
    const paid = seats.filter(([, seat]) => String(seat).startsWith('paid'))
    if (group?.state === 'open') wrong.push('a group is still open')
    if (group?.state === 'complete' && paid.length !== group.size)
      wrong.push(`a complete group of ${group.size} has ${paid.length}`)
    if (seats.length > Number(group?.size)) wrong.push('more seats than the group has')
  }
  let out = 0
  for (const [nth, { orderId }] of placed.entries()) {
    if (placed.findIndex((one) => one.orderId === orderId) < nth) continue
    const order = await door.table.get(keyOf(orderId))
    if (!order) {
      wrong.push(`order ${nth} is gone`)
      continue
    }
    if (!['paid', 'closed'].includes(String(order.state))) wrong.push(`order ${nth} ends ${order.state}`)
    let [took, gave] = [0, 0]
    for (let n = 1; n <= Number(order.attempts); n++) {
      const { outTradeNo } = order[`a${n}`] as { outTradeNo: string }
      const there = book.orders.get(outTradeNo)
      const trade = book.trades.get(outTradeNo)
      const paid = there?.paidAt !== undefined ? there.totalFen : trade?.paidAt !== undefined ? trade.totalFen : 0
      const refunds = Array.from(book.refunds.values()).filter(
        (one) => one.outTradeNo === outTradeNo && one.status === 'SUCCESS',
      )
      const back =
        refunds.reduce((sum, { refundFen }) => sum + refundFen, 0) +
        (trade?.refunds ?? []).reduce((sum, one) => sum + one.refundFen, 0)
      if (back > paid) wrong.push(`order ${nth}: ${back} went back of ${paid}`)
      took += paid
      gave += back
    }
    const groupId = order.groupId as string | undefined
    const isBought = order.state === 'paid' && (groupId === undefined || complete.has(groupId))
    const kept = isBought ? Number(order.amountFen) - Number(order.refundFen) : 0
    if (took - gave !== kept) wrong.push(`order ${nth} (${order.state}): ${took} came, ${gave} went back, ${kept} is kept`)
    if (order.state === 'paid' && order.refundFen !== order.refundedFen) wrong.push(`order ${nth}: a refund is under way`)
    // Vouchers that were delivered are sold for good, whether their money went back or not.
    const left = order.state === 'paid' && groupId !== undefined && complete.has(groupId) && !(await sits(door, order))
    if (isBought && !left) out += Number(order.quantity)
    const { quantity, refundFen } = order
    delivered.push({ orderId, quantity: Number(quantity), refundFen: Number(refundFen), isDelivered: isBought && !left })
    const { items } = await door.table.query({ pk: `LEDGER#${orderId}` })
    const sums: { [account: string]: number } = {}
    for (const { account, fen } of items) sums[String(account)] = (sums[String(account)] ?? 0) + Number(fen)
    const atChannels = (sums['channel:wechat'] ?? 0) + (sums['channel:alipay'] ?? 0)
    if (Object.values(sums).reduce((sum, fen) => sum + fen, 0) !== 0) wrong.push(`order ${nth}: the ledger does not balance`)
    if (atChannels !== took - gave) wrong.push(`order ${nth}: the ledger has ${atChannels}, the channels ${took - gave}`)
    if ((sums.order ?? 0) !== -kept || (sums.refund ?? 0) !== 0 || (sums.late ?? 0) !== 0)
      wrong.push(`order ${nth}: ${JSON.stringify(sums)}`)
    const entries = items.map(({ sk, fen }) => `${String(sk).replace(/:(L?)[0-9A-Z]{26}(R\d+)?#/, ':$1…$2#')} ${fen}`).sort()
    lines.push(`${nth} ${order.state} ${entries.join('; ')}`)
  }
  const left = Number((await door.table.get({ pk: `DEAL#${dealId}#STOCK#0`, sk: 'STOCK' }))?.left)
  if (left + out !== 12) wrong.push(`stock: ${left} left and ${out} sold of 12`)
  return { wrong, ledger: createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16), delivered }
}

async function sits(door: FrontDoor, order: { [field: string]: unknown }): Promise<boolean> {
  const group = await door.table.get({ pk: `GROUP#${order.groupId}`, sk: 'GROUP' })
  return String(group?.[`seat:${String(order.memberId).slice(4)}`] ?? '').split(' ')[2] === order.placedAt
}
