import { jest } from '@jest/globals'
import { newComing } from '../../local/testing/coming.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { readPoster } from '../../local/testing/read-poster.ts'
import { wechatAnswers } from '../../local/testing/wechat-answers.ts'
import type { CallOf } from '../../shared/api.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { markPrinted, type TouchpointItem, touchpointKey, updateTouchpoint } from '../touchpoints/touchpoints.ts'

type Asked = Partial<CallOf<'getPoster'>>

/** A poster is drawn in a second, and read in another; a machine that does other things at once takes ten times as long. */
jest.setTimeout(120_000)

let door: FrontDoor
let on: Awaited<ReturnType<typeof newComing>>
beforeAll(async () => {
  door = await frontDoor()
  on = await newComing(door)
})
afterEach(() => door.sandbox.faults.clear())
afterAll(() => door.close())

const poster = (touchpointId: string, asked: Asked = {}, token = on.marketer, language = 'zh') =>
  door.call('getPoster', { touchpointId, format: 'pdf', size: 'sticker', ...asked }, { token, language })
const printedAt = async (promotionId: string) => {
  const { items } = (await door.call('listTouchpoints', { promotionId }, { token: on.marketer })).body
  return items[0]?.printedAt
}
/** The words on it, without the spaces that lines make. */
const wordsOn = async (touchpointId: string, asked: Asked = {}, language = 'zh') => {
  const { status, body } = await poster(touchpointId, asked, on.marketer, language)
  expect({ status, body: status < 300 ? {} : body }).toEqual({ status: 200, body: {} })
  return (await readPoster(Buffer.from(body.bytes, 'base64'))).text?.replace(/\s/g, '') ?? ''
}

describe('getPoster', () => {
  it('says what the offer is, until when, where and whose, in the language asked for', async () => {
    const { touchpoint } = await on.campaign()
    const zh = await wordsOn(touchpoint.touchpointId)
    for (const words of ['¥10', '满¥30可用', '领取截止20', '适用门店', '微信扫一扫', '扫码领券']) expect(zh).toContain(words)
    const en = await wordsOn(touchpoint.touchpointId, { language: 'en' })
    for (const words of ['from¥30', 'Claimby', 'Where', 'WeChat', 'Scantoclaim']) expect(en).toContain(words)
    expect(await wordsOn(touchpoint.touchpointId, {}, 'en')).toBe(en)
  })

  it('leads exactly where its touchpoint does, as PNG and as PDF of the size asked for, which nobody keeps', async () => {
    const { touchpoint } = await on.campaign()
    for (const [format, type] of [
      ['png', 'image/png'],
      ['pdf', 'application/pdf'],
    ] as const) {
      const { body, headers } = await poster(touchpoint.touchpointId, { format, size: 'a4', codes: 'web' })
      expect(body.type).toBe(type)
      expect(headers['cache-control']).toBe('no-store')
      // With the web QR alone there is nothing else on the sheet to be scanned.
      const page = await readPoster(Buffer.from(body.bytes, 'base64'), { code: [0, 0.5, 1, 1] })
      expect(page.scanned).toBe(touchpoint.link)
      expect(page.height / page.width).toBeCloseTo(297 / 210, 2)
    }
  })

  it('asks WeChat for the code of the scene, on the page that a scan opens', async () => {
    const { touchpoint } = await on.campaign()
    const answers = await wechatAnswers()
    const sandbox = process.env.FOOTFALL_WECHAT_API
    process.env.FOOTFALL_WECHAT_API = answers.url
    // It answers no picture but `errcode: 0`.
    expect((await poster(touchpoint.touchpointId)).body).toMatchObject({ code: 'poster.no_mini_code', details: { errcode: 0 } })
    process.env.FOOTFALL_WECHAT_API = sandbox
    answers.close()
    const body = { scene: touchpoint.scene, page: 'guest/pages/scan/index', check_path: true, env_version: 'release' }
    expect(answers.told).toMatchObject([{ path: '/wxa/getwxacodeunlimit', body }])
    expect(touchpoint.scene).toMatch(/^[\w-]{1,32}$/)
  })

  it('takes a JPEG of WeChat’s as well as a PNG', async () => {
    const { touchpoint } = await on.campaign()
    for (const format of ['png', 'pdf'] as const) {
      door.sandbox.faults.set('qr', 'jpeg', 1)
      expect((await poster(touchpoint.touchpointId, { format })).status).toBe(200)
    }
  })

  it.each([
    ['busy', 'channel.busy'],
    ['quota', 'channel.busy'],
    ['drop', 'channel.busy'],
    ['page', 'poster.no_mini_code'],
  ] as const)('refuses where WeChat is %s, with %s, and never prints fewer codes than were asked for', async (fault, code) => {
    const { promotionId, touchpoint } = await on.campaign()
    door.sandbox.faults.set('qr', fault, 1)
    expect((await poster(touchpoint.touchpointId)).body.code).toBe(code)
    expect(await printedAt(promotionId)).toBeUndefined()
    door.sandbox.faults.set('qr', fault, 1)
    const alone = await wordsOn(touchpoint.touchpointId, { codes: 'web' })
    expect(alone).toContain('微信或手机相机扫码')
    expect(alone).not.toContain('微信扫一扫')
  })

  it('begins anew with a token that WeChat no longer takes', async () => {
    const { touchpoint } = await on.campaign()
    door.sandbox.faults.set('qr', 'invalid', 1)
    expect((await poster(touchpoint.touchpointId)).status).toBe(200)
  })

  it('marks the touchpoint as printed the first time, not for a preview, and an edit keeps the mark', async () => {
    const { promotionId, touchpoint } = await on.campaign()
    const { touchpointId } = touchpoint
    await poster(touchpointId, { preview: 'yes' })
    expect(await printedAt(promotionId)).toBeUndefined()
    await poster(touchpointId)
    const first = await printedAt(promotionId)
    expect(first).toBeDefined()
    door.clock.offsetMs += 60_000
    await poster(touchpointId)
    const { place, cost } = touchpoint
    await door.call('updateTouchpoint', { touchpointId, place: `${place} 旁`, cost, version: 1 }, { token: on.marketer })
    expect(await printedAt(promotionId)).toBe(first)
  })

  it('is not forgotten by an edit that was under way meanwhile: that is asked to try again', async () => {
    const { promotionId, touchpoint } = await on.campaign()
    const { touchpointId, cost } = touchpoint
    const item = (await door.table.get(touchpointKey(touchpointId))) as TouchpointItem
    const meanwhile: Table = {
      get: (key) => door.table.get(key),
      getMany: (keys) => door.table.getMany(keys),
      query: (question) => door.table.query(question),
      units: () => door.table.units(),
      close: () => {},
      commit: async (...writes) => {
        await markPrinted(door.table, item, door.clock.now())
        return door.table.commit(...writes)
      },
    }
    const marketer = { merchantId: item.merchantId, isMarketer: true } as Staff
    const edit = { touchpointId, place: '别处', cost, version: 1 }
    await expect(updateTouchpoint(meanwhile, marketer, edit)).rejects.toMatchObject({ code: 'table.busy' })
    expect(await printedAt(promotionId)).toBeDefined()
    expect((await updateTouchpoint(door.table, marketer, edit)).printedAt).toBeDefined()
  })

  it('is for the marketers of its merchant, and for the clerk whose own it is', async () => {
    const { promotionId, batchId, touchpoint } = await on.campaign()
    const target = { kind: 'batch' as const, id: batchId }
    const own = (await door.call('createTouchpoint', { promotionId, kind: 'clerk', target }, { token: on.at.clerk1 })).body
    expect((await poster(own.touchpointId, { codes: 'web' }, on.at.clerk1)).status).toBe(200)
    expect((await poster(own.touchpointId, {}, on.at.clerk2)).body.code).toBe('touchpoint.not_found')
    expect((await poster(touchpoint.touchpointId, {}, on.at.clerk1)).body.code).toBe('touchpoint.not_found')
    expect((await poster('tpt_nobody')).body.code).toBe('touchpoint.not_found')
    expect((await poster(touchpoint.touchpointId, { size: 'wall' as never })).body).toMatchObject({
      code: 'input.invalid',
      field: 'size',
    })
    const guest = await door.tokenOf('guest-of-posters')
    expect((await poster(touchpoint.touchpointId, {}, guest)).body.code).toBe('role.forbidden')
  })

  it('is made of drafts, and of whole promotions and stores of them, before they are launched', async () => {
    const { promotionId, batchId } = await on.launch({ total: 5, title: '早鸟券' }, false, { name: '冬至暖冬节' })
    const of = async (kind: 'batch' | 'promotion' | 'store', id: string) =>
      wordsOn((await on.poster(promotionId, { kind, id })).body.touchpointId)
    expect(await of('batch', batchId)).toContain('早鸟券')
    const whole = await of('promotion', promotionId)
    for (const words of ['冬至暖冬节', '早鸟券：满¥30减¥10', '活动截止', '扫码看优惠']) expect(whole).toContain(words)
    expect(await of('store', on.at.store1)).toContain('冬至暖冬节')
  })

  it('says of a deal its lowest price, and the group that it asks for', async () => {
    const ladder = [{ size: 3, priceFen: 7900 }]
    const { dealId, promotionId } = await on.deals.deal({ title: '双人火锅', aloneFen: 9900, ladder })
    const sold = await wordsOn((await on.poster(promotionId, { kind: 'deal', id: dealId })).body.touchpointId)
    for (const words of ['双人火锅', '¥79', '3人成团价，单独购买¥99', '购买截止', '扫码拼团']) expect(sold).toContain(words)
  })
})
