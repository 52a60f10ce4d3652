import { type CheckIns, newCheckIns, newPhone } from '../../local/testing/checking-in.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { wholeTable } from '../../local/testing/whole-table.ts'

let door: FrontDoor
let at: CheckIns
let marketer: string
beforeAll(async () => {
  door = await frontDoor()
  at = await newCheckIns(door)
  marketer = await door.tokenOf('seed-marketer')
})
afterAll(() => door.close())

/** A store of the same merchant, so many metres north of the first, and what its screen shows. */
async function storeAt(metres: number, more = {}) {
  const { lat, lng } = at.at(metres)
  const form = { name: `北店 ${metres}`, address: '北街 1 号', city: '成都', lat, lng, zone: 'Asia/Shanghai', ...more }
  const { storeId } = (await door.call('createStore', form, { token: marketer })).body
  const qr = async () => (await door.call('getStoreCode', { storeId }, { token: marketer })).body.qr
  return { storeId, qr }
}
const codes = (reasons: { code: string }[]) => reasons.map(({ code }) => code)

describe('coordinates', () => {
  it('are in no item and no line of the log after check-ins of every kind: only the coarse cell stays', async () => {
    const lat = at.store.lat + 0.000_731_9
    const lng = at.store.lng - 0.000_918_3
    const place = { lat, lng, accuracy: 33.77 }
    const { qr, storeCode, signQr } = await at.shown()
    await at.checkIn('guest-c1', { qr, ...place })
    await at.checkIn('guest-c2', { qr, ...place, mock: true })
    await at.checkIn('guest-c7', { qr: signQr, ...place })
    await at.checkIn('guest-c3', { storeId: at.storeId, storeCode, ...place })
    await at.checkIn('guest-c4', { storeId: at.storeId, ...place })
    await at.checkIn('guest-c5', { qr, ...place, lat: lat + 9 })
    const phone = await newPhone(door, 'guest-c6')
    await phone.allow()
    await phone.register()
    await phone.checkIn(phone.signs({ qr, ...place }))
    await door.settle()
    const visits = wholeTable(door.table).filter(({ sk }) => sk.startsWith('VISIT#'))
    expect(visits).toHaveLength(6)
    for (const { cell } of visits) expect(cell).toMatch(/^\d+_\d+$/)
    const kept = JSON.stringify([wholeTable(door.table), door.table.changesAfter(0, 100_000), door.lines])
    for (const number of [lat, lng, lat + 9, 33.77]) expect(kept).not.toContain(String(number).slice(0, 8))
    expect(Object.keys(visits[0] ?? {})).not.toEqual(expect.arrayContaining(['lat']))
  })
})

describe('travel since the last proof', () => {
  it('of 1,000 km in an hour is refused with the reason, whatever was scanned, and possible the next day', async () => {
    const far = await storeAt(1_000_000)
    expect((await at.checkIn('guest-flies', { qr: (await at.shown()).qr })).body.state).toBe('counted')
    door.clock.offsetMs += 3_600_000
    const refused = await at.checkIn('guest-flies', { qr: await far.qr(), ...at.at(1_000_000) })
    expect(refused).toMatchObject({ status: 200, body: { decision: 'refuse', score: 0 } })
    expect(codes(refused.body.reasons)).toContain('travel.impossible')
    expect(refused.body.reasons.map(({ words }) => words)).toContain('从上一次到店的地方，不可能这么快到这里')
    // The day is not used up.
    door.clock.offsetMs += 8 * 3_600_000
    expect((await at.checkIn('guest-flies', { qr: await far.qr() })).body.state).toBe('counted')
  })

  it('from a store around the corner a minute later is nothing', async () => {
    const near = await storeAt(900)
    await at.checkIn('guest-walks', { qr: (await at.shown()).qr })
    expect((await at.checkIn('guest-walks', { qr: await near.qr() })).body).toMatchObject({ state: 'counted', score: 60 })
  })

  it('is judged backwards too: what was signed without network far away an hour before is refused', async () => {
    const far = await storeAt(2_000_000)
    const phone = await newPhone(door, 'guest-two-phones')
    await phone.allow()
    await phone.register()
    const kept = phone.signs({ qr: await far.qr() })
    door.clock.offsetMs += 3_600_000
    expect((await phone.checkIn({ qr: (await at.shown()).qr })).body.state).toBe('counted')
    expect(codes((await phone.checkIn(kept)).body.reasons)).toContain('travel.impossible')
  })
})

describe('a store', () => {
  it('that is closed for the day or for good takes no check-in, and names another one; outside its hours it does', async () => {
    const hours = [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '23:58', to: '23:59' }]
    const shop = await storeAt(100, { hours })
    expect((await at.checkIn('guest-early', { qr: await shop.qr() })).body.state).toBe('counted')
    await door.call('closeStore', { storeId: shop.storeId, reason: '盘点' }, { token: marketer })
    const closed = await at.checkIn('guest-closed', { qr: await shop.qr() })
    expect(closed).toMatchObject({ status: 409, body: { code: 'store.closed', details: { forGood: false, reason: '盘点' } } })
    expect(closed.body.details?.other).toMatchObject({ storeId: expect.any(String) })
    await door.call('reopenStore', { storeId: shop.storeId }, { token: marketer })
    expect((await at.checkIn('guest-closed', { qr: await shop.qr() })).status).toBe(200)
    await door.call('closeStore', { storeId: shop.storeId, forGood: true, reason: '搬走了' }, { token: marketer })
    expect((await at.checkIn('guest-too-late', { qr: await shop.qr() })).body.code).toBe('store.closed')
  })

  it('that closed after a check-in was signed still takes it', async () => {
    const shop = await storeAt(200)
    const phone = await newPhone(door, 'guest-before-closing')
    await phone.allow()
    await phone.register()
    const kept = phone.signs({ qr: await shop.qr() })
    door.clock.offsetMs += 120_000
    await door.call('closeStore', { storeId: shop.storeId, forGood: true, reason: '搬走了' }, { token: marketer })
    expect((await phone.checkIn(kept)).status).toBe(200)
  })

  it.each([
    ['04:00 where nobody says', undefined, '03:59', '04:01'],
    ['its own hour', '06:30', '06:29', '06:31'],
    ['midnight where it says so', '00:00', '23:59', '00:01'],
  ])('ends its business day at %s', async (_what, dayEndsAt, before, after) => {
    const shop = await storeAt(300, dayEndsAt === undefined ? {} : { dayEndsAt })
    const openid = `guest-day-${dayEndsAt}`
    const first = await checkInAt(openid, shop, before)
    const second = await checkInAt(openid, shop, after)
    expect(Date.parse(second.day) - Date.parse(first.day)).toBe(86_400_000)
    expect(first.day <= first.at.slice(0, 10)).toBe(true)
  })

  /** When the wall of the store next shows this time. */
  async function checkInAt(openid: string, shop: { qr: () => Promise<string> }, time: string) {
    const [hour = 0, minute = 0] = time.split(':').map(Number)
    const wall = new Date(door.clock.now().getTime() + 8 * 3_600_000)
    const ahead = (hour * 60 + minute) * 60_000 - (wall.getTime() % 86_400_000)
    door.clock.offsetMs += ahead <= 0 ? ahead + 86_400_000 : ahead
    const { body } = await at.checkIn(openid, { qr: await shop.qr() })
    expect(body.at).toContain(`T${time}`)
    return body
  }
})

describe('the thresholds of a merchant', () => {
  it('hold from when they are set, are not set over a colleague’s, and make sense', async () => {
    const { version, ...usual } = (await door.call('getCheckInRules', {}, { token: marketer })).body
    expect({ version, ...usual }).toMatchObject({ version: 0, fenceMetres: 300, printedSign: true })
    const set = (form: object, from: number) =>
      door.call('setCheckInRules', { ...usual, ...form, version: from }, { token: marketer })
    expect((await set({ printedSign: false, allowFrom: 61 }, 0)).body).toMatchObject({ version: 1, printedSign: false })
    const { qr, signQr } = await at.shown()
    const sign = await at.checkIn('guest-no-sign', { qr: signQr, ...at.at(0) })
    expect(codes(sign.body.reasons)).toContain('sign.not_taken')
    expect((await at.checkIn('guest-61', { qr })).body.state).toBe('review')
    expect((await set({ printedSign: true }, 0)).body).toMatchObject({ code: 'version.stale', details: { version: 1 } })
    expect((await set({ farMetres: 500, fenceMetres: 600 }, 1)).body).toMatchObject({
      code: 'input.invalid',
      field: 'farMetres',
    })
    expect((await set({ reviewFrom: 70 }, 1)).body).toMatchObject({ code: 'input.invalid', field: 'reviewFrom' })
    expect((await set({}, 1)).body.version).toBe(2)
    expect((await at.checkIn('guest-60', { qr: (await at.shown()).qr })).body.state).toBe('counted')
  })
})
