import { importJWK, SignJWT } from 'jose'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'

let door: FrontDoor
beforeAll(async () => {
  door = await frontDoor()
})

const sessions = async (token: string) => (await door.call('listSessions', { limit: 100 }, { token })).body.items
const end = (sessionId: string, token: string) => door.call('endSession', { sessionId }, { token })

describe('sessions', () => {
  it('are listed newest first, and the one that asks is marked', async () => {
    const old = await door.tokenOf('guest-sessions')
    door.clock.offsetMs += 60_000
    const token = await door.tokenOf('guest-sessions')
    const listed = await sessions(token)
    expect(listed.map(({ current }) => current)).toEqual([true, false])
    expect((await sessions(old)).map(({ current }) => current)).toEqual([false, true])
    expect(listed[0]).toMatchObject({ channel: 'weapp', sessionId: expect.stringMatching(/^ses_/) })
  })

  it('that are ended stop working, the others go on, and ending again changes nothing', async () => {
    const [lost, kept] = [await door.tokenOf('guest-lost'), await door.tokenOf('guest-lost')]
    const id = (await sessions(kept)).find(({ current }) => !current)?.sessionId ?? ''
    expect((await door.call('listMyCoupons', {}, { token: lost })).status).toBe(200)
    expect((await end(id, kept)).body).toEqual({ sessionId: id })
    expect((await end(id, kept)).body).toEqual({ sessionId: id })
    for (const name of ['getMe', 'listMyCoupons', 'listOffers'] as const)
      expect((await door.call(name, {}, { token: lost })).body.code).toBe('session.invalid')
    expect((await sessions(kept)).map(({ current }) => current)).toEqual([true])
  })

  it('ended by another process stop working within half a minute', async () => {
    const token = await door.tokenOf('seed-clerk-1')
    expect((await door.call('listStores', {}, { token })).status).toBe(200)
    const [{ sessionId } = { sessionId: '' }] = await sessions(token)
    const { memberId } = (await door.call('getMe', {}, { token })).body
    const key = { pk: `MEMBER#${memberId}`, sk: `SESSION#${sessionId}` }
    await door.table.commit({ change: key, set: { endedAt: door.clock.now().toISOString() }, when: 'always' })
    door.clock.offsetMs += 30_001
    expect((await door.call('listStores', {}, { token })).body.code).toBe('session.invalid')
  })

  it('of somebody else are not there', async () => {
    const token = await door.tokenOf('guest-other')
    const [theirs] = await sessions(await door.tokenOf('guest-sessions'))
    const refused = await end(theirs?.sessionId ?? '', token)
    expect(refused).toMatchObject({ status: 404, body: { code: 'session.not_found', field: 'sessionId' } })
  })

  it('end by logging out', async () => {
    const token = await door.tokenOf('guest-leaving')
    expect((await door.call('logout', {}, { token })).body).toEqual({ ended: true })
    expect((await door.call('getMe', {}, { token })).body.code).toBe('session.invalid')
  })

  it('remember the hour in which the app was last opened', async () => {
    const token = await door.tokenOf('guest-opens')
    const [first] = await sessions(token)
    door.clock.offsetMs += 3_700_000
    await door.call('listMyCoupons', {}, { token })
    const before = door.table.units().write
    await door.call('getMe', {}, { token })
    expect(door.table.units().write - before).toBe(1)
    await door.call('getMe', {}, { token })
    expect(door.table.units().write - before).toBe(1)
    const [again] = await sessions(token)
    expect(Date.parse(again?.last ?? '')).toBeGreaterThan(Date.parse(first?.last ?? ''))
    expect(again?.since).toBe(first?.since)
  })

  it('opened before they had names go on working, and cannot be ended but by their time', async () => {
    const { memberId } = (await door.call('getMe', {}, { token: await door.tokenOf('guest-before') })).body
    const ring = JSON.parse(process.env.FOOTFALL_SECRETS ?? '').session
    const now = Math.floor(door.clock.now().getTime() / 1000)
    const token = await new SignJWT()
      .setProtectedHeader({ alg: 'EdDSA', kid: ring.current })
      .setSubject(memberId)
      .setIssuer('footfall')
      .setAudience('footfall-api')
      .setIssuedAt(now)
      .setExpirationTime(now + 3600)
      .sign(await importJWK(ring.keys[ring.current], 'EdDSA'))
    expect((await door.call('getMe', {}, { token })).body.memberId).toBe(memberId)
    expect((await door.call('logout', {}, { token })).body).toEqual({ ended: false })
    expect((await door.call('getMe', {}, { token })).status).toBe(200)
  })

  it('whose item is gone are over', async () => {
    const token = await door.tokenOf('guest-gone')
    const [{ sessionId } = { sessionId: '' }] = await sessions(token)
    const { memberId } = (await door.call('getMe', {}, { token })).body
    await door.table.commit({ remove: { pk: `MEMBER#${memberId}`, sk: `SESSION#${sessionId}` }, when: 'always' })
    door.clock.offsetMs += 31_000
    expect((await door.call('getMe', {}, { token })).body.code).toBe('session.invalid')
  })
})
