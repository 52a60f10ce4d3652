import type { Table } from '../../functions/kernel/table/table.ts'
import type { Lambda } from './lambda.ts'

/** A day whose bill is there at any hour, and a payment of ours that it does not know. */
export async function takeBill(table: Table, bills: Lambda): Promise<void> {
  const day = new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10)
  const booked = { outTradeNo: 'NOTINTHEBILL', orderId: 'ord_none', transactionId: '4200', amountFen: 100 }
  await table.commit(
    { put: { pk: 'BILLS#wechat', sk: 'NEXT', day, rows: 0 }, when: 'always' },
    { put: { pk: `BOOKED#wechat#${day}#0`, sk: booked.outTradeNo, ...booked }, when: 'always' },
  )
  await bills.invoke({})
  const told = await table.get({ pk: `EXCEPTION#exc_payment-missing_${booked.outTradeNo}`, sk: 'EXCEPTION' })
  if (told?.state !== 'open') throw new Error('a payment that no bill knows was told to nobody')
}
