import { type CheckIns, newCheckIns, newPhone, refusedFor } from '../../local/testing/checking-in.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { hanging } from '../../local/testing/hanging.ts'
import { wholeTable } from '../../local/testing/whole-table.ts'
import { setConsent } from '../members/members.ts'

let door: FrontDoor
let at: CheckIns
beforeAll(async () => {
  door = await frontDoor()
  at = await newCheckIns(door)
})
afterAll(() => door.close())

const hour = 3_600_000
const codes = (reasons: { code: string }[]) => reasons.map(({ code }) => code)

async function registered(openid: string) {
  const phone = await newPhone(door, openid)
  await phone.allow()
  expect((await phone.register()).status).toBe(200)
  return phone
}

describe('a check-in that a phone signed without network', () => {
  it('is judged by the time that its QR proves, whatever the clock of the phone said, scores lower and says so', async () => {
    const phone = await registered('guest-cellar')
    const { qr } = await at.shown()
    const made = door.clock.now().getTime()
    const kept = phone.signs({ qr, ...at.at(10) }, new Date(made + 5 * hour))
    door.clock.offsetMs += 20 * hour
    const { status, body } = await phone.checkIn(kept)
    expect(status).toBe(200)
    expect(body).toMatchObject({ state: 'counted', score: 80, proofs: ['qr', 'place', 'phone'] })
    expect(codes(body.reasons)).toEqual(['qr.live', 'place.near', 'late.signed'])
    expect(Math.abs(Date.parse(body.at) - made)).toBeLessThan(61_000)
    expect(Date.parse(body.late?.receivedAt ?? '')).toBeGreaterThan(made + 19 * hour)
    // A replay finds the same visit.
    expect((await phone.checkIn(kept)).body).toEqual(body)
    expect(
      wholeTable(door.table).filter(({ pk, sk }) => pk === `MEMBER#${phone.memberId}` && sk.startsWith('VISIT#')),
    ).toHaveLength(1)
  })

  it('with the digits is judged by the time for which they are right, and with neither as one of now that somebody looks at', async () => {
    const phone = await registered('guest-digits')
    const { storeCode } = await at.shown()
    const made = door.clock.now()
    const kept = phone.signs({ storeId: at.storeId, storeCode, ...at.at(10) }, made)
    const other = await registered('guest-only-place')
    const placed = other.signs({ storeId: at.storeId, ...at.at(10) }, made)
    door.clock.offsetMs += 3 * hour
    const typed = (await phone.checkIn(kept)).body
    expect(typed).toMatchObject({ state: 'counted', score: 65, proofs: ['code', 'place', 'phone'] })
    expect(Date.parse(typed.at)).toBe(Math.floor(made.getTime() / 1000) * 1000)
    const unproven = (await other.checkIn(placed)).body
    expect(codes(unproven.reasons)).toEqual(['proof.place_only', 'place.near', 'late.signed', 'late.time_unproven'])
    expect(unproven.state).toBe('review')
    expect(Date.parse(unproven.at)).toBeGreaterThan(made.getTime() + 2 * hour)
    const liar = await registered('guest-lying')
    const lying = liar.signs({ storeId: at.storeId, storeCode }, new Date(made.getTime() - 10 * hour))
    expect((await liar.checkIn(lying)).body).toMatchObject(refusedFor('code.wrong'))
  })

  it('is taken for 24 hours and not after them', async () => {
    const phone = await registered('guest-late')
    const { qr } = await at.shown()
    const kept = phone.signs({ qr })
    door.clock.offsetMs += 24 * hour + 61_000
    expect((await phone.checkIn(kept)).body).toMatchObject(refusedFor('late.too_late'))
    // The phone's clock does not make an old QR young.
    expect((await phone.checkIn(phone.signs({ qr }))).body).toMatchObject(refusedFor('late.too_late'))
  })

  it('is refused where the phone is not known, where another key or another member signed, or a letter was changed', async () => {
    const { qr } = await at.shown()
    const unknown = await newPhone(door, 'guest-unknown')
    expect((await unknown.checkIn(unknown.signs({ qr }))).body).toMatchObject(refusedFor('late.unknown_phone'))
    const [mine, theirs] = [await registered('guest-mine'), await registered('guest-theirs')]
    const wrong = refusedFor('late.signature_wrong')
    expect((await mine.checkIn({ ...theirs.signs({ qr }), phoneId: mine.phoneId })).body).toMatchObject(wrong)
    expect((await mine.checkIn(mine.signs({ qr, memberId: theirs.memberId }))).body).toMatchObject(wrong)
    const kept = mine.signs({ qr })
    const changed = { ...kept.signedProof, text: kept.signedProof.text.replace('"v":1', '"v":1 ') }
    expect((await mine.checkIn({ ...kept, signedProof: changed })).body).toMatchObject(wrong)
    expect((await mine.checkIn(mine.signs({ qr, more: 1 }))).body).toMatchObject({
      code: 'input.invalid',
      field: 'signedProof.text',
    })
    expect((await mine.checkIn({ ...kept, qr })).body).toMatchObject({ code: 'input.invalid', field: 'signedProof' })
    expect((await mine.checkIn(kept)).status).toBe(200)
  })
})

describe('a phone that is known', () => {
  it('needs the consent `device`, and is forgotten with it, at the member and at the phone', async () => {
    const phone = await newPhone(door, 'guest-consenting')
    expect((await phone.register()).body.code).toBe('consent.device_needed')
    await phone.allow()
    const first = await phone.register()
    expect(first.status).toBe(200)
    door.clock.offsetMs += 1000
    expect((await phone.register()).body).toEqual(first.body)
    const kept = () =>
      wholeTable(door.table).filter(({ pk, sk }) => `${pk}${sk}`.includes('PHONE#') && `${pk}${sk}`.includes(phone.memberId))
    expect(kept()).toHaveLength(2)
    expect(JSON.stringify(kept())).not.toContain(phone.phoneId)
    await phone.allow(false)
    expect(kept()).toEqual([])
    expect((await phone.checkIn(phone.signs({ storeId: at.storeId, ...at.at(0) }))).body).toMatchObject(
      refusedFor('late.unknown_phone'),
    )
  })

  it('is forgotten also where it was registered in the moment in which the consent ended', async () => {
    const phone = await newPhone(door, 'guest-racing-consent')
    await phone.allow()
    const between = hanging(door.table, phone.register)
    await setConsent(between, phone.memberId, { purpose: 'device', given: false }, door.clock.now())
    expect(
      wholeTable(door.table).filter(({ sk, pk }) => `${pk}${sk}`.includes('PHONE#') && `${pk}${sk}`.includes(phone.memberId)),
    ).toEqual([])
    expect((await phone.register()).body.code).toBe('consent.device_needed')
  })

  it('on which twenty accounts check in is flagged: the first three count, all others wait for the merchant', async () => {
    const phoneId = 'one-phone-of-twenty-accounts'
    const states: string[] = []
    for (let n = 0; n < 20; n++) {
      const phone = await newPhone(door, `guest-farm-${n}`, phoneId)
      await phone.allow()
      await phone.register()
      const { body } = await phone.checkIn({ qr: (await at.shown()).qr, ...at.at(5), phoneId })
      states.push(body.state)
      expect(codes(body.reasons).includes('phone.shared')).toBe(n >= 3)
    }
    expect(states).toEqual([...Array(3).fill('counted'), ...Array(17).fill('review')])
  })

  it('says nothing where it is not registered: who gives no consent is not judged for that', async () => {
    const { body } = await at.checkIn('guest-no-consent', {
      qr: (await at.shown()).qr,
      phoneId: 'one-phone-of-twenty-accounts',
    })
    expect(body).toMatchObject({ state: 'counted', score: 60 })
  })

  it('is one of five at most: the oldest is forgotten', async () => {
    const phones = []
    for (let n = 0; n < 6; n++) {
      const phone = await newPhone(door, 'guest-many-phones')
      await phone.allow()
      await phone.register()
      phones.push(phone)
      door.clock.offsetMs += 1000
    }
    const [oldest, second] = phones
    const proof = { storeId: at.storeId, ...at.at(0) }
    expect((await oldest?.checkIn(oldest.signs(proof)))?.body).toMatchObject(refusedFor('late.unknown_phone'))
    expect((await second?.checkIn(second.signs(proof)))?.status).toBe(200)
  })
})
