import fc from 'fast-check'
import { Problem } from '../../../shared/problem.ts'
import { type Engine, newPk } from './engines.ts'
import type { Condition, Item, Scalar, Table } from './table.ts'

/** What each kind of condition says of an item; `item` undefined: it is not there. */
const table: [sentence: string, item: { [field: string]: Scalar | null } | undefined, condition: Condition, holds: boolean][] =
  [
    ['absent: no item', undefined, 'absent', true],
    ['absent: an item', {}, 'absent', false],
    ['present: no item', undefined, 'present', false],
    ['present: an item', {}, 'present', true],
    ['always: no item', undefined, 'always', true],
    ['is: the same text', { a: 'x' }, { field: 'a', is: 'x' }, true],
    ['is: the empty text', { a: '' }, { field: 'a', is: '' }, true],
    ['is: another text', { a: 'x' }, { field: 'a', is: 'y' }, false],
    ['is: a text that looks like the number', { a: '1' }, { field: 'a', is: 1 }, false],
    ['is: true', { a: true }, { field: 'a', is: true }, true],
    ['is: false is not absent', {}, { field: 'a', is: false }, false],
    ['is: null is nothing we compare with', { a: null }, { field: 'a', is: false }, false],
    ['is: the key itself', {}, { field: 'sk', is: 'one' }, true],
    ['not: another value', { a: 1 }, { field: 'a', not: 2 }, true],
    ['not: the same value', { a: 1 }, { field: 'a', not: 1 }, false],
    ['not: a value of another type', { a: '1' }, { field: 'a', not: 1 }, true],
    ['not: an absent field', {}, { field: 'a', not: 1 }, true],
    ['not: an absent item', undefined, { field: 'a', not: 1 }, true],
    ['in: among them', { a: 2 }, { field: 'a', in: ['2', 2] }, true],
    ['in: of another type', { a: '2' }, { field: 'a', in: [2, true] }, false],
    ['in: an absent field', {}, { field: 'a', in: [1] }, false],
    ['in: nothing', { a: 1 }, { field: 'a', in: [] }, false],
    ['in: a hundred values', { a: 99 }, { field: 'a', in: Array.from({ length: 100 }, (_, at) => at) }, true],
    ['atLeast: equal', { a: 5 }, { field: 'a', atLeast: 5 }, true],
    ['atLeast: less', { a: 4.99 }, { field: 'a', atLeast: 5 }, false],
    ['atLeast: an absent field', {}, { field: 'a', atLeast: 0 }, false],
    ['atLeast: text against a number', { a: '9' }, { field: 'a', atLeast: 1 }, false],
    ['atMost: equal', { a: -5 }, { field: 'a', atMost: -5 }, true],
    ['atMost: more', { a: 5 }, { field: 'a', atMost: 4 }, false],
    ['atMost: an absent field', {}, { field: 'a', atMost: 9 }, false],
    ['above: more', { a: 1 }, { field: 'a', above: 0.5 }, true],
    ['above: equal', { a: 1 }, { field: 'a', above: 1 }, false],
    ['below: text by its bytes, not its UTF-16 units', { a: '\uffee' }, { field: 'a', below: '\u{1f600}' }, true],
    ['below: equal', { a: 'b' }, { field: 'a', below: 'b' }, false],
    ['below: an absent item', undefined, { field: 'a', below: 1 }, false],
    ['above: true has no order', { a: true }, { field: 'a', above: 0 }, false],
    ['has: null is there', { a: null }, { field: 'a', has: true }, true],
    ['has: not there', {}, { field: 'a', has: true }, false],
    ['has not: not there', {}, { field: 'a', has: false }, true],
    ['has not: an absent item', undefined, { field: 'a', has: false }, true],
    ['a field that is a reserved word of DynamoDB', { status: 1 }, { field: 'status', is: 1 }, true],
    ['a field with signs that expressions use', { 'a.b[0] #:': 1 }, { field: 'a.b[0] #:', is: 1 }, true],
    ['a field that every object has', {}, { field: 'constructor', has: true }, false],
    ['a value that reads like an expression', { a: 'x' }, { field: 'a', is: 'x OR attribute_exists(pk)' }, false],
    ['all: of none', {}, { all: [] }, true],
    ['any: of none', {}, { any: [] }, false],
    ['all: one fails', { a: 1 }, { all: ['present', { field: 'a', is: 2 }] }, false],
    ['any: one holds', { a: 1 }, { any: ['absent', { field: 'a', is: 1 }] }, true],
    [
      'any within all',
      { a: 1, b: 2 },
      {
        all: [
          {
            any: [
              { field: 'a', is: 9 },
              { field: 'b', is: 2 },
            ],
          },
          { field: 'a', is: 1 },
        ],
      },
      true,
    ],
    [
      'all within any keeps its bounds',
      { a: 1, b: 2 },
      { all: [{ field: 'a', is: 9 }, { any: [{ field: 'b', is: 2 }, 'present'] }] },
      false,
    ],
    ['any: an empty any beside one that holds', { a: 1 }, { any: [{ any: [] }, { field: 'a', is: 1 }] }, true],
  ]

export function conditionContract(engine: Engine): void {
  describe('judges a condition', () => {
    test.each(table)('%s', async (_sentence, item, condition, expected) => {
      const pk = newPk()
      if (item) await engine.table.commit({ put: { pk, sk: 'one', ...item }, when: 'always' })
      expect(await judgedThreeWays(engine.table, pk, condition)).toEqual([expected, expected, expected])
    })
  })
}

/** One condition for a lone check, a lone write and a transaction: an engine may take another way for each. */
async function judgedThreeWays(table: Table, pk: string, condition: Condition): Promise<boolean[]> {
  const key = { pk, sk: 'one' }
  const guard = condition === 'always' ? { when: condition } : { when: condition, orElse: () => new Problem('input.invalid') }
  const made = (commit: Promise<unknown>) =>
    commit.then(
      () => true,
      (problem) => {
        if (problem instanceof Problem) return false
        throw problem
      },
    )
  const checked = await made(table.commit({ check: key, ...guard }))
  const inTransaction = await made(table.commit({ put: { pk, sk: 'two' }, when: 'always' }, { check: key, ...guard }))
  const alone = await made(table.commit({ remove: key, ...guard }))
  return [checked, inTransaction, alone]
}

const fields = fc.constantFrom('a', 'b', 'c')
const orderable = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom('', 'x', 'é', '\uffee', '\u{1f600}', '1'),
  fc.double({ min: -1e9, max: 1e9, noNaN: true }).filter((value) => Math.abs(value) > 1e-100),
)
const scalar = fc.oneof(orderable, fc.boolean())
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('absent' as const, 'present' as const, 'always' as const),
    fc.record({ field: fields, is: scalar }),
    fc.record({ field: fields, not: scalar }),
    fc.record({ field: fields, in: fc.array(scalar, { maxLength: 4 }) }),
    fc.record({ field: fields, atLeast: orderable }),
    fc.record({ field: fields, atMost: orderable }),
    fc.record({ field: fields, above: orderable }),
    fc.record({ field: fields, below: orderable }),
    fc.record({ field: fields, has: fc.boolean() }),
    fc.record({ all: fc.array(tie('condition'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('condition'), { maxLength: 3 }) }),
  ),
}))
const item = fc.option(fc.dictionary(fields, fc.oneof(scalar, fc.constant(null)), { noNullPrototype: true }), {
  nil: undefined,
})

/** Random conditions about random items get the same answer from every engine. */
export function sameAnswerProperty(engines: Engine[]): void {
  test('gives every engine the same answer to random conditions', async () => {
    const property = fc.asyncProperty(item, condition, async (fields: Omit<Item, 'pk' | 'sk'> | undefined, asked) => {
      const pk = newPk()
      const answers = await Promise.all(
        engines.map(async ({ table }) => {
          if (fields) await table.commit({ put: { pk, sk: 'one', ...fields }, when: 'always' })
          return judgedThreeWays(table, pk, asked)
        }),
      )
      for (const answer of answers) expect(answer).toEqual(answers[0])
    })
    await fc.assert(property, { numRuns: 200 })
  }, 60_000)
}
