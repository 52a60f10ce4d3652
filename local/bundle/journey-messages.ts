import type { Table } from '../../functions/kernel/table/table.ts'
import { queueMessage, queueReport } from '../../functions/messages/messages.ts'
import type { RouteName } from '../../shared/routes.ts'

type Call = (name: RouteName, request?: object) => Promise<{ [field: string]: unknown }>

/** What one allowed, and something to tell them and WeChat, so that the next run of the jobs meets it. */
export async function allowAndQueue(call: Call, table: Table, token: string, memberId: string): Promise<void> {
  const { items } = (await call('listMessageTemplates')) as { items: unknown[] }
  if (items.length === 0) throw new Error('the deployment has no templates')
  await call('allowMessages', { token, key: 'once', body: { kinds: ['group'] } })
  const { left } = (await call('allowMessages', { token, key: 'once', body: { kinds: ['group'] } })) as {
    left: { group: number }
  }
  if (left.group !== 1) throw new Error(`a repeat counted: ${left.group} are left`)
  const at = new Date().toISOString()
  await table.commit(
    queueMessage(
      memberId,
      'grp_packaged',
      { kind: 'group', groupId: 'grp_packaged', title: 'Tea', result: 'complete' },
      new Date(),
    ),
    queueReport({ orderId: 'ord_packaged', memberId, transactionId: '42', title: 'Tea', at }),
  )
}

/** Both were sent, by the rights of the jobs. */
export async function mustBeSent(table: Table, memberId: string): Promise<void> {
  const { items } = await table.query({ pk: `MEMBER#${memberId}`, prefix: 'MESSAGE#' })
  const report = await table.get({ pk: 'REPORT#ord_packaged', sk: 'REPORT' })
  for (const item of [...items, report]) if (item?.became !== 'sent') throw new Error(`not sent: ${JSON.stringify(item)}`)
  if (items.length !== 1) throw new Error('there is no message')
}
