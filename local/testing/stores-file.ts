import iconv from 'iconv-lite'

const titles = [
  '序号',
  '门店编号',
  '门店名称',
  '详细地址',
  '所在城市',
  '经度(百度)',
  '纬度(百度)',
  '联系电话',
  '营业时间',
  '店长',
]
const hours = [
  '10:00-22:00',
  '周一至周五 9:00-18:00',
  '周一至周五 9:00-18:00；周六日 10:00-16:00',
  '10:00-14:00，17:00-次日02:00',
  '24小时',
]

/** Where the stores of a file are. A zone becomes a column of its own. */
interface Town {
  city: string
  street: string
  lng: number
  lat: number
  zone?: string
}
const chengdu: Town = { city: '成都市', street: '锦江区东大街', lng: 104, lat: 30.55 }
/** In China, and two hours behind Shanghai. */
export const urumqi: Town = { city: '乌鲁木齐市', street: '天山区解放北路', lng: 87.6, lat: 43.8, zone: 'Asia/Urumqi' }

/** The cells of one store of a chain, as its office keeps them. */
function cellsOf(n: number, { city, street, lng, lat, zone }: Town): string[] {
  const place = [(lng + (n % 40) * 0.004).toFixed(6), (lat + Math.floor(n / 40) * 0.004).toFixed(6)]
  const phone = `028-0000-${String(n).padStart(4, '0')}`
  return [
    String(n + 1),
    `CD${String(n + 1).padStart(5, '0')}`,
    `巷口咖啡·第 ${n + 1} 店`,
    `${street} ${n + 1} 号`,
    city,
    ...place,
    phone,
    hours[n % hours.length] ?? '',
    '何敏',
    ...(zone === undefined ? [] : [zone]),
  ]
}

/** A CSV file of so many stores: GBK, BD-09. `wrong` changes cells of a store, by its number from 1 on. */
export function storesFile(
  count: number,
  wrong: { [nth: number]: { [title: string]: string } } = {},
  town: Town = chengdu,
): Buffer {
  const rows = Array.from({ length: count }, (_, n) => {
    const cells = cellsOf(n, town)
    for (const [title, cell] of Object.entries(wrong[n + 1] ?? {})) cells[titles.indexOf(title)] = cell
    return cells
  })
  const head = town.zone === undefined ? titles : [...titles, '门店时区']
  return iconv.encode([head, ...rows].map((cells) => `${cells.join(',')}\r\n`).join(''), 'gbk')
}

/** 300 stores of which three are wrong: coordinates the wrong way round, hours that say nothing, a number given twice. */
export const threeWrong = (town: Town = chengdu): Buffer => {
  const wrong = {
    17: { '经度(百度)': '30.572', '纬度(百度)': '104.066' },
    128: { 营业时间: '以门店公告为准' },
    256: { 门店编号: 'CD00001' },
  }
  return storesFile(300, wrong, town)
}
