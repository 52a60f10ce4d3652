import fc from 'fast-check'
import { people } from '../../local/seed/city.ts'
import { agreeingDeal } from '../../local/testing/dealing.ts'
import { fuzzPools } from '../../local/testing/fuzz-pools.ts'
import { as, expectRefusal, type MaliceDoor, maliceDoor, operations, type Reply, wayTo } from '../../local/testing/malice.ts'
import { fitting, nearly, type Pools, wild } from '../../local/testing/malice-inputs.ts'
import { poolsOfOne } from '../../local/testing/malice-pools.ts'
import { api } from '../../shared/api.ts'
import { type Contract, staffRolesOf } from '../../shared/contract.ts'
import type { RouteName } from '../../shared/routes.ts'
import { isAudited } from './audit.ts'
import { clock } from './clock.ts'

/** FOOTFALL_SEED=<what a failure printed> goes through the same inputs again. */
const seed = Number(process.env.FOOTFALL_SEED ?? 20_260_801)
const runs = { fitting: 120, nearly: 70, wild: 20 }
/** Each answer is a drawing of a second or two. */
const drawn = { getPoster: 6 }
/** Patience, not a promise: hundreds of calls, on a machine that does other things too. */
const patienceMs = 120_000
const runsOf = (name: RouteName, often: number) => (name in drawn ? drawn.getPoster : often)

let door: MaliceDoor
const tokens: { [role: string]: string } = {}
let pools: Pools
let codesNow: () => Promise<Pools>
/** Operation -> what its part of the OpenAPI document says it refuses with. */
const documented = new Map<string, string>()
beforeAll(async () => {
  door = await maliceDoor()
  for (const { openid, role } of people) tokens[role] ??= await door.tokenOf(openid)
  tokens.member = await door.tokenOf('guest-fuzz')
  ;({ pools, codesNow } = await fuzzPools(door, tokens))
  for (const [name] of operations) {
    const { method, path } = wayTo(name)
    const { responses } = (await door.send('GET', '/openapi.json')).body.paths[path][method.toLowerCase()]
    for (const [status, { description }] of Object.entries<{ description: string }>(responses))
      documented.set(`${name} ${status}`, description)
  }
  freshChanges()
})
afterAll(() => door.close())

const poolsFor = async (name: RouteName) => {
  const atCounter = name === 'previewRedemption' || name === 'redeem'
  return poolsOfOne(door, tokens, atCounter ? { ...pools, ...(await codesNow()) } : pools, name)
}

/** The keys of what changed since the last look. A wrong typed code is counted, also where it is refused: that count alone may change. */
function freshChanges(): string[] {
  return door.changes().filter((key) => !key.startsWith('TRIES#'))
}

function judge(name: RouteName, reply: Reply): void {
  const changed = freshChanges()
  if (reply.status < 300) {
    const output = api[name].output.safeParse(reply.body)
    // Said by the contracts, held here call by call: what staff change leaves its line in the audit log, in the same commit.
    const traced = changed.some((key) => key.startsWith('AUDIT#'))
    if (changed.length > 0 && staffRolesOf(api[name]).length > 0)
      expect({ name, traced }).toEqual({ name, traced: isAudited(name, api[name]) })
    if (!output.success) throw new Error(`${name} broke its contract: ${output.error.message} in ${JSON.stringify(reply.body)}`)
    return
  }
  expect(reply.status).toBeGreaterThanOrEqual(400)
  expect(reply.status).toBeLessThan(500)
  expectRefusal(reply)
  expect(documented.get(`${name} ${reply.status}`)?.split(', ')).toContain(reply.body.code)
  expect(changed).toEqual([])
}

/** What a contract asks of several fields together: both halves of a place, lines that add up to their total. */
function agreeing(input: { [field: string]: unknown }): { [field: string]: unknown } {
  const { lat, lng, ...rest } = agreeingDeal(input)
  // A coupon named by its own number is not chosen among others.
  if (rest.orderId !== undefined) delete rest.couponId
  // The parts of a batch that have to fit each other rarely do by chance: two in three go without.
  if (rest.validity !== undefined && String(rest.title).length % 3 > 0) {
    for (const part of ['claim', 'hours', 'scope', 'perDay', 'perMemberPerDay', 'rewardOnly']) delete rest[part]
  }
  // Looking for somebody by name and phone is limited: two in three are named by their number, or nothing would be found any more.
  if (rest.phoneLast4 !== undefined && pools.orderId && String(rest.phoneLast4).charCodeAt(0) % 3 > 0) {
    rest.orderId = pools.orderId[String(rest.phoneLast4).charCodeAt(1) % pools.orderId.length]
    for (const other of ['phoneLast4', 'name', 'couponId']) delete rest[other]
  }
  const place = lat === undefined || lng === undefined ? {} : { lat, lng }
  const bill = rest.bill as { lines?: { amountFen: number }[] } | undefined
  if (!bill?.lines) return { ...rest, ...place }
  return { ...rest, ...place, bill: { ...bill, totalFen: bill.lines.reduce((sum, { amountFen }) => sum + amountFen, 0) } }
}

async function callerOf(name: RouteName): Promise<{ [header: string]: string }> {
  const [role = 'guest'] = [api[name].role as Contract['role']].flat()
  if (role === 'guest') return {}
  // The others still need their member.
  if (name === 'eraseMe') return as(await door.tokenOf('guest-leaving'))
  // Logging out ends the session it is called with.
  return as(name === 'logout' ? await door.tokenOf('guest-fuzz') : (tokens[role] ?? ''))
}
const all = operations.map(([name]) => name)
const posts = all.filter((name) => wayTo(name).method === 'POST')

describe('whatever a caller sends, it is answered or refused in words, and a refused call changes nothing', () => {
  // As text, not as a value: a name such as __proto__ is what is being tried.
  it.each(all)(
    '%s, filled in as its contract asks',
    async (name) => {
      let accepted = 0
      const pools = await poolsFor(name)
      freshChanges()
      const promise = fc.asyncProperty(
        fitting(api[name], pools),
        fc.option(fc.string({ minLength: 1 })),
        async (input, key) => {
          const caller = await callerOf(name)
          freshChanges()
          const reply = await door.ask(name, agreeing(input), {
            ...caller,
            ...(key !== null && { 'idempotency-key': key }),
          })
          judge(name, reply)
          accepted += reply.status < 300 ? 1 : 0
        },
      )
      await fc.assert(promise, { seed, numRuns: runsOf(name, runs.fitting) })
      expect(accepted).toBeGreaterThan(0)
    },
    patienceMs,
  )

  it.each(all)(
    '%s, nearly filled in as its contract asks',
    async (name) => {
      const pools = await poolsFor(name)
      const promise = fc.asyncProperty(nearly(api[name], pools), async (input) => {
        const caller = await callerOf(name)
        freshChanges()
        judge(name, await door.ask(name, input, caller))
      })
      await fc.assert(promise, { seed, numRuns: runsOf(name, runs.nearly) })
    },
    patienceMs,
  )

  it.each(posts)(
    '%s, with wild content',
    async (name) => {
      const { path } = wayTo(name)
      const promise = fc.asyncProperty(wild, async (content) => {
        const caller = await callerOf(name)
        freshChanges()
        judge(name, await door.post(path.replace(/\{\w+\}/g, 'abc_1'), content, caller))
      })
      await fc.assert(promise, { seed, numRuns: runs.wild })
    },
    patienceMs,
  )

  it.each(all)(
    '%s, with a wild path and query',
    async (name) => {
      const { method, path } = wayTo(name)
      const promise = fc.asyncProperty(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
        fc.string(),
        async (id, query) => {
          const filled = path.replace(/\{\w+\}/g, encodeURIComponent(id.toWellFormed()))
          const caller = await callerOf(name)
          freshChanges()
          const reply = await door.send(
            method,
            `${filled}?limit=${encodeURIComponent(query)}&${encodeURIComponent(query)}`,
            caller,
          )
          judge(name, reply)
        },
      )
      await fc.assert(promise, { seed, numRuns: runs.wild })
    },
    patienceMs,
  )
})

describe('instants at the edge of the calendar', () => {
  // An instant is compared as text in the table and shown with four digits of a year: what does not fit that is no instant.
  const later = (days: number) => new Date(clock.now().getTime() + days * 86_400_000).toISOString()
  const form = { title: '边界', total: 5, perMember: 1, benefit: { kind: 'amount', offFen: 100, minSpendFen: 0 } }

  it.each([
    ['ends after the year 9999 in UTC', { from: later(0), to: '9999-12-31T23:59:59-12:00' }],
    ['ends after the year 9999 at the store', { from: later(0), to: '9999-12-31T23:59:59Z' }],
    ['begins before the year 0', { from: '0000-01-01T00:00:00+12:00', to: later(40) }],
    ['begins in the year 50', { from: '0050-06-01T00:00:00Z', to: later(40) }],
    ['is like those of every day', { from: later(-1), to: later(40) }],
  ])('a coupon whose validity %s is refused, or can be used and is shown as its contract says', async (_what, dates) => {
    const marketer = as(tokens.marketer ?? '')
    const { promotionId } = (await door.post('/promotions', { name: '边界', from: later(-2), to: later(30) }, marketer)).body
    const made = await door.ask('createBatch', { promotionId, ...form, validity: { kind: 'dates', ...dates } }, marketer)
    if (made.status !== 201) return expectRefusal(made, 'input.invalid', made.body.field)
    await door.post(`/promotions/${promotionId}/launch`, {}, marketer)
    // Not the member who has claimed in everything before: a person may claim so often a minute.
    const claimed = await door.post(`/batches/${made.body.batchId}/coupons`, {}, as(await door.tokenOf('guest-edge')))
    judge('claimCoupon', claimed)
    expect(claimed.body.state).toBe('valid')
  })
})
