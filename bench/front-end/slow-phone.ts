import type { Browser, CDPSession } from 'playwright-core'
import { phone } from '../../local/browser.ts'

/** Lighthouse's 'slow 4G' and mid-range phone: 1.6 Mbps down, 750 Kbps up, 150 ms for a round trip, a CPU four times slower. */
export const slowPhone = { downKbps: 1.6 * 1024, upKbps: 750, roundTripMs: 150, cpuTimesSlower: 4 } as const

/** What one cold opening of a page showed. */
export interface Opening {
  firstPaintMs: number
  largestPaintMs: number
  /** Of tasks after the first paint, what each takes beyond 50 ms. */
  blockedMs: number
  /** The largest sum of shifts within five seconds, no second apart: as Chromium counts it. */
  shift: number
  /** Over the wire, as this browser takes it: Brotli where it may. */
  bytes: number
  scripts: string[]
  requests: number
  /** What was largest. */
  largest: string
  longTasks: number[]
}

/** Opens an address in a fresh profile on a slow phone and waits until `ready` is seen and the page has been still for a second. */
export async function openSlowly(browser: Browser, url: string, ready: string): Promise<Opening> {
  const context = await browser.newContext(phone)
  try {
    const page = await context.newPage()
    await page.addInitScript(observe)
    const wire = await context.newCDPSession(page)
    const sent = await weigh(wire)
    const bytesASecond = (kbps: number) => (kbps * 1024) / 8
    await wire.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: slowPhone.roundTripMs,
      downloadThroughput: bytesASecond(slowPhone.downKbps),
      uploadThroughput: bytesASecond(slowPhone.upKbps),
    })
    await wire.send('Emulation.setCPUThrottlingRate', { rate: slowPhone.cpuTimesSlower })
    await page.goto(url)
    await page.locator(ready).first().waitFor()
    await page.waitForLoadState('networkidle')
    await page.waitForTimeout(1000)
    const seen = await page.evaluate<Seen>('window.__seen')
    if (seen.first === 0 || seen.largest === 0) throw new Error(`${url} painted nothing that the browser counts`)
    const late = seen.tasks.filter(({ at }) => at >= seen.first)
    return {
      firstPaintMs: seen.first,
      largestPaintMs: seen.largest,
      blockedMs: late.reduce((sum, { ms }) => sum + ms - 50, 0),
      shift: windowed(seen.shifts),
      ...sent(),
      largest: seen.what,
      longTasks: seen.tasks.map(({ ms }) => Math.round(ms)),
    }
  } finally {
    await context.close()
  }
}

interface Seen {
  first: number
  largest: number
  what: string
  shifts: { at: number; value: number }[]
  tasks: { at: number; ms: number }[]
}

/** Runs in the page before anything of it does. */
const observe = `(() => {
  const seen = window.__seen = { first: 0, largest: 0, what: '', shifts: [], tasks: [] }
  const watch = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true })
  watch('paint', (one) => { if (one.name === 'first-contentful-paint') seen.first = one.startTime })
  watch('largest-contentful-paint', (one) => {
    seen.largest = one.startTime
    seen.what = (one.element && one.element.tagName + '.' + one.element.className + ' ' + one.element.textContent.slice(0, 20)) || ''
  })
  watch('layout-shift', (one) => { if (!one.hadRecentInput) seen.shifts.push({ at: one.startTime, value: one.value }) })
  watch('longtask', (one) => seen.tasks.push({ at: one.startTime, ms: one.duration }))
})()`

async function weigh(wire: CDPSession): Promise<() => Pick<Opening, 'scripts' | 'bytes' | 'requests'>> {
  const scripts: string[] = []
  let [bytes, requests] = [0, 0]
  await wire.send('Network.enable')
  wire.on('Network.responseReceived', ({ type, response }) => {
    requests += 1
    if (type === 'Script') scripts.push(response.url)
  })
  wire.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  return () => ({ bytes, scripts, requests })
}

/** Bytes of all these as every browser takes them. */
export async function gzipped(urls: string[]): Promise<number> {
  const sizes = await Promise.all(
    urls.map(async (url) => {
      const answer = await fetch(url, { headers: { 'accept-encoding': 'gzip' } })
      await answer.arrayBuffer()
      if (answer.headers.get('content-encoding') !== 'gzip') throw new Error(`${url} came as it is, not gzipped`)
      return Number(answer.headers.get('content-length'))
    }),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** Session windows, as web.dev defines the score: a second's gap ends one, and so do five seconds. */
export function windowed(shifts: { at: number; value: number }[]): number {
  let [most, sum, from, last] = [0, 0, 0, Number.NEGATIVE_INFINITY]
  for (const { at, value } of shifts) {
    if (at - last > 1000 || at - from > 5000) [sum, from] = [0, at]
    sum += value
    last = at
    most = Math.max(most, sum)
  }
  return most
}
