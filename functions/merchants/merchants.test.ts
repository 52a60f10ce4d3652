import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { plainBatch } from '../../local/testing/launch.ts'

let door: FrontDoor
let operator: string
beforeAll(async () => {
  door = await frontDoor()
  operator = await door.tokenOf('seed-operator')
})

const admit = (name = '江边书店', zone = 'Asia/Shanghai', key?: string) =>
  door.call('createMerchant', { name, zone }, { token: operator, ...(key && { key }) })
const idOf = async (token: string) => (await door.call('getMe', {}, { token })).body.memberId

/** Somebody who has taken the invitation of a merchant and was confirmed. */
async function marketerOf(openid: string, name?: string): Promise<string> {
  const { invitation } = (await admit(name)).body
  const token = await door.tokenOf(openid)
  await door.call('acceptInvitation', { code: invitation.code, name: '店主·小江' }, { token })
  const who = { memberId: await idOf(token), invitationId: invitation.invitationId }
  await door.call('confirmStaff', who, { token: operator })
  return token
}

describe('createMerchant', () => {
  it('admits a merchant with an invitation for its first marketer, and lists it', async () => {
    const made = await admit()
    expect(made.status).toBe(201)
    const { merchantId, invitation } = made.body
    expect(made.body).toMatchObject({ name: '江边书店', zone: 'Asia/Shanghai', version: 1, commissionBasisPoints: 0 })
    expect(invitation).toMatchObject({ role: 'marketer', storeIds: [] })
    const seen = (await door.call('getInvitation', { code: invitation.code })).body
    expect(seen).toMatchObject({
      merchantName: '江边书店',
      role: 'marketer',
      stores: [],
      invitedBy: '平台·周宁',
      state: 'open',
    })
    const { items } = (await door.call('listMerchants', {}, { token: operator })).body
    expect(items[0]).toMatchObject({ merchantId, name: '江边书店' })
    expect(items.map(({ name }) => name)).toEqual(expect.arrayContaining(['巷口咖啡', '春水小火锅']))
    const [line] = (await door.call('listAudit', {}, { token: operator })).body.items
    expect(line).toMatchObject({ operation: 'createMerchant', told: { name: '江边书店' } })
    expect(line?.on).toContain(merchantId)
  })

  it('gives the same merchant and the same code again under its key, and refuses that key for another name', async () => {
    const first = (await admit('两次书店', 'Asia/Shanghai', 'admit-twice')).body
    expect((await admit('两次书店', 'Asia/Shanghai', 'admit-twice')).body).toEqual(first)
    expect((await admit('别的书店', 'Asia/Shanghai', 'admit-twice')).body.code).toBe('idempotency.mismatch')
  })

  it('is for operators alone, and refuses a zone that does not exist, naming the field', async () => {
    for (const openid of ['seed-marketer', 'seed-manager', 'nobody'])
      expect(
        (
          await door.call(
            'createMerchant',
            { name: '甲', zone: 'Asia/Shanghai' },
            {
              token: await door.tokenOf(openid),
            },
          )
        ).body.code,
      ).toBe('role.forbidden')
    expect((await admit('甲', 'Asia/Nowhere')).body).toMatchObject({ code: 'input.invalid', field: 'zone' })
  })
})

describe('the first marketer', () => {
  it('may do nothing before an operator has confirmed them, and the operator finds who waits, and for which merchant', async () => {
    const { invitation } = (await admit('等等书店')).body
    const { code, invitationId } = invitation
    const token = await door.tokenOf('waiting-owner')
    expect((await door.call('acceptInvitation', { code, name: '店主' }, { token })).body.state).toBe('waiting')
    expect((await door.call('listPromotions', {}, { token })).body.code).toBe('role.forbidden')
    const { items } = (await door.call('listStaff', {}, { token: operator })).body
    const memberId = await idOf(token)
    expect(items.find((one) => one.memberId === memberId)).toMatchObject({ state: 'waiting', merchantName: '等等书店' })
    // Who works for another merchant cannot let them in.
    const stranger = await door.call('confirmStaff', { memberId, invitationId }, { token: await door.tokenOf('seed-marketer') })
    expect(stranger.body.code).toBe('invitation.not_found')
    expect((await door.call('confirmStaff', { memberId, invitationId }, { token: operator })).body).toMatchObject({
      state: 'active',
      roles: [{ role: 'marketer', storeIds: [] }],
    })
    expect((await door.call('getMe', {}, { token })).body.merchantName).toBe('等等书店')
    // From then on they are their merchant's and nobody's of the platform.
    const theirs = (await door.call('listStaff', {}, { token })).body.items.map((one) => one.memberId)
    expect(theirs).toEqual([memberId])
    const platforms = (await door.call('listStaff', {}, { token: operator })).body.items.map((one) => one.memberId)
    expect(platforms).not.toContain(memberId)
  })

  it('begins with an empty desk and launches from it: store, promotion, coupon', async () => {
    const token = await marketerOf('owner-of-nothing', '空空书店')
    expect((await door.call('listPromotions', {}, { token })).body.items).toEqual([])
    expect((await door.call('listStores', {}, { token })).body.items).toEqual([])
    expect((await door.call('getMerchant', {}, { token })).body).toMatchObject({ name: '空空书店', zone: 'Asia/Shanghai' })
    const place = { address: '江滨路 1 号', city: '厦门', lat: 24.45, lng: 118.08, zone: 'Asia/Shanghai' }
    const store = await door.call('createStore', { name: '空空书店·江滨店', ...place }, { token })
    expect(store).toMatchObject({ status: 201, body: { merchantName: '空空书店' } })
    const now = door.clock.now().getTime()
    const window = { from: new Date(now - 60_000).toISOString(), to: new Date(now + 30 * 86_400_000).toISOString() }
    const { promotionId } = (await door.call('createPromotion', { name: '开业', ...window, budgetFen: 10_000 }, { token })).body
    const { batchId } = (await door.call('createBatch', { promotionId, ...plainBatch }, { token })).body
    expect((await door.call('launchPromotion', { promotionId }, { token })).body.state).toBe('live')
    const guest = await door.tokenOf('reader')
    expect((await door.call('claimCoupon', { batchId }, { token: guest })).status).toBe(201)
    const offer = (await door.call('getBatch', { batchId })).body
    expect(offer).toMatchObject({ merchantName: '空空书店', stores: [{ name: '空空书店·江滨店' }] })
    // And makes somebody else staff, as any marketer does.
    expect((await door.call('inviteStaff', { role: 'marketer' }, { token })).status).toBe(201)
  })

  it('can be invited again when the first invitation has run out; of a merchant that is not there nobody can', async () => {
    const { merchantId } = (await admit('迟到书店')).body
    const again = await door.call('inviteMarketer', { merchantId }, { token: operator, key: 'again' })
    expect(again).toMatchObject({ status: 201, body: { role: 'marketer' } })
    expect((await door.call('inviteMarketer', { merchantId }, { token: operator, key: 'again' })).body).toEqual(again.body)
    expect((await door.call('getInvitation', { code: again.body.code })).body.merchantName).toBe('迟到书店')
    const unknown = await door.call('inviteMarketer', { merchantId: 'mer_nobody' }, { token: operator })
    expect(unknown.body).toMatchObject({ code: 'merchant.not_found', field: 'merchantId' })
    const marketer = await door.tokenOf('seed-marketer')
    expect((await door.call('inviteMarketer', { merchantId }, { token: marketer })).body.code).toBe('role.forbidden')
  })
})

describe('updateMerchant', () => {
  it('changes what is sent, on the version it was made on; a repeat answers the same', async () => {
    const token = await marketerOf('settings-owner', '设置书店')
    const change = { marginFloorPercent: 20, commissionBasisPoints: 60, version: 1 }
    const saved = await door.call('updateMerchant', change, { token })
    expect(saved.body).toMatchObject({ name: '设置书店', marginFloorPercent: 20, commissionBasisPoints: 60, version: 2 })
    expect((await door.call('updateMerchant', change, { token })).body).toEqual(saved.body)
    const stale = await door.call('updateMerchant', { commissionBasisPoints: 30, version: 1 }, { token })
    expect(stale.body).toMatchObject({ code: 'version.stale', details: { version: 2, changed: { commissionBasisPoints: 60 } } })
    const none = await door.call('updateMerchant', { marginFloorPercent: null, version: 2 }, { token })
    expect(none.body.marginFloorPercent).toBeUndefined()
    expect(none.body).toMatchObject({ commissionBasisPoints: 60, version: 3 })
    const wild = await door.call('updateMerchant', { marginFloorPercent: 120, version: 3 }, { token })
    expect(wild.body).toMatchObject({ code: 'input.invalid', field: 'marginFloorPercent' })
  })

  it('takes a new name to the stores and the staff, whoever joins later by an old invitation, and nobody else’s', async () => {
    const token = await marketerOf('renaming-owner', '旧名书店')
    const place = { address: '新街 2 号', city: '厦门', lat: 24.46, lng: 118.09, zone: 'Asia/Shanghai' }
    const { storeId } = (await door.call('createStore', { name: '新街店', ...place }, { token })).body
    const { code, invitationId } = (await door.call('inviteStaff', { role: 'clerk', storeIds: [storeId] }, { token })).body
    await door.settle()
    await door.call('updateMerchant', { name: '新名书店', version: 1 }, { token })
    await door.settle()
    expect((await door.call('getMe', {}, { token })).body.merchantName).toBe('新名书店')
    door.clock.offsetMs += 31_000
    expect((await door.call('getStore', { storeId })).body.merchantName).toBe('新名书店')
    const late = await door.tokenOf('late-clerk')
    await door.call('acceptInvitation', { code }, { token: late })
    await door.call('confirmStaff', { memberId: await idOf(late), invitationId }, { token })
    expect((await door.call('getMe', {}, { token: late })).body.merchantName).toBe('新名书店')
    const other = await door.tokenOf('seed-marketer')
    expect((await door.call('getMe', {}, { token: other })).body.merchantName).toBe('巷口咖啡')
  })

  it('of a merchant from before merchants were items begins at version 0, with the name its staff knows it by', async () => {
    const token = await door.tokenOf('seed-marketer')
    const { merchantId } = (await door.call('getMerchant', {}, { token })).body
    await door.table.commit({ remove: { pk: `MERCHANT#${merchantId}`, sk: 'MERCHANT' }, when: 'always' })
    expect((await door.call('getMerchant', {}, { token })).body).toMatchObject({ name: '巷口咖啡', version: 0 })
    const saved = await door.call('updateMerchant', { marginFloorPercent: 10, version: 0 }, { token })
    expect(saved.body).toMatchObject({ name: '巷口咖啡', marginFloorPercent: 10, version: 1 })
  })

  it('is the marketer’s: managers, operators and guests are refused', async () => {
    for (const openid of ['seed-manager', 'seed-operator', 'seed-clerk-1', 'nobody']) {
      const token = await door.tokenOf(openid)
      expect((await door.call('getMerchant', {}, { token })).body.code).toBe('role.forbidden')
      expect((await door.call('updateMerchant', { name: '改', version: 1 }, { token })).body.code).toBe('role.forbidden')
    }
  })
})
