import { type CheckIns, newCheckIns, refusedFor } from '../../local/testing/checking-in.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { hanging } from '../../local/testing/hanging.ts'
import { newStaff } from '../../local/testing/staff.ts'
import { wholeTable } from '../../local/testing/whole-table.ts'
import { checkIn } from './checkins.ts'

let door: FrontDoor
let at: CheckIns
beforeAll(async () => {
  door = await frontDoor()
  at = await newCheckIns(door)
})
afterAll(() => door.close())

const visitsIn = (memberId?: string) =>
  wholeTable(door.table).filter(({ sk, pk }) => sk.startsWith('VISIT#') && (!memberId || pk === `MEMBER#${memberId}`))
const codes = (reasons: { code: string }[]) => reasons.map(({ code }) => code)

describe('a check-in with the live QR of the store', () => {
  it('counts at once where the phone is there, and says why', async () => {
    const { qr } = await at.shown()
    const { status, body } = await at.checkIn('guest-there', { qr, ...at.at(30) })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      storeId: at.storeId,
      state: 'counted',
      decision: 'allow',
      score: 100,
      proofs: ['qr', 'place'],
    })
    expect(codes(body.reasons)).toEqual(['qr.live', 'place.near'])
    expect(body.reasons.map(({ words }) => words)).toEqual(['扫了店里屏幕上的码', '手机就在店里或附近'])
  })

  it('counts without a place, and scores lower', async () => {
    const { qr } = await at.shown()
    const { body } = await at.checkIn('guest-no-place', { qr })
    expect(body).toMatchObject({ state: 'counted', score: 60, proofs: ['qr'] })
  })

  it('waits for the merchant 600 m away where the phone is not sure, and is refused 1,000 km away', async () => {
    const { qr } = await at.shown()
    const unsure = (await at.checkIn('guest-600', { qr, ...at.at(600, 500) })).body
    expect(unsure).toMatchObject({ state: 'review', decision: 'review' })
    expect(codes(unsure.reasons)).toEqual(['qr.live', 'place.unsure'])
    const far = await at.checkIn('guest-far', { qr, ...at.at(1_000_000) })
    expect(far).toMatchObject({ status: 200, body: { decision: 'refuse', score: 0 } })
    expect(codes(far.body.reasons)).toContain('place.far')
  })

  it('is good for its half minute and the one after it, and refused two minutes later', async () => {
    const { qr } = await at.shown()
    door.clock.offsetMs += 29_000
    expect((await at.checkIn('guest-grace', { qr })).body.state).toBe('counted')
    door.clock.offsetMs += 91_000
    const late = await at.checkIn('guest-late', { qr })
    expect(late.body).toMatchObject(refusedFor('qr.expired'))
    expect((await at.checkIn('guest-late', { qr: (await at.shown()).qr })).status).toBe(200)
  })

  it('ends to the second with the half minute after the one in which it was shown', async () => {
    const { qr, expiresAt } = await at.shown()
    const goTo = (instant: number) => {
      door.clock.offsetMs += instant - door.clock.now().getTime()
    }
    goTo(Date.parse(expiresAt) + 20_000)
    expect((await at.checkIn('guest-last-second', { qr })).body.state).toBe('counted')
    goTo(Date.parse(expiresAt) + 30_000)
    expect((await at.checkIn('guest-too-late', { qr })).body).toMatchObject(refusedFor('qr.expired'))
  })

  it('of another store, or of nobody, is refused', async () => {
    const { qr } = await at.shown()
    const other = (await door.call('getMe', {}, { token: await door.tokenOf('seed-clerk-2') })).body.roles[0]?.storeIds[0] ?? ''
    expect((await at.checkIn('guest-wrong', { storeId: other, qr })).body).toMatchObject(refusedFor('qr.wrong_store'))
    for (const bad of [`${qr.slice(0, -4)}AAAA`, 'x', `${at.storeId}.sign`])
      expect((await at.checkIn('guest-wrong', { qr: bad })).body).toMatchObject(refusedFor('qr.foreign'))
  })

  it('is no code of a coupon, and a code of a coupon is no QR of a store', async () => {
    const { qr } = await at.shown()
    const looked = await door.call(
      'previewRedemption',
      { code: qr, storeId: at.storeId, bill: { totalFen: 1 } },
      { token: at.clerk },
    )
    expect(looked.body.code).toBe('code.invalid')
  })
})

describe('a printed sign', () => {
  it('is the weaker proof: alone it waits for the merchant, with the place it counts with a lower score', async () => {
    const { signQr } = await at.shown()
    door.clock.offsetMs += 86_400_000
    expect((await at.shown()).signQr).toBe(signQr)
    expect((await at.checkIn('guest-sign', { qr: signQr })).body).toMatchObject({ state: 'review', proofs: ['sign'] })
    const there = (await at.checkIn('guest-sign-there', { qr: signQr, ...at.at(10) })).body
    expect(there).toMatchObject({ state: 'counted', score: 65, proofs: ['sign', 'place'] })
  })
})

describe('without any code', () => {
  it('the place alone waits for the merchant, and nothing at all is no check-in', async () => {
    const { body } = await at.checkIn('guest-place', { storeId: at.storeId, ...at.at(10) })
    expect(body).toMatchObject({ state: 'review', proofs: ['place'] })
    const nothing = await at.checkIn('guest-place', { storeId: at.storeId })
    expect(nothing.body).toMatchObject({ code: 'input.invalid', field: 'qr' })
    const half = await at.checkIn('guest-place-2', { storeId: at.storeId, lat: 30 })
    expect(half.body).toMatchObject({ code: 'input.invalid', field: 'lng' })
  })
})

describe('one visit a member, store and business day', () => {
  it('answers the same a second time, whatever is sent with it, and the next day is another one', async () => {
    const { qr } = await at.shown()
    const first = await at.checkIn('guest-twice', { qr, ...at.at(0) })
    const again = await at.checkIn('guest-twice', { qr: (await at.shown()).signQr, ...at.at(500_000) })
    expect(again.status).toBe(200)
    expect(again.body).toEqual(first.body)
    door.clock.offsetMs += 86_400_000
    const next = (await at.checkIn('guest-twice', { qr: (await at.shown()).qr })).body
    expect(next.visitId).not.toBe(first.body.visitId)
    const token = await door.tokenOf('guest-twice')
    const { memberId } = (await door.call('getMe', {}, { token })).body
    expect(visitsIn(memberId)).toHaveLength(2)
    const mine = (await door.call('listMyVisits', {}, { token })).body.items
    expect(mine.map(({ visitId }) => visitId)).toEqual([next.visitId, first.body.visitId])
    expect((await door.call('getVisit', { visitId: first.body.visitId }, { token })).body).toEqual(first.body)
  })

  it('is one where two phones check in at once with different proofs, and both hear of the same', async () => {
    const { qr, signQr } = await at.shown()
    const token = await door.tokenOf('guest-two-phones')
    const { memberId } = (await door.call('getMe', {}, { token })).body
    let first: unknown
    const between = hanging(door.table, async () => {
      first = (await at.checkIn('guest-two-phones', { qr: signQr })).body
    })
    const second = await checkIn(between, memberId, { qr, ...at.at(0) }, 'zh', door.clock.now())
    expect(second).toEqual(first)
    expect(visitsIn(memberId)).toMatchObject([{ state: 'review', proofs: ['sign'] }])
  })

  it('is nobody else’s', async () => {
    const { visitId } = (await at.checkIn('guest-own', { qr: (await at.shown()).qr })).body
    const other = await door.call('getVisit', { visitId }, { token: await door.tokenOf('guest-nosy') })
    expect(other.body.code).toBe('visit.not_found')
  })
})

describe('the code of a store', () => {
  it('is shown to who works there and to the marketer, and to nobody else', async () => {
    const ask = async (openid: string) =>
      door.call('getStoreCode', { storeId: at.storeId }, { token: await door.tokenOf(openid) })
    expect((await ask('seed-marketer')).status).toBe(200)
    expect((await ask('seed-clerk-2')).body).toMatchObject({ code: 'role.forbidden' })
    expect((await ask('guest-nosy')).body).toMatchObject({ code: 'role.forbidden' })
    const onDuty = await newStaff(door, 'clerk-of-both', 'clerk', [at.storeId, 'sto_other'])
    expect((await door.call('getStoreCode', { storeId: at.storeId }, { token: onDuty })).status).toBe(200)
    expect((await door.call('getStoreCode', { storeId: 'sto_other' }, { token: onDuty })).body.code).toBe('store.not_found')
  })
})
