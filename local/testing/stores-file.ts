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

/** The cells of one store of a chain in Chengdu, as its office keeps them. */
function cellsOf(n: number): string[] {
  const place = [(104.0 + (n % 40) * 0.004).toFixed(6), (30.55 + Math.floor(n / 40) * 0.004).toFixed(6)]
  const phone = `028-0000-${String(n).padStart(4, '0')}`
  return [
    String(n + 1),
    `CD${String(n + 1).padStart(5, '0')}`,
    `巷口咖啡·第 ${n + 1} 店`,
    `锦江区东大街 ${n + 1} 号`,
    '成都市',
    ...place,
    phone,
    hours[n % hours.length] ?? '',
    '何敏',
  ]
}

/** A CSV file of so many stores: GBK, BD-09. `wrong` changes cells of a store, by its number from 1 on. */
export function storesFile(count: number, wrong: { [nth: number]: { [title: string]: string } } = {}): Buffer {
  const rows = Array.from({ length: count }, (_, n) => {
    const cells = cellsOf(n)
    for (const [title, cell] of Object.entries(wrong[n + 1] ?? {})) cells[titles.indexOf(title)] = cell
    return cells
  })
  return iconv.encode([titles, ...rows].map((cells) => `${cells.join(',')}\r\n`).join(''), 'gbk')
}

/** 300 stores of which three are wrong: coordinates the wrong way round, hours that say nothing, a number given twice. */
export const threeWrong = (): Buffer =>
  storesFile(300, {
    17: { '经度(百度)': '30.572', '纬度(百度)': '104.066' },
    128: { 营业时间: '以门店公告为准' },
    256: { 门店编号: 'CD00001' },
  })
