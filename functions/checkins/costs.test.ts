import { type CheckIns, newCheckIns, newPhone } from '../../local/testing/checking-in.ts'
import { costOf } from '../../local/testing/cost.ts'
import { costs, waited } from '../../local/testing/costs.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'

let door: FrontDoor
let at: CheckIns
beforeAll(async () => {
  door = await frontDoor()
  at = await newCheckIns(door)
})
afterAll(() => door.close())

/** The session is known for half a minute, as that of a guest who has just opened the page. */
async function guest(openid: string) {
  const token = await door.tokenOf(openid)
  const { qr } = await at.shown()
  const asked = { qr, ...at.at(10) }
  return { token, asked, checkIn: (more = {}) => costOf(door, () => door.call('checkIn', { ...asked, ...more }, { token })) }
}

it('a check-in costs 1 unit in two round trips; a process that sees the merchant first reads its rules and streaks at once, and that is the third', async () => {
  expect(await (await guest('guest-cold')).checkIn()).toEqual({ calls: 5, write: 1 })
  expect(await (await guest('guest-warm')).checkIn()).toEqual(waited(costs.checkIn.checkIn))
  expect(costs.checkIn.checkIn).toMatchObject({ calls: 2, write: 1 })
})

it('again on that day it costs one round trip and no unit', async () => {
  const { checkIn } = await guest('guest-again')
  await checkIn()
  expect(await checkIn()).toEqual({ calls: 1, write: 0 })
})

it('one that waits for the merchant costs 2 units, one that is refused none', async () => {
  expect(await (await guest('guest-review')).checkIn(at.at(600, 500))).toEqual({ calls: 2, write: 2 })
  expect(await (await guest('guest-refused')).checkIn(at.at(1_000_000))).toEqual({ calls: 1, write: 0 })
})

it('on a known phone it asks beside the rest how many use it, and costs 1 unit all the same', async () => {
  const { checkIn } = await guest('guest-phone')
  const phone = await newPhone(door, 'guest-phone')
  await phone.allow()
  await phone.register()
  expect(await checkIn({ phoneId: phone.phoneId })).toEqual({ calls: 3, write: 1 })
})

it('with typed digits it takes tries and gives them back: 8 units more', async () => {
  const { token } = await guest('guest-typed')
  const { storeCode } = await at.shown()
  const typed = { storeId: at.storeId, storeCode, ...at.at(10) }
  expect(await costOf(door, () => door.call('checkIn', typed, { token }))).toEqual({ calls: 4, write: 9 })
})

it('with 300 visits of the past it costs the same', async () => {
  const { checkIn, token } = await guest('guest-regular')
  const { memberId } = (await door.call('getMe', {}, { token })).body
  for (let n = 0; n < 300; n++) {
    const day = new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10)
    const key = { pk: `MEMBER#${memberId}`, sk: `VISIT#${day}#${at.storeId}` }
    const past = { memberId, storeId: at.storeId, at: `${day}T04:00:00.000Z`, day, state: 'counted', cell: '0_0' }
    await door.table.commit({ put: { ...key, ...past }, when: 'always' })
  }
  const before = door.table.units().read
  expect(await checkIn()).toEqual({ calls: 2, write: 1 })
  expect(door.table.units().read - before).toBeLessThan(6)
})
