import { dueAt } from '../../functions/kernel/due.ts'
import type { Table } from '../../functions/kernel/table/table.ts'
import type { RouteName } from '../../shared/routes.ts'
import type { Lambda } from './lambda.ts'

type Call = (name: RouteName, request?: Parameters<Lambda['call']>[1]) => Promise<{ [field: string]: unknown }>

const form = {
  title: 'Tea for three',
  total: 100,
  perMember: 2,
  aloneFen: 9900,
  ladder: [{ size: 3, priceFen: 6900 }],
  groupHours: 24,
  voucher: { uses: 1, validDays: 30 },
  refundable: 'until_used',
}

/** A deal, as its marketer makes, edits and ends it, and one of its groups, as guests look at it. */
export async function travelDeals(
  call: Call,
  table: Table,
  token: string,
  promotionId: string,
  picture: string,
): Promise<void> {
  const sets = (await call('listStoreSets', { token })) as { items: { storeSetId: string }[] }
  const voucher = { ...form.voucher, storeSetId: sets.items[0]?.storeSetId }
  const made = await call('createDeal', { token, path: { promotionId }, key: 'deal', body: { ...form, voucher, picture } })
  const dealId = String(made.dealId)
  await call('updateDeal', { token, path: { dealId }, body: { ...form, total: 120, version: made.version } })
  await call('getDeal', { path: { dealId } })
  const groupId = await openGroup(table, dealId)
  await call('getGroup', { token, path: { groupId } })
  const { items } = (await call('listOpenGroups', { path: { dealId } })) as { items: unknown[] }
  if (items.length !== 1) throw new Error(`of the groups of a deal ${JSON.stringify(items)} are open`)
  await call('stopDeal', { token, path: { dealId } })
}

/** One that somebody has paid for, and whose time is over when the jobs come. */
async function openGroup(table: Table, dealId: string): Promise<string> {
  const groupId = 'grp_packaged'
  const at = '2026-01-01T00:00:00.000Z'
  const ends = { endsAt: '2099-01-01T00:00:00.000Z', lastJoinAt: '2099-01-01T00:00:00.000Z' }
  const seat = { 'seat:00000000000000000000000000': `paid 1 ${at}` }
  const group = { groupId, dealId, version: 1, size: 3, priceFen: 6900, openedAt: at, ...ends, state: 'open', left: 2, paid: 1 }
  const clock = { groupId, list: `GROUPS#${dealId}`, listAt: `${ends.endsAt}#${groupId}`, ...dueAt(groupId, at, 'group.over') }
  await table.commit(
    { put: { pk: `GROUP#${groupId}`, sk: 'GROUP', ...group, ...seat }, when: 'always' },
    { put: { pk: `GROUP#${groupId}`, sk: 'CLOCK', ...clock }, when: 'always' },
  )
  return groupId
}
