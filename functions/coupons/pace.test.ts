import { randomUUID } from 'node:crypto'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { newLaunch } from '../../local/testing/launch.ts'

let door: FrontDoor
let batchId: string
beforeAll(async () => {
  door = await frontDoor()
  batchId = (await newLaunch(door)({ total: 10_000 })).batchId
})
// A pace lets one more come each second: on a machine under load, sixty calls take some. So no time passes but what a test lets pass.
const running = Date.now
afterEach(() => {
  Date.now = running
})
beforeEach(() => {
  const still = running()
  Date.now = () => still
  process.env.FOOTFALL_PER_ADDRESS = '1000000'
  door.clock.offsetMs += 120_000
})

const claim = (token: string) => door.call('claimCoupon', { batchId }, { token, key: randomUUID() })
const claims = async (token: string, count: number) => {
  const answers = []
  for (let nth = 0; nth < count; nth++) answers.push(await claim(token))
  return answers
}
const codes = (answers: { status: number; body: { code?: string } }[]) => answers.map(({ status, body }) => body.code ?? status)

describe('a member who claims without end', () => {
  it('is told to slow down, and when to come back; then it goes on', async () => {
    const token = await door.tokenOf('guest-hasty')
    const told = await claims(token, 62)
    expect(codes(told).slice(0, 60)).not.toContain('limit.slow_down')
    const last = told.at(-1)
    expect(last).toMatchObject({ status: 429, body: { code: 'limit.slow_down', retryAt: expect.any(String) } })
    const wait = Date.parse(last?.body.retryAt ?? '') - door.clock.now().getTime()
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(2000)
    expect(Number(last?.headers['retry-after'])).toBe(1)
    door.clock.offsetMs += 2000
    expect((await claim(token)).body.code).toBe('batch.limit_reached')
  })

  it('costs the table nothing while waiting, and holds up nobody else', async () => {
    const [hasty, other] = [await door.tokenOf('guest-hasty-2'), await door.tokenOf('guest-calm')]
    await claims(hasty, 60)
    const before = door.table.units()
    expect(codes(await claims(hasty, 5))).toEqual(Array(5).fill('limit.slow_down'))
    expect(door.table.units()).toEqual(before)
    expect((await claim(other)).status).toBe(201)
  })
})

describe('an address', () => {
  it('may be that of as many guests as the deployment says, and not of more in a minute', async () => {
    process.env.FOOTFALL_PER_ADDRESS = '30'
    const guests = await Promise.all(Array.from({ length: 35 }, (_, nth) => door.tokenOf(`guest-nat-${nth}`)))
    const told = []
    for (const token of guests) told.push(await claim(token))
    expect(codes(told).slice(0, 30)).toEqual(Array(30).fill(201))
    expect(codes(told).slice(32)).toEqual(Array(3).fill('limit.slow_down'))
    door.clock.offsetMs += 60_000
    expect((await claim(guests[34] ?? '')).status).toBe(201)
  })

  it('may log in so often too', async () => {
    process.env.FOOTFALL_PER_ADDRESS = '10'
    const told = []
    for (let nth = 0; nth < 12; nth++)
      told.push(await door.call('login', { code: door.sandbox.codes.give(`guest-nat-${nth}`) }))
    expect(codes(told).slice(0, 10)).toEqual(Array(10).fill(200))
    expect(told.at(-1)).toMatchObject({ status: 429, body: { code: 'limit.slow_down' } })
  })

  it('is the one that API Gateway saw, whatever a header says', async () => {
    process.env.FOOTFALL_PER_ADDRESS = '2'
    const ask = (nth: number) =>
      door.send('POST', '/sessions', { 'content-type': 'application/json', 'x-forwarded-for': `10.0.0.${nth}` }, '{"code":"x"}')
    for (let nth = 0; nth < 2; nth++) expect((await ask(nth)).status).toBe(401)
    for (let nth = 3; nth < 6; nth++) await ask(nth)
    expect((await ask(9)).status).toBe(429)
  })
})

it('no address stands in the log', () => {
  expect(door.lines.join('\n')).not.toMatch(/127\.0\.0\.1|10\.0\.0\./)
})
