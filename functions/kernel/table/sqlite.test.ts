import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Problem } from '../../../shared/problem.ts'
import { openSqlite } from './sqlite.ts'
import { openSqliteIn } from './sqlite-folder.ts'
import { TableUnavailable } from './table-faults.ts'

const refuse = () => new Problem('input.invalid')
const key = { pk: 'p', sk: 's' }

describe('the change log', () => {
  test('tells each change once, in order, with the item before and after', async () => {
    const table = openSqlite(':memory:')
    await table.commit({ put: { ...key, n: 1 }, when: 'always' }, { put: { pk: 'p', sk: 't' }, when: 'always' })
    await table.commit({ change: key, set: { n: 2 }, when: 'always' })
    await table.commit({ remove: key, when: 'always' })
    expect(table.changesAfter(0, 10)).toEqual([
      { seq: 1, key, new: { ...key, n: 1 } },
      { seq: 2, key: { pk: 'p', sk: 't' }, new: { pk: 'p', sk: 't' } },
      { seq: 3, key, old: { ...key, n: 1 }, new: { ...key, n: 2 } },
      { seq: 4, key, old: { ...key, n: 2 } },
    ])
    expect(table.changesAfter(1, 2).map(({ seq }) => seq)).toEqual([2, 3])
    table.close()
  })

  test('says nothing of a commit that changed nothing, was refused, or only checked', async () => {
    const table = openSqlite(':memory:')
    const item = { ...key, a: 1, b: { c: [1], d: 2 } }
    await table.commit({ put: item, when: 'always' })
    let heard = 0
    table.onCommit(() => heard++)
    await table.commit({ put: { b: { d: 2, c: [1] }, a: 1, ...key }, when: 'always' })
    await table.commit({ change: key, set: { a: 1 }, drop: ['none'], when: 'always' })
    await table.commit({ remove: { pk: 'p', sk: 'nobody' }, when: 'always' }, { check: key, when: 'always' })
    await expect(table.commit({ put: key, when: 'absent', orElse: refuse })).rejects.toBeInstanceOf(Problem)
    expect(table.changesAfter(1, 10)).toEqual([])
    expect(heard).toBe(0)
    await table.commit({ put: key, when: 'always' })
    expect(heard).toBe(1)
    table.close()
  })

  test('goes on counting after it was trimmed, and keeps checkpoints and words, over a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'footfall-table-'))
    const before = openSqliteIn(join(folder, 'made', 'here'))
    await before.commit({ put: key, when: 'always' })
    expect(before.checkpoint('feed')).toBe(0)
    expect(before.meta('clock')).toBeUndefined()
    before.saveCheckpoint('feed', 1)
    before.setMeta('clock', '5')
    before.trimChanges(1)
    before.close()
    const after = openSqliteIn(join(folder, 'made', 'here'))
    await after.commit({ remove: key, when: 'always' })
    expect(after.changesAfter(0, 10)).toEqual([{ seq: 2, key, old: key }])
    expect([after.checkpoint('feed'), after.meta('clock')]).toEqual([1, '5'])
    after.close()
    rmSync(folder, { recursive: true })
  })
})

describe('commits that arrive together', () => {
  test('are judged one after the other, and each stands or falls alone', async () => {
    const table = openSqlite(':memory:')
    const make = (by: string) =>
      table.commit({ put: { ...key, by }, when: 'absent', orElse: refuse }, { put: { pk: 'by', sk: by }, when: 'always' })
    const outcomes = await Promise.allSettled([
      make('ann'),
      make('bob'),
      table.commit({ change: { pk: 'by', sk: 'cy' }, add: { n: 1 }, when: 'absent', orElse: refuse }),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect((await table.query({ pk: 'by' })).items.map(({ sk }) => sk)).toEqual(['ann', 'cy'])
    table.close()
  })

  test('are on the disk when the table is closed right after', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'footfall-table-'))
    const table = openSqliteIn(folder)
    const commit = table.commit({ put: key, when: 'always' })
    table.close()
    await commit
    await expect(table.get(key)).rejects.toBeInstanceOf(TableUnavailable)
    await expect(table.commit({ put: key, when: 'always' })).rejects.toBeInstanceOf(TableUnavailable)
    const again = openSqliteIn(folder)
    expect(await again.get(key)).toEqual(key)
    again.close()
    rmSync(folder, { recursive: true })
  })
})

describe('an index that lags', () => {
  test('answers as it stood some changes ago, while the table answers as it is', async () => {
    let behind = 0
    const table = openSqlite(':memory:', { indexLag: () => behind })
    const entry = (sk: string, listAt: string) => ({ pk: 'p', sk, list: 'l', listAt })
    const listed = async () =>
      (await table.query({ index: 'list', pk: 'l', from: '1', limit: 2, backward: true })).items.map(
        ({ sk, listAt }) => sk + listAt,
      )
    await table.commit({ put: entry('a', '1'), when: 'always' }, { put: entry('b', '2'), when: 'always' })
    await table.commit({ put: entry('a', '3'), when: 'always' })
    await table.commit({ remove: { pk: 'p', sk: 'b' }, when: 'always' })
    expect(await listed()).toEqual(['a3'])
    behind = 1
    expect(await listed()).toEqual(['a3', 'b2'])
    behind = 2
    expect(await listed()).toEqual(['b2', 'a1'])
    behind = 99
    expect(await listed()).toEqual([])
    expect((await table.query({ pk: 'p' })).items.map(({ sk }) => sk)).toEqual(['a'])
    table.close()
  })
})

describe('a file that cannot be used', () => {
  const folder = mkdtempSync(join(tmpdir(), 'footfall-table-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  function foreign(): string {
    const path = join(folder, 'foreign.db')
    const db = new DatabaseSync(path)
    db.exec('CREATE TABLE IF NOT EXISTS notes (text)')
    db.close()
    return path
  }

  function damaged(): string {
    const path = join(folder, 'damaged.db')
    openSqlite(path).close()
    const bytes = readFileSync(path)
    writeFileSync(path, bytes.fill(0xff, 100))
    return path
  }

  function text(): string {
    const path = join(folder, 'text.db')
    writeFileSync(path, 'dear diary, '.repeat(100))
    return path
  }

  test.each([
    ['a folder', () => folder, /cannot be opened or made/],
    ['a folder that is not there', () => join(folder, 'none', 'footfall.db'), /cannot be opened or made/],
    ['a text', text, /is not a database/],
    ['a damaged file', damaged, /is damaged/],
    ["another program's database", foreign, /another program/],
  ])('%s is refused with a sentence for a person', (_what, path, sentence) => {
    const at = path()
    expect(() => openSqlite(at)).toThrow(TableUnavailable)
    expect(() => openSqlite(at)).toThrow(sentence)
    expect(() => openSqlite(at)).toThrow(at)
  })

  test('a file in the place of the data folder is refused with a sentence for a person', () => {
    expect(() => openSqliteIn(text())).toThrow(/folder for the data cannot be made/)
  })
})
