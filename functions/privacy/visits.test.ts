import { type CheckIns, newCheckIns, newPhone, refusedFor } from '../../local/testing/checking-in.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { wholeTable } from '../../local/testing/whole-table.ts'

let door: FrontDoor
let at: CheckIns
beforeAll(async () => {
  door = await frontDoor()
  at = await newCheckIns(door)
})
afterAll(() => door.close())

/** Who was there ten days ago and today, with a phone that is known. */
async function regular(openid: string) {
  const phone = await newPhone(door, openid)
  await phone.allow()
  await phone.register()
  const early = (await phone.checkIn({ qr: (await at.shown()).qr, ...at.at(10) })).body
  door.clock.offsetMs += 10 * 86_400_000
  const late = (await phone.checkIn({ qr: (await at.shown()).qr, ...at.at(600, 500) })).body
  return { ...phone, token: await door.tokenOf(openid), early, late }
}
const of = (memberId: string) =>
  wholeTable(door.table).filter(({ pk, sk }) => pk === `MEMBER#${memberId}` || (pk.startsWith('PHONE#') && sk === memberId))

it('exports visits as they are kept, with the coarse cell, and the phones without their names', async () => {
  const { token, phoneId, early, late } = await regular('guest-export')
  const { items } = (await door.call('exportMe', { limit: 100 }, { token })).body
  const visits = items.filter(({ kind }) => kind === 'visit')
  expect(visits.map(({ visitId }) => visitId)).toEqual([early.visitId, late.visitId])
  expect(visits[1]).toMatchObject({
    state: 'review',
    cell: expect.stringMatching(/^\d+_\d+$/),
    reasons: ['qr.live', 'place.unsure'],
  })
  expect(items.filter(({ kind }) => kind === 'phone')).toHaveLength(1)
  expect(JSON.stringify(items)).not.toContain(phoneId)
})

it('erases visits and phones; only the places of the last days stay, so that nobody is there twice on a day, and go in four days', async () => {
  const { token, memberId, early, late } = await regular('guest-erased')
  expect((await door.call('eraseMe', { confirm: 'erase' }, { token })).status).toBe(200)
  const left = of(memberId).filter(({ sk }) => sk.startsWith('VISIT#') || sk.startsWith('PHONE#') || sk === memberId)
  expect(left).toEqual([
    {
      ...{ pk: `MEMBER#${memberId}`, sk: `VISIT#${late.day}#${at.storeId}`, visitId: late.visitId, memberId },
      ...{ erasedAt: expect.any(String), expires: expect.any(Number) },
    },
  ])
  const manager = await door.tokenOf('seed-marketer')
  const queue = (await door.call('listReviews', {}, { token: manager })).body.items
  expect(queue.map(({ visitId }) => visitId)).not.toContain(late.visitId)
  const decided = await door.call(
    'decideReview',
    { visitId: late.visitId, decision: 'approved', reason: 'x' },
    { token: manager },
  )
  expect(decided.body.code).toBe('visit.not_found')

  const back = await door.tokenOf('guest-erased')
  const { qr } = await at.shown()
  expect((await at.checkIn('guest-erased', { qr, ...at.at(0) })).body).toMatchObject(refusedFor('visit.erased'))
  expect((await door.call('listMyVisits', {}, { token: back })).body.items).toEqual([])
  for (const { visitId } of [early, late])
    expect((await door.call('getVisit', { visitId }, { token: back })).body.code).toBe('visit.not_found')
  door.clock.offsetMs += 86_400_000
  expect((await at.checkIn('guest-erased', { qr: (await at.shown()).qr })).body.state).toBe('counted')
})
