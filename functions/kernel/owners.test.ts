import { people } from '../../local/seed/city.ts'
import { as, type MaliceDoor, maliceDoor, operations, type Reply } from '../../local/testing/malice.ts'
import { valid } from '../../local/testing/malice-valid.ts'
import { hire, type Owned, ownedThings } from '../../local/testing/owned.ts'
import { attempts, callers, everybodys, namesThing, operatorsOwn, takesId } from '../../local/testing/owner-matrix.ts'

let door: MaliceDoor
let owned: Owned
/** What only the owner may read: found in an answer, somebody read what is not theirs. */
let secrets: string[]
const tokens: { [role: string]: string | undefined } = {}

beforeAll(async () => {
  door = await maliceDoor()
  for (const { openid, role } of people) tokens[role] ??= await door.tokenOf(openid)
  tokens.member = await door.tokenOf('guest-nosy')
  ;({ owned, secrets } = await ownedThings(door, valid, as(tokens.operator ?? '')))
  door.changes()
})
afterAll(() => door.close())

const taking = operations.filter(([name, contract]) => !everybodys.includes(name) && takesId(name, contract))

describe('nobody reads or changes what is not theirs', () => {
  it('and every field that names a thing of somebody has somebody else’s here', () => {
    const fields = operations
      .filter(([name]) => name !== 'login')
      .flatMap(([, { input }]) => Object.keys(input.shape).filter(namesThing))
    expect(fields.length).toBeGreaterThan(5)
    expect(fields.filter((field) => owned[field] === undefined)).toEqual([])
    expect(taking.length).toBeGreaterThanOrEqual(10)
  })

  const tried = taking
    .flatMap(([name, contract]) => callers.map((role) => [name, role, contract] as const))
    .filter(([name, role]) => !(operatorsOwn.includes(name) && role === 'operator'))
  it.each(tried)('%s as %s', async (name, role, contract) => {
    const token = tokens[role]
    for (const input of attempts(contract, owned)) {
      const reply = await door.ask(name, input, token === undefined ? {} : as(token))
      expect({ status: reply.status, body: reply.body }).toMatchObject({
        status: expect.any(Number),
        body: { code: expect.stringMatching(/^(session\.missing|role\.forbidden|device\.unknown|\w+\.not_found)$/) },
      })
      expectNothingOf(reply)
      expect(door.changes()).toEqual([])
    }
  })
})

describe('at the counter of another', () => {
  const bill = { totalFen: 20_000, receiptNo: 'R-OWNER-2' }
  let couponId: string
  let code: string
  let ownStore: string
  beforeAll(async () => {
    const owner = as(await door.tokenOf('guest-owner-2'))
    ownStore = (await door.send('GET', '/stores', as(tokens.clerk ?? ''))).body.items[0].storeId
    couponId = (await door.post(`/batches/${owned.batchId}/coupons`, {}, owner)).body.couponId
    code = (await door.post('/me/codes', { couponId }, owner)).body.code
    door.changes()
  })

  it('a coupon of another merchant cannot be used', async () => {
    for (const name of ['previewRedemption', 'redeem'] as const) {
      const reply = await door.ask(name, { code, storeId: ownStore, bill }, as(tokens.clerk ?? ''))
      expect(reply.body.code ?? reply.body.why?.code).toBe('coupon.wrong_store')
      expect(reply.body.usable ?? false).toBe(false)
      expect(door.changes()).toEqual([])
    }
  })

  it('what another merchant did with a coupon is not told: no clerk, no store, no bill', async () => {
    const clerk = as(await door.tokenOf('hotpot-clerk'))
    const used = await door.post('/redemptions', { code, storeId: owned.storeId, bill }, clerk)
    expect(used.status).toBe(201)
    door.changes()
    for (const name of ['previewRedemption', 'redeem'] as const) {
      const reply = await door.ask(name, { code, storeId: ownStore, bill: { totalFen: 1 } }, as(tokens.clerk ?? ''))
      const told = JSON.stringify(reply.body)
      expect(
        ['邻店·小赵', 'R-OWNER-2', '春水小火锅·建设路店', owned.storeId].filter((secret) => told.includes(secret ?? '')),
      ).toEqual([])
      expect(door.changes()).toEqual([])
    }
  })

  it('a redemption of others is forbidden alike, whether it is done, undone or followed by another', async () => {
    const clerk = as(await door.tokenOf('hotpot-clerk'))
    const owner = as(await door.tokenOf('guest-owner-2'))
    const first = `rdm_${couponId.slice(4)}01`
    const tried = async (role: string) =>
      (await door.ask('undoRedemption', { redemptionId: first, reason: 'x' }, as(tokens[role] ?? ''))).body.code
    const told: string[] = [await tried('clerk'), await tried('manager')]
    expect((await door.post(`/redemptions/${first}/undo`, { reason: '换一单' }, clerk)).status).toBe(200)
    told.push(await tried('clerk'), await tried('manager'))
    const again = (await door.post('/me/codes', { couponId }, owner)).body.code
    expect((await door.post('/redemptions', { code: again, storeId: owned.storeId, bill }, clerk)).status).toBe(201)
    told.push(await tried('clerk'), await tried('manager'))
    expect(new Set(told).size).toBe(1)
    expect(['role.forbidden', 'redemption.not_found']).toContain(told[0])
  })

  it('a colleague of the same store cannot take a redemption back, the manager of another store neither', async () => {
    await hire(door, 'hotpot-clerk-2', 'clerk', '邻店·小钱', [owned.storeId ?? ''])
    const colleague = as(await door.tokenOf('hotpot-clerk-2'))
    const redemptionId = `rdm_${couponId.slice(4)}02`
    for (const headers of [colleague, as(tokens.manager ?? '')])
      expect((await door.post(`/redemptions/${redemptionId}/undo`, { reason: 'x' }, headers)).body.code).toBe('role.forbidden')
    const own = as(await door.tokenOf('hotpot-clerk'))
    expect((await door.post(`/redemptions/${redemptionId}/undo`, { reason: 'x' }, own)).status).toBe(200)
  })
})

describe('what everybody may read by its id holds nothing of anybody', () => {
  const readable = [
    ['getStore', 'storeId'],
    ['getBatch', 'batchId'],
    ['getDeal', 'dealId'],
    ['listOpenGroups', 'dealId'],
    ['getGroup', 'groupId'],
  ] as const
  it.each(readable)('%s', async (name, field) => {
    door.changes()
    for (const role of callers) {
      const token = tokens[role]
      const input = { [field]: owned[field] }
      const reply = await door.ask(name, input, token === undefined ? {} : as(token))
      expect(reply.status).toBe(200)
      expect(reply.body.held || []).toEqual([])
      expect(reply.body.mine).toBeUndefined()
      expectNothingOf(reply)
      expect(door.changes()).toEqual([])
    }
  })

  it('and a list of mine holds mine only', async () => {
    for (const [role, path] of [
      ['member', '/me/coupons'],
      ['member', '/me/vouchers'],
      ['manager', '/staff'],
      ['clerk', '/stores'],
      ['marketer', '/promotions'],
    ] as const) {
      const reply = await door.send('GET', path, as(tokens[role] ?? ''))
      expect(reply.status).toBe(200)
      expectNothingOf(reply)
      expect(JSON.stringify(reply.body)).not.toContain('春水小火锅')
    }
  })
})

/** A code that is refused may name the field, never the thing. */
function expectNothingOf(reply: Reply): void {
  const text = JSON.stringify(reply.body)
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
}
