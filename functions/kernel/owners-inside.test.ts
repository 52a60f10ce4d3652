import { people } from '../../local/seed/city.ts'
import { plainDeal } from '../../local/testing/dealing.ts'
import { drawing } from '../../local/testing/drawing.ts'
import { plainBatch } from '../../local/testing/launch.ts'
import { as, type MaliceDoor, maliceDoor } from '../../local/testing/malice.ts'
import { valid } from '../../local/testing/malice-valid.ts'
import { type Owned, ownedThings } from '../../local/testing/owned.ts'
import { plainStreak } from '../../local/testing/streaking.ts'
import type { RouteName } from '../../shared/routes.ts'

/** What is one's own names, inside it, something of another merchant: its place in the input is one of local/prove/covered.test.ts. */
let door: MaliceDoor
let owned: Owned
let picture: string
let promotionId: string
let marketer: { authorization: string }
beforeAll(async () => {
  door = await maliceDoor()
  const operator = people.find(({ role }) => role === 'operator')?.openid ?? ''
  ;({ owned } = await ownedThings(door, valid, as(await door.tokenOf(operator))))
  const theirs = as(await door.tokenOf('hotpot-marketer'))
  picture = (await door.post('/pictures', { file: drawing(500, 400) }, theirs)).body.picture
  expect(picture).toMatch(/^pic_/)
  marketer = as(await door.tokenOf('seed-marketer'))
  const window = { from: '2030-01-01T00:00:00+08:00', to: '2030-02-01T00:00:00+08:00' }
  promotionId = (await door.post('/promotions', { name: '自己的', ...window }, marketer)).body.promotionId
  door.changes()
})
afterAll(() => door.close())

const at = (storeIds: boolean) => (storeIds ? { storeIds: [owned.storeId] } : { storeSetId: owned.storeSetId })
const hung = { kind: 'poster', place: '门口', cost: { kind: 'fixed', fen: 1 } }
type Case = [name: RouteName, place: string, input: () => { [field: string]: unknown }]
const cases: Case[] = [
  ['createTouchpoint', 'target.id', () => ({ ...hung, target: { kind: 'batch', id: owned.batchId } })],
  ['createTouchpoint', 'target.id', () => ({ ...hung, target: { kind: 'deal', id: owned.dealId } })],
  ['createStreak', 'reward.batchId', () => ({ ...plainStreak, reward: { kind: 'coupon', batchId: owned.batchId } })],
  ['createDeal', 'voucher.storeIds', () => ({ ...plainDeal, voucher: { ...plainDeal.voucher, ...at(true) } })],
  ['createDeal', 'voucher.storeSetId', () => ({ ...plainDeal, voucher: { ...plainDeal.voucher, ...at(false) } })],
  ['createDeal', 'picture', () => ({ ...plainDeal, picture })],
  ['createBatch', 'scope.storeIds', () => ({ ...plainBatch, scope: at(true) })],
  ['createBatch', 'scope.storeSetId', () => ({ ...plainBatch, scope: at(false) })],
  ['createBatch', 'picture', () => ({ ...plainBatch, picture })],
]

it.each(cases)(
  '%s of one’s own that names somebody else’s in %s is refused, and nothing changes',
  async (name, _place, input) => {
    const reply = await door.ask(name, { promotionId, ...input() }, marketer)
    expect({ name, code: `${reply.body.code} ${reply.body.field ?? ''}`.trim(), changed: door.changes() }).toEqual({
      name,
      code: expect.stringMatching(/_found( [\w.]+)?$|^role\.forbidden$|^input\.invalid picture$/),
      changed: [],
    })
  },
)
