import { type FrontDoor, frontDoor } from '../../local/testing/front-door.ts'
import { base64, type Importing, newImporting } from '../../local/testing/importing.ts'
import { storesFile, threeWrong } from '../../local/testing/stores-file.ts'
import type { StoreItem } from '../stores/stores.ts'

let door: FrontDoor
let token: string
let upload: Importing['upload']
let confirmAll: Importing['confirmAll']
let stores: Importing['stores']
let some: Importing['some']
beforeAll(async () => {
  door = await frontDoor()
  ;({ token, upload, confirmAll, stores, some } = await newImporting(door))
})

describe('a real list of 300 stores, in GBK and BD-09', () => {
  it('is read: three rows are bad and say why, and no store is made yet', async () => {
    const { status, body } = await upload(threeWrong())
    expect(status).toBe(201)
    expect(body).toMatchObject({ state: 'ready', rows: 300, good: 297, badRows: 3, done: 0, total: 297, coordinates: 'BD-09' })
    expect(body.bad).toEqual([
      { row: 18, field: 'lat', code: 'row.place_swapped', message: '经度和纬度填反了', column: '纬度(百度)', value: '104.066' },
      expect.objectContaining({
        row: 129,
        field: 'hours',
        code: 'row.hours_unclear',
        column: '营业时间',
        value: '以门店公告为准',
      }),
      {
        row: 257,
        field: 'ref',
        code: 'row.duplicate',
        message: '和文件里另一行是同一家门店',
        column: '门店编号',
        value: 'CD00001',
        sameAs: 2,
      },
    ])
    expect(body.ignoredColumns).toEqual(['序号', '店长'])
    expect(body.columns).toContainEqual({ field: 'lng', column: '经度(百度)' })
    expect(body.sample[0]).toMatchObject({
      row: 2,
      ref: 'CD00001',
      name: '巷口咖啡·第 1 店',
      city: '成都',
      zone: 'Asia/Shanghai',
    })
    expect(await stores('巷口咖啡·第')).toEqual([])
    const english = await door.call('getImport', { importId: body.importId }, { token, language: 'en' })
    expect(english.body.bad[0]?.message).toBe('Latitude and longitude are the wrong way round')
  })

  it('becomes 297 stores on confirmation, in GCJ-02, and guests find them', async () => {
    const { importId } = (await upload(threeWrong())).body
    const done = await confirmAll(importId)
    expect(done).toMatchObject({ state: 'done', done: 297, total: 297, made: 297, kept: 0 })
    const all = await stores('巷口咖啡·第')
    expect(all).toHaveLength(297)
    const first = all.find(({ name }) => name === '巷口咖啡·第 1 店') as StoreItem
    expect(first).toMatchObject({ phone: '028-0000-0000', zone: 'Asia/Shanghai', merchantName: '巷口咖啡' })
    expect([first.lng, first.lat]).toEqual([103.993434, 30.544238])
    expect(first.hours).toEqual([{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '10:00', to: '22:00' }])
    const seen = await door.call('getStore', { storeId: first.storeId })
    expect(seen).toMatchObject({ status: 200, body: { name: '巷口咖啡·第 1 店' } })
  })

  it('changes nothing when it comes again', async () => {
    const before = await stores('巷口咖啡·第')
    const { importId } = (await upload(threeWrong())).body
    expect(await confirmAll(importId)).toMatchObject({ made: 0, kept: 297, done: 297 })
    expect(await stores('巷口咖啡·第')).toEqual(before)
  })
})

describe('importStores', () => {
  it('takes the coordinates of the request where the file does not say, and of the file where it does', async () => {
    const csv = '店名,地址,城市,经度,纬度\n甲,路 1 号,北京,116.403963,39.915119\n'
    const place = async (text: string, coordinates?: 'BD-09' | 'WGS-84') => {
      const { body } = await door.call('importStores', { file: base64(text), format: 'csv', coordinates }, { token })
      return { system: body.coordinates, lng: body.sample[0]?.lng.toFixed(3) }
    }
    expect(await place(csv)).toEqual({ system: 'GCJ-02', lng: '116.404' })
    expect(await place(csv, 'BD-09')).toEqual({ system: 'BD-09', lng: '116.398' })
    expect(await place(csv, 'WGS-84')).toEqual({ system: 'WGS-84', lng: '116.410' })
    expect(await place(csv.replace('经度', '经度（GCJ-02）'), 'BD-09')).toEqual({ system: 'GCJ-02', lng: '116.404' })
  })

  it('answers a repeat under its key with the same import, and refuses the key for another file', async () => {
    const { csv } = some(2)
    const first = await upload(csv, { key: 'once' })
    expect((await upload(csv, { key: 'once' })).body).toEqual(first.body)
    expect(await upload(some(2).csv, { key: 'once' })).toMatchObject({ status: 409, body: { code: 'idempotency.mismatch' } })
  })

  it('shows what is wrong page by page, all of it', async () => {
    const rows = Array.from({ length: 250 }, (_, n) => `甲${n},,成都,x,30.6`)
    const { body } = await upload(['店名,地址,城市,经度,纬度', ...rows].join('\n'))
    expect(body).toMatchObject({ rows: 250, good: 0, badRows: 250 })
    expect(body.bad).toHaveLength(100)
    const found = [...body.bad]
    let cursor = body.nextCursor
    while (cursor !== undefined) {
      const page = await door.call('getImport', { importId: body.importId, cursor, limit: 70 }, { token })
      found.push(...page.body.bad)
      cursor = page.body.nextCursor
    }
    expect(found.map(({ row, field }) => `${row} ${field}`)).toEqual(
      rows.flatMap((_, n) => [`${n + 2} address`, `${n + 2} lng`]),
    )
  })

  it.each<[string, () => Promise<{ status: number; body: object }>, number, object]>([
    ['10,001 rows', () => upload(storesFile(10_001)), 422, { code: 'import.too_many_rows', field: 'file' }],
    ['titles alone', () => upload('店名,地址,城市,经度,纬度\n'), 422, { code: 'import.empty', field: 'file' }],
    ['a list of something else', () => upload('品名,价格\n拿铁,22\n'), 422, { code: 'import.no_header', field: 'file' }],
    [
      'no places',
      () => upload('店名,地址,城市,店长\n甲,路,成都,何敏\n'),
      422,
      {
        code: 'import.column_missing',
        details: { missing: ['lat', 'lng'], found: ['店名', '地址', '城市'], ignored: ['店长'] },
      },
    ],
    ['a picture', () => upload(Buffer.from('89504e470d0a1a0a0000000d', 'hex')), 422, { code: 'import.unreadable' }],
    ['more than 3 MB', () => upload(Buffer.alloc(3_000_001, 'a')), 422, { code: 'import.too_large' }],
    ['more than 4 MB on the wire', () => upload(Buffer.alloc(3_200_000, 'a')), 413, { code: 'input.too_large' }],
    [
      'what is no base64',
      () => door.call('importStores', { file: 'a b', format: 'csv' }, { token }),
      422,
      { code: 'input.invalid', field: 'file' },
    ],
  ])('refuses %s', async (_what, call, status, body) => {
    expect(await call()).toMatchObject({ status, body })
  })
})

describe('who may', () => {
  it('a manager as well as a marketer, nobody else, and no other merchant sees it', async () => {
    const { importId } = (await upload(some(1).csv)).body
    const manager = await door.tokenOf('seed-manager')
    expect((await door.call('getImport', { importId }, { token: manager })).status).toBe(200)
    const clerk = await door.tokenOf('seed-clerk-1')
    expect(await door.call('getImport', { importId }, { token: clerk })).toMatchObject({ status: 403 })
    const { memberId } = (await door.call('getMe', {}, { token: await door.tokenOf('other-marketer') })).body
    const merchant = { merchantId: 'mer_01HSPR1NGHTP0T000000000000', merchantName: '春水小火锅' }
    const roles = [{ role: 'marketer', storeIds: [] }]
    const staff = { pk: `MEMBER#${memberId}`, sk: 'STAFF', memberId, ...merchant, name: '邻店', roles, state: 'active' }
    await door.table.commit({ put: staff, when: 'always' })
    const other = await door.tokenOf('other-marketer')
    for (const name of ['getImport', 'confirmImport'] as const)
      expect(await door.call(name, { importId }, { token: other })).toMatchObject({
        status: 404,
        body: { code: 'import.not_found' },
      })
  })

  it('two merchants with the same numbers have stores of their own', async () => {
    const { prefix, csv } = some(2)
    await confirmAll((await upload(csv)).body.importId)
    const other = await door.tokenOf('other-marketer')
    const theirs = await door.call('importStores', { file: base64(csv), format: 'csv' }, { token: other })
    const done = await door.call('confirmImport', { importId: theirs.body.importId }, { token: other })
    expect(done.body).toMatchObject({ made: 2, kept: 0 })
    expect(await stores(prefix)).toHaveLength(2)
  })
})
