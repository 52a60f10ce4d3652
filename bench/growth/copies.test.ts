import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqlite } from '../../functions/kernel/table/sqlite.ts'
import type { Item } from '../../functions/kernel/table/table.ts'
import { copyOften } from './copies.ts'

const name = '01HZZZZZZZZZZZZZZZZZZZZZZZ'
const coupon: Item = {
  pk: `MEMBER#mbr_${name}`,
  sk: 'COUPON#1',
  memberId: `mbr_${name}`,
  list: 'COUPONS',
  listAt: `2026#${name}`,
}
const entry: Item = { pk: 'STORE#1', sk: `AT#${name}`, by: `mbr_${name}` }
const shared: Item = { pk: 'STOCK', sk: 'STOCK', left: 5, last: `mbr_${name}` }

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'footfall-copies-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it('what is kept of one is there so often under names of their own, in the indexes too, and what many share only once', async () => {
  const table = openSqlite(join(folder, 'footfall.db'))
  for (const put of [coupon, entry, shared]) await table.commit({ put, when: 'always' })
  const changes = table.changesAfter(0, 100).length
  expect(copyOften(join(folder, 'footfall.db'), [name], 30)).toBe(60)
  const listed = (await table.query({ index: 'list', pk: 'COUPONS' })).items
  expect(listed).toHaveLength(31)
  expect(new Set(listed.map(({ pk }) => pk)).size).toBe(31)
  for (const { pk, memberId, listAt } of listed) {
    expect(pk).toBe(`MEMBER#${memberId}`)
    expect(listAt).toBe(`2026#${String(memberId).slice('mbr_'.length)}`)
  }
  expect((await table.query({ pk: 'STORE#1' })).items).toHaveLength(31)
  expect(await table.get(shared)).toEqual(shared)
  // The feed would have to derive all of it again.
  expect(table.changesAfter(0, 100)).toHaveLength(changes)
  table.close()
})
