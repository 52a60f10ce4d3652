import { as, expectRefusal, type MaliceDoor, maliceDoor } from '../../local/testing/malice.ts'
import { type Metric, metricNames } from './metric-names.ts'

let door: MaliceDoor
beforeAll(async () => {
  door = await maliceDoor()
})
afterAll(() => door.close())

const openid = 'openid-Xq7-secret'
const written = { reason: '顾客说点错了', receiptNo: 'NO-88123', promotion: '给老顾客的活动', item: '燕麦拿铁' }

describe('the log of a day', () => {
  it('holds ids, codes and durations, and none of what people must be able to trust us with', async () => {
    const { send, post } = door
    const secret: { [what: string]: string } = { openid, lat: '30.123456', lng: '104.654321', ...written }
    const login = async (person: string) => {
      const code = door.loginCode(person)
      const session = await post('/sessions', { code })
      expect(session.status).toBe(200)
      Object.assign(secret, { [`${person} login code`]: code, [`${person} token`]: session.body.token })
      expectRefusal(await post('/sessions', { code }), 'login.code_invalid', 'code')
      return as(session.body.token)
    }
    const guest = await login(openid)
    const clerk = await login('seed-clerk-1')
    const marketer = await login('seed-marketer')
    const manager = await login('seed-manager')
    await send('GET', `/offers?lat=${secret.lat}&lng=${secret.lng}`, guest)
    expectRefusal(await send('GET', `/offers?lat=${secret.lat}&lng=${secret.lng}9999999&x=1`, guest), 'input.invalid', 'x')
    const { couponId } = (await post(`/batches/${door.offerPath.split('=')[1]}/coupons`, {}, guest)).body
    const shown = (await post('/me/codes', { couponId }, guest)).body
    Object.assign(secret, { code: shown.code, typed: shown.typedCode, digits: shown.typedCode.replaceAll(' ', '') })
    const { storeId } = (await send('GET', '/stores', clerk)).body.items[0]
    const bill = { totalFen: 5000, receiptNo: written.receiptNo, lines: [{ item: written.item, amountFen: 5000 }] }
    const asked = { code: shown.code, storeId, bill }
    await post('/redemptions/preview', { typedCode: shown.typedCode, storeId }, clerk)
    const used = await post('/redemptions', asked, { ...clerk, 'idempotency-key': 'key-of-the-till' })
    expect(used.status).toBe(201)
    expectRefusal(
      await post('/redemptions', { ...asked, bill: { totalFen: 9 } }, { ...clerk, 'idempotency-key': 'key-of-the-till' }),
    )
    await post(`/redemptions/${used.body.redemptionId}/undo`, { reason: written.reason }, clerk)
    const instants = { from: '2030-01-01T00:00:00+08:00', to: '2030-02-01T00:00:00+08:00' }
    await post('/promotions', { name: written.promotion, ...instants }, marketer)
    expectRefusal(await post('/promotions', { name: written.promotion, [written.reason]: 1, ...instants }, marketer))
    expectRefusal(await post('/promotions', `{"name":"${written.promotion}`, marketer), 'input.malformed')
    expectRefusal(await send('GET', '/me', as(`${secret[`${openid} token`]}x`)), 'session.invalid')
    expectRefusal(await send('GET', `/nowhere/${secret.code}?openid=${openid}`, guest), 'route.not_found')
    await send('GET', '/staff', manager)
    await door.settle()
    const session = JSON.parse(process.env.FOOTFALL_SECRETS ?? '')
    Object.assign(secret, {
      wechat: session.wechat.secret,
      typing: session.typed,
      key: Object.values<{ d: string }>(session.session.keys)[0]?.d,
    })

    const text = door.lines.join('\n')
    expect(door.lines.length).toBeGreaterThan(20)
    for (const [what, value] of Object.entries(secret))
      expect(text.includes(value) ? `the log holds the ${what}` : 'nothing').toBe('nothing')
    expect(text).not.toMatch(/eyJ[\w-]{10,}\.[\w-]{10,}/)
    for (const line of door.lines) {
      const { _aws, reason, ...said } = JSON.parse(line)
      const measured = Object.keys(said).filter((name) => metricNames.includes(name as Metric))
      for (const name of measured) {
        expect(typeof said[name]).toBe('number')
        delete said[name]
      }
      // What is counted names its figures and its reason, and says no more.
      expect(reason ?? 'none').toMatch(/^[a-z_.]+$/)
      expect(measured.length > 0).toBe(_aws !== undefined)
      if (_aws) expect(JSON.stringify(_aws)).toBe(JSON.stringify(_aws).replace(/[^\w"{}[\]:,./]/g, ''))
      if (said.what === 'feed' || said.what === 'jobs') continue
      const { level, what, requestId, status, code, ms, method, ...more } = said
      expect(more).toEqual({})
      expect([level, typeof what, typeof requestId, typeof status]).toEqual(['info', 'string', 'string', 'number'])
      expect(code === undefined ? typeof ms : typeof method).toBe(code === undefined ? 'number' : 'string')
    }
  })
})
