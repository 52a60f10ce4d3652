import { type CounterSide, newCounter } from '../../local/testing/counter.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'

let door: FrontDoor
let at: CounterSide
let marketer: string
let batchId: string
const bill = { totalFen: 5000 }
beforeAll(async () => {
  door = await frontDoor()
  at = await newCounter(door)
  marketer = await door.tokenOf('seed-marketer')
  batchId = (await newLaunch(door)({ total: 50 })).batchId
})

const idOf = async (token: string) => (await door.call('getMe', {}, { token })).body.memberId
async function invited(more: object = {}) {
  const form = { role: 'clerk' as const, storeIds: [at.store1], ...more }
  return (await door.call('inviteStaff', form, { token: at.manager })).body
}
const accept = async (code: string, openid: string, name = '小新') =>
  door.call('acceptInvitation', { code, name }, { token: await door.tokenOf(openid) })
const confirm = (memberId: string, invitationId: string, token = at.manager) =>
  door.call('confirmStaff', { memberId, invitationId }, { token })
const waiting = async () => {
  const { items } = (await door.call('listStaff', { limit: 100 }, { token: at.manager })).body
  return items.filter(({ state }) => state === 'waiting')
}

describe('an invitation', () => {
  it('makes somebody staff who takes it and is confirmed, and not before; then they redeem', async () => {
    const { code, invitationId, path, expiresAt } = await invited()
    expect(path).toBe(`/merchant/pages/join/index?invite=${code}`)
    expect(Date.parse(expiresAt) - door.clock.now().getTime()).toBeGreaterThan(6 * 86_400_000)
    const seen = await door.call('getInvitation', { code })
    expect(seen.body).toMatchObject({ merchantName: '巷口咖啡', role: 'clerk', invitedBy: '店长·何敏', state: 'open' })
    expect(seen.body.stores.map(({ name }) => name)).toEqual(['巷口咖啡·春熙路店'])

    const token = await door.tokenOf('new-clerk')
    const taken = await accept(code, 'new-clerk')
    expect(taken.body).toMatchObject({ state: 'waiting', name: '小新', invitationId })
    const guest = await at.claimed(batchId, 'guest-of-new-clerk')
    const scan = { code: (await guest.code()).code, storeId: at.store1, bill }
    expect((await door.call('redeem', scan, { token })).body.code).toBe('role.forbidden')
    expect((await door.call('getInvitation', { code }, { token })).body.state).toBe('waiting')
    expect(await waiting()).toMatchObject([{ name: '小新', member: expect.stringMatching(/^会员 ··\d{4}$/) }])

    const memberId = await idOf(token)
    expect((await confirm(memberId, invitationId)).body).toMatchObject({
      state: 'active',
      roles: [{ role: 'clerk', storeIds: [at.store1] }],
    })
    expect(await waiting()).toEqual([])
    expect((await door.call('redeem', scan, { token })).status).toBe(201)
    // Again, by a second tap: the same answer.
    expect((await confirm(memberId, invitationId)).body.state).toBe('active')
    expect((await accept(code, 'new-clerk')).body.state).toBe('active')
  })

  it('that was forwarded makes nobody staff: the manager sees who took it and does not confirm', async () => {
    const { code, invitationId } = await invited({ people: [{ name: '小周' }] })
    const stranger = await door.tokenOf('stranger')
    expect((await accept(code, 'stranger', '小周')).status).toBe(200)
    expect((await door.call('listStores', {}, { token: stranger })).body.code).toBe('role.forbidden')
    expect((await accept(code, 'the-real-one', '小周')).body).toMatchObject({ code: 'invitation.used', field: 'code' })
    expect((await door.call('cancelInvitation', { invitationId }, { token: at.manager })).body.state).toBe('cancelled')
    expect(await waiting()).toEqual([])
    expect((await confirm(await idOf(stranger), invitationId)).body.code).toBe('invitation.not_found')
    expect((await door.call('getInvitation', { code }, { token: stranger })).body.code).toBe('invitation.not_found')
    expect((await door.call('listStores', {}, { token: stranger })).body.code).toBe('role.forbidden')
  })

  it('is taken once, however many take it at the same time', async () => {
    const { code } = await invited()
    const crowd = Array.from({ length: 8 }, (_, n) => `racer-${n}`)
    const tokens = await Promise.all(crowd.map(door.tokenOf))
    // Without a name WeChat has nothing to check, and all of them come to the table at the same time.
    const answers = await Promise.all(tokens.map((token) => door.call('acceptInvitation', { code }, { token })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(new Set(answers.filter(({ status }) => status !== 200).map(({ body }) => body.code))).toEqual(
      new Set(['invitation.used']),
    )
    const mine = await waiting()
    expect(mine).toHaveLength(1)
    await door.call('cancelInvitation', { invitationId: mine[0]?.invitationId ?? '' }, { token: at.manager })
  })

  it('is confirmed once by two managers at once, and only for the person who was seen', async () => {
    const { code, invitationId } = await invited()
    const memberId = (await accept(code, 'confirmed-twice')).body.memberId
    expect((await confirm(await idOf(await door.tokenOf('stranger')), invitationId)).body.code).toBe('invitation.not_found')
    const answers = await Promise.all([at.manager, marketer, at.manager].map((token) => confirm(memberId, invitationId, token)))
    expect(answers.map(({ body }) => body.state)).toEqual(['active', 'active', 'active'])
    expect(answers[0]?.body.roles).toEqual([{ role: 'clerk', storeIds: [at.store1] }])
  })

  it('ends after a week, and one that nobody made is not found', async () => {
    const { code } = await invited()
    door.clock.offsetMs += 7 * 86_400_000
    expect((await accept(code, 'late')).body).toMatchObject({ code: 'invitation.expired', field: 'code' })
    expect((await door.call('getInvitation', { code })).body.code).toBe('invitation.expired')
    expect((await accept(`${code}x`, 'late')).body.code).toBe('invitation.not_found')
  })

  it('is not confirmed by the one who took it, by a clerk, or by the manager of another store', async () => {
    const { code, invitationId } = await invited({ role: 'manager', storeIds: [at.store1, at.store2] })
    const memberId = (await accept(code, 'second-manager', '副店长')).body.memberId
    const token = await door.tokenOf('second-manager')
    expect((await confirm(memberId, invitationId, token)).body.code).toBe('role.forbidden')
    expect((await confirm(memberId, invitationId, at.clerk1)).body.code).toBe('role.forbidden')
    await confirm(memberId, invitationId, marketer)
    const own = await door.call('inviteStaff', { role: 'clerk', storeIds: [at.store1] }, { token })
    expect((await door.call('acceptInvitation', { code: own.body.code }, { token })).status).toBe(200)
    expect((await confirm(memberId, own.body.invitationId, token)).body).toMatchObject({
      code: 'role.forbidden',
      field: 'memberId',
    })
    const third = (await door.call('listStores', {}, { token: at.manager })).body.items.map(({ storeId }) => storeId)
    const elsewhere = third.find((storeId) => ![at.store1, at.store2].includes(storeId)) ?? ''
    const far = await invited({ storeIds: [elsewhere] })
    const newcomer = (await accept(far.code, 'far-clerk')).body.memberId
    expect((await confirm(newcomer, far.invitationId, token)).body).toMatchObject({
      code: 'role.forbidden',
      field: 'storeIds.0',
    })
    expect((await confirm(newcomer, far.invitationId)).body.state).toBe('active')
  })

  it('adds a store to who works at another already, and cannot take staff from another merchant', async () => {
    const { code, invitationId } = await invited({ storeIds: [at.store2] })
    const memberId = (await door.call('acceptInvitation', { code }, { token: at.clerk1 })).body.memberId
    const { roles, name } = (await confirm(memberId, invitationId)).body
    expect({ roles, name }).toEqual({ roles: [{ role: 'clerk', storeIds: [at.store1, at.store2] }], name: '店员·小林' })
    const operator = await door.tokenOf('seed-operator')
    const again = await invited()
    expect((await door.call('acceptInvitation', { code: again.code }, { token: operator })).body.code).toBe('staff.elsewhere')
  })

  it('to somebody who was revoked gives the new role only', async () => {
    const { code, invitationId } = await invited({ role: 'manager', storeIds: [at.store1] })
    const memberId = (await accept(code, 'back-again', '老员工')).body.memberId
    await confirm(memberId, invitationId)
    await door.call('revokeStaff', { memberId }, { token: at.manager })
    expect((await accept(code, 'back-again')).body.state).toBe('revoked')
    const second = await invited({ storeIds: [at.store2] })
    await accept(second.code, 'back-again', '老员工')
    expect((await confirm(memberId, second.invitationId)).body.roles).toEqual([{ role: 'clerk', storeIds: [at.store2] }])
  })
})

describe('inviting many', () => {
  it('gives each a code of their own, by number or by name, and the same answer to the same key', async () => {
    const form = { role: 'clerk' as const, storeIds: [at.store1], count: 30 }
    const key = 'bulk-invitation-1'
    const made = await door.call('inviteStaff', form, { token: at.manager, key })
    expect(new Set(made.body.invitations.map(({ code }) => code)).size).toBe(30)
    expect((await door.call('inviteStaff', form, { token: at.manager, key })).body).toEqual(made.body)
    const other = await door.call('inviteStaff', { ...form, count: 29 }, { token: at.manager, key })
    expect(other.body.code).toBe('idempotency.mismatch')
    const named = await invited({ people: [{ name: '甲' }, { name: '乙' }] })
    expect(named.invitations.map(({ name }) => name)).toEqual(['甲', '乙'])
    expect((await accept(named.invitations[1]?.code ?? '', 'named', '')).body.code).toBe('input.invalid')
    const taken = await door.call(
      'acceptInvitation',
      { code: named.invitations[1]?.code ?? '' },
      { token: await door.tokenOf('named') },
    )
    expect(taken.body.name).toBe('乙')
  })

  it.each([
    ['both', { count: 2, people: [{ name: '甲' }] }, 'input.invalid', 'count'],
    ['none', { count: 0 }, 'input.invalid', 'count'],
    ['51', { count: 51 }, 'input.invalid', 'count'],
    ['no store', { storeIds: [] }, 'input.invalid', 'storeIds'],
    ['a role above', { role: 'marketer', storeIds: [] }, 'role.forbidden', 'role'],
  ])('%s is refused and leaves nothing', async (_what, more, code, field) => {
    const before = door.table.units().write
    const answer = await door.call('inviteStaff', { role: 'clerk', storeIds: [at.store1], ...more } as never, {
      token: at.manager,
    })
    expect(answer.body).toMatchObject({ code, field })
    expect(door.table.units().write).toBe(before)
  })

  it('a marketer invites marketers, an operator operators, and nobody for a store of another merchant', async () => {
    expect((await door.call('inviteStaff', { role: 'marketer' }, { token: marketer })).status).toBe(201)
    const operator = await door.tokenOf('seed-operator')
    expect((await door.call('inviteStaff', { role: 'operator' }, { token: operator })).status).toBe(201)
    const stores = (await door.call('listOffers', {}, {})).body.items.map(({ nearest }) => nearest?.storeId)
    expect(stores.length).toBeGreaterThan(0)
    const strange = await door.call('inviteStaff', { role: 'clerk', storeIds: ['sto_elsewhere'] }, { token: marketer })
    expect(strange.body).toMatchObject({ code: 'store.not_found', field: 'storeIds.0' })
  })
})
