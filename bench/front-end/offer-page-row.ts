import { openBrowser } from '../../local/browser.ts'
import { newBatch } from '../../local/journey/offer.ts'
import { startStack } from '../../local/journey/stack.ts'
import { built } from '../../local/miniprogram/build.ts'
import { exactly, type Figure, figureOf, LeftOut, type Row } from '../row.ts'
import { gzipped, type Opening, openSlowly, slowPhone } from './slow-phone.ts'

const mostRounds = 7

/** The page that a friend's link leads to, opened cold on a slow phone: web build, local stack, Chromium. */
export const row: Row = {
  name: 'offer-page',
  async take({ some }) {
    await built('h5')
    const browser = await openBrowser()
    if (!browser) throw new LeftOut('there is no Chromium on this machine')
    const stack = await startStack({ web: true })
    try {
      const { batchId } = await newBatch(stack)
      const { token } = await stack.login('guest-friend')
      const { trace } = await stack.call('createShare', { target: { kind: 'batch', id: batchId } }, token)
      const url = `${stack.web}/pages/offer/index?${new URLSearchParams({ batchId, trace: trace ?? '' })}`
      const openings: Opening[] = []
      // The first warms this machine's files and the stack, and is not counted; the phone is cold every time.
      await openSlowly(browser, url, '#claim')
      for (let round = 0; round < some(mostRounds); round++) openings.push(await openSlowly(browser, url, '#claim'))
      return await figuresOf(openings)
    } finally {
      await browser.close()
      await stack.stop()
    }
  },
}

const tried =
  'pages split and fetched apart, script deferred, our own elements instead of Taro’s (100 KB), the bar’s place kept; what is left is React and Taro starting, one task of each'

async function figuresOf(openings: Opening[]): Promise<Figure[]> {
  const { downKbps, roundTripMs, cpuTimesSlower } = slowPhone
  const how = `shared offer page, 390x844, cold cache, ${downKbps / 1024} Mbps, ${roundTripMs} ms a request, CPU ${cpuTimesSlower} times slower`
  const timed = (figure: string, unit: string, most: number, of: (one: Opening) => number, also = ''): Figure => {
    const taken = figureOf(openings.map(of), { figure: `offer page: ${figure}`, who: 'Footfall', unit, how: how + also })
    const met = taken.median <= most
    return { ...taken, goal: { words: `≤ ${most} ${unit}`.trim(), met, ...(!met && { tried }) } }
  }
  const [first] = openings as [Opening]
  const scripts = await gzipped(first.scripts)
  return [
    timed('first contentful paint', 'ms', 1800, (one) => one.firstPaintMs, '; the name of the page before its script'),
    timed('largest contentful paint', 'ms', 2500, (one) => one.largestPaintMs, `; largest: ${first.largest}`),
    timed('total blocking time', 'ms', 200, (one) => one.blockedMs, '; long tasks after the first paint, beyond 50 ms each'),
    timed('cumulative layout shift', '', 0.05, (one) => one.shift),
    {
      ...exactly(scripts, {
        figure: 'offer page: script gzipped',
        ...{ who: 'Footfall', unit: 'bytes' },
        how: `${first.scripts.length} files; with everything else ${first.bytes.toLocaleString('en')} bytes over the wire in ${first.requests} answers`,
      }),
      goal: { words: '≤ 250 KB', met: scripts <= 250 * 1024 },
    },
  ]
}
