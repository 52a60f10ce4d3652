import type { Sandbox } from '../../local/sandbox/sandbox.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'

let door: FrontDoor
let sandbox: Sandbox
beforeAll(async () => {
  door = await frontDoor()
  sandbox = door.sandbox
})

describe('login', () => {
  it('makes a new openid a member, and the same openid the same member, in the mini-program and on the web', async () => {
    const first = await door.call('login', { code: sandbox.codes.give('guest-new') })
    expect(first).toMatchObject({ status: 200, body: { roles: [], memberId: expect.stringMatching(/^mbr_/) } })
    const web = await door.call('login', { code: sandbox.codes.give('guest-new'), channel: 'web' })
    expect(web.body.memberId).toBe(first.body.memberId)
    const me = await door.call('getMe', {}, { token: web.body.token })
    expect(me.body).toMatchObject({ memberId: first.body.memberId, maskedName: expect.stringMatching(/^会员 ··\d{4}$/) })
  })

  it('makes one member of one openid, however many log in at once', async () => {
    const codes = Array.from({ length: 12 }, () => sandbox.codes.give('guest-crowd'))
    const answers = await Promise.all(codes.map((code) => door.call('login', { code })))
    expect(new Set(answers.map((answer) => answer.body.memberId)).size).toBe(1)
  })

  it('tells staff their roles and stores', async () => {
    const { body } = await door.call('login', { code: sandbox.codes.give('seed-clerk-1') })
    expect(body.roles).toEqual([{ role: 'clerk', storeIds: [expect.stringMatching(/^sto_/)] }])
  })

  it('takes a code once, within five minutes, and only one of ours', async () => {
    const code = sandbox.codes.give('guest-once')
    expect((await door.call('login', { code })).status).toBe(200)
    expect(await door.call('login', { code })).toMatchObject({
      status: 401,
      body: { code: 'login.code_invalid', field: 'code' },
    })
    const old = sandbox.codes.give('guest-old')
    door.clock.offsetMs += 301_000
    expect((await door.call('login', { code: old })).body.code).toBe('login.code_invalid')
    expect((await door.call('login', { code: 'made-up' })).body.code).toBe('login.code_invalid')
  })

  it.each([
    ['busy', 503, 'login.busy'],
    ['rate', 503, 'login.busy'],
    ['drop', 503, 'login.busy'],
    ['risk', 403, 'login.refused'],
  ] as const)(
    'answers what WeChat says when it is %s with %i %s, and the next try goes through',
    async (fault, status, code) => {
      sandbox.faults.set('login', fault, 1)
      const refused = await door.call('login', { code: sandbox.codes.give('guest-fault') })
      expect(refused).toMatchObject({ status, body: { code } })
      expect((await door.call('login', { code: sandbox.codes.give('guest-fault') })).status).toBe(200)
    },
  )

  it('never tells the session_key, neither to the guest nor to the log', async () => {
    const answer = await door.call('login', { code: sandbox.codes.give('guest-secret') })
    expect(JSON.stringify(answer)).not.toContain('session_key')
    expect(door.lines.join('\n')).not.toMatch(/session_key|guest-secret/)
  })
})
