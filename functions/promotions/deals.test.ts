import { newDeals, plainDeal } from '../../local/testing/dealing.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import type { DealForm } from '../../shared/deals.ts'

let door: FrontDoor
let deals: ReturnType<typeof newDeals>
let token: string
beforeAll(async () => {
  door = await frontDoor()
  deals = newDeals(door)
  token = await door.tokenOf('seed-marketer')
})

const seen = async (promotionId: string) => (await door.call('getPromotion', { promotionId }, { token })).body
const dealIn = async (promotionId: string) => {
  const [deal] = (await seen(promotionId)).deals
  if (!deal) throw new Error('no deal')
  return deal
}
const shown = async (dealId: string) => {
  door.clock.offsetMs += 6000
  return (await door.call('getDeal', { dealId })).body
}

describe('createDeal', () => {
  it('gives back the form with its state and counts, and the promotion shows it', async () => {
    const { promotionId, dealId } = await deals.deal()
    const deal = await dealIn(promotionId)
    expect(deal).toMatchObject({ ...plainDeal, dealId, version: 1, state: 'open' })
    expect(deal.counts).toMatchObject({ left: 100, taken: 0, ordered: 0, paid: 0, redeemed: 0, refunded: 0, groupsOpened: 0 })
  })

  it('repeated under its key is one deal, and the key with another form is refused', async () => {
    const { promotionId } = await deals.deal()
    const create = (title: string) => door.call('createDeal', { promotionId, ...plainDeal, title }, { token, key: 'deal-key' })
    const [first, again] = [await create('同一个'), await create('同一个')]
    expect(again.body.dealId).toBe(first.body.dealId)
    expect((await create('另一个')).body.code).toBe('idempotency.mismatch')
    expect((await seen(promotionId)).deals).toHaveLength(2)
  })

  const odd: [string, Partial<DealForm>, string][] = [
    ['a group that pays more than one alone', { ladder: [{ size: 2, priceFen: 10_000 }] }, 'ladder.0.priceFen'],
    ['a price above what it costs without the deal', { listFen: 9000 }, 'aloneFen'],
    ['a voucher good for longer than its money can be refunded', { voucher: { uses: 1, validDays: 366 } }, 'voucher.validDays'],
    ['a group of one', { ladder: [{ size: 1, priceFen: 100 }] }, 'ladder.0.size'],
    ['no group at all', { ladder: [] }, 'ladder'],
    ['nothing to pay', { aloneFen: 0 }, 'aloneFen'],
    ['nobody real in a group', { sponsoredSeats: 2 }, 'sponsoredSeats'],
  ]
  it.each(odd)('refuses %s, and says where', async (_, part, field) => {
    const { promotionId } = await deals.deal()
    const answer = await door.call('createDeal', { promotionId, ...plainDeal, ...part }, { token })
    expect(answer).toMatchObject({ status: 422, body: { code: 'input.invalid', field } })
    expect((await seen(promotionId)).deals).toHaveLength(1)
  })

  it('takes stores of the merchant only, and inside those of the promotion', async () => {
    const { items } = (await door.call('listStores', {}, { token })).body
    const [one = '', two = ''] = items.map(({ storeId }) => storeId)
    const { promotionId } = await deals.deal({}, true, { stores: { storeIds: [one] } })
    const create = (storeIds: string[]) =>
      door.call('createDeal', { promotionId, ...plainDeal, voucher: { ...plainDeal.voucher, storeIds } }, { token })
    expect((await create([one])).status).toBe(201)
    expect((await create([two])).body).toMatchObject({ code: 'input.invalid', field: 'voucher.storeIds.0' })
    expect((await create(['sto_elsewhere'])).body).toMatchObject({ code: 'store.not_found', field: 'voucher.storeIds.0' })
    const own = await dealIn(promotionId)
    expect(own.voucher.storeIds).toBeUndefined()
    expect((await shown(own.dealId)).stores.map(({ storeId }) => storeId)).toEqual([one])
  })

  it('leaves a line in the audit log with its price', async () => {
    const { dealId } = await deals.deal({ title: '有迹可循' })
    const { items } = (await door.call('listAudit', { limit: 20 }, { token })).body
    const line = items.find(({ operation, on }) => operation === 'createDeal' && on.includes(dealId))
    expect(line?.told).toMatchObject({ title: '有迹可循', total: 100, aloneFen: 9900 })
  })
})

describe('updateDeal', () => {
  it('changes what is bought from now on, and every open group keeps its price', async () => {
    const { promotionId, dealId, version } = await deals.deal()
    const groupId = await deals.group(dealId, 3, ['guest-keeps-1', 'guest-keeps-2'])
    const ladder = [{ size: 3, priceFen: 8800 }]
    const saved = await door.call('updateDeal', { dealId, version, ...plainDeal, ladder }, { token })
    expect(saved).toMatchObject({ status: 200, body: { version: version + 1, ladder } })
    expect((await shown(dealId)).ladder).toEqual(ladder)
    expect((await door.call('getGroup', { groupId })).body).toMatchObject({ priceFen: 6900, size: 3 })
    const open = await deals.group(dealId, 3, ['guest-keeps-3'])
    expect((await door.call('getGroup', { groupId: open })).body.priceFen).toBe(8800)
    const joined = await deals.group(dealId, 3, ['guest-keeps-4'])
    expect(joined).not.toBe(open)
    expect((await dealIn(promotionId)).counts).toMatchObject({ taken: 4, left: 96 })
  })

  it('never refills the stock: a larger total adds what it is larger by, a smaller one never takes what was sold', async () => {
    const { promotionId, dealId } = await deals.deal({ total: 10 })
    await deals.group(dealId, 3, ['guest-stock-1', 'guest-stock-2', 'guest-stock-3'])
    const update = async (total: number) =>
      door.call('updateDeal', { dealId, ...plainDeal, total, version: (await dealIn(promotionId)).version }, { token })
    expect((await update(12)).body.counts).toMatchObject({ left: 9, taken: 3 })
    expect((await update(5)).body.counts).toMatchObject({ left: 2, taken: 3 })
    const { counts, version } = await dealIn(promotionId)
    const fewer = await door.call('updateDeal', { dealId, ...plainDeal, perMember: 1, total: 3, version }, { token })
    expect(fewer.body.counts).toMatchObject({ left: 0, taken: 3 })
    expect(counts.taken).toBe(3)
    const ladder = [{ size: 2, priceFen: 6900 }]
    const asked = { dealId, ...plainDeal, ladder, perMember: 1, total: 2, version: version + 1 }
    expect((await door.call('updateDeal', asked, { token })).body).toMatchObject({
      code: 'input.invalid',
      field: 'total',
      details: { least: 3 },
    })
  })

  it('on an old version is refused with what changed, and repeated after a lost answer it is one edit', async () => {
    const { dealId, version } = await deals.deal()
    const edit = { dealId, version, ...plainDeal, title: '新名字' }
    expect((await door.call('updateDeal', edit, { token })).body.version).toBe(version + 1)
    expect((await door.call('updateDeal', edit, { token })).body.version).toBe(version + 1)
    const stale = await door.call('updateDeal', { ...edit, title: '又一个名字' }, { token })
    expect(stale.body).toMatchObject({ code: 'version.stale', details: { version: version + 1, changed: ['title'] } })
  })

  it('follows its promotion in window and stores', async () => {
    const { promotionId, dealId } = await deals.deal()
    const { name, from, version, to } = await seen(promotionId)
    const longer = new Date(Date.parse(to) + 86_400_000).toISOString()
    await door.call('updatePromotion', { promotionId, version, name, from, to: longer }, { token })
    expect(Date.parse((await shown(dealId)).window.to)).toBe(Math.floor(Date.parse(longer) / 1000) * 1000)
  })
})

describe('a promotion and its deals', () => {
  it('a draft is nobody’s to see, a launch opens it, a pause says why, a stop is for good', async () => {
    const { promotionId, dealId } = await deals.deal({ title: '还没上线的下午茶' }, false)
    expect((await door.call('getDeal', { dealId })).body.code).toBe('deal.not_found')
    expect((await door.call('launchCheck', { promotionId }, { token })).body).toMatchObject({ ready: true })
    await door.call('launchPromotion', { promotionId }, { token })
    expect((await shown(dealId)).state).toBe('open')
    await door.call('pausePromotion', { promotionId, reason: '备货中' }, { token })
    expect(await shown(dealId)).toMatchObject({ state: 'paused', pausedFor: '备货中' })
    await door.call('resumePromotion', { promotionId }, { token })
    expect((await shown(dealId)).state).toBe('open')
    for (let taps = 0; taps < 2; taps++)
      expect((await door.call('stopDeal', { dealId }, { token })).body).toMatchObject({ dealId, state: 'stopped' })
    expect((await shown(dealId)).state).toBe('ended')
    const { version } = await dealIn(promotionId)
    expect((await door.call('updateDeal', { dealId, version, ...plainDeal }, { token })).body.code).toBe('deal.ended')
  })

  it('a copy has the same deals, but for what was stopped', async () => {
    const { promotionId, dealId } = await deals.deal({ title: '留下的' })
    const other = await door.call('createDeal', { promotionId, ...plainDeal, title: '停掉的' }, { token })
    await door.call('stopDeal', { dealId: other.body.dealId }, { token })
    const copy = (await door.call('copyPromotion', { promotionId }, { token, key: 'copy-deals' })).body
    expect(copy.deals.map(({ title, state }) => [title, state])).toEqual([['留下的', 'draft']])
    expect(copy.deals[0]?.dealId).not.toBe(dealId)
    const again = (await door.call('copyPromotion', { promotionId }, { token, key: 'copy-deals' })).body
    expect(again.deals).toHaveLength(1)
  })

  it('is warned of a group price below what it costs', async () => {
    const { promotionId } = await deals.deal({ title: '亏本的下午茶', unitCostFen: 7000 }, false)
    const { checks } = (await door.call('launchCheck', { promotionId }, { token })).body
    expect(checks.filter(({ dealId }) => dealId !== undefined)).toMatchObject([{ check: 'budget', level: 'warn' }])
  })
})
