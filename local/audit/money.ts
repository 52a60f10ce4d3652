import type { Item } from '../../functions/kernel/table/table.ts'
import { isOfMember, type Law } from './law.ts'

/** Of one order, or of one number that nobody asked for. */
interface Book {
  /** By account. */
  sums: Map<string, number>
  order?: { state: string; kept: number; came: number }
  /** Fen of refunds that are promised and not gone, and the most that went back. */
  promised: number
  gone: number
  /** Fen that came and did not fit. */
  unfit: number
  /** Somebody was told that it waits, or has settled it. */
  isTold: boolean
}

/**
 * What came from the channels is kept, gone back, promised back, or held with an exception that says so: of every order by itself, to the fen,
 * as its ledger, its item and its refunds say, each without the others.
 */
export function moneyLaw(): Law {
  const books = new Map<string, Book>()
  const bookOf = (about: string): Book => {
    const found = books.get(about) ?? { sums: new Map(), promised: 0, gone: 0, unfit: 0, isTold: false }
    books.set(about, found)
    return found
  }
  const fen = (item: Item, field: string) => Number(item[field] ?? 0)

  function ofOrder(item: Item): void {
    const isPaid = item.state === 'paid'
    const late = Object.keys(item).filter((name) => /^l\d+$/.test(name)).length
    const came = (Number(isPaid) + late) * fen(item, 'amountFen')
    bookOf(String(item.orderId)).order = {
      state: String(item.state),
      kept: isPaid ? fen(item, 'amountFen') - fen(item, 'refundFen') : 0,
      came,
    }
  }

  function ofRefund(item: Item): void {
    const book = bookOf(String(item.orderId))
    if (item.state === 'done') book.gone += fen(item, 'amountFen')
    else if (item.state !== 'closed') book.promised += fen(item, 'amountFen')
  }

  function ofException(item: Item): void {
    const story = item.story as { orderId?: string; outTradeNo?: string } | undefined
    for (const about of [story?.orderId, story?.outTradeNo]) if (about !== undefined) bookOf(about).isTold = true
  }

  function wrongIn(about: string, { sums, order, promised, gone, unfit, isTold }: Book): string[] {
    const wrong: string[] = []
    const at = (account: string) => sums.get(account) ?? 0
    const all = [...sums.values()].reduce((sum, one) => sum + one, 0)
    if (all !== 0) wrong.push(`${about}: its ledger is out of balance by ${all} fen`)
    const waiting = ['held', 'orphan'].filter((account) => at(account) !== 0)
    if (waiting.length > 0 && !isTold) wrong.push(`${about}: ${at('held') + at('orphan')} fen are held, and nobody is told`)
    if (!order) return wrong
    if (at('order') !== -order.kept)
      wrong.push(`${about} (${order.state}): keeps ${order.kept} fen, the ledger ${-at('order')}`)
    if (at('refund') !== -promised) wrong.push(`${about}: ${promised} fen are promised back, in the ledger ${-at('refund')}`)
    const [net, came] = [at('channel:wechat') + at('channel:alipay'), order.came]
    if (net !== came + unfit - gone)
      wrong.push(`${about}: ${came + unfit} fen came and ${gone} went back, in the ledger ${net}`)
    return wrong
  }

  return {
    promise: 'money paid = kept + refunded + held with an alert',
    take(item) {
      if (isOfMember(item, 'ORDER#')) ofOrder(item)
      else if (isOfMember(item, 'REFUND#')) ofRefund(item)
      else if (item.sk === 'EXCEPTION') ofException(item)
      else if (item.pk.startsWith('LEDGER#')) {
        const book = bookOf(item.pk.slice('LEDGER#'.length))
        book.sums.set(String(item.account), (book.sums.get(String(item.account)) ?? 0) + fen(item, 'fen'))
        if (item.account === 'held' && String(item.ref).startsWith('held:')) book.unfit -= fen(item, 'fen')
      }
    },
    end: () => ({ counted: books.size, wrong: [...books].flatMap(([about, book]) => wrongIn(about, book)) }),
  }
}
