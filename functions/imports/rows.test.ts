import type { ImportField } from '../../shared/imports.ts'
import { headOf } from './columns.ts'
import { readCsv } from './csv.ts'
import { type Read, readRows } from './rows.ts'

const usual = { system: 'GCJ-02', zone: 'Asia/Shanghai' } as const
const readText = (text: string): Read => readRows(headOf(readCsv(Buffer.from(text))), usual)
const base = { name: '巷口咖啡', address: '春熙路 18 号', city: '成都', lat: '30.65742', lng: '104.0808' }

/** One row, as it is read when only what is said differs from an ordinary one. */
function readOne(cells: { [field in ImportField]?: string }): Read {
  const all: { [field: string]: string } = { ...base, ...cells }
  const quoted = Object.values(all).map((cell) => `"${cell.replaceAll('"', '""')}"`)
  return readText(`${Object.keys(all).join(',')}\n${quoted.join(',')}\n`)
}

describe('the titles of columns', () => {
  it.each<[string, string, string[]]>([
    [
      'Chinese',
      '门店名称,地址,城市,经度,纬度,电话,营业时间,门店编号,时区',
      ['name', 'address', 'city', 'lng', 'lat', 'phone', 'hours', 'ref', 'zone'],
    ],
    ['Chinese, short', '店名,地址,城市,经度,纬度', ['name', 'address', 'city', 'lng', 'lat']],
    [
      'English',
      'name,address,city,lat,lng,phone,hours,code,time zone',
      ['name', 'address', 'city', 'lat', 'lng', 'phone', 'hours', 'ref', 'zone'],
    ],
    ['English in capitals', 'STORE NAME,Full Address,City,Latitude,Longitude', ['name', 'address', 'city', 'lat', 'lng']],
    [
      'with underscores',
      'store_id,store_name,address_line_1,city_name,lat,lon',
      ['ref', 'name', 'address', 'city', 'lat', 'lng'],
    ],
    ['marked as needed', '*门店名称,地址（必填）,城市【必填】,经度*,纬度*', ['name', 'address', 'city', 'lng', 'lat']],
    ['in another order', '纬度,经度,备注,地址,城市,店名', ['lat', 'lng', 'address', 'city', 'name']],
    ['with spaces and full-width letters', ' 门店 名称 ,地 址,城市,ｌｎｇ,ＬＡＴ', ['name', 'address', 'city', 'lng', 'lat']],
    ['with both coordinates in one', '门店名称,详细地址,所在城市,经纬度', ['name', 'address', 'city', 'lnglat']],
    [
      'with a coordinate system of its own',
      '店铺名称,店铺地址,城市,经度,纬度,坐标系',
      ['name', 'address', 'city', 'lng', 'lat', 'system'],
    ],
    ['with the system in the title', '店名,地址,城市,百度经度,百度纬度', ['name', 'address', 'city', 'lng', 'lat']],
  ])('%s', (_how, titles, fields) => {
    const head = headOf(readCsv(Buffer.from(`${titles}\n`)))
    expect(head.columns.map(({ field }) => field)).toEqual(fields)
  })

  it('are found below a title over the table, and what nobody asked for is named', () => {
    const head = headOf(readCsv(Buffer.from('2026 年门店清单,,,,,\n\n序号,店名,地址,城市,经度,纬度,店长\n')))
    expect(head.sheet.rows[head.at]?.row).toBe(3)
    expect(head.ignored).toEqual(['序号', '店长'])
  })

  it('that say one thing twice are taken once', () => {
    expect(headOf(readCsv(Buffer.from('店名,门店名称,地址,经度,纬度\n'))).ignored).toEqual(['门店名称'])
  })

  it.each([
    ['is no title', '1,2,3\n4,5,6\n', 'import.no_header', undefined],
    ['is nothing', '', 'import.no_header', undefined],
    ['is no place', '店名,地址,城市\n', 'import.column_missing', ['lat', 'lng']],
    ['is no longitude', '店名,地址,纬度\n', 'import.column_missing', ['lng']],
    ['is no name', '地址,经度,纬度\n', 'import.column_missing', ['name']],
    ['is no address', 'name,lat,lng\n', 'import.column_missing', ['address']],
  ])('are refused where there %s', (_what, text, code, missing) => {
    const refused = () => headOf(readCsv(Buffer.from(text)))
    expect(refused).toThrow(expect.objectContaining({ code }))
    try {
      refused()
    } catch (problem) {
      expect((problem as { facts: { details?: { missing: string[] } } }).facts.details?.missing).toEqual(missing)
    }
  })
})

describe('a row becomes a store', () => {
  it('with what it says, and the usual for what it leaves out', () => {
    expect(readOne({}).good).toEqual([
      {
        row: 2,
        key: 'at:巷口咖啡|春熙路18号',
        form: { ...base, lat: 30.65742, lng: 104.0808, zone: 'Asia/Shanghai' },
      },
    ])
  })

  it.each<[string, { [field in ImportField]?: string }, object]>([
    ['a phone number', { phone: '028-8888 0101' }, { phone: '028-8888 0101' }],
    ['a phone number of another country', { phone: '+86 28 8888 0101' }, { phone: '+86 28 8888 0101' }],
    ['an extension', { phone: '400-820-0101转8' }, { phone: '400-820-0101转8' }],
    ['hours', { hours: '10:00-22:00' }, { hours: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '10:00', to: '22:00' }] }],
    ['a city with its ending', { city: '成都市' }, { city: '成都' }],
    ['a city of two signs', { city: '沙市' }, { city: '沙市' }],
    ['a city that only the address tells', { city: '', address: '四川省成都市锦江区春熙路' }, { city: '成都' }],
    ['a city of its own rank', { city: '', address: '北京市朝阳区建国路' }, { city: '北京' }],
    ['a city of an autonomous region', { city: '', address: '新疆维吾尔自治区乌鲁木齐市天山区' }, { city: '乌鲁木齐' }],
    ['an English city', { city: 'Sydney', lat: '-33.8688', lng: '151.2093' }, { city: 'Sydney', lat: -33.8688 }],
    ['a zone', { zone: 'Asia/Urumqi' }, { zone: 'Asia/Urumqi' }],
    ['a zone with a space', { zone: 'America/New York' }, { zone: 'America/New_York' }],
    ['a zone in Chinese', { zone: '北京时间' }, { zone: 'Asia/Shanghai' }],
    ['a zone by its distance', { zone: 'UTC+8' }, { zone: 'Asia/Shanghai' }],
    ['space around and inside', { name: '  巷口\n咖啡　旗舰店 ' }, { name: '巷口 咖啡 旗舰店' }],
    ['marks that nobody sees', { name: '\u200b巷口\u202e咖啡\ufeff' }, { name: '巷口咖啡' }],
    ['a quotation', { name: '"老"灶' }, { name: '"老"灶' }],
    ['a number kept with its noughts', { ref: '="00123"' }, {}],
    ['a floor below ground', { address: '-1 楼 8 号' }, { address: '-1 楼 8 号' }],
    ['rare signs', { name: '𠮷野家·龘' }, { name: '𠮷野家·龘' }],
  ])('%s', (_what, cells, expected) => {
    const { good, bad } = readOne(cells)
    expect(bad).toEqual([])
    expect(good[0]?.form).toMatchObject(expected)
  })

  it('without a phone number where somebody wrote that there is none', () => {
    expect(readOne({ phone: '暂无', hours: '/' })).toEqual(readOne({}))
  })

  it('under its own number, or else under its name and address however they are spelled', () => {
    expect(readOne({ ref: 'Ａ-017' }).good[0]).toMatchObject({ ref: 'Ａ-017', key: 'ref:a-017' })
    expect(readOne({ ref: '="00123"' }).good[0]).toMatchObject({ ref: '00123', key: 'ref:00123' })
    expect(readOne({ name: '巷口 咖啡', address: '春熙路１８号' }).good[0]?.key).toBe(readOne({}).good[0]?.key)
  })

  it.each([
    ['the column 坐标系', `店名,地址,城市,经度,纬度,坐标系\n甲,路 1 号,北京,116.403963,39.915119,百度\n`],
    ['the titles', `店名,地址,城市,经度（BD-09）,纬度（BD-09）\n甲,路 1 号,北京,116.403963,39.915119\n`],
    ['the titles, in words', `店名,地址,城市,百度经度,百度纬度\n甲,路 1 号,北京,116.403963,39.915119\n`],
    ['one cell for both', `店名,地址,城市,百度坐标\n甲,路 1 号,北京,"116.403963,39.915119"\n`],
  ])('where the map stands that %s names', (_where, text) => {
    const place = readText(text).good[0]?.form
    expect(Math.abs((place?.lat ?? 0) - 39.908823)).toBeLessThan(0.0002)
    expect(Math.abs((place?.lng ?? 0) - 116.39747)).toBeLessThan(0.0002)
  })

  it.each<[string, { [field in ImportField]?: string }, string, string]>([
    ['no name', { name: '' }, 'name', 'row.missing'],
    ['a dash for a name', { name: '—' }, 'name', 'row.missing'],
    ['no address', { address: '' }, 'address', 'row.missing'],
    ['no city, and none in its address', { city: '' }, 'city', 'row.missing'],
    ['no latitude', { lat: '' }, 'lat', 'row.missing'],
    ['no longitude', { lng: 'N/A' }, 'lng', 'row.missing'],
    ['words for a latitude', { lat: '待定' }, 'lat', 'row.place_unreadable'],
    ['a latitude in millionths', { lat: '30657420' }, 'lat', 'row.place_unreadable'],
    ['both the wrong way round', { lat: '104.0808', lng: '30.65742' }, 'lat', 'row.place_swapped'],
    ['a longitude past the end of the world', { lng: '204.1' }, 'lng', 'row.place_range'],
    ['nought', { lat: '0', lng: '0' }, 'lat', 'row.place_zero'],
    ['an unknown system', { system: 'EPSG:3857' }, 'system', 'row.system_unknown'],
    ['unclear hours', { hours: '视情况而定' }, 'hours', 'row.hours_unclear'],
    ['an unknown zone', { zone: 'Mars/Olympus' }, 'zone', 'row.zone_unknown'],
    ['a name of 61 signs', { name: '长'.repeat(61) }, 'name', 'row.too_long'],
    ['an address without an end', { address: 'a'.repeat(100_000) }, 'address', 'row.too_long'],
    ['a reference of 61 signs', { ref: '1'.repeat(61) }, 'ref', 'row.too_long'],
    ['words for a phone number', { phone: '请联系店长' }, 'phone', 'row.phone_odd'],
    ['a control character', { name: '巷口\u0007咖啡' }, 'name', 'row.odd_characters'],
    ['what was no character', { name: '巷口\ufffd咖啡' }, 'name', 'row.odd_characters'],
    ['a formula for a name', { name: '=HYPERLINK("http://x","点我")' }, 'name', 'row.formula'],
    ['a full-width formula', { name: '＝1+1' }, 'name', 'row.formula'],
    ['a command', { address: "@SUM(1+1)*cmd|' /C calc'!A0" }, 'address', 'row.formula'],
    ['a command behind a plus', { ref: "+cmd|' /C calc'!A0" }, 'ref', 'row.formula'],
    ['a formula for a phone number', { phone: '=1+2' }, 'phone', 'row.formula'],
    ['a formula for a latitude', { lat: '=A1' }, 'lat', 'row.formula'],
    ['a formula for hours', { hours: '=NOW()' }, 'hours', 'row.formula'],
  ])('but not with %s', (_what, cells, field, code) => {
    const { rows, good, bad } = readOne(cells)
    expect({ rows, good }).toEqual({ rows: 1, good: [] })
    expect(bad.map(({ row, field, code }) => ({ row, field, code }))).toEqual([{ row: 2, field, code }])
  })

  it('and a row with several faults is told all of them, with its column and what stands there', () => {
    const { bad } = readText('店名,地址,城市,经度,纬度,营业时间\n,春熙路,成都,30.6,104.1,早晚\n')
    expect(bad).toEqual([
      { row: 2, field: 'name', code: 'row.missing', column: '店名' },
      { row: 2, field: 'lat', code: 'row.place_swapped', column: '纬度', value: '104.1' },
      { row: 2, field: 'hours', code: 'row.hours_unclear', column: '营业时间', value: '早晚' },
    ])
  })

  it('once: a row that repeats a good one is told of which, by its number or by name and address', () => {
    const twice = readText('编号,店名,地址,城市,经度,纬度\n1,甲,路 1 号,成都,104.1,30.6\n1,乙,路 2 号,成都,104.2,30.7\n')
    expect(twice.good.map(({ form }) => form.name)).toEqual(['甲'])
    expect(twice.bad).toEqual([{ row: 3, field: 'ref', code: 'row.duplicate', sameAs: 2, column: '编号', value: '1' }])
    const same = readText(
      '店名,地址,城市,经度,纬度\n甲,路1号,成都,104.1,30.6\n甲店,路1号,成都,104.1,30.6\n甲,路 1号,成都,104.2,30.7\n',
    )
    expect(same.bad).toMatchObject([{ row: 4, field: 'name', code: 'row.duplicate', sameAs: 2 }])
    const afterBad = readText('店名,地址,城市,经度,纬度\n甲,路1号,成都,x,30.6\n甲,路1号,成都,104.1,30.6\n')
    expect(afterBad.good.map(({ row }) => row)).toEqual([3])
  })

  it('and blank rows, and the titles printed again, are no rows', () => {
    const head = '店名,地址,城市,经度,纬度'
    const read = readText(`${head}\n甲,路1号,成都,104.1,30.6\n,,,,\n\n${head}\n乙,路2号,成都,104.1,30.6\n`)
    expect({ rows: read.rows, good: read.good.map(({ row }) => row), bad: read.bad }).toEqual({
      rows: 2,
      good: [2, 6],
      bad: [],
    })
  })
})
