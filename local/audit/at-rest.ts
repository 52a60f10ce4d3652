import type { Item } from '../../functions/kernel/table/table.ts'

/** What the channels' stand-in remembers of payments and refunds, by their numbers. */
export interface ChannelBook {
  orders: Map<string, { totalFen: number; paidAt?: number }>
  refunds: Map<string, { outTradeNo: string; refundFen: number; status: string }>
}

type Voucher = Item & { orderId: string; uses: number; used: number; paidFen: number; state: string; from?: object }

const fen = (item: Item | undefined, field: string) => Number(item?.[field] ?? 0)
const usedFen = ({ paidFen, uses, used }: Voucher) => Math.floor((paidFen * used) / uses)

/**
 * What must hold beside the laws (audit.ts) of a table that has come to rest, with the channels' own book beside it: what they took and gave
 * back, that every order and group is decided, and that no work and no exception is left. Answers what is wrong; nothing is what is wanted.
 */
export function auditMoney(items: Item[], book: ChannelBook, now: Date): string[] {
  const wrong: string[] = []
  const must = (holds: boolean, promise: string) => {
    if (!holds) wrong.push(promise)
  }
  const at = new Map(items.map((item) => [`${item.pk} ${item.sk}`, item]))
  const starting = (sk: string) => items.filter((item) => item.pk.startsWith('MEMBER#') && item.sk.startsWith(sk))
  const [orders, refunds] = [starting('ORDER#'), starting('REFUND#')]
  const vouchers = starting('VOUCHER#') as Voucher[]
  const vouchersOf = Map.groupBy(vouchers, ({ orderId }) => orderId)
  const paidBack = Map.groupBy(book.refunds.values(), ({ outTradeNo }) => outTradeNo)
  const entries = Map.groupBy(
    items.filter(({ pk }) => pk.startsWith('LEDGER#')),
    ({ pk }) => pk,
  )
  const sold = new Map<string, number>()
  const issued = new Map<string, number>()
  const add = (to: Map<string, number>, dealId: string, n: number) => to.set(dealId, (to.get(dealId) ?? 0) + n)

  const keys = orders.flatMap(({ memberId, dealId, key }) => (key === undefined ? [] : [`${memberId} ${dealId} ${key}`]))
  must(new Set(keys).size === keys.length, 'a key placed two orders')

  for (const order of orders) {
    const { orderId, groupId, state, attempts, quantity, amountFen } = order
    const dealId = String(order.dealId)
    const say = (promise: string) => wrong.push(`${orderId} (${state}): ${promise}`)
    if (state !== 'paid' && state !== 'closed') say('is not decided')
    const group = groupId === undefined ? undefined : at.get(`GROUP#${groupId} GROUP`)
    const isBought = state === 'paid' && (groupId === undefined || group?.state === 'complete')
    const seat = String(group?.[`seat:${String(order.memberId).slice(4)}`] ?? '').split(' ')
    const isDelivered = isBought && (groupId === undefined || (seat[0] === 'paid' && seat[2] === order.placedAt))
    let [took, gave] = [0, 0]
    for (let n = 1; n <= Number(attempts); n++) {
      const { outTradeNo } = order[`a${n}`] as { outTradeNo: string }
      const there = book.orders.get(outTradeNo)
      const paid = there?.paidAt === undefined ? 0 : there.totalFen
      const back = (paidBack.get(outTradeNo) ?? []).reduce((sum, { refundFen }) => sum + refundFen, 0)
      if (back > paid) say(`${back} went back of ${paid}`)
      took += paid
      gave += back
    }
    const kept = isBought ? Number(amountFen) - fen(order, 'refundFen') : 0
    if (took - gave !== kept) say(`${took} came, ${gave} went back, ${kept} is kept`)
    if (state === 'paid' && order.refundFen !== order.refundedFen) say('a refund is under way')
    const sums: { [account: string]: number } = {}
    for (const entry of entries.get(`LEDGER#${orderId}`) ?? [])
      sums[String(entry.account)] = (sums[String(entry.account)] ?? 0) + fen(entry, 'fen')
    const there = (sums['channel:wechat'] ?? 0) + (sums['channel:alipay'] ?? 0)
    const balance = Object.values(sums).reduce((sum, one) => sum + one, 0)
    if (balance !== 0 || there !== took - gave || (sums.order ?? 0) !== -kept || (sums.refund ?? 0) !== 0)
      say(`the ledger has ${JSON.stringify(sums)}`)
    const own = vouchersOf.get(String(orderId)) ?? []
    const bought = own.filter(({ from }) => !from).length
    if (bought !== (isDelivered ? Number(quantity) : 0)) say(`${bought} vouchers of ${quantity}`)
    const left = own.filter((one) => one.state === 'refunded').reduce((sum, one) => sum + one.paidFen - usedFen(one), 0)
    if (isDelivered && left !== fen(order, 'refundFen')) say(`${order.refundFen} went back for vouchers with ${left} left`)
    // What was delivered is sold for good, whether its money went back or not.
    if (isDelivered) add(sold, dealId, Number(quantity))
    if (isDelivered) add(issued, dealId, Number(quantity))
  }

  for (const { used, uses, state } of vouchers) {
    must(used >= 0 && used <= uses && (state === 'used') === (used === uses), `a voucher used ${used} of ${uses} is ${state}`)
    must(['held', 'used', 'given', 'refunded'].includes(state), `a voucher is left ${state}`)
  }
  for (const { refundId, state, replacedBy } of refunds)
    must(state === 'done' || replacedBy !== undefined, `${refundId} is left ${state}`)
  const ours = new Set(refunds.map(({ outRefundNo }) => String(outRefundNo)))
  for (const [number, { status }] of book.refunds) {
    must(ours.has(number), `the channel has a refund ${number} that we do not know`)
    must(status === 'SUCCESS', `the refund ${number} is ${status} at the channel`)
  }
  for (const group of items.filter(({ pk, sk }) => pk.startsWith('GROUP#') && sk === 'GROUP')) {
    const paid = Object.entries(group).filter(([name, seat]) => name.startsWith('seat:') && String(seat).startsWith('paid'))
    must(group.state !== 'open', `${group.groupId} is still open`)
    if (group.state === 'complete') must(paid.length === group.size, `${group.groupId} of ${group.size} has ${paid.length}`)
  }
  for (const deal of items.filter(({ pk, sk }) => pk.startsWith('DEAL#') && sk === 'DEAL')) {
    const dealId = String(deal.dealId)
    const { total } = deal.form as { total: number }
    const stock = items.filter(({ pk }) => pk.startsWith(`DEAL#${dealId}#STOCK#`))
    const left = stock.reduce((sum, one) => sum + fen(one, 'left'), 0)
    must(left + (sold.get(dealId) ?? 0) === total, `${dealId}: ${left} left and ${sold.get(dealId)} sold of ${total}`)
    const counts = at.get(`COUNTS#${dealId} ALL`)
    const own = orders.filter((order) => order.dealId === dealId)
    const found = {
      ordered: own.length,
      paid: own.filter(({ state }) => state === 'paid').length,
      issued: issued.get(dealId) ?? 0,
      used: vouchers.filter((one) => one.dealId === dealId && one.state !== 'given').reduce((sum, { used }) => sum + used, 0),
    }
    for (const [name, n] of Object.entries(found))
      must(fen(counts, name) === n, `${dealId}: ${fen(counts, name)} ${name} counted, ${n} found`)
  }
  const late = new Date(now.getTime() - 600_000).toISOString()
  for (const { dueAt } of items) must(dueAt === undefined || String(dueAt) > late, `work is left undone: ${dueAt}`)
  for (const { kind, state, story } of items.filter(({ sk }) => sk === 'EXCEPTION'))
    must(state !== 'open', `an exception nobody expected: ${kind} ${JSON.stringify(story)}`)
  return wrong
}
