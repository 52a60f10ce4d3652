import { expect, test } from '@jest/globals'
import type { Session } from '../../api/session'
import { sentToManager } from './may-undo'
import type { Redemption } from './undo-sheet'

const used = (benefit: Redemption['benefit'], discountFen: number) => ({ benefit, discountFen, storeId: 'sto_1' }) as Redemption
const amount = { kind: 'amount' as const, offFen: 30_000, minSpendFen: 0 }
const gift = (valueFen: number) => ({ kind: 'gift' as const, item: '蛋糕', valueFen })
const roles = (...held: [string, string][]) =>
  ({ roles: held.map(([role, storeId]) => ({ role, storeIds: [storeId] })) }) as unknown as Session

test.each([
  ['a clerk below the sum', used(amount, 19_999), roles(['clerk', 'sto_1']), false],
  ['a clerk at the sum', used(amount, 20_000), roles(['clerk', 'sto_1']), true],
  ['a clerk with a gift worth the sum', used(gift(20_000), 0), roles(['clerk', 'sto_1']), true],
  ['a clerk with a smaller gift', used(gift(19_999), 0), roles(['clerk', 'sto_1']), false],
  ['a manager of the store', used(amount, 20_000), roles(['manager', 'sto_1']), false],
  ['a manager of another store', used(amount, 20_000), roles(['clerk', 'sto_1'], ['manager', 'sto_2']), true],
  ['nobody', used(amount, 20_000), undefined, true],
])('%s', (_, redemption, session, sent) => {
  expect(sentToManager(redemption, session)).toBe(sent)
})
