import { Problem } from '../../../shared/problem.ts'
import { type Engine, newPk } from './engines.ts'
import type { Item, Key, Question, Table } from './table.ts'
import { TableMisuse } from './table-faults.ts'

/** In the order of UTF-8 bytes; by UTF-16 units the emoji would come before the two signs that follow e-acute here. */
const inByteOrder = [
  '!',
  'A',
  'B',
  'a',
  'aa',
  'ab',
  'a\u00e9',
  'b',
  'z',
  '\u00e9',
  '\u4e2d',
  '\uff01',
  '\uffee',
  '\u{1f600}',
  '\u{10ffff}',
  '\u{10ffff}\u{10ffff}',
]

export function queryContract(engine: Engine): void {
  describe('answers a question', () => {
    test('in the order of UTF-8 bytes, forward and backward, and of its partition only', async () => {
      const pk = await filled(engine.table, inByteOrder.toReversed())
      await filled(engine.table, ['stranger'])
      expect(await sortKeys(engine.table, { pk })).toEqual(inByteOrder)
      expect(await sortKeys(engine.table, { pk, backward: true })).toEqual(inByteOrder.toReversed())
      expect(await sortKeys(engine.table, { pk: `${pk}x` })).toEqual([])
    })

    test.each([
      [{ prefix: 'a' }, ['a', 'aa', 'ab', 'a\u00e9']],
      [{ prefix: '\u{10ffff}' }, ['\u{10ffff}', '\u{10ffff}\u{10ffff}']],
      [{ prefix: '\uffee' }, ['\uffee']],
      [{ prefix: 'nothing' }, []],
      [{ prefix: '' }, inByteOrder],
      [{ from: 'z' }, inByteOrder.slice(8)],
      [{ from: '' }, inByteOrder],
      [{ to: 'A' }, ['!', 'A']],
      [{ to: '' }, []],
      [{ from: 'a', to: 'b' }, ['a', 'aa', 'ab', 'a\u00e9', 'b']],
      [{ from: 'b', to: 'a' }, []],
      [{ from: 'b', to: 'b' }, ['b']],
      [{ from: '\uffef', to: '\u{1f600}' }, ['\u{1f600}']],
    ] satisfies [Partial<Question>, string[]][])('%j', async (part, expected) => {
      const pk = await filled(engine.table, inByteOrder)
      expect(await sortKeys(engine.table, { pk, ...part })).toEqual(expected)
      expect(await sortKeys(engine.table, { pk, ...part, backward: true, limit: 2 })).toEqual(expected.toReversed())
    })

    test('page by page: each item once, and the last page may be empty', async () => {
      const pk = await filled(engine.table, ['1', '2', '3', '4'])
      const pages = await pagesOf(engine.table, { pk, limit: 2 })
      expect(pages).toEqual([['1', '2'], ['3', '4'], []])
      expect(await pagesOf(engine.table, { pk, limit: 3, backward: true })).toEqual([['4', '3', '2'], ['1']])
    })

    test('going on where it was although items came and went', async () => {
      const pk = await filled(engine.table, ['1', '2', '4'])
      const { cursor } = await engine.table.query({ pk, limit: 2 })
      await engine.table.commit({ remove: { pk, sk: '2' }, when: 'always' }, { put: { pk, sk: '3' }, when: 'always' })
      expect(await sortKeys(engine.table, { pk, limit: 2, cursor })).toEqual(['3', '4'])
    })

    test('with at most a hundred items to a page, and at most 1 MB', async () => {
      const pk = newPk()
      await fill(
        engine.table,
        Array.from({ length: 101 }, (_, n) => ({ pk, sk: String(n).padStart(3, '0') })),
      )
      expect((await pagesOf(engine.table, { pk })).map(({ length }) => length)).toEqual([100, 1])
      const large = newPk()
      for (const sk of ['1', '2', '3', '4', '5', '6']) await fill(engine.table, [{ pk: large, sk, text: 'x'.repeat(300_000) }])
      expect((await pagesOf(engine.table, { pk: large })).map(({ length }) => length)).toEqual([4, 2])
    })

    test('from an index: only what has both of its fields, in order, several under one sort key', async () => {
      const list = newPk('LIST')
      const pk = newPk()
      const entry = (sk: string, listAt: string): Item => ({ pk, sk, list, listAt })
      await fill(engine.table, [
        entry('a', '2'),
        entry('b', '1'),
        entry('c', '3'),
        entry('d', '2'),
        { pk, sk: 'e', list },
        { pk, sk: 'f', listAt: '1' },
      ])
      const all = await items(engine.table, { index: 'list', pk: list, limit: 1 })
      expect(all.map(({ listAt }) => listAt)).toEqual(['1', '2', '2', '3'])
      expect(new Set(all.map(({ sk }) => sk))).toEqual(new Set(['a', 'b', 'c', 'd']))
      const backward = await items(engine.table, { index: 'list', pk: list, limit: 1, backward: true })
      expect(backward).toEqual(all.toReversed())
      expect((await items(engine.table, { index: 'list', pk: list, from: '2', to: '2' })).map(({ listAt }) => listAt)).toEqual([
        '2',
        '2',
      ])
      expect((await items(engine.table, { index: 'list', pk: list, prefix: '3' })).map(({ sk }) => sk)).toEqual(['c'])
      expect(await items(engine.table, { index: 'due', pk: list })).toEqual([])
    })

    test('from the index due, which an item leaves when the field is dropped', async () => {
      const due = newPk('DUE')
      const key = { pk: newPk(), sk: 'hold' }
      await engine.table.commit({ put: { ...key, due, dueAt: '2026-01-01' }, when: 'always' })
      expect(await items(engine.table, { index: 'due', pk: due, to: '2026-01-01' })).toEqual([
        { ...key, due, dueAt: '2026-01-01' },
      ])
      await engine.table.commit({ change: key, set: { n: 1 }, drop: ['dueAt'], when: 'always' })
      expect(await items(engine.table, { index: 'due', pk: due })).toEqual([])
      expect(await engine.table.get(key)).toEqual({ ...key, due, n: 1 })
    })

    test('and refuses a cursor that is another question’s, or nobody’s', async () => {
      const pk = await filled(engine.table, ['1', '2', '3'])
      const question: Question = { pk, from: '1', limit: 1 }
      const { cursor } = await engine.table.query(question)
      const strange = (json: string) => Buffer.from(json).toString('base64url')
      const [bond = ''] = JSON.parse(Buffer.from(cursor ?? '', 'base64url').toString())
      const others: Question[] = [
        { ...question, pk: await filled(engine.table, ['1', '2']) },
        ...[{ backward: true }, { from: '0' }, { to: '9' }, { index: 'list' } as const].map((part) => ({
          ...question,
          ...part,
        })),
        { pk, prefix: '1', limit: 1 },
      ]
      const forged = [
        '',
        'x',
        '{}',
        '[]',
        '[1]',
        '[null,"1"]',
        `["${bond}"]`,
        `["${bond}",""]`,
        `["${bond}","0"]`,
        `["${bond}","1","2","3"]`,
        `["${bond}","${'1'.repeat(1025)}"]`,
      ]
      const asked = [
        ...others.map((other) => ({ ...other, cursor })),
        ...forged.map((json) => ({ ...question, cursor: strange(json) })),
        { ...question, cursor: 'é' },
      ]
      for (const each of asked) {
        const outcome = await engine.table.query(each).catch((problem: unknown) => problem)
        expect(outcome).toBeInstanceOf(Problem)
        expect(outcome).toMatchObject({ code: 'input.invalid', facts: { field: 'cursor' } })
      }
      expect(await sortKeys(engine.table, { ...question, limit: 2, cursor })).toEqual(['2', '3'])
    })

    test.each([
      { pk: '' },
      { pk: 'p', limit: 0 },
      { pk: 'p', limit: 101 },
      { pk: 'p', limit: 1.5 },
      { pk: 'p', prefix: 'a', from: 'a' },
      { pk: 'p', from: '\u00e9'.repeat(513) },
      { index: 'due', pk: '\u00e9'.repeat(1025) } as const,
    ])('but not number %# of the malformed ones', async (question) => {
      await expect(engine.table.query(question)).rejects.toBeInstanceOf(TableMisuse)
    })

    test('with many keys: in the order of the keys, without what is not there', async () => {
      const pk = await filled(engine.table, ['1', '2', '3'])
      const keys = ['3', 'none', '1', '3'].map((sk) => ({ pk, sk }))
      expect((await engine.table.getMany(keys)).map(({ sk }) => sk)).toEqual(['3', '1', '3'])
      expect(await engine.table.getMany([])).toEqual([])
      const hundred = Array.from({ length: 100 }, (_, n) => ({ pk, sk: `${n + 1}` }))
      expect(await engine.table.getMany(hundred)).toHaveLength(3)
      await expect(engine.table.getMany([...hundred, { pk, sk: 'x' }])).rejects.toBeInstanceOf(TableMisuse)
    })
  })
}

async function fill(table: Table, all: (Item & Key)[]): Promise<void> {
  for (let at = 0; at < all.length; at += 100) {
    await table.commit(...all.slice(at, at + 100).map((put) => ({ put, when: 'always' }) as const))
  }
}

async function filled(table: Table, keys: string[]): Promise<string> {
  const pk = newPk()
  await fill(
    table,
    keys.map((sk) => ({ pk, sk })),
  )
  return pk
}

async function pagesOf(table: Table, question: Question): Promise<string[][]> {
  const page = await table.query(question)
  const here = page.items.map(({ sk }) => sk)
  return page.cursor ? [here, ...(await pagesOf(table, { ...question, cursor: page.cursor }))] : [here]
}

const sortKeys = async (table: Table, question: Question) => (await pagesOf(table, question)).flat()

async function items(table: Table, question: Question): Promise<Item[]> {
  const page = await table.query(question)
  return page.cursor ? [...page.items, ...(await items(table, { ...question, cursor: page.cursor }))] : page.items
}
