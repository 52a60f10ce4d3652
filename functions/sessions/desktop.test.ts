import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'

let door: FrontDoor
let phone: string
beforeAll(async () => {
  door = await frontDoor()
  phone = await door.tokenOf('seed-marketer')
})

const begin = async () => (await door.call('startDesktopLogin', { device: 'Chrome · Windows' })).body
const poll = (ticket: string) => door.call('pollDesktopLogin', { ticket })
const look = (ticket: string, token = phone) => door.call('getDesktopLogin', { ticket }, { token })
const approve = (ticket: string, token = phone) => door.call('approveDesktopLogin', { ticket }, { token })
const expired = { status: 409, body: { code: 'login.ticket_expired', field: 'ticket' } }

describe('a desktop login', () => {
  it('waits, is looked at and approved on the phone, and hands its session out once', async () => {
    const { ticket, scanTicket, path, match, expiresAt } = await begin()
    expect(path).toBe(`/merchant/pages/desktop/index?ticket=${scanTicket}`)
    expect(match).toMatch(/^\d{4}$/)
    expect(Date.parse(expiresAt) - door.clock.now().getTime()).toBeGreaterThan(100_000)
    expect((await poll(ticket)).body).toEqual({ state: 'waiting', expiresAt })
    expect((await look(scanTicket)).body).toMatchObject({ device: 'Chrome · Windows', match, state: 'waiting' })
    expect((await approve(scanTicket)).body).toMatchObject({ state: 'approved' })
    const given = await poll(ticket)
    if (given.body.state !== 'approved') throw new Error('it was approved')
    expect(given.body.roles).toEqual([{ role: 'marketer', storeIds: [] }])
    expect((await door.call('listPromotions', {}, { token: given.body.token })).status).toBe(200)
    expect(await poll(ticket)).toMatchObject(expired)
    const { items } = (await door.call('listSessions', {}, { token: given.body.token })).body
    expect(items[0]).toMatchObject({ channel: 'desktop', device: 'Chrome · Windows', current: true })
  })

  it('gives who photographed the QR nothing: its ticket approves and fetches no session', async () => {
    const { ticket, scanTicket } = await begin()
    await approve(scanTicket)
    expect(await poll(scanTicket)).toMatchObject(expired)
    expect((await poll(ticket)).body.state).toBe('approved')
  })

  it('is approved by one of two phones at once, and its session fetched by one of many calls', async () => {
    const { ticket, scanTicket } = await begin()
    const other = await door.tokenOf('seed-manager')
    const answers = await Promise.all([approve(scanTicket), approve(scanTicket, other)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const polls = await Promise.all(Array.from({ length: 6 }, () => poll(ticket)))
    expect(polls.filter(({ status }) => status === 200)).toHaveLength(1)
    const winner = answers[0]?.status === 200 ? phone : other
    expect((await look(scanTicket, winner)).body.state).toBe('approved')
    expect(await look(scanTicket, winner === phone ? other : phone)).toMatchObject(expired)
  })

  it('approved again by the same phone answers the same', async () => {
    const { scanTicket } = await begin()
    const [first, second] = [await approve(scanTicket), await approve(scanTicket)]
    expect(second.body).toEqual(first.body)
  })

  it('is over after two minutes, for the desktop and for the phone', async () => {
    const { ticket, scanTicket } = await begin()
    const late = await begin()
    await approve(late.scanTicket)
    door.clock.offsetMs += 121_000
    expect(await poll(ticket)).toMatchObject(expired)
    expect(await look(scanTicket)).toMatchObject(expired)
    expect(await approve(scanTicket)).toMatchObject(expired)
    // Approved in time, fetched a moment late; and a long moment late.
    const kept = await begin()
    await approve(kept.scanTicket)
    door.clock.offsetMs += 125_000
    expect((await poll(kept.ticket)).body.state).toBe('approved')
    expect(await poll(late.ticket)).toMatchObject(expired)
  })

  it.each(['x', 'a.b', `${'a'.repeat(16)}.${'b'.repeat(32)}`, '__proto__', '字'.repeat(30)])(
    'knows no ticket %s',
    async (ticket) => {
      expect(await poll(ticket)).toMatchObject(expired)
      expect(await look(ticket)).toMatchObject(expired)
      expect(await approve(ticket)).toMatchObject(expired)
    },
  )

  it('knows no ticket with another secret', async () => {
    const [one, two] = [await begin(), await begin()]
    const mixed = `${one.ticket.split('.')[0]}.${two.ticket.split('.')[1]}`
    expect(await poll(mixed)).toMatchObject(expired)
    expect(await approve(mixed)).toMatchObject(expired)
  })

  it('is for staff: a guest’s phone approves nothing, and neither does a revoked clerk’s', async () => {
    const { scanTicket } = await begin()
    expect((await approve(scanTicket, await door.tokenOf('guest-phone'))).body.code).toBe('role.forbidden')
    const clerk = await door.tokenOf('seed-clerk-2')
    expect((await look(scanTicket, clerk)).status).toBe(200)
    const { memberId } = (await door.call('getMe', {}, { token: clerk })).body
    await door.call('revokeStaff', { memberId }, { token: await door.tokenOf('seed-manager') })
    expect((await approve(scanTicket, clerk)).body.code).toBe('role.forbidden')
  })

  it('of a clerk who is revoked in the middle opens a session without rights', async () => {
    const { ticket, scanTicket } = await begin()
    const clerk = await door.tokenOf('seed-clerk-1')
    await approve(scanTicket, clerk)
    const { memberId } = (await door.call('getMe', {}, { token: clerk })).body
    await door.call('revokeStaff', { memberId }, { token: await door.tokenOf('seed-manager') })
    const given = (await poll(ticket)).body
    if (given.state !== 'approved') throw new Error('it was approved')
    expect(given.roles).toEqual([])
    expect((await door.call('listStores', {}, { token: given.token })).body.code).toBe('role.forbidden')
  })
})
