import { Problem } from '../../../shared/problem.ts'
import { type Engine, newPk } from './engines.ts'
import type { Item, Key, OrElse, Write } from './table.ts'

const refuse: OrElse = () => new Problem('input.invalid')
const sayWhich =
  (which: string): OrElse =>
  () =>
    new Problem('input.invalid', { field: which })

/** Gives one of `left` to somebody; the shape of every counter under a limit. */
const takeOne = (counter: Key): Write => ({
  change: counter,
  add: { left: -1 },
  when: { field: 'left', atLeast: 1 },
  orElse: refuse,
})

export function commitContract(engine: Engine): void {
  describe('commits', () => {
    test('gives back the items that were put, in the order of the writes, and writes what it was told', async () => {
      const pk = newPk()
      await engine.table.commit({ put: { pk, sk: 'gone', n: 1 }, when: 'absent', orElse: refuse })
      await engine.table.commit({ put: { pk, sk: 'counter', n: 1, old: true }, when: 'always' })
      const answer = await engine.table.commit(
        { check: { pk, sk: 'nobody' }, when: 'absent', orElse: refuse },
        {
          change: { pk, sk: 'counter' },
          add: { n: 2, m: -1 },
          set: { word: 'é' },
          drop: ['old', 'never'],
          when: 'present',
          orElse: refuse,
        },
        { remove: { pk, sk: 'gone' }, when: 'present', orElse: refuse },
        { put: { pk, sk: 'made', deep: { list: [1, null, ''], empty: {} }, none: undefined }, when: 'absent', orElse: refuse },
      )
      const counter = { pk, sk: 'counter', n: 3, m: -1, word: 'é' }
      const made = { pk, sk: 'made', deep: { list: [1, null, ''], empty: {} } }
      expect(answer).toEqual([undefined, undefined, undefined, made])
      expect((await engine.table.query({ pk })).items).toEqual([counter, made])
    })

    test('gives back the item of a lone change, and nothing for a lone removal or check', async () => {
      const pk = newPk()
      const key = { pk, sk: 'one' }
      expect(await engine.table.commit({ change: key, set: { n: 1 }, when: 'always' })).toEqual([{ ...key, n: 1 }])
      expect(await engine.table.commit({ check: key, when: 'present', orElse: refuse })).toEqual([undefined])
      expect(await engine.table.commit({ remove: key, when: 'present', orElse: refuse })).toEqual([undefined])
      expect(await engine.table.commit({ remove: key, when: 'always' })).toEqual([undefined])
      expect(await engine.table.get(key)).toBeUndefined()
    })

    test('writes a hundred items, and none of them where one condition fails', async () => {
      const pk = newPk()
      const put = (n: number): Write => ({
        put: { pk, sk: String(n).padStart(3, '0') },
        when: 'absent',
        orElse: sayWhich(String(n)),
      })
      const hundred = Array.from({ length: 100 }, (_, n) => put(n))
      await engine.table.commit({ put: { pk, sk: '099' }, when: 'always' })
      await expect(engine.table.commit(...hundred)).rejects.toMatchObject({ facts: { field: '99' } })
      expect((await engine.table.query({ pk })).items).toHaveLength(1)
      await engine.table.commit({ remove: { pk, sk: '099' }, when: 'always' })
      await engine.table.commit(...hundred)
      expect((await engine.table.query({ pk })).items).toHaveLength(100)
    })

    test('brings the item that stands there to orElse, and throws the problem it gives', async () => {
      const pk = newPk()
      await engine.table.commit({ put: { pk, sk: 'one', by: 'ann' }, when: 'always' })
      const told: (Item | undefined)[] = []
      const orElse: OrElse = (old) => {
        told.push(old)
        return new Problem('input.invalid', { field: String(old?.by) })
      }
      const write: Write = { put: { pk, sk: 'one', by: 'bob' }, when: 'absent', orElse }
      await expect(engine.table.commit(write)).rejects.toMatchObject({ code: 'input.invalid', facts: { field: 'ann' } })
      await expect(engine.table.commit({ put: { pk, sk: 'two' }, when: 'always' }, write)).rejects.toBeInstanceOf(Problem)
      await expect(engine.table.commit({ check: { pk, sk: 'nobody' }, when: 'present', orElse })).rejects.toBeInstanceOf(
        Problem,
      )
      expect(told).toEqual([{ pk, sk: 'one', by: 'ann' }, { pk, sk: 'one', by: 'ann' }, undefined])
      expect(await engine.table.get({ pk, sk: 'two' })).toBeUndefined()
    })

    test('lets the first failed write in write order answer', async () => {
      const pk = newPk()
      const present = (sk: string): Write => ({ check: { pk, sk }, when: 'present', orElse: sayWhich(sk) })
      const writes: Write[] = [{ put: { pk, sk: 'fine' }, when: 'absent', orElse: refuse }, present('b'), present('a')]
      await expect(engine.table.commit(...writes)).rejects.toMatchObject({ facts: { field: 'b' } })
    })

    test("answers 'mine' with the item in its place, and writes nothing", async () => {
      const pk = newPk()
      const claim: Write[] = [
        { change: { pk, sk: 'stock' }, add: { left: -1 }, when: { field: 'left', atLeast: 1 }, orElse: refuse },
        {
          put: { pk, sk: 'coupon', request: 'r1' },
          when: 'absent',
          orElse: (old) => (old?.request === 'r1' ? 'mine' : refuse(old)),
        },
      ]
      await engine.table.commit({ put: { pk, sk: 'stock', left: 5 }, when: 'always' })
      await engine.table.commit(...claim)
      expect(await engine.table.commit(...claim)).toEqual([undefined, { pk, sk: 'coupon', request: 'r1' }])
      expect(await engine.table.commit(claim[1] as Write)).toEqual([{ pk, sk: 'coupon', request: 'r1' }])
      expect(await engine.table.get({ pk, sk: 'stock' })).toMatchObject({ left: 4 })
    })

    test('never gives out more than the limit, however many take at once', async () => {
      const pk = newPk()
      const stock = { pk, sk: 'stock' }
      await engine.table.commit({ put: { ...stock, left: 7 }, when: 'always' })
      const takers = Array.from({ length: 20 }, (_, n) =>
        engine.table.commit(takeOne(stock), { put: { pk, sk: `taker#${n}` }, when: 'absent', orElse: refuse }),
      )
      const made = (await Promise.allSettled(takers)).filter(({ status }) => status === 'fulfilled')
      expect(made).toHaveLength(7)
      expect(await engine.table.get(stock)).toEqual({ ...stock, left: 0 })
      expect((await engine.table.query({ pk, prefix: 'taker#' })).items).toHaveLength(7)
    })

    test('lets one of two lone writers win', async () => {
      const pk = newPk()
      const redeem = (by: string) =>
        engine.table.commit({ change: { pk, sk: 'coupon' }, set: { by }, when: { field: 'by', has: false }, orElse: refuse })
      const outcomes = await Promise.allSettled(['ann', 'bob', 'cy', 'di'].map(redeem))
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    })

    test('sees a commit at once in a strong read', async () => {
      const pk = newPk()
      for (let n = 0; n < 20; n++) {
        await engine.table.commit({ put: { pk, sk: 'one', n }, when: 'always' })
        expect(await engine.table.get({ pk, sk: 'one' })).toMatchObject({ n })
      }
    })

    test('is not touched by what a caller does with its items afterwards', async () => {
      const pk = newPk()
      const mine = { pk, sk: 'one', tags: ['a'] }
      const answer = await engine.table.commit({ put: mine, when: 'always' })
      mine.tags.push('b')
      for (const item of answer) if (Array.isArray(item?.tags)) item.tags.push('c')
      expect(await engine.table.get({ pk, sk: 'one' })).toEqual({ pk, sk: 'one', tags: ['a'] })
    })
  })
}
