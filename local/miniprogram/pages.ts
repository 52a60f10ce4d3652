import type { Realm } from './realm.ts'

/** What a page sent to the view, summed up. */
export interface Sent {
  route: string
  calls: number
  bytes: number
  /** The first render. */
  first: number
  /** The largest of all. */
  largest: number
  /** When each was, in milliseconds of one clock. */
  at: number[]
}

/** The most of these moments that lie within one stretch of so many milliseconds. */
export const mostWithin = (moments: number[], stretch: number): number =>
  Math.max(0, ...moments.map((from) => moments.filter((at) => at >= from && at < from + stretch).length))

/** A page as the app holds it. */
export interface Page {
  route: string
  options: Record<string, string>
  data: Record<string, unknown>
  setData(patch: Record<string, unknown>, done?: () => void): void
  [name: string]: unknown
}

/** A page with what the harness knows of it. */
export interface Shown {
  page: Page
  sent: Sent
  typed: Map<string, string>
}

/** Makes the object that `Page({...})` describes. */
export function newPage(
  realm: Realm,
  definition: Record<string, unknown>,
  at: { route: string; query: Record<string, string> },
  changed: () => void,
): Shown {
  const make = realm.run('(definition) => Object.assign({}, definition)', 'page') as (from: unknown) => Page
  const page = make(definition)
  const sent: Sent = { route: at.route, calls: 0, bytes: 0, first: 0, largest: 0, at: [] }
  page.route = at.route
  page.is = at.route
  page.options = realm.inside(at.query)
  page.data = realm.inside(definition.data as Record<string, unknown> | undefined) ?? realm.inside({})
  page.setData = (patch, done) => {
    const text = JSON.stringify(patch, plainOnly)
    const bytes = Buffer.byteLength(text)
    if (bytes > 1_048_576) throw new Error(`${at.route}: setData of ${bytes} bytes is over WeChat's 1 MB`)
    sent.calls++
    sent.bytes += bytes
    sent.at.push(performance.now())
    sent.largest = Math.max(sent.largest, bytes)
    if (sent.calls === 1) sent.first = bytes
    for (const [path, value] of Object.entries(realm.inside(patch))) put(page.data, path, value)
    if (done) realm.later(() => done.call(page))
    changed()
  }
  page.selectComponent = () => null
  page.selectAllComponents = () => realm.inside([])
  page.getOpenerEventChannel = () => ({ on() {}, once() {}, off() {}, emit() {} })
  return { page, sent, typed: new Map() }
}

/** WeChat's setData takes `a.b[0].c` as a key; Taro writes `a.b.[0].c`. */
function put(data: Record<string, unknown>, path: string, value: unknown): void {
  const steps = path.match(/[^.[\]]+/g) ?? []
  let at: Record<string, unknown> = data
  for (const [index, step] of steps.entries()) {
    if (index === steps.length - 1) at[step] = value
    else {
      const next = at[step]
      if (typeof next !== 'object' || next === null) at[step] = /^\d+$/.test(steps[index + 1] ?? '') ? [] : {}
      at = at[step] as Record<string, unknown>
    }
  }
}

function plainOnly(key: string, value: unknown): unknown {
  if (typeof value === 'function') throw new Error(`setData: ${key} is a function, which cannot reach the view`)
  return value
}
