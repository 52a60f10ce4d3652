import { type CheckIns, newCheckIns } from '../../local/testing/checking-in.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newStaff } from '../../local/testing/staff.ts'
import { wholeTable } from '../../local/testing/whole-table.ts'

let door: FrontDoor
let at: CheckIns
let manager: string
let marketer: string
beforeAll(async () => {
  door = await frontDoor()
  at = await newCheckIns(door)
  manager = await newStaff(door, 'manager-of-first', 'manager', [at.storeId])
  marketer = await door.tokenOf('seed-marketer')
})
afterAll(() => door.close())

/** A visit that waits: the phone was not sure. */
async function waiting(openid: string) {
  const { body } = await at.checkIn(openid, { qr: (await at.shown()).qr, ...at.at(600, 500) })
  expect(body.state).toBe('review')
  return body
}
const queue = async (token = manager) => (await door.call('listReviews', {}, { token })).body.items
const decide = (token: string, visitId: string, decision: 'approved' | 'refused', reason = '看过监控') =>
  door.call('decideReview', { visitId, decision, reason }, { token })
const events = () => wholeTable(door.table).filter(({ pk, kind }) => pk.startsWith('EVENT#') && kind === 'visited')

describe('what waits for the merchant', () => {
  it('is listed oldest first with its reasons and no name, for the manager of the store and the marketer alone', async () => {
    const [first, second] = [await waiting('guest-r1'), await waiting('guest-r2')]
    const elsewhere = await newStaff(door, 'manager-elsewhere', 'manager', ['sto_elsewhere'])
    const listed = await queue()
    expect(listed.map(({ visitId }) => visitId)).toEqual([first.visitId, second.visitId])
    expect(listed[0]?.reasons.map(({ words }) => words)).toEqual(['扫了店里屏幕上的码', '手机可能不在店里'])
    expect(listed[0]?.member).toMatch(/^会员 ··\d{4}$/)
    expect(JSON.stringify(listed)).not.toMatch(/guest-r1|"lat"|"lng"/)
    expect(await queue(marketer)).toEqual(listed)
    expect(await queue(elsewhere)).toEqual([])
    expect((await decide(elsewhere, first.visitId, 'approved')).body.code).toBe('role.forbidden')
    expect((await decide(manager, 'vis_nothing', 'approved')).body.code).toBe('visit.not_found')
  })

  it('is decided once, with the reason; a repeat is harmless, and a colleague is told by whom', async () => {
    const { visitId } = await waiting('guest-decided')
    const done = await decide(manager, visitId, 'approved')
    expect(done.body).toMatchObject({
      state: 'counted',
      decision: 'review',
      reviewed: { decision: 'approved', reason: '看过监控' },
    })
    expect((await decide(manager, visitId, 'approved')).body).toEqual(done.body)
    const other = await decide(marketer, visitId, 'refused')
    expect(other.body).toMatchObject({ code: 'visit.decided', details: { by: 'manager-of-first', state: 'counted' } })
    expect((await queue()).map((one) => one.visitId)).not.toContain(visitId)
    const mine = await door.call('getVisit', { visitId }, { token: await door.tokenOf('guest-decided') })
    expect(mine.body).toMatchObject({ state: 'counted', reviewed: { reason: '看过监控' } })
    const lines = (await door.call('listAudit', {}, { token: manager })).body.items
    const ours = lines.filter(({ operation }) => operation === 'decideReview')
    expect(ours.map(({ told }) => told)).toContainEqual({ decision: 'approved', reason: '看过监控' })
  })

  it('is decided by one of two who decide at once', async () => {
    const { visitId } = await waiting('guest-raced')
    const both = await Promise.all([decide(manager, visitId, 'approved'), decide(marketer, visitId, 'refused')])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    const { state } = (await door.call('getVisit', { visitId }, { token: await door.tokenOf('guest-raced') })).body
    expect(state).toBe(both[0].status === 200 ? 'counted' : 'rejected')
  })

  it('is nobody’s own to decide, and what counted at once is no review', async () => {
    const own = await waiting('manager-of-first')
    expect((await decide(manager, own.visitId, 'approved')).body.code).toBe('visit.own')
    const { visitId } = (await at.checkIn('guest-counted', { qr: (await at.shown()).qr })).body
    expect((await decide(manager, visitId, 'refused')).body.code).toBe('visit.decided')
  })
})

describe('the event of a visit', () => {
  it('is derived once: at once where it counts, when it was approved where it waited, never where it was refused', async () => {
    await door.settle()
    const before = events().length
    const { visitId } = (await at.checkIn('guest-event', { qr: (await at.shown()).qr })).body
    const [yes, no] = [await waiting('guest-event-yes'), await waiting('guest-event-no')]
    await door.settle()
    expect(events()).toHaveLength(before + 1)
    door.clock.offsetMs += 60_000
    await decide(manager, yes.visitId, 'approved')
    await decide(manager, no.visitId, 'refused')
    await door.settle()
    const fresh = events().filter((one) => [visitId, yes.visitId, no.visitId].includes(String(one.visitId)))
    expect(fresh.map((one) => one.visitId).sort()).toEqual([visitId, yes.visitId].sort())
    // The feed may bring any change again.
    const { deriveVisit } = await import('../events/visits.ts')
    for (const change of wholeTable(door.table).filter(({ sk }) => sk.startsWith('VISIT#')))
      await deriveVisit(door.table, { new: change }, door.clock.now())
    expect(events().filter((one) => one.visitId === visitId)).toHaveLength(1)
    expect(events().filter((one) => one.visitId === yes.visitId)).toHaveLength(1)
  })
})
