import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'

let door: FrontDoor
let token: string
let marketer: string
beforeAll(async () => {
  door = await frontDoor()
  token = await door.tokenOf('guest-words')
  marketer = await door.tokenOf('seed-marketer')
  await door.call('setConsent', { purpose: 'profile', given: true }, { token })
})

const call = (nickname: string) => door.call('updateMe', { nickname }, { token })
const nickname = async () => (await door.call('getMe', {}, { token })).body.nickname
const asked = () => door.sandbox.journal.read().items.map(({ what }) => what)

describe("a guest's name, before staff get to see it", () => {
  it('is kept when WeChat lets it pass, and the token for asking is fetched once', async () => {
    expect((await call('小满')).body.nickname).toBe('小满')
    expect((await call('谷雨')).body.nickname).toBe('谷雨')
    expect(asked()).toEqual(['POST /cgi-bin/stable_token', 'POST /wxa/msg_sec_check', 'POST /wxa/msg_sec_check'])
  })

  it.each([
    ['赌博达人', 'found risky'],
    ['加微信送券', 'left to somebody who would look at it, and nobody does'],
  ])('%s is not kept: %s', async (name) => {
    const before = await nickname()
    expect(await call(name)).toMatchObject({ status: 422, body: { code: 'input.refused_text', field: 'nickname' } })
    expect(await nickname()).toBe(before)
  })

  it.each(['busy', 'quota', 'drop'] as const)(
    'waits while WeChat is away (%s): nothing is kept, and later it is',
    async (fault) => {
      const before = await nickname()
      door.sandbox.faults.set('words', fault, 1)
      const refused = await call('清明')
      expect(refused).toMatchObject({ status: 503, body: { code: 'channel.busy' } })
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
      expect(await nickname()).toBe(before)
      expect((await call(`清明 ${fault}`)).status).toBe(200)
    },
  )

  it('waits until the person has opened the mini-program, where WeChat asks for that', async () => {
    door.sandbox.faults.set('words', 'stranger', 1)
    expect(await call('立夏')).toMatchObject({ status: 409, body: { code: 'input.unchecked_text', field: 'nickname' } })
    expect((await call('立夏')).status).toBe(200)
  })

  it('is asked about again with a fresh token where somebody ended the one that is kept', async () => {
    door.sandbox.faults.set('words', 'invalid', 1)
    expect((await call('小暑')).status).toBe(200)
  })

  it('is asked about with the next token once the first is near its end', async () => {
    await call('大暑')
    door.sandbox.journal.clear()
    door.clock.offsetMs += 7200_000
    expect((await call('立秋')).status).toBe(200)
    expect(asked()).toEqual(['POST /cgi-bin/stable_token', 'POST /wxa/msg_sec_check'])
  })

  it('is not asked about when there is none: a phone number is digits', async () => {
    door.sandbox.journal.clear()
    await door.call('updateMe', { nickname: null, phone: '13812345678' }, { token })
    expect(asked()).toEqual([])
  })
})

describe('what a marketer writes for guests', () => {
  const window = () => ({
    from: new Date(door.clock.now().getTime()).toISOString(),
    to: new Date(door.clock.now().getTime() + 86_400_000).toISOString(),
  })
  const form = { total: 5, perMember: 1, validity: { kind: 'days', days: 7 } } as const
  const off = { kind: 'amount', offFen: 100, minSpendFen: 0 } as const

  it('is refused where WeChat refuses it, with the field at fault', async () => {
    const name = await door.call('createPromotion', { name: '周末赌博夜', ...window() }, { token: marketer })
    expect(name).toMatchObject({ status: 422, body: { code: 'input.refused_text', field: 'name' } })
    const { promotionId } = (await door.call('createPromotion', { name: '周末之夜', ...window() }, { token: marketer })).body
    const title = await door.call('createBatch', { promotionId, title: '赌博券', benefit: off, ...form }, { token: marketer })
    expect(title.body).toMatchObject({ code: 'input.refused_text', field: 'title' })
    const gift = { kind: 'gift', item: '色情光盘', valueFen: 0 } as const
    const item = await door.call('createBatch', { promotionId, title: '好礼', benefit: gift, ...form }, { token: marketer })
    expect(item.body).toMatchObject({ code: 'input.refused_text', field: 'benefit.item' })
    const good = await door.call('createBatch', { promotionId, title: '好券', benefit: off, ...form }, { token: marketer })
    expect(good.status).toBe(201)
  })

  it('waits while WeChat is away, but a pause does not', async () => {
    const { promotionId } = (await door.call('createPromotion', { name: '雨夜', ...window() }, { token: marketer })).body
    await door.call('createBatch', { promotionId, title: '雨券', benefit: off, ...form }, { token: marketer })
    await door.call('launchPromotion', { promotionId }, { token: marketer })
    door.sandbox.faults.set('words', 'busy', 100)
    const more = await door.call('createBatch', { promotionId, title: '雪券', benefit: off, ...form }, { token: marketer })
    expect(more).toMatchObject({ status: 503, body: { code: 'channel.busy' } })
    const paused = await door.call('pausePromotion', { promotionId, reason: '下雨了' }, { token: marketer })
    expect(paused.body.state).toBe('paused')
    door.sandbox.faults.clear()
  })
})

it('neither words nor tokens stand in the log', () => {
  expect(door.lines.join('\n')).not.toMatch(/小满|赌博|access_token|msg_sec_check/)
})
