import { wholeTable } from '../../local/testing/whole-table.ts'
import type { Contract } from '../../shared/contract.ts'
import { Problem } from '../../shared/problem.ts'
import { audited } from './audit.ts'
import type { Staff } from './staff.ts'
import { openSqlite, type SqliteTable } from './table/sqlite.ts'

const staff: Staff = {
  ...{ memberId: 'mbr_1', merchantId: 'mer_1', merchantName: 'Tea', name: 'Lin' },
  ...{ roles: ['marketer'], storeIds: [], isManager: false, isMarketer: true, managerOf: [] },
}
const contract = { audit: ['state', 'reason'] } as unknown as Contract
const now = new Date('2026-11-22T10:00:00.000Z')

let table: SqliteTable
beforeEach(() => {
  table = openSqlite(':memory:')
})
const traced = (input = {}) => audited(table, 'doSomething', contract, staff, input, now)
const lines = () => wholeTable(table).filter(({ pk }) => pk === 'AUDIT#mer_1')
const item = (n: number, more = {}) => ({ pk: `THING#thg_${n}`, sk: 'THING', ...more })

it('takes one line along with what is written first, and says what and on what', async () => {
  const call = traced({ reason: '缺货', phone: '13800000000' })
  await call.commit({ put: item(1, { state: 'open', secret: 'x' }), when: 'always' })
  await call.commit({ put: item(2), when: 'always' })
  expect(lines()).toMatchObject([
    { operation: 'doSomething', by: 'Lin', byId: 'mbr_1', role: 'marketer', on: ['thg_1'], at: now.toISOString() },
  ])
  expect(lines()[0]?.told).toEqual({ reason: '缺货', state: 'open' })
})

it('answers what was changed alone as if it had been alone', async () => {
  await table.commit({ put: item(1, { state: 'open', left: 3 }), when: 'always' })
  const [changed] = await traced().commit({
    change: item(1),
    set: { state: 'paused' },
    when: { field: 'state', is: 'open' },
    orElse: () => new Problem('version.stale'),
  })
  expect(changed).toEqual(item(1, { state: 'paused', left: 3 }))
})

it('leaves no line where nothing is written: refused, already done, or only checked', async () => {
  const call = traced()
  const open = { when: { field: 'state', is: 'open' } } as const
  const refused = call.commit({ change: item(1), set: { state: 'x' }, ...open, orElse: () => new Problem('version.stale') })
  await expect(refused).rejects.toMatchObject({ code: 'version.stale' })
  await table.commit({ put: item(1, { state: 'done' }), when: 'always' })
  const [mine] = await call.commit({ change: item(1), set: { state: 'x' }, ...open, orElse: () => 'mine' })
  expect(mine).toEqual(item(1, { state: 'done' }))
  await call.commit({ check: item(1), when: 'present', orElse: () => new Problem('version.stale') })
  expect(lines()).toEqual([])
  // The call goes on, and what it writes then is told.
  await call.commit({ put: item(2), when: 'absent', orElse: () => 'mine' })
  expect(lines()).toHaveLength(1)
})

it('has one line for what a call writes at once, also when the first of it is refused', async () => {
  const call = traced()
  const at = (n: number) => call.commit({ put: item(n), when: 'absent', orElse: () => new Problem('version.stale') })
  await table.commit({ put: item(0), when: 'always' })
  const done = await Promise.allSettled([0, 1, 2, 3].map(at))
  expect(done.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled'])
  expect(lines()).toHaveLength(1)
  expect(lines()[0]?.on).toEqual(['thg_1'])
})

it('puts its line behind a commit that is full', async () => {
  await traced().commit(...Array.from({ length: 100 }, (_, n) => ({ put: item(n), when: 'always' as const })))
  expect(lines()).toHaveLength(1)
  expect(lines()[0]?.on).toHaveLength(20)
})
