import { deflateRawSync } from 'node:zlib'
import iconv from 'iconv-lite'
import writeWorkbook from 'write-excel-file/node'
import { zipOf } from '../../local/testing/zip-of.ts'
import { headOf } from './columns.ts'
import { readCsv } from './csv.ts'
import { readRows } from './rows.ts'
import { readXlsx } from './xlsx.ts'

const usual = { system: 'GCJ-02', zone: 'Asia/Shanghai' } as const
const titles = ['门店名称', '地址', '城市', '经度', '纬度', '营业时间']
const row = ['巷口咖啡', '春熙路 18 号', '成都', '104.0808', '30.65742', '10:00-22:00']
const text = (separator = ',', end = '\r\n') => `${titles.join(separator)}${end}${row.join(separator)}${end}`
const namesIn = (bytes: Buffer) => readRows(headOf(readCsv(bytes)), usual).good.map(({ row, form }) => `${row} ${form.name}`)

describe('a CSV file is read', () => {
  it.each<[string, Buffer]>([
    ['in UTF-8', Buffer.from(text())],
    ['in UTF-8 with its mark', Buffer.from(`\ufeff${text()}`)],
    ['in GBK, as Excel in China saves it', iconv.encode(text(), 'gbk')],
    ['in GB18030', iconv.encode(text(), 'gb18030')],
    ['in UTF-16, as Excel saves Unicode text', iconv.encode(text('\t'), 'utf16le', { addBOM: true })],
    ['in UTF-16 the other way round', iconv.encode(text('\t'), 'utf16be', { addBOM: true })],
    ['with semicolons', Buffer.from(text(';'))],
    ['with tabs', Buffer.from(text('\t'))],
    ['with bars', Buffer.from(text('|'))],
    ['with plain line ends', Buffer.from(text(',', '\n'))],
    ['with the line ends of old Macs', Buffer.from(text(',', '\r'))],
    ['with its separator named in the first line', Buffer.from(`sep=;\r\n${text(';')}`)],
    ['without a last line end', Buffer.from(text().trimEnd())],
    ['with every cell in quotes', Buffer.from(text().replace(/[^,\r\n]+/g, '"$&"'))],
    ['with columns that are nowhere named', Buffer.from(text().replace(/\r\n/g, ',,\r\n'))],
  ])('%s', (_how, bytes) => expect(namesIn(bytes)).toEqual(['2 巷口咖啡']))

  it('with line breaks and separators inside of quotes, and rows counted as a spreadsheet does', () => {
    const csv = `${titles.join(',')}\r\n"巷口\r\n咖啡","春熙路, 18 号",成都,104.0808,30.65742,\r\n\r\n乙,路 2 号,成都,104.1,30.6,\r\n`
    expect(namesIn(Buffer.from(csv))).toEqual(['2 巷口 咖啡', '4 乙'])
  })

  it('with rows of different lengths', () => {
    const csv = `${titles.join(',')}\n${row.slice(0, 5).join(',')}\n乙,路 2 号,成都,104.1,30.6,,,多,余\n`
    expect(namesIn(Buffer.from(csv))).toEqual(['2 巷口咖啡', '3 乙'])
  })

  it.each<[string, Buffer, string]>([
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0xd]), 'import.unreadable'],
    ['bytes that are no text in any encoding', Buffer.from([0xff, 0xff, 0x80, 0xff]), 'import.unreadable'],
    ['a quote that is never closed', Buffer.from(`${titles.join(',')}\n"甲,路,成都,104,30,\n乙,,,,,\n`), 'import.unreadable'],
    ['more columns than any list has', Buffer.from(`${titles.join(',')}${',a'.repeat(400)}\n`), 'import.too_large'],
    ['nothing but commas', Buffer.alloc(1_000_000, ','), 'import.too_large'],
    ['nothing but line breaks', Buffer.alloc(1_000_000, '\n'), 'import.too_many_rows'],
    ['blank lines without an end', Buffer.from(`${text()}${'\n'.repeat(40_000)}`), 'import.too_many_rows'],
    ['a web page', Buffer.from('<html><body><table><tr><td>门店名称</td></tr></table></body></html>'), 'import.no_header'],
    ['an empty file', Buffer.alloc(0), 'import.no_header'],
  ])('but not %s', (_what, bytes, code) => {
    expect(() => namesIn(bytes)).toThrow(expect.objectContaining({ code }))
  })
})

type Cell = string | number | Date | boolean | null
const cellsOf = (rows: Cell[][]) =>
  rows.map((cells) =>
    cells.map((value) =>
      value instanceof Date
        ? { value, type: Date, format: 'hh:mm' }
        : value === null
          ? null
          : { value, type: value.constructor },
    ),
  )
const workbook = async (rows: Cell[][]): Promise<Buffer> => writeWorkbook(cellsOf(rows) as never).toBuffer()
const storesIn = async (bytes: Buffer) => readRows(headOf(await readXlsx(bytes)), usual)

describe('a workbook is read', () => {
  it('with numbers that are numbers and numbers that are text, and empty cells of a merged title', async () => {
    const { good, bad } = await storesIn(
      await workbook([
        ['门店清单', null, null, null, null, null, null],
        ['编号', ...titles.slice(0, 5), '电话'],
        [1001, '甲', '路 1 号', '成都', 104.0808, 30.65742, 13812345678],
        [null, null, null, null, null, null, null],
        ['0017', '乙', '路 2 号', '成都', '104.1', '30.6', '028-0000-0101'],
      ]),
    )
    expect(bad).toEqual([])
    expect(good).toMatchObject([
      { row: 3, ref: '1001', form: { name: '甲', lat: 30.65742, lng: 104.0808, phone: '13812345678' } },
      { row: 5, ref: '0017', form: { name: '乙', lat: 30.6, phone: '028-0000-0101' } },
    ])
  })

  it('with a date where hours are asked, which is told and no fault of ours', async () => {
    const { bad } = await storesIn(await workbook([titles, ['甲', '路', '成都', 104.1, 30.6, new Date(Date.UTC(2026, 0, 1))]]))
    expect(bad).toMatchObject([{ row: 2, field: 'hours', code: 'row.hours_unclear', value: '2026-01-01' }])
  })

  it('with cells that are merged over rows, each row reading what stands in them, and titles in two rows', async () => {
    const merge = (value: string, rowSpan: number) => ({ value, type: String, rowSpan })
    const rows = [
      [merge('门店名称', 2), merge('地址', 2), merge('城市', 2), { value: '坐标', type: String, columnSpan: 2 }, null],
      [null, null, null, { value: '经度', type: String }, { value: '纬度', type: String }],
      ...['甲', '乙', '丙'].map((name, n) => [
        ...[name, `路 ${n} 号`].map((value) => ({ value, type: String })),
        n === 0 ? merge('成都', 4) : null,
        ...[104.1, 30.6].map((value) => ({ value, type: Number })),
      ]),
      [null, null, null, null, null],
    ]
    const { rows: count, good, bad } = await storesIn(await writeWorkbook(rows as never).toBuffer())
    expect({ count, bad }).toEqual({ count: 3, bad: [] })
    expect(good.map(({ row, form }) => `${row} ${form.name} ${form.city}`)).toEqual(['3 甲 成都', '4 乙 成都', '5 丙 成都'])
  })

  it('from the first sheet that is a list of stores', async () => {
    const sheets = [
      { data: cellsOf([['说明'], ['请勿修改']]), sheet: '说明' },
      { data: cellsOf([titles, row]), sheet: '门店' },
      { data: cellsOf([titles, ['别的', ...row.slice(1)]]), sheet: '旧' },
    ]
    const head = headOf(await readXlsx(await writeWorkbook(sheets as never).toBuffer()))
    expect(head.sheet.name).toBe('门店')
    expect(readRows(head, usual).good.map(({ form }) => form.name)).toEqual(['巷口咖啡'])
  })
})

const sheetXml = (rows: string) =>
  `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`
const cell = (place: string, value: string) => `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`
const headXml = `<row r="1">${titles.map((title, at) => cell(`${'ABCDEF'[at]}1`, title)).join('')}</row>`
/** A workbook by hand, where the library would not write such a thing. */
function handmade(sheet: string, options: { declared?: number; at?: string; more?: { [path: string]: Buffer } } = {}): Buffer {
  const at = options.at ?? 'worksheets/sheet1.xml'
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const files = {
    'xl/workbook.xml': `<workbook xmlns:r="${relation}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="${relation}/worksheet" Target="${at}"/></Relationships>`,
    [`xl/${at}`]: sheet,
  }
  const all = [
    ...Object.entries(files).map(([path, xml]): [string, Buffer] => [path, Buffer.from(xml)]),
    ...Object.entries(options.more ?? {}),
  ]
  return zipOf(
    all.map(([name, content]) => ({ name, packed: deflateRawSync(content), size: options.declared ?? content.length })),
  )
}
const dataRow = `<row r="2">${row.map((value, at) => cell(`${'ABCDEF'[at]}2`, value)).join('')}</row>`

describe('a workbook that means harm', () => {
  it('is told from one that is only made by hand, which is read', async () => {
    expect((await storesIn(handmade(sheetXml(headXml + dataRow)))).good.map(({ form }) => form.name)).toEqual(['巷口咖啡'])
  })

  it('that claims to be smaller than it is, is read at its true size all the same', async () => {
    expect((await storesIn(handmade(sheetXml(headXml + dataRow), { declared: 10 }))).good).toHaveLength(1)
  })

  it.each<[string, () => Buffer, string]>([
    [
      'a bomb of 60 MB in one file',
      () => handmade(sheetXml(headXml + dataRow), { more: { 'xl/bomb.xml': Buffer.alloc(60_000_000, ' ') } }),
      'import.too_large',
    ],
    [
      'a bomb that lies about its size',
      () => handmade(sheetXml(' '.repeat(60_000_000)), { declared: 700_000 }),
      'import.too_large',
    ],
    [
      'many files that are large together',
      () =>
        handmade(sheetXml(headXml), {
          more: Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`xl/${n}.xml`, Buffer.alloc(6_000_000, ' ')])),
        }),
      'import.too_large',
    ],
    [
      'more files than any workbook has',
      () =>
        handmade(sheetXml(headXml), {
          more: Object.fromEntries(Array.from({ length: 2500 }, (_, n) => [`xl/${n}.xml`, Buffer.from('x')])),
        }),
      'import.too_large',
    ],
    [
      'a row beyond the last',
      () => handmade(sheetXml(`${headXml}<row r="999999999">${cell('A999999999', 'x')}</row>`)),
      'import.unreadable',
    ],
    [
      'a row beyond the last, hidden behind a bracket',
      () => handmade(sheetXml(`${headXml}<row a=">" r="999999999">${cell('A2', 'x')}</row>`)),
      'import.unreadable',
    ],
    [
      'a row beyond the last, in a sheet that lies elsewhere',
      () => handmade(sheetXml(`${headXml}<row r="999999999">${cell('A2', 'x')}</row>`), { at: 'elsewhere/s.xml' }),
      'import.unreadable',
    ],
    [
      'a row beyond the last, in other quotes',
      () => handmade(sheetXml(`${headXml}<row r = '999999999'>${cell('A2', 'x')}</row>`)),
      'import.unreadable',
    ],
    [
      'a column beyond the last',
      () => handmade(sheetXml(`${headXml}<row r="2">${cell('ZZZZZZZ2', 'x')}</row>`)),
      'import.unreadable',
    ],
    [
      'both at the edge',
      () => handmade(sheetXml(`${headXml}<row r="1048576">${cell('XFD1048576', 'x')}</row>`)),
      'import.too_large',
    ],
    [
      'merged places without an end',
      () => {
        const rows = Array.from({ length: 2000 }, (_, n) => `<row r="${n + 1}">${cell(`A${n + 1}`, 'x')}</row>`).join('')
        const merged = '<mergeCell ref="A1:A2000"/>'.repeat(1000)
        return handmade(sheetXml(rows).replace('</worksheet>', `<mergeCells>${merged}</mergeCells></worksheet>`))
      },
      'import.too_large',
    ],
    ['entities', () => handmade(`<!DOCTYPE x [<!ENTITY a "aaaa">]>${sheetXml(headXml + dataRow)}`), 'import.unreadable'],
    ['broken XML', () => handmade('<worksheet><sheetData><row r="1"><c'), 'import.unreadable'],
    ['no sheet', () => zipOf([{ name: 'readme.txt', packed: deflateRawSync(Buffer.from('x')), size: 1 }]), 'import.unreadable'],
    ['an archive without an end', () => handmade(sheetXml(headXml)).subarray(0, -40), 'import.unreadable'],
    [
      'offsets that lead nowhere',
      () => Buffer.concat([handmade(sheetXml(headXml)).subarray(0, -6), Buffer.alloc(6, 0xff)]),
      'import.unreadable',
    ],
    ['an old Excel file', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'import.old_excel'],
    ['a CSV file under another name', () => Buffer.from(text()), 'import.unreadable'],
    ['nothing', () => Buffer.alloc(0), 'import.unreadable'],
  ])('%s is refused', async (_what, make, code) => {
    await expect(storesIn(make())).rejects.toMatchObject({ code, facts: { field: 'file' } })
  })
})
