import { newDeals } from '../../local/testing/dealing.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'

let door: FrontDoor
let deals: ReturnType<typeof newDeals>
beforeAll(async () => {
  door = await frontDoor()
  deals = newDeals(door)
})

const group = async (groupId: string, openid?: string) =>
  (await door.call('getGroup', { groupId }, openid === undefined ? {} : { token: await door.tokenOf(openid) })).body
const later = async (seconds: number) => {
  door.clock.offsetMs += seconds * 1000
  await door.runJobs()
}

describe('getDeal', () => {
  it('says its prices, its rules in words and where it is good, nearest first', async () => {
    const { dealId } = await deals.deal({ sponsoredSeats: 1 })
    const { body } = await door.call('getDeal', { dealId, lat: 24.48, lng: 118.09 })
    expect(body).toMatchObject({ aloneFen: 9900, listFen: 12_800, state: 'open', left: 100 })
    expect(body.ladder.map(({ size }) => size)).toEqual([2, 3])
    expect(body.rules).toContain('到时还差 1 人以内，由商家补足成团，页面会注明')
    const distances = body.stores.map(({ distance = 0 }) => distance)
    expect(distances).toEqual([...distances].sort((a, b) => a - b))
    const english = (await door.call('getDeal', { dealId }, { language: 'en' })).body.rules
    expect(english).toContain('Group of 3: ¥69 each, complete when 3 have paid')
  })

  it('is not there for what nobody made', async () => {
    expect((await door.call('getDeal', { dealId: 'dea_none' })).body.code).toBe('deal.not_found')
    expect((await door.call('listOpenGroups', { dealId: 'dea_none' })).body.code).toBe('deal.not_found')
    expect((await door.call('getGroup', { groupId: 'grp_none' })).body.code).toBe('group.not_found')
  })
})

describe('getGroup', () => {
  it('names its members masked, the leader first, and to a member the own seat', async () => {
    const { dealId } = await deals.deal()
    const groupId = await deals.group(dealId, 3, ['guest-group-a', 'guest-group-b'])
    const names = await Promise.all(
      ['guest-group-a', 'guest-group-b'].map(
        async (openid) => (await door.call('getMe', {}, { token: await door.tokenOf(openid) })).body.maskedName,
      ),
    )
    const stranger = await group(groupId)
    expect(stranger).toMatchObject({ state: 'open', free: 1, held: 0, size: 3, priceFen: 6900 })
    expect(stranger.members.map(({ name, leads, me }) => [name, leads, me])).toEqual([
      [names[0], true, false],
      [names[1], false, false],
    ])
    expect(stranger.mine).toBeUndefined()
    const own = await group(groupId, 'guest-group-b')
    expect(own.members.map(({ me }) => me)).toEqual([false, true])
    expect(own.mine).toMatchObject({ state: 'paid', orderId: expect.stringMatching(/^ord_\w{52}-1$/) })
  })

  it('invents nobody: who has not paid is a seat that is being paid, with no name', async () => {
    const { dealId } = await deals.deal()
    const groupId = await deals.group(dealId, 2, ['guest-held-a', 'guest-held-b'], false)
    expect(await group(groupId)).toMatchObject({ members: [], held: 2, free: 0, state: 'full' })
    const mine = (await group(groupId, 'guest-held-a')).mine
    expect(mine?.state).toBe('held')
    expect(Date.parse(mine?.payBy ?? '') - door.clock.now().getTime()).toBeGreaterThan(14 * 60_000)
  })

  it('offers who finds it full another group, a seat that may free, and one of their own', async () => {
    const { dealId } = await deals.deal()
    const other = await deals.group(dealId, 3, ['guest-ways-a'])
    const groupId = await deals.group(dealId, 2, ['guest-ways-b', 'guest-ways-c'], false)
    await door.settle()
    const { instead } = await group(groupId)
    expect(instead).toMatchObject({ groups: [{ groupId: other, free: 2 }], openOwn: { size: 2, priceFen: 7900 } })
    expect(instead?.seatMayFreeAt).toBeDefined()
    expect((await group(groupId, 'guest-ways-b')).instead).toBeUndefined()
  })
})

describe('listOpenGroups', () => {
  it('lists what somebody has paid for and can still be joined, soonest ending first', async () => {
    const { dealId } = await deals.deal()
    const first = await deals.group(dealId, 3, ['guest-list-a'])
    await deals.group(dealId, 3, ['guest-list-b'], false)
    await deals.group(dealId, 2, ['guest-list-c', 'guest-list-d'])
    door.clock.offsetMs += 60_000
    const second = await deals.group(dealId, 2, ['guest-list-e'])
    await door.settle()
    const { items } = (await door.call('listOpenGroups', { dealId })).body
    expect(items.map(({ groupId, paid, free }) => [groupId, paid, free])).toEqual([
      [first, 1, 2],
      [second, 1, 1],
    ])
    expect(items[0]?.leader).toMatch(/^会员 ··\d{4}$/)
    const page = (await door.call('listOpenGroups', { dealId, limit: 1 })).body
    expect(page.items).toHaveLength(1)
    expect(page.nextCursor).toBeDefined()
  })
})

describe('the life of a group, by the feed and by the clock', () => {
  it('is complete within the feed’s second when its last seat is paid, and leaves the list', async () => {
    const { dealId } = await deals.deal()
    const groupId = await deals.group(dealId, 2, ['guest-life-a', 'guest-life-b'])
    await door.settle()
    expect(await group(groupId)).toMatchObject({ state: 'complete', free: 0 })
    expect((await door.call('listOpenGroups', { dealId })).body.items).toEqual([])
  })

  it('fails at its end, not before, and its deal goes on', async () => {
    const { dealId } = await deals.deal()
    const groupId = await deals.group(dealId, 3, ['guest-end-a', 'guest-end-b'])
    await door.settle()
    await later(24 * 3600 - 120)
    expect((await group(groupId)).state).toBe('open')
    await later(90)
    expect((await group(groupId)).state).toBe('ending')
    await later(60)
    const over = await group(groupId)
    expect(over).toMatchObject({ state: 'failed', instead: { openOwn: { size: 3, priceFen: 6900 } } })
  })

  it('is completed openly by the merchant where that was said beforehand', async () => {
    const { dealId } = await deals.deal({ sponsoredSeats: 1 })
    const groupId = await deals.group(dealId, 3, ['guest-sponsor-a', 'guest-sponsor-b'])
    await door.settle()
    await later(24 * 3600 + 60)
    expect(await group(groupId)).toMatchObject({ state: 'complete', sponsored: 1, sponsoredSeats: 1 })
    expect((await group(groupId)).members).toHaveLength(2)
  })

  it('runs to its own clock when the promotion has ended', async () => {
    const window = { to: new Date(door.clock.now().getTime() + 3_600_000).toISOString() }
    const { dealId } = await deals.deal({}, true, window)
    const groupId = await deals.group(dealId, 2, ['guest-after-a'])
    await later(2 * 3600)
    expect((await door.call('getDeal', { dealId })).body.state).toBe('ended')
    const { seatFor, seatPaid } = await import('./deals.ts')
    const now = door.clock.now()
    const { memberId } = (await door.call('getMe', {}, { token: await door.tokenOf('guest-after-b') })).body
    const asked = { memberId, dealId, mode: 'join' as const, groupId, quantity: 1 }
    await seatFor(door.table, asked, 'zh', now, async (seating) => void (await door.table.commit(...seating.writes(1))))
    await door.table.commit(seatPaid({ groupId, memberId, nth: 1, at: now.toISOString() }))
    await door.settle()
    expect((await group(groupId)).state).toBe('complete')
  })
})
