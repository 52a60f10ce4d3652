import { plainDeal } from '../../local/testing/dealing.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { hanging } from '../../local/testing/hanging.ts'
import { newLaunch } from '../../local/testing/launch.ts'
import { staffIn } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { createBatch, createDeal } from './promotions.ts'
import { mostOffers } from './rules.ts'

let door: FrontDoor
let launch: ReturnType<typeof newLaunch>
let token: string
beforeAll(async () => {
  door = await frontDoor()
  launch = newLaunch(door)
  token = await door.tokenOf('seed-marketer')
})

const plainBatch = {
  title: '一起加的券',
  total: 10,
  perMember: 1,
  benefit: { kind: 'amount' as const, offFen: 500, minSpendFen: 1000 },
  validity: { kind: 'days' as const, days: 7 },
}
const addBatch = (promotionId: string, title: string, key?: string) =>
  door.call('createBatch', { promotionId, ...plainBatch, title }, { token, ...(key && { key }) })
const addDeal = (promotionId: string, title: string, key?: string) =>
  door.call('createDeal', { promotionId, ...plainDeal, title }, { token, ...(key && { key }) })
const titles = async (promotionId: string) => {
  const { batches, deals } = (await door.call('getPromotion', { promotionId }, { token })).body
  return [...batches, ...deals].map(({ title }) => title)
}

describe('adding an offer to a promotion', () => {
  it('loses none when batches and deals are added at the same time', async () => {
    const { promotionId } = await launch({ total: 5, title: '先有的' }, false)
    await Promise.all([
      addBatch(promotionId, '券甲'),
      addDeal(promotionId, '团甲'),
      addBatch(promotionId, '券乙'),
      addDeal(promotionId, '团乙'),
    ])
    expect((await titles(promotionId)).sort()).toEqual(['先有的', '券甲', '券乙', '团甲', '团乙'].sort())
  })

  it.each([
    ['a batch', 'createBatch'],
    ['a deal', 'createDeal'],
  ] as const)(
    '%s whose commit hung stands beside what a colleague added meanwhile, or is paused with its promotion',
    async (_, kind) => {
      const { memberId } = (await door.call('getMe', {}, { token })).body
      const now = door.clock.now()
      const marketer = await staffIn(door.table, { memberId }, ['marketer'], now)
      const slow = (to: string, table: Table) =>
        kind === 'createBatch'
          ? createBatch(table, marketer, to, { ...plainBatch, title: '慢的' }, 'slow', now)
          : createDeal(table, marketer, to, { ...plainDeal, title: '慢的' }, 'slow', now)
      const { promotionId } = await launch({ total: 5, title: '先有的' })
      const added = hanging(door.table, async () => {
        await addBatch(promotionId, '快的券')
        await addDeal(promotionId, '快的团')
      })
      expect((await slow(promotionId, added)).state).toBe('open')
      expect((await titles(promotionId)).sort()).toEqual(['先有的', '快的券', '快的团', '慢的'].sort())
      const other = await launch({ total: 5 })
      const paused = hanging(door.table, () =>
        door.call('pausePromotion', { promotionId: other.promotionId, reason: '盘点' }, { token }),
      )
      expect((await slow(other.promotionId, paused)).state).toBe('paused')
    },
  )

  it('makes a batch once and a deal once for one key, however often and however close together it is asked', async () => {
    const { promotionId } = await launch({ total: 5, title: '先有的' }, false)
    for (const add of [addBatch, addDeal]) {
      const made = await Promise.all([1, 2, 3].map(() => add(promotionId, '一次', 'one-key')))
      const again = await add(promotionId, '一次', 'one-key')
      for (const { status, body } of made) expect([status, body]).toEqual([201, again.body])
      expect((await add(promotionId, '另一个', 'one-key')).body.code).toBe('idempotency.mismatch')
    }
    expect(await titles(promotionId)).toEqual(['先有的', '一次', '一次'])
  })

  it('is as the promotion is: open where it is live, paused for its reason where it is paused', async () => {
    const { promotionId } = await launch({ total: 5 })
    for (const add of [addBatch, addDeal]) expect((await add(promotionId, '上线后')).body.state).toBe('open')
    await door.call('pausePromotion', { promotionId, reason: '盘点' }, { token })
    for (const add of [addBatch, addDeal]) expect((await add(promotionId, '暂停中')).body.state).toBe('paused')
  })

  it('refuses a batch and a deal alike where the promotion is full', async () => {
    const { promotionId } = await launch({ total: 5 }, false)
    for (let n = 2; n <= mostOffers; n++) await (n % 2 ? addBatch : addDeal)(promotionId, `第 ${n} 个`)
    for (const add of [addBatch, addDeal])
      expect((await add(promotionId, '多的')).body).toMatchObject({ code: 'promotion.full', details: { most: mostOffers } })
    expect(await titles(promotionId)).toHaveLength(mostOffers)
  })
})
