import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'

let door: FrontDoor
beforeAll(async () => {
  door = await frontDoor()
})

describe('revokeStaff', () => {
  it('ends the roles within a minute, keeps the member, and is the manager’s own to do', async () => {
    const [clerk, manager] = await Promise.all(['seed-clerk-2', 'seed-manager'].map(door.tokenOf))
    const { body: me } = await door.call('getMe', {}, { token: clerk })
    expect((await door.call('listStores', {}, { token: clerk })).status).toBe(200)
    const refused = await door.call('revokeStaff', { memberId: me.memberId }, { token: clerk })
    expect(refused.body.code).toBe('role.forbidden')
    const revoked = await door.call('revokeStaff', { memberId: me.memberId }, { token: manager })
    expect(revoked.body).toMatchObject({ state: 'revoked', name: '店员·小吴' })
    door.clock.offsetMs += 60_000
    expect((await door.call('listStores', {}, { token: clerk })).body.code).toBe('role.forbidden')
    expect((await door.call('getMe', {}, { token: clerk })).body).toMatchObject({ roles: [], memberId: me.memberId })
    expect((await door.call('listStores', {}, { token: manager })).body.items).toHaveLength(3)
  })

  it('leaves marketers, and the manager who asks, alone', async () => {
    const manager = await door.tokenOf('seed-manager')
    for (const openid of ['seed-marketer', 'seed-manager']) {
      const { body: me } = await door.call('getMe', {}, { token: await door.tokenOf(openid) })
      const refused = await door.call('revokeStaff', { memberId: me.memberId }, { token: manager })
      expect(refused).toMatchObject({ status: 403, body: { code: 'role.forbidden' } })
    }
  })

  it('does not know a member who is no staff of the merchant', async () => {
    const manager = await door.tokenOf('seed-manager')
    const { body: guest } = await door.call('getMe', {}, { token: await door.tokenOf('guest-plain') })
    const answer = await door.call('revokeStaff', { memberId: guest.memberId }, { token: manager })
    expect(answer).toMatchObject({ status: 404, body: { code: 'staff.not_found' } })
  })

  it('lists the staff with their state', async () => {
    const { body } = await door.call('listStaff', {}, { token: await door.tokenOf('seed-manager') })
    expect(body.items.map((one) => [one.name, one.state])).toContainEqual(['店员·小林', 'active'])
    expect(body.items.map((one) => [one.name, one.state])).toContainEqual(['店员·小吴', 'revoked'])
  })
})
