import { type CheckIns, newCheckIns, refusedFor } from '../../local/testing/checking-in.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'

let door: FrontDoor
let at: CheckIns
beforeAll(async () => {
  door = await frontDoor()
  at = await newCheckIns(door)
})
afterAll(() => door.close())

const typed = async (openid: string, storeCode: string, more = {}) =>
  at.checkIn(openid, { storeId: at.storeId, storeCode, ...more })

describe('the digits on the screen of the store', () => {
  it('are eight, wait for the merchant alone, and count where the phone is there: each scored lower than the QR', async () => {
    const { storeCode } = await at.shown()
    expect(storeCode).toMatch(/^\d{4} \d{4}$/)
    expect((await typed('guest-typed', storeCode)).body).toMatchObject({ state: 'review', score: 45, proofs: ['code'] })
    const there = (await typed('guest-typed-there', storeCode.replace(' ', ''), at.at(20))).body
    expect(there).toMatchObject({ state: 'counted', score: 85, proofs: ['code', 'place'] })
  })

  it('are good for two minutes, told as over for a while after that, and of one store only', async () => {
    const { storeCode } = await at.shown()
    door.clock.offsetMs += 119_000
    expect((await typed('guest-slow', storeCode)).status).toBe(200)
    door.clock.offsetMs += 62_000
    expect((await typed('guest-slower', storeCode)).body).toMatchObject(refusedFor('code.expired'))
    door.clock.offsetMs += 15 * 60_000
    expect((await typed('guest-slower', storeCode)).body).toMatchObject(refusedFor('code.wrong'))
    const other = (await door.call('getMe', {}, { token: await door.tokenOf('seed-clerk-2') })).body.roles[0]?.storeIds[0] ?? ''
    const elsewhere = { storeId: other, storeCode: (await at.shown()).storeCode }
    expect((await at.checkIn('guest-elsewhere', elsewhere)).body).toMatchObject(refusedFor('code.wrong'))
  })

  it('are tried five times in a quarter of an hour and no more, right ones not counted, and the counter’s own tries are untouched', async () => {
    const tries = { pk: `TRIES#CHECKIN#${at.storeId}`, sk: 'TYPED' }
    const wrongBefore = Number((await door.table.get(tries))?.used ?? 0)
    const wrong = '0000 0001'
    const answers = await Promise.all(Array.from({ length: 12 }, () => typed('guest-guessing', wrong)))
    const told = answers.map(({ body }) => body.code ?? body.reasons[0]?.code)
    expect(told.filter((code) => code === 'code.wrong')).toHaveLength(5)
    expect(told.filter((code) => code === 'code.too_many_tries')).toHaveLength(7)
    const { storeCode } = await at.shown()
    expect((await typed('guest-guessing', storeCode)).body).toMatchObject({
      code: 'code.too_many_tries',
      retryAt: expect.any(String),
    })
    expect((await typed('guest-next', storeCode)).status).toBe(200)
    expect(await door.table.get({ pk: `TRIES#${at.storeId}`, sk: 'TYPED' })).toBeUndefined()
    expect(await door.table.get(tries)).toMatchObject({ used: wrongBefore + 5 })
    door.clock.offsetMs += 16 * 60_000
    expect((await typed('guest-guessing', (await at.shown()).storeCode)).status).toBe(200)
  })
})
