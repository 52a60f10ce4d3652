import { Problem } from '../../../shared/problem.ts'
import { type Engine, newPk } from './engines.ts'
import { itemSize, maxItemBytes } from './size.ts'
import type { Change, Condition, Item, OrElse, Value, Write } from './table.ts'
import { TableMisuse } from './table-faults.ts'

const refuse: OrElse = () => new Problem('input.invalid')
const key = { pk: 'p', sk: 's' }
const always = { when: 'always' } as const

/** Commits that no engine is asked to make. */
const refusals: [sentence: string, writes: Write[]][] = [
  ['no write at all', []],
  ['more than a hundred writes', Array.from({ length: 101 }, (_, n): Write => ({ put: { pk: 'p', sk: `${n}` }, ...always }))],
  [
    'two writes on one item',
    [
      { put: key, ...always },
      { check: key, when: 'present', orElse: refuse },
    ],
  ],
  ['an empty key', [{ put: { pk: '', sk: 's' }, ...always }]],
  ['a partition key over 2048 bytes', [{ remove: { pk: 'é'.repeat(1025), sk: 's' }, ...always }]],
  ['a sort key over 1024 bytes', [{ check: { pk: 'p', sk: 'é'.repeat(513) }, when: 'absent', orElse: refuse }]],
  ['an index key that is empty', [{ put: { ...key, list: '', listAt: 'x' }, ...always }]],
  ['an index key that is no text', [{ change: key, set: { dueAt: 5 }, ...always }]],
  ['a number that is not finite', [{ put: { ...key, n: Number.POSITIVE_INFINITY }, ...always }]],
  ['a number no double counts exactly', [{ put: { ...key, deep: [{ n: 2 ** 53 }] }, ...always }]],
  ['a number too small', [{ put: { ...key, n: 1e-131 }, ...always }]],
  ['a value that is not plain', [{ put: { ...key, at: new Date(0) as unknown as Value }, ...always }]],
  ['a field without a name', [{ put: { ...key, '': 1 }, ...always }]],
  ['a field called __proto__', [{ put: JSON.parse('{"pk":"p","sk":"s","__proto__":1}'), ...always }]],
  ['nesting deeper than 32 levels', [{ put: { ...key, deep: nested(32) }, ...always }]],
  ['a change of nothing', [{ change: key, ...always }]],
  ['a change of the key', [{ change: key, set: { sk: 'other' }, ...always }]],
  ['a field both set and dropped', [{ change: key, set: { a: 1 }, drop: ['a'], ...always }]],
  ['a field set to undefined', [{ change: key, set: { a: undefined as unknown as Value }, ...always }]],
  [
    'an add of a half',
    [
      { change: key, add: { n: 0.5 }, ...always },
      { remove: { pk: 'p', sk: 'x' }, ...always },
    ],
  ],
  [
    'more than a hundred values to compare with',
    [{ remove: key, when: { field: 'a', in: Array.from({ length: 101 }, (_, n) => n) }, orElse: refuse }],
  ],
  [
    'more than 4 MB together',
    Array.from({ length: 11 }, (_, n): Write => ({ put: { pk: 'p', sk: `${n}`, text: 'x'.repeat(400_000) }, ...always })),
  ],
]

/** Conditions for a lone `add: { n: 1 }` together with `set: { request: 'r1' }` and `drop: ['open']`. */
const loneAdds: [condition: Condition, allowed: boolean][] = [
  ['always', false],
  ['present', false],
  ['absent', true],
  [{ field: 'n', atLeast: 1 }, false],
  [{ field: 'n', is: 0 }, false],
  [{ field: 'request', not: 'r1' }, true],
  [{ field: 'request', has: false }, true],
  [{ field: 'request', has: true }, false],
  [{ field: 'request', is: 'r0' }, true],
  [{ field: 'open', is: true }, true],
  [{ all: ['present', { field: 'request', not: 'r1' }] }, true],
  [{ any: ['present', { field: 'request', not: 'r1' }] }, false],
  [{ any: ['absent', { field: 'request', not: 'r1' }] }, true],
]

export function limitContract(engine: Engine): void {
  describe('keeps the limits', () => {
    test.each(refusals)('refuses %s', async (_sentence, writes) => {
      await expect(engine.table.commit(...writes)).rejects.toBeInstanceOf(TableMisuse)
    })

    test.each(loneAdds)('a lone add under %j: allowed is %s', async (condition, allowed) => {
      const pk = newPk()
      const change: Change = { change: { pk, sk: 's' }, add: { n: 1 }, set: { request: 'r1' }, drop: ['open'] }
      const guard = condition === 'always' ? { when: condition } : { when: condition, orElse: refuse }
      const outcome = engine.table.commit({ ...change, ...guard }).catch((error: unknown) => error)
      expect((await outcome) instanceof TableMisuse).toBe(!allowed)
    })

    test('takes an item of exactly 409,600 bytes, and refuses one byte more', async () => {
      const pk = newPk()
      const full = filled({ pk, sk: 'full', n: -12.5, yes: true, no: null, deep: { list: ['é', 1] } }, maxItemBytes)
      await engine.table.commit({ put: full, ...always })
      expect(await engine.table.get(full)).toEqual(full)
      await expect(engine.table.commit({ put: { ...full, text: `${full.text}x` }, ...always })).rejects.toBeInstanceOf(
        TableMisuse,
      )
    })

    test('lets a change grow an item to exactly 409,600 bytes, and refuses one byte more', async () => {
      const pk = newPk()
      const other: Write = { put: { pk, sk: 'other' }, ...always }
      const full = filled({ pk, sk: 's', half: 'x'.repeat(200_000) }, maxItemBytes)
      const grow = (text: Value): Write => ({ change: { pk, sk: 's' }, set: { text }, ...always })
      await engine.table.commit({ put: { pk, sk: 's', half: full.half }, ...always })
      await expect(engine.table.commit(grow(`${full.text}x`))).rejects.toBeInstanceOf(TableMisuse)
      await expect(engine.table.commit(other, grow(`${full.text}x`))).rejects.toBeInstanceOf(TableMisuse)
      expect(await engine.table.get({ pk, sk: 'other' })).toBeUndefined()
      await engine.table.commit(grow(full.text as string))
      expect(await engine.table.get({ pk, sk: 's' })).toEqual(full)
    })

    test('refuses to count what is no number, alone and in a transaction', async () => {
      const pk = newPk()
      await engine.table.commit({ put: { pk, sk: 's', n: 'one' }, ...always })
      const count: Write = {
        change: { pk, sk: 's' },
        add: { n: 1 },
        set: { done: true },
        when: { field: 'done', has: false },
        orElse: refuse,
      }
      await expect(engine.table.commit(count)).rejects.toBeInstanceOf(TableMisuse)
      await expect(engine.table.commit(count, { put: { pk, sk: 'other' }, ...always })).rejects.toBeInstanceOf(TableMisuse)
      expect((await engine.table.query({ pk })).items).toEqual([{ pk, sk: 's', n: 'one' }])
    })

    test('keeps text and numbers as they were given', async () => {
      const pk = newPk()
      const texts = ['', '\u0000', 'a\u0000b', '\u{1f600}', '"\\', '__proto__', "'; DROP TABLE items; --", '\uffff']
      const numbers = [0, -1, 0.1, 1e-7, 123456.789, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, 1e-130, 1 / 3]
      const item = { pk, sk: 'a\u0000b', texts, numbers, 'odd \u0000 name': true, deep: nested(31) }
      await engine.table.commit({ put: item, ...always })
      expect(await engine.table.get({ pk, sk: 'a\u0000b' })).toEqual(item)
      expect(await engine.table.get({ pk, sk: 'a' })).toBeUndefined()
    })

    test('holds U+FFFD in the place of half an emoji', async () => {
      const pk = newPk()
      const [answer] = await engine.table.commit({ put: { pk, sk: '\ud83d', text: 'x\ude00' }, ...always })
      expect(answer).toEqual({ pk, sk: '\ufffd', text: 'x\ufffd' })
      expect(await engine.table.get({ pk, sk: '\ud83d' })).toEqual(answer)
    })
  })
}

/** The item with a `text` that brings it to so many bytes. */
function filled(item: Item, bytes: number): Item {
  return { ...item, text: 'x'.repeat(bytes - itemSize({ ...item, text: '' })) }
}

function nested(levels: number): Value {
  return levels === 0 ? 1 : [nested(levels - 1)]
}
