import type { CoordinateSystem, ImportField } from '../../shared/imports.ts'
import { Problem } from '../../shared/problem.ts'
import { systemIn, withoutSystem } from './place.ts'

/** A table as a file holds it; `row` is the number a spreadsheet program shows. */
export interface Sheet {
  name?: string
  rows: { row: number; cells: string[] }[]
}

/** `lnglat` and `latlng` are both coordinates in one cell, in that order. */
export type Meaning = ImportField | 'lnglat' | 'latlng'

export interface Column {
  field: Meaning
  at: number
  /** What the file calls it. */
  title: string
}

/** Where the table begins and what its columns mean. */
export interface Head {
  sheet: Sheet
  /** Its place in the rows of the sheet. */
  at: number
  columns: Column[]
  ignored: string[]
  /** What the heads of the coordinates say, such as 经度（百度）. */
  system: CoordinateSystem | undefined
}

const rowsSearched = 20

const titles: { [field in Meaning]: string } = {
  ref: '门店编号 门店编码 门店代码 门店代号 门店号 门店id 店铺编号 店铺编码 店铺代码 店铺id 店编号 店号 网点编号 分店编号 编号 编码 代码 外部编号 外部编码 ref code storecode storeid storeno storenumber storeref shopid shopcode shopno branchcode branchid outletcode externalid reference',
  name: '门店名称 门店名 门店 门店全称 门店简称 店名 店铺名称 店铺名 店铺 商店名称 网点名称 分店名称 分店名 分店 餐厅名称 名称 name storename store shopname shop branchname branch outletname outlet restaurant locationname',
  address:
    '地址 门店地址 店铺地址 详细地址 门店详细地址 街道地址 具体地址 所在地址 网点地址 营业地址 address storeaddress shopaddress fulladdress streetaddress street addressline1 detailedaddress',
  city: '城市 所在城市 门店城市 城市名称 市 地级市 地市 所属城市 city cityname storecity town',
  lat: '纬度 门店纬度 店铺纬度 坐标纬度 纬度坐标 纬度值 北纬 lat latitude storelat storelatitude',
  lng: '经度 门店经度 店铺经度 坐标经度 经度坐标 经度值 东经 lng lon long longitude storelng storelongitude',
  lnglat: '经纬度 门店经纬度 经纬度坐标 坐标 门店坐标 位置坐标 地理坐标 地图坐标 lnglat lonlat longitudelatitude',
  latlng: '纬经度 latlng latlon latlong latitudelongitude coordinates coordinate geo',
  system:
    '坐标系 坐标系统 坐标类型 坐标标准 坐标来源 地图类型 coordinatesystem system coordinatetype coordsystem coordtype crs datum mapsource',
  phone:
    '电话 门店电话 店铺电话 联系电话 电话号码 联系方式 手机 手机号 手机号码 座机 固定电话 客服电话 预约电话 服务电话 phone tel telephone phonenumber telephonenumber mobile contact contactnumber contactphone storephone',
  hours:
    '营业时间 门店营业时间 营业时段 营业时间段 开放时间 开店时间 hours openinghours openhours businesshours opentime openingtimes openingtime storehours',
  zone: '时区 门店时区 所在时区 timezone zone tz timezoneid',
}
const meanings = new Map(
  (Object.entries(titles) as [Meaning, string][]).flatMap(([field, names]) =>
    names.split(' ').map((name): [string, Meaning] => [name, field]),
  ),
)
const needed: ImportField[] = ['name', 'address', 'lat', 'lng']

/** The first sheet with a row of titles among its first rows. Refuses with import.no_header or import.column_missing. */
export function headOf(sheets: Sheet[]): Head {
  const heads = sheets.flatMap((sheet) => headIn(sheet) ?? [])
  const head = heads.find(({ columns }) => missingIn(columns).length === 0) ?? heads[0]
  if (!head) throw new Problem('import.no_header', { field: 'file' })
  const missing = missingIn(head.columns)
  if (missing.length > 0) {
    const found = head.columns.map(({ title }) => title)
    throw new Problem('import.column_missing', {
      field: 'file',
      details: { missing, found, ignored: head.ignored.slice(0, 50) },
    })
  }
  return head
}

function headIn(sheet: Sheet): Head | undefined {
  const heads = sheet.rows.slice(0, rowsSearched).map(({ cells }, at) => ({ sheet, at, ...columnsOf(cells) }))
  // A title over the table is one cell, and a row of values hardly ever says two of these words.
  return heads.filter(({ columns }) => columns.length >= 2).sort((a, b) => b.columns.length - a.columns.length)[0]
}

function columnsOf(cells: string[]): Pick<Head, 'columns' | 'ignored' | 'system'> {
  const columns: Column[] = []
  const ignored: string[] = []
  let system: CoordinateSystem | undefined
  for (const [at, title] of cells.entries()) {
    if (title === '') continue
    const field = meaningOf(title)
    if (!field || columns.some((one) => one.field === field)) {
      ignored.push(title.slice(0, 60))
      continue
    }
    columns.push({ field, at, title: title.slice(0, 60) })
    if (field === 'lat' || field === 'lng' || field === 'lnglat' || field === 'latlng') system ??= systemIn(title)
  }
  return { columns, ignored, system }
}

/** 经度（必填）, *Store name, Latitude (WGS84) and 百度纬度 mean what they mean without their additions. */
function meaningOf(title: string): Meaning | undefined {
  if (title.length > 60) return undefined
  const plain = title.normalize('NFKC').toLowerCase()
  const bare = plain.replace(/[([【].*?[)\]】]/g, '')
  for (const text of [bare, withoutSystem(bare), plain]) {
    const found = meanings.get(text.replace(/[^\p{L}\p{N}]/gu, ''))
    if (found) return found
  }
  return undefined
}

function missingIn(columns: Column[]): ImportField[] {
  const fields = columns.map(({ field }) => field)
  const both = fields.includes('lnglat') || fields.includes('latlng')
  return needed.filter((field) => !fields.includes(field) && !(both && (field === 'lat' || field === 'lng')))
}
