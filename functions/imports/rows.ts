import type { OpenHours } from '../../shared/hours.ts'
import type { BadRow, CoordinateSystem, ImportField, RowFault } from '../../shared/imports.ts'
import { StoreForm } from '../../shared/stores.ts'
import { cityName } from '../stores/stores.ts'
import type { Head, Meaning } from './columns.ts'
import { hoursOf } from './hours.ts'
import { degreesOf, type Point, pairOf, placeOf, systemIn } from './place.ts'

/** A row that can become a store. `key` is what makes it the same store in every file: its own number, else its name and address. */
export interface GoodRow {
  row: number
  key: string
  ref?: string
  form: StoreForm
}

export type Fault = Omit<BadRow, 'message'>

export interface Read {
  rows: number
  good: GoodRow[]
  bad: Fault[]
}

/** What holds where neither the row nor the head of a column says otherwise. */
export interface Usual {
  system: CoordinateSystem
  zone: string
}

const longestShown = 60
const longestRef = 60
const nothing = /^(?:[-–—/\\.*·]+|无|暂无|没有|空|null|none|nil|n\/?a|undefined)$/i
const chineseZones =
  /^(?:北京时间|中国标准时间|东八区|中国|utc\+0?8(?::?00)?|gmt\+0?8(?::?00)?|\+0?8:?00|china standard time|prc)$/

/** Every row of the table as a store or as what is wrong with it. A row that repeats an earlier good one is bad. */
export function readRows(head: Head, usual: Usual): Read {
  const good: GoodRow[] = []
  const bad: Fault[] = []
  const rowOf = new Map<string, number>()
  const readers: Readers = {
    zone: remembered((text) => (text === '' ? usual.zone : zoneNamed(text.normalize('NFKC').trim()))),
    hours: remembered(hoursOf),
  }
  let rows = 0
  for (const { row, cells } of head.sheet.rows.slice(head.at + 1)) {
    if (cells.every((cell) => cell === '') || repeatsHead(head, cells)) continue
    rows += 1
    const read = readRow(head, row, cells, usual.system, readers)
    const sameAs = read.good && rowOf.get(read.good.key)
    if (sameAs !== undefined) {
      const field = read.good?.ref === undefined ? 'name' : 'ref'
      bad.push({ row, field, code: 'row.duplicate', sameAs, ...shownOf(head, field, cells) })
    } else if (read.good) {
      rowOf.set(read.good.key, row)
      good.push(read.good)
    } else bad.push(...read.faults)
  }
  return { rows, good, bad }
}

/** What is the same in many rows is read once. */
interface Readers {
  zone: (written: string) => string | undefined
  hours: (written: string) => OpenHours[] | undefined
}

function readRow(head: Head, row: number, cells: string[], usualSystem: CoordinateSystem, readers: Readers) {
  const faults: Fault[] = []
  const fault = (field: ImportField, code: RowFault) => {
    faults.push({ row, field, code, ...shownOf(head, field, cells) })
    return undefined
  }
  const cell = (field: Meaning) => cellOf(head, field, cells)
  const text = (field: 'name' | 'address' | 'city' | 'phone' | 'ref', longest: number, written = cell(field)) => {
    if (written === '') return undefined
    if (isFormula(written)) return fault(field, 'row.formula')
    if (written.length > longest) return fault(field, 'row.too_long')
    return /[\p{Cc}\p{Cs}\p{Co}\u2028\u2029\ufffd]/u.test(written) ? fault(field, 'row.odd_characters') : written
  }
  const must = (field: 'name' | 'address' | 'city', longest: number, written?: string) =>
    (written ?? cell(field)) === '' ? fault(field, 'row.missing') : text(field, longest, written)

  const ref = text('ref', longestRef)
  const name = must('name', 60)
  const address = must('address', 120)
  const city = must('city', 30, cityName(cell('city') || (address === undefined ? '' : cityIn(address))))
  const place = placeIn(head, cells, usualSystem, fault)
  const phone = text('phone', 30)
  if (phone !== undefined && !/^[\d+()\-–—\s/,;转ext.#*]{3,30}$/i.test(phone.normalize('NFKC'))) fault('phone', 'row.phone_odd')
  const written = cell('hours')
  const hours = written === '' ? undefined : readers.hours(written)
  if (written !== '' && !hours) fault('hours', isFormula(written) ? 'row.formula' : 'row.hours_unclear')
  const zone = readers.zone(cell('zone'))
  if (zone === undefined) fault('zone', 'row.zone_unknown')
  if (faults.length > 0 || !name || !address || !city || !place || !zone) return { faults }
  const form: StoreForm = { name, address, city, ...place, zone, ...(phone && { phone }), ...(hours && { hours }) }
  const good: GoodRow = { row, key: keyOf(ref, name, address), ...(ref && { ref }), form }
  return { good, faults }
}

/** The same store in every file: spelling, width and spaces do not matter. */
function keyOf(ref: string | undefined, name: string, address: string): string {
  const plain = (text: string) =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, '')
  return ref === undefined ? `at:${plain(name)}|${plain(address)}` : `ref:${ref.normalize('NFKC').toLowerCase()}`
}

type Tell = (field: ImportField, code: RowFault) => undefined

function placeIn(head: Head, cells: string[], usual: CoordinateSystem, fault: Tell): Point | undefined {
  const said = cellOf(head, 'system', cells)
  const system = said === '' ? (head.system ?? usual) : systemIn(said)
  if (!system) return fault('system', 'row.system_unknown')
  const [lat, lng] = coordinatesIn(head, cells)
  if (lng === undefined) return fault('lat', lat === '' ? 'row.missing' : 'row.place_unreadable')
  if (lat === '') fault('lat', 'row.missing')
  if (lng === '') fault('lng', 'row.missing')
  if (lat === '' || lng === '') return undefined
  const read = { lat: degreesOf(lat), lng: degreesOf(lng) }
  if (read.lat === undefined) fault('lat', isFormula(lat) ? 'row.formula' : 'row.place_unreadable')
  if (read.lng === undefined) fault('lng', isFormula(lng) ? 'row.formula' : 'row.place_unreadable')
  if (read.lat === undefined || read.lng === undefined) return undefined
  const place = placeOf(read.lat, read.lng, system)
  if (typeof place !== 'string') return place
  return fault(place === 'row.place_range' && Math.abs(read.lat) <= 90 ? 'lng' : 'lat', place)
}

/** Both as written; where they share a cell that is no pair, that cell alone. */
function coordinatesIn(head: Head, cells: string[]): [lat: string, lng: string] | [shared: string, lng: undefined] {
  const [lat, lng] = [cellOf(head, 'lat', cells), cellOf(head, 'lng', cells)]
  const [lnglat, latlng] = [cellOf(head, 'lnglat', cells), cellOf(head, 'latlng', cells)]
  const shared = lnglat || latlng
  if (lat !== '' || lng !== '' || (shared === '' && head.columns.some(({ field }) => field === 'lat'))) return [lat, lng]
  const pair = pairOf(shared)
  if (!pair) return [shared, undefined]
  return lnglat === '' ? pair : [pair[1], pair[0]]
}

/** The cell of a column; what people write for nothing is nothing. */
function cellOf(head: Head, field: Meaning, cells: string[]): string {
  const column = head.columns.find((one) => one.field === field)
  const text = (column && cells[column.at]) ?? ''
  return nothing.test(text) ? '' : text
}

function shownOf(head: Head, field: ImportField, cells: string[]): { column?: string; value?: string } {
  const both: Meaning[] = field === 'lat' || field === 'lng' ? ['lnglat', 'latlng'] : []
  const column = head.columns.find((one) => one.field === field) ?? head.columns.find((one) => both.includes(one.field))
  const value =
    column &&
    cells[column.at]
      ?.slice(0, longestShown)
      .toWellFormed()
      .replace(/\p{Cc}/gu, ' ')
  return { ...(column && { column: column.title }), ...(value && { value }) }
}

/** A spreadsheet program would run it. A phone number may begin with +, an address with a number below zero. */
const isFormula = (text: string) => /^(?:[=@]|[+-](?![\d(\s]))/.test(text.normalize('NFKC'))

/** 四川省成都市锦江区… lies in 成都. */
const cityIn = (address: string) => /^(?:[^市]{2,8}?(?:省|自治区))?(\p{Script=Han}{2,6}?)市/u.exec(address)?.[1] ?? ''

function remembered<T>(read: (written: string) => T): (written: string) => T {
  const known = new Map<string, T>()
  return (written) => {
    if (!known.has(written)) known.set(written, read(written))
    return known.get(written) as T
  }
}

function zoneNamed(text: string): string | undefined {
  if (chineseZones.test(text.toLowerCase().replace(/\s*([+:])\s*/g, '$1'))) return 'Asia/Shanghai'
  const spelled = text.replace(/\s+/g, '_')
  const { success, data } = StoreForm.shape.zone.safeParse(spelled)
  return success ? data : undefined
}

/** Printed lists repeat their head on every page. */
function repeatsHead(head: Head, cells: string[]): boolean {
  return head.columns.every(({ at, title }) => cells[at] === title)
}
