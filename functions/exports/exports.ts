import { stringify } from 'csv-stringify/sync'
import type { Language } from '../../shared/problems.ts'
import { type FigureName, type Figures, figureNames, type fileTypes, type Report } from '../../shared/reports.ts'
import type { Staff } from '../kernel/staff.ts'
import type { Table } from '../kernel/table/table.ts'
import { type Asked, getReport } from '../reports/reports.ts'

type FileType = (typeof fileTypes)[number]
type Cell = string | number | null
/** Its rows, the first of them the titles. */
interface Sheet {
  name: string
  rows: Cell[][]
}

const types: { [type in FileType]: string } = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** The report as a file, under a name that says of what. Refuses as getReport does. */
export async function exportReport(
  table: Table,
  marketer: Staff,
  { fileType, ...asked }: Asked & { fileType: FileType },
  language: Language,
  now: Date,
): Promise<{ name: string; type: string; bytes: string }> {
  const report = await getReport(table, marketer, asked, language, now)
  const sheets = sheetsOf(report, language)
  const bytes = fileType === 'csv' ? csvOf(sheets[0] as Sheet) : await xlsxOf(sheets)
  const { from, to, by } = report
  return {
    name: `${inFileName(report.name)}-${by}-${from}-${to}.${fileType}`,
    type: types[fileType],
    bytes: bytes.toString('base64'),
  }
}

/** With a mark of its encoding, or Excel on Chinese Windows reads it as GBK. A text that would be a formula is none. */
function csvOf({ rows }: Sheet): Buffer {
  return Buffer.from(stringify(rows, { bom: true, record_delimiter: 'windows', cast: { string: noFormula } }))
}

const noFormula = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)

async function xlsxOf(sheets: Sheet[]): Promise<Buffer> {
  // Large, and for this format alone: whoever looks at the report does not wait for it.
  const { default: write } = await import('write-excel-file/node')
  const made = sheets.map(({ name, rows: [titles = [], ...rows] }) => ({
    sheet: name,
    data: [titles.map((value) => ({ value: String(value), fontWeight: 'bold' as const })), ...rows],
    columns: titles.map((_, at) => ({ width: at === 0 ? 24 : 14 })),
    stickyRowsCount: 1,
  }))
  return write(made).toBuffer()
}

/** The lines and what they add up to; who bore the discount; and how each figure is made. */
function sheetsOf(report: Report, language: Language): Sheet[] {
  const { howComputed, lines, total, bearers } = report
  const say = words[language]
  const names = new Map(howComputed.map(({ figure, name }) => [figure, name]))
  const titles = [say.by[report.by], ...figureNames.map((figure) => titleOf(figure, names.get(figure) ?? figure, say.yuan))]
  const row = (name: string, figures: Figures) => [name, ...figureNames.map((figure) => cellOf(figure, figures))]
  return [
    { name: say.report, rows: [titles, ...lines.map((line) => row(line.name, line)), row(say.total, total)] },
    {
      name: say.bearers,
      rows: [
        [say.bearer, '%', say.yuan],
        ...bearers.map(({ bearer, percent, fen }) => [say.who[bearer], percent, yuanOf(fen)]),
      ],
    },
    { name: say.how, rows: [[say.figure, say.how], ...howComputed.map(({ name, how }) => [name, how])] },
  ]
}

const isMoney = (figure: FigureName) => figure.endsWith('Fen')
const titleOf = (figure: FigureName, name: string, yuan: string) => (isMoney(figure) ? `${name} (${yuan})` : name)

/** Money in yuan, as a number that a spreadsheet adds up. */
function cellOf(figure: FigureName, figures: Figures): Cell {
  const value = figures[figure] ?? null
  return value !== null && isMoney(figure) ? yuanOf(value) : value
}
const yuanOf = (fen: number) => fen / 100

/** Letters, digits and dashes of any language: what no file system refuses. */
const inFileName = (name: string) => name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 40)

const words = {
  zh: {
    ...{ report: '报表', total: '合计', bearers: '优惠承担', bearer: '承担方', how: '计算方法', figure: '指标', yuan: '元' },
    by: { touchpoint: '触点', channel: '渠道', store: '门店', day: '日期', hour: '时段', depth: '分享层级' },
    who: { merchant: '商户', headOffice: '总部', platform: '平台' },
  },
  en: {
    ...{ report: 'Report', total: 'Total', bearers: 'Who bore it', bearer: 'Bearer', how: 'How it is made', figure: 'Figure' },
    yuan: 'yuan',
    by: { touchpoint: 'Touchpoint', channel: 'Channel', store: 'Store', day: 'Day', hour: 'Hour', depth: 'Depth of sharing' },
    who: { merchant: 'Merchant', headOffice: 'Head office', platform: 'Platform' },
  },
}
