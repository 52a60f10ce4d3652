import fc from 'fast-check'
import { people } from '../../local/seed/city.ts'
import { agreeingDeal } from '../../local/testing/dealing.ts'
import { fuzzPools } from '../../local/testing/fuzz-pools.ts'
import { as, expectRefusal, type MaliceDoor, maliceDoor, operations, type Reply, wayTo } from '../../local/testing/malice.ts'
import { fitting, nearly, type Pools, wild } from '../../local/testing/malice-inputs.ts'
import { poolsOfOne, vouchersFor } from '../../local/testing/malice-pools.ts'
import { api } from '../../shared/api.ts'
import { type Contract, staffRolesOf } from '../../shared/contract.ts'
<<<<<<< HEAD
import type { OfferCard } from '../../shared/coupon-contracts.ts'
=======
>>>>>>> origin/main
import type { RouteName } from '../../shared/routes.ts'
import { isAudited } from './audit.ts'

/** FOOTFALL_SEED=<what a failure printed> goes through the same inputs again. */
const seed = Number(process.env.FOOTFALL_SEED ?? 20_260_801)
const runs = { fitting: 120, nearly: 70, wild: 20 }

let door: MaliceDoor
const tokens: { [role: string]: string } = {}
let pools: Pools
let codesNow: () => Promise<Pools>
/** Operation -> what its part of the OpenAPI document says it refuses with. */
const documented = new Map<string, string>()
let seen = 0
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

<<<<<<< HEAD
/** Real things of the callers and of others. */
async function poolsOf(): Promise<Pools> {
  const ids = (reply: Reply, field: string): string[] => reply.body.items.map((one: { [field: string]: string }) => one[field])
  const clerk = as(tokens.clerk ?? '')
  const storeId = ids(await door.send('GET', '/stores', as(tokens.manager ?? '')), 'storeId')
  const here = ids(await door.send('GET', '/stores', clerk), 'storeId')
  const { items } = (await door.send('GET', '/offers')).body as { items: OfferCard[] }
  // Those that can be used at any hour, or what is accepted would hang on the time of the day; first the one that is good at most stores.
  const plainOffers = items.filter(({ benefit }) => benefit.kind === 'amount').sort((a, b) => b.storeCount - a.storeCount)
  const batchId = plainOffers.map((offer) => offer.batchId)
  const promotionId = ids(await door.send('GET', '/promotions', as(tokens.marketer ?? '')), 'promotionId')
  const marketer = as(tokens.marketer ?? '')
  const window = { from: new Date(Date.now() - 60_000).toISOString(), to: new Date(Date.now() + 40 * 86_400_000).toISOString() }
  const budgeted = (await door.post('/promotions', { name: '有预算的', ...window, budgetFen: 10_000 }, marketer)).body
  promotionId.push(budgeted.promotionId, budgeted.promotionId)
  const fresh = await Promise.all(
    [1, 2, 3, 4, 5, 6].map((n) => door.post('/promotions', { name: `草稿 ${n}`, ...window }, marketer)),
  )
  const freshPromotionId = fresh.map(({ body }) => body.promotionId)
  const plain = { title: '草稿券', total: 500, perMember: 2, validity: { kind: 'days', days: 7 } }
  const made = await Promise.all(
    freshPromotionId.map((id) =>
      door.post(`/promotions/${id}/batches`, { ...plain, benefit: { kind: 'gift', item: '茶', valueFen: 500 } }, marketer),
    ),
  )
  const freshBatchId = made.map(({ body }) => body.batchId)
  const shelved = await door.post('/pictures', { file: drawing(500, 400) }, marketer)
  const approvalId: string[] = []
  for (const offFen of [5000, 6000, 7000]) {
    const terms = { title: '手滑', total: 5, perMember: 1, validity: { kind: 'days', days: 7 } }
    const form = { ...terms, benefit: { kind: 'amount', offFen, minSpendFen: 100 } }
    approvalId.push((await door.post(`/promotions/${budgeted.promotionId}/approvals`, { form }, marketer)).body.approvalId)
  }
  const couponId: string[] = []
  const code: string[] = []
  const holders = [tokens.member ?? '', ...(await Promise.all([1, 2, 3, 4].map((n) => door.tokenOf(`guest-other-${n}`))))]
  for (const holder of holders) {
    for (const batch of batchId) {
      const claimed = await door.post(`/batches/${batch}/coupons`, {}, as(holder))
      const shown = await door.post('/me/codes', { couponId: claimed.body.couponId }, as(holder))
      couponId.push(claimed.body.couponId)
      code.push(shown.body.code)
    }
  }
  const used = await Promise.all(
    code.map((one) => door.post('/redemptions', { code: one, storeId: here[0], bill: { totalFen: 9000 } }, clerk)),
  )
  const redemptionId = used
    .filter(({ status }) => status === 201)
    .slice(0, 2)
    .map(({ body }) => body.redemptionId)
  await Promise.all(
    used.slice(4).map(({ body }) => door.post(`/redemptions/${body.redemptionId}/undo`, { reason: 'x' }, clerk)),
  )
  const vouchers = await vouchersFor(door)
  // A code is good for a minute: those who try it ask for a fresh one.
  codesNow = async () => {
    const shown = await Promise.all(
      couponId.map((one, n) => door.post('/me/codes', { couponId: one }, as(holders[Math.floor(n / batchId.length)] ?? ''))),
    )
    const usable = shown.filter(({ status }) => status === 200).map(({ body }) => body)
    usable.push(...(await vouchers.codes()))
    return { code: [...usable.map((one) => one.code), ...code.slice(0, 2)], typedCode: usable.map((one) => one.typedCode) }
  }
  const orderId: string[] = []
  for (const n of [1, 2, 3, 4, 5, 6]) {
    const holder = as(await door.tokenOf(`guest-dead-phone-${n}`))
    orderId.push((await door.post(`/batches/${batchId[0]}/coupons`, {}, holder)).body.couponId)
  }
  const deals = newDeals(door)
  const dealId = [(await deals.deal()).dealId, (await deals.deal()).dealId]
  const groupId = [await deals.group(dealId[0] ?? '', 3, ['guest-seat-1', 'guest-seat-2'])]
  const drafts = await Promise.all(freshPromotionId.map((_, n) => deals.deal({ title: `草稿团购 ${n}` }, false)))
  const freshDealId = drafts.map((one) => one.dealId)
  await door.settle()
  const exceptionId = ids(await door.send('GET', '/exceptions', as(tokens.operator ?? '')), 'exceptionId')
  const giftToken = await giftsOf(
    items.filter(({ benefit }) => benefit.kind !== 'amount').map((offer) => offer.batchId),
    holders,
    couponId,
  )
  const memberId = [(await door.send('GET', '/me', as(await door.tokenOf('seed-clerk-2')))).body.memberId]
  for (const holder of holders) memberId.push((await door.send('GET', '/me', as(holder))).body.memberId)
  const sets = await Promise.all(['甲', '乙'].map((name) => door.post('/store-sets', { name, rule: 'all' }, marketer)))
  const place = { address: '东街 1 号', city: '成都', lat: 30.6, lng: 104, zone: 'Asia/Shanghai' }
  const manager = as(tokens.manager ?? '')
  const closing = await Promise.all(['丙', '丁', '戊'].map((name) => door.post('/stores', { name, ...place }, manager)))
  const storeSetId = sets.map(({ body }) => body.storeSetId)
  const file = [Buffer.from('name,address,city,lat,lng\nQuay,1 Quay,Xiamen,24.45,118.08\n').toString('base64')]
  const uploaded = await door.post('/imports', { file: file[0], format: 'csv' }, marketer)
  return {
    ...{ orderId, exceptionId, storeSetId, dealId, groupId, freshDealId },
    ...{ file, importId: [uploaded.body.importId] },
    ...{ batchId, promotionId, couponId, redemptionId, memberId, storeIds: storeId, storeId: [...here, ...here, ...storeId] },
    ...{ pictureFile: [drawing(500, 400)], picture: [shelved.body.picture] },
    ...{ expectedPerSecond: ['10'], percentOff: ['20'] },
    ...{ freshPromotionId, freshBatchId, merchant: ['100'], headOffice: ['0'], platform: ['0'] },
    ...{ approvalId, version: ['1'], fromFen: ['10000'] },
    // Terms that nobody has to look at twice.
    ...{ aloneFen: ['9900'], listFen: ['12800'], priceFen: ['6900'], size: ['2', '3', '4'], sponsoredSeats: ['1'] },
    ...{ offFen: ['100'], minSpendFen: ['1000'], valueFen: ['500'], percentOff: ['20'] },
    ...{ total: ['500'], perMember: ['2'], perMemberPerDay: ['1'], perDay: ['50'] },
    ...{ voucherId: vouchers.voucherId, uses: ['1', '2'] },
    giftToken,
    // Those that may be closed for good without taking every other operation its store.
    closingId: closing.map(({ body }) => body.storeId),
    // What no chance hits upon.
    zone: ['Asia/Shanghai', 'America/New_York', 'Pacific/Apia'],
    loginCode: Array.from({ length: 30 }, (_, n) => door.loginCode(`fuzz-${n}`)),
  }
}

/** Gifts that are out, of each holder; and beside them a coupon of the first that can still be given. */
async function giftsOf([first = '', second = '']: string[], holders: string[], couponId: string[]): Promise<string[]> {
  const claimed = async (batch: string, holder: string) =>
    (await door.post(`/batches/${batch}/coupons`, {}, as(holder))).body.couponId as string
  const given = await Promise.all(
    holders.map(async (holder) => {
      const gift = { couponId: await claimed(first, holder) }
      return (await door.post('/gifts', gift, as(holder))).body.giftToken as string
    }),
  )
  couponId.push(await claimed(second, holders[0] ?? ''))
  return given
}

=======
>>>>>>> origin/main
const poolsFor = async (name: RouteName) => {
  const atCounter = name === 'previewRedemption' || name === 'redeem'
  return poolsOfOne(door, tokens, atCounter ? { ...pools, ...(await codesNow()) } : pools, name)
}

/** The keys of what changed since the last look. A wrong typed code is counted, also where it is refused: that count alone may change. */
function freshChanges(): string[] {
  const changed: string[] = []
  for (let page = door.table.changesAfter(seen, 100); page.length > 0; page = door.table.changesAfter(seen, 100)) {
    changed.push(...page.map(({ key }) => `${key.pk} ${key.sk}`))
    seen = page.at(-1)?.seq ?? seen
  }
  return changed.filter((key) => !key.startsWith('TRIES#'))
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
  it.each(all)('%s, filled in as its contract asks', async (name) => {
    let accepted = 0
    const pools = await poolsFor(name)
    freshChanges()
    const promise = fc.asyncProperty(fitting(api[name], pools), fc.option(fc.string({ minLength: 1 })), async (input, key) => {
      const caller = await callerOf(name)
      freshChanges()
      const reply = await door.ask(name, agreeing(input), {
        ...caller,
        ...(key !== null && { 'idempotency-key': key }),
      })
      judge(name, reply)
      accepted += reply.status < 300 ? 1 : 0
    })
    await fc.assert(promise, { seed, numRuns: runs.fitting })
    expect(accepted).toBeGreaterThan(0)
  })

  it.each(all)('%s, nearly filled in as its contract asks', async (name) => {
    const pools = await poolsFor(name)
    const promise = fc.asyncProperty(nearly(api[name], pools), async (input) => {
      const caller = await callerOf(name)
      freshChanges()
      judge(name, await door.ask(name, input, caller))
    })
    await fc.assert(promise, { seed, numRuns: runs.nearly })
  })

  it.each(posts)('%s, with wild content', async (name) => {
    const { path } = wayTo(name)
    const promise = fc.asyncProperty(wild, async (content) => {
      const caller = await callerOf(name)
      freshChanges()
      judge(name, await door.post(path.replace(/\{\w+\}/g, 'abc_1'), content, caller))
    })
    await fc.assert(promise, { seed, numRuns: runs.wild })
  })

  it.each(all)('%s, with a wild path and query', async (name) => {
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
  })
})

describe('instants at the edge of the calendar', () => {
  // An instant is compared as text in the table and shown with four digits of a year: what does not fit that is no instant.
  const later = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
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
