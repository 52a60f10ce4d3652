import * as z from 'zod'
import { type Contract, Id, Instant, listInput } from './contract.ts'
import { StoreForm } from './stores.ts'

/** What a file holds at most, and how long it is good to be confirmed. */
export const importLimits = { rows: 10_000, fileBytes: 3_000_000, days: 7 } as const

export const coordinateSystems = ['GCJ-02', 'WGS-84', 'BD-09'] as const
export type CoordinateSystem = (typeof coordinateSystems)[number]

/** What a column of the file can mean. */
export const importFields = ['ref', 'name', 'address', 'city', 'lat', 'lng', 'system', 'phone', 'hours', 'zone'] as const
export type ImportField = (typeof importFields)[number]

/** Why a row cannot become a store: a closed list, with the sentence in both languages. */
export const rowFaults = {
  'row.missing': ['这里没有填', 'This is not filled in'],
  'row.too_long': ['内容太长了', 'This is too long'],
  'row.odd_characters': ['含有无法保存的字符', 'This holds characters that cannot be kept'],
  'row.formula': ['这里是公式，请填写内容本身', 'This is a formula: fill in the content itself'],
  'row.place_unreadable': ['不是能看懂的经纬度，例如 30.65742', 'This is no coordinate that can be read, such as 30.65742'],
  'row.place_range': ['经纬度超出范围', 'This coordinate is out of range'],
  'row.place_swapped': ['经度和纬度填反了', 'Latitude and longitude are the wrong way round'],
  'row.place_zero': ['经纬度是 0，请填写门店的位置', 'The coordinate is 0: fill in where the store is'],
  'row.system_unknown': [
    '不认识这个坐标系，可填 GCJ-02、WGS-84 或 BD-09',
    'Unknown coordinate system: GCJ-02, WGS-84 or BD-09',
  ],
  'row.phone_odd': ['不像是电话号码', 'This does not look like a phone number'],
  'row.hours_unclear': [
    '看不懂这个营业时间，可写成：周一至周五 9:00-18:00；周六日 10:00-16:00',
    'These hours are unclear: write them as Mon-Fri 9:00-18:00; Sat-Sun 10:00-16:00',
  ],
  'row.zone_unknown': ['不认识这个时区，例如 Asia/Shanghai', 'Unknown time zone: one such as Asia/Shanghai'],
  'row.duplicate': ['和文件里另一行是同一家门店', 'This is the same store as another row of the file'],
} as const satisfies { [code: string]: readonly [zh: string, en: string] }
export type RowFault = keyof typeof rowFaults

const BadRow = z.object({
  /** As the spreadsheet numbers its rows; the head counts. */
  row: z.int(),
  field: z.enum(importFields),
  code: z.enum(Object.keys(rowFaults) as [RowFault, ...RowFault[]]),
  message: z.string(),
  /** What the file calls this column. */
  column: z.string().optional(),
  /** What stands there, cut to 60 characters. */
  value: z.string().optional(),
  /** The row that this one repeats. */
  sameAs: z.int().optional(),
})
export type BadRow = z.infer<typeof BadRow>

/** A row that can become a store: its own reference, when the file has one, and what is filled in for it. */
const GoodRow = StoreForm.extend({ row: z.int(), ref: z.string().optional() })

/** ready: read and waiting for confirmImport; running: stores are being made; done: all of them are. */
export const importStates = ['ready', 'running', 'done'] as const

export const Import = z.object({
  importId: Id,
  state: z.enum(importStates),
  /** Rows that hold anything, without the head. */
  rows: z.int(),
  /** Rows that can become stores. */
  good: z.int(),
  badRows: z.int(),
  /** A page of what is wrong, in the order of the file: a row with two faults stands there twice. */
  bad: z.array(BadRow),
  nextCursor: z.string().optional(),
  /** Which column was taken for what. */
  columns: z.array(z.object({ field: z.enum([...importFields, 'lnglat', 'latlng']), column: z.string() })),
  ignoredColumns: z.array(z.string()),
  /** The sheet of the workbook that was read. */
  sheet: z.string().optional(),
  /** What coordinates were taken for where the row does not say. */
  coordinates: z.enum(coordinateSystems),
  /** The first good rows, as they were understood. */
  sample: z.array(GoodRow),
  /** Rows dealt with so far, of all the good ones. */
  done: z.int(),
  total: z.int(),
  /** New stores among them, and those that were there already and stay as they are. */
  made: z.int(),
  kept: z.int(),
  createdAt: Instant,
  confirmBy: Instant,
})
export type Import = z.infer<typeof Import>

export const importContracts = {
  importStores: {
    role: ['manager', 'marketer'],
    audit: ['format'],
    summary:
      "Reads a merchant's spreadsheet of stores (at most 10,000 rows, 3 MB) and says what is good and what is not; makes no store yet.",
    input: z.strictObject({
      file: z
        .string()
        .regex(/^[0-9A-Za-z+/]+={0,2}$/)
        .meta({ description: 'base64; CSV in UTF-8, UTF-16 or GB18030, or an XLSX workbook' }),
      format: z.enum(['csv', 'xlsx']),
      coordinates: z
        .enum(coordinateSystems)
        .optional()
        .meta({ description: 'of rows and columns that do not say; GCJ-02 when absent' }),
    }),
    output: Import,
    status: 201,
    idempotent: true,
    longestBody: 4 * 1024 * 1024,
    refuses: [
      'import.unreadable',
      'import.old_excel',
      'import.too_large',
      'import.too_many_rows',
      'import.no_header',
      'import.column_missing',
      'import.empty',
    ],
  },
  confirmImport: {
    role: ['manager', 'marketer'],
    audit: ['state'],
    summary:
      'Makes stores of the good rows, a thousand or so in one call: call again until done equals total. A store that is there already, open or closed, stays as it is.',
    input: z.strictObject({ importId: Id }),
    output: Import,
    refuses: ['import.not_found', 'import.expired'],
  },
  getImport: {
    role: ['manager', 'marketer'],
    summary: 'How far an import is, and what is wrong with its bad rows.',
    input: z.strictObject({ importId: Id, ...listInput }),
    output: Import,
    refuses: ['import.not_found'],
  },
} as const satisfies Record<string, Contract>
