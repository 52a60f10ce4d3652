import { parse } from 'csv-parse/sync'
import { readSheet } from 'read-excel-file/node'
import { type Coming, newComing } from '../../local/testing/coming.ts'
import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'

let door: FrontDoor
let on: Coming
let promotionId: string
beforeAll(async () => {
  door = await frontDoor()
  on = await newComing(door)
  const made = await on.campaign({ place: '=HYPERLINK("http://x")', creative: '红, 底' })
  promotionId = made.promotionId
  const guest = await on.guest()
  const { couponId } = await guest.claim(made.batchId, (await on.open(made.touchpoint.scene)).trace)
  const { code } = (await door.call('showCode', { couponId }, { token: guest.token })).body
  await door.call('redeem', { code, storeId: on.at.store1, bill: { totalFen: 4550 } }, { token: on.at.clerk1 })
  await door.settle()
})
afterAll(() => door.close())

const file = async (fileType: 'csv' | 'xlsx', language = 'zh') => {
  const { body } = await door.call('exportReport', { promotionId, fileType }, { token: on.marketer, language })
  return { ...body, data: Buffer.from(body.bytes, 'base64') }
}

describe('an export', () => {
  it('is a CSV that Excel opens as UTF-8, in yuan, of every line and the total', async () => {
    const { data, name, type } = await file('csv')
    expect(name).toMatch(/^活动-\d+-touchpoint-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/)
    expect(type).toBe('text/csv; charset=utf-8')
    expect([...data.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const rows = parse(data, { bom: true, columns: true }) as { [title: string]: string }[]
    expect(rows.map((row) => [row.触点, row.核销, row['收入 (元)'], row['媒介费用 (元)']])).toEqual([
      ['\'=HYPERLINK("http://x") · 红, 底', '1', '35.5', '50'],
      ['直接进入', '0', '0', '0'],
      ['合计', '1', '35.5', '50'],
    ])
  })

  it('keeps a loss a number, and runs no formula that somebody put into a name', async () => {
    const { data } = await file('csv')
    const rows = parse(data, { bom: true, columns: true }) as { [title: string]: string }[]
    expect(rows.at(-1)?.['毛利 (元)']).toBe('-14.5')
    expect(data.toString()).not.toMatch(/(^|,|")=/m)
  })

  it('is a workbook whose second and third sheets say who bore the discount and how each figure is made', async () => {
    const { data, type } = await file('xlsx', 'en')
    expect(type).toContain('spreadsheetml')
    const [titles = [], ...lines] = await readSheet(data, 'Report')
    expect(titles.slice(0, 3)).toEqual(['Touchpoint', 'Opened', 'Claimed'])
    expect(lines.at(-1)?.[titles.indexOf('Net revenue (yuan)')]).toBe(35.5)
    expect((await readSheet(data, 'Who bore it'))[1]).toEqual(['Merchant', 100, 10])
    const how = await readSheet(data, 'How it is made')
    expect(how.find(([name]) => name === 'ROI')?.[1]).toContain('Margin ÷ cost')
  })

  it('is for marketers of the merchant alone', async () => {
    const asked = { promotionId, fileType: 'csv' as const }
    expect((await door.call('exportReport', asked, { token: on.at.clerk1 })).body.code).toBe('role.forbidden')
    expect((await door.call('exportReport', asked, {})).body.code).toBe('session.missing')
  })
})
