import { templates } from '../../local/data/templates.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { wechatAnswers } from '../../local/testing/wechat-answers.ts'
import type { MessageKind } from '../../shared/messages.ts'
import type { Item } from '../kernel/table/table.ts'
import { queueMessage, sendMessage } from './messages.ts'
import type { Message } from './rules.ts'

let door: FrontDoor
let wechat: Awaited<ReturnType<typeof wechatAnswers>>
let nth = 0
beforeAll(async () => {
  door = await frontDoor()
  wechat = await wechatAnswers()
  process.env.FOOTFALL_WECHAT_API = wechat.url
})
beforeEach(() => {
  wechat.told.length = 0
  wechat.next.length = 0
})
afterAll(async () => {
  wechat.close()
  await door.close()
})

async function member() {
  nth += 1
  const openid = `guest-told-${nth}`
  const token = await door.tokenOf(openid)
  const { memberId } = (await door.call('getMe', {}, { token })).body
  return { openid, token, memberId }
}
const allow = (token: string, kinds: MessageKind[], key?: string) => door.call('allowMessages', { kinds }, { token, key })
const complete: Message = { kind: 'group', groupId: 'grp_1', title: '双人火锅', result: 'complete' }
const queue = (memberId: string, of = 'grp_1', when: Parameters<typeof queueMessage>[4] = {}) =>
  door.table.commit(queueMessage(memberId, of, complete, door.clock.now(), when))
const kept = async (memberId: string, of = 'grp_1') =>
  (await door.table.get({ pk: `MEMBER#${memberId}`, sk: `MESSAGE#group#${of}` })) as { [field: string]: unknown } | undefined
const left = async (token: string) => (await allow(token, ['store_closed'])).body.left

describe('permission', () => {
  it('is asked for under the templates of the deployment, which anybody may read', async () => {
    const { body } = await door.call('listMessageTemplates', {})
    expect(body.items).toContainEqual({ kind: 'group', templateId: templates.group.id })
    expect(body.items).toHaveLength(4)
  })

  it('is one message for each acceptance, and the repeat of a call with its key is none more', async () => {
    const { token } = await member()
    expect((await allow(token, ['group', 'refund'], 'tap-1')).body.left).toMatchObject({
      group: 1,
      refund: 1,
      voucher_expiring: 0,
    })
    expect((await allow(token, ['group', 'refund'], 'tap-1')).body.left).toMatchObject({ group: 1, refund: 1 })
    expect((await allow(token, ['group'], 'tap-1')).body.code).toBe('idempotency.mismatch')
    expect((await allow(token, ['group'], 'tap-2')).body.left).toMatchObject({ group: 2, refund: 1 })
  })

  it('is a member’s own, and of kinds that there are', async () => {
    expect((await door.call('allowMessages', { kinds: ['group'] })).body.code).toBe('session.missing')
    const { token } = await member()
    for (const kinds of [[], ['group', 'group'], ['advert']])
      expect((await door.call('allowMessages', { kinds: kinds as never }, { token })).body).toMatchObject({
        code: 'input.invalid',
        field: expect.stringContaining('kinds'),
      })
  })
})

describe('a message', () => {
  it('is sent once, under its template, to whom it is for, and takes one permission', async () => {
    const { openid, token, memberId } = await member()
    await allow(token, ['group'])
    await allow(token, ['group'])
    await queue(memberId)
    await queue(memberId)
    await door.runJobs()
    await door.runJobs()
    expect(wechat.told).toEqual([
      {
        path: '/cgi-bin/message/subscribe/send',
        body: {
          touser: openid,
          template_id: templates.group.id,
          page: 'guest/pages/group/index?groupId=grp_1',
          lang: 'zh_CN',
          data: {
            thing1: { value: '双人火锅' },
            phrase2: { value: '拼团成功' },
            thing3: { value: '团购券已放入“我的”，到店出示即可' },
          },
        },
      },
    ])
    expect(await kept(memberId)).toMatchObject({ state: 'done', became: 'sent' })
    expect((await left(token)).group).toBe(1)
    // Derived again when it has long been sent.
    await queue(memberId)
    await door.runJobs()
    expect(wechat.told).toHaveLength(1)
  })

  it('is not sent without permission', async () => {
    const { token, memberId } = await member()
    await allow(token, ['refund'])
    await queue(memberId)
    await door.runJobs()
    expect(wechat.told).toEqual([])
    expect(await kept(memberId)).toMatchObject({ became: 'not_allowed' })
    expect((await left(token)).refund).toBe(1)
  })

  it('takes no more permissions than there are, however many wait', async () => {
    const { token, memberId } = await member()
    await allow(token, ['group'])
    for (const groupId of ['grp_1', 'grp_2', 'grp_3']) await queue(memberId, groupId)
    await door.runJobs()
    expect(wechat.told).toHaveLength(1)
    expect((await left(token)).group).toBe(0)
  })

  it('is over when WeChat says that the member allows none, and so is what we had counted', async () => {
    const { token, memberId } = await member()
    await allow(token, ['group'])
    await allow(token, ['group'])
    await queue(memberId)
    wechat.next.push(43101)
    await door.runJobs()
    door.clock.offsetMs += 3_600_000
    await door.runJobs()
    expect(wechat.told).toHaveLength(1)
    expect(await kept(memberId)).toMatchObject({ became: 'none.43101' })
    expect((await left(token)).group).toBe(0)
  })

  it('is tried again while WeChat is busy or away, later and later, under the one permission', async () => {
    const { token, memberId } = await member()
    await allow(token, ['group'])
    await queue(memberId)
    wechat.next.push(-1, 'drop', 45009)
    for (const minutes of [0, 1, 5, 30]) {
      door.clock.offsetMs += minutes * 60_000
      await door.runJobs()
      // Not before its time.
      await door.runJobs()
    }
    expect(wechat.told).toHaveLength(4)
    expect(await kept(memberId)).toMatchObject({ became: 'sent', tries: 3 })
    expect((await left(token)).group).toBe(0)
  })

  it('is given up when it helps nobody any more', async () => {
    const { token, memberId } = await member()
    await allow(token, ['group'])
    const until = new Date(door.clock.now().getTime() + 120_000).toISOString()
    await queue(memberId, 'grp_1', { until })
    wechat.next.push(-1, -1)
    await door.runJobs()
    door.clock.offsetMs += 61_000
    await door.runJobs()
    expect(await kept(memberId)).toMatchObject({ became: 'later.-1' })
    await queue(memberId, 'grp_late', { until })
    door.clock.offsetMs += 120_000
    await door.runJobs()
    expect(await kept(memberId, 'grp_late')).toMatchObject({ became: 'too_late' })
    expect(wechat.told).toHaveLength(2)
  })

  it('of a template that is none is told of in the log, with no name of anybody', async () => {
    const { openid, token, memberId } = await member()
    await allow(token, ['group'])
    await queue(memberId)
    wechat.next.push(40037)
    await door.runJobs()
    expect(await kept(memberId)).toMatchObject({ became: 'failed.40037' })
    const line = door.lines.find((one) => one.includes('40037')) ?? ''
    expect(JSON.parse(line)).toMatchObject({ level: 'error', what: 'message', kind: 'group', errcode: 40037 })
    expect(door.lines.join('\n')).not.toContain(openid)
  })

  it('for later is sent then, and only while what it is about still stands so', async () => {
    const { token, memberId } = await member()
    await allow(token, ['group'])
    await allow(token, ['group'])
    const sendAt = new Date(door.clock.now().getTime() + 86_400_000).toISOString()
    const about = { pk: `MEMBER#${memberId}`, field: 'state', in: ['held'] }
    await door.table.commit(
      { put: { pk: about.pk, sk: 'THING#a', state: 'held' }, when: 'always' },
      { put: { pk: about.pk, sk: 'THING#b', state: 'used' }, when: 'always' },
    )
    for (const sk of ['THING#a', 'THING#b', 'THING#c']) await queue(memberId, sk, { sendAt, only: { ...about, sk } })
    await door.runJobs()
    expect(wechat.told).toEqual([])
    door.clock.offsetMs += 86_400_000
    await door.runJobs()
    expect(wechat.told).toHaveLength(1)
    expect(await kept(memberId, 'THING#a')).toMatchObject({ became: 'sent' })
    for (const sk of ['THING#b', 'THING#c']) expect(await kept(memberId, sk)).toMatchObject({ became: 'no_longer_so' })
  })

  it('that a run of the jobs met late is not sent again', async () => {
    const { token, memberId } = await member()
    await allow(token, ['group'])
    await allow(token, ['group'])
    await queue(memberId)
    const asSeen = (await kept(memberId)) as unknown as Item
    await door.runJobs()
    // As the index shows it for a moment longer.
    await sendMessage(door.table, asSeen, door.clock.now())
    expect(wechat.told).toHaveLength(1)
    expect((await left(token)).group).toBe(1)
  })

  it('is gone with its member', async () => {
    const { token, memberId } = await member()
    await allow(token, ['group'])
    await queue(memberId, 'grp_1', { sendAt: new Date(door.clock.now().getTime() + 3_600_000).toISOString() })
    await door.call('eraseMe', { confirm: 'erase' }, { token })
    door.clock.offsetMs += 3_600_000
    await door.runJobs()
    expect(wechat.told).toEqual([])
    expect(await kept(memberId)).toBeUndefined()
  })
})
