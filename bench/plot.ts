import { scaleLog } from 'd3-scale'
import {
  line,
  symbol,
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolSquare,
  symbolStar,
  symbolTriangle,
  symbolWye,
} from 'd3-shape'
import type { Figure, Point } from './row.ts'

interface Series {
  name: string
  ours: boolean
  points: Point[]
}

const size = { width: 960, height: 520 }
const inner = { left: 70, right: 620, top: 60, bottom: 450 }
/** Okabe and Ito's colours, told apart by those who see fewer; the marks differ too, for print in black. */
const colours = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#56B4E9', '#E69F00', '#000000']
const marks = [symbolCircle, symbolSquare, symbolTriangle, symbolDiamond, symbolCross, symbolStar, symbolWye]
const othersColour = '#555555'
const labelHeight = 17

/** Milliseconds of each operation by what lies around it, both by powers of ten: what does not grow is level. */
export function growthPlot(figures: Figure[]): string | undefined {
  const all = seriesOf(figures)
  if (all.length === 0) return undefined
  const points = all.flatMap((one) => one.points)
  const [sizes, values] = [points.map((point) => point.size), points.flatMap(({ low, high }) => [low, high])]
  const x = scaleLog([Math.min(...sizes), Math.max(...sizes)], [inner.left + 20, inner.right - 20])
  const decades = [10 ** Math.floor(Math.log10(Math.min(...values))), 10 ** Math.ceil(Math.log10(Math.max(...values)))] as const
  const y = scaleLog(decades, [inner.bottom, inner.top])
  const draw = line<Point>(
    (point) => x(point.size),
    (point) => y(point.median),
  )
  const labels = apart(all.map((one) => y((one.points.at(-1) as Point).median)))
  const drawn = all.map(({ name, ours, points }, nth) => {
    const colour = ours ? (colours[nth % colours.length] as string) : othersColour
    const path = symbol(marks[nth % marks.length], 60)() ?? ''
    const last = points.at(-1) as Point
    const [endX, endY, labelY] = [x(last.size), y(last.median), labels[nth] as number]
    return [
      `<path d="${draw(points) ?? ''}" fill="none" stroke="${colour}" stroke-width="2"${ours ? '' : ' stroke-dasharray="7 4"'}/>`,
      ...points.map(
        (point) =>
          `<line x1="${at(x(point.size))}" x2="${at(x(point.size))}" y1="${at(y(point.low))}" y2="${at(y(point.high))}" stroke="${colour}"/>` +
          `<path d="${path}" transform="translate(${at(x(point.size))} ${at(y(point.median))})" fill="${colour}"/>`,
      ),
      `<line x1="${at(endX + 8)}" y1="${at(endY)}" x2="${inner.right + 6}" y2="${at(labelY)}" stroke="#999" stroke-width="0.7"/>`,
      `<path d="${path}" transform="translate(${inner.right + 14} ${at(labelY)})" fill="${colour}"/>`,
      `<text x="${inner.right + 24}" y="${at(labelY + 4)}" fill="#222">${escaped(name)}</text>`,
    ].join('\n')
  })
  const powers = (from: number, to: number) =>
    Array.from({ length: Math.round(Math.log10(to / from)) + 1 }, (_, n) => from * 10 ** n)
  const across = powers(10 ** Math.ceil(Math.log10(Math.min(...sizes))), 10 ** Math.floor(Math.log10(Math.max(...sizes))))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" font-family="sans-serif" font-size="13" role="img">`,
    '<title>How long an operation takes with what lies around it</title>',
    `<rect width="${size.width}" height="${size.height}" fill="#fff"/>`,
    `<text x="${inner.left}" y="28" font-size="17" fill="#000">How long an operation takes with what lies around it</text>`,
    `<text x="${inner.left}" y="47" fill="#333">milliseconds, medians and quartiles; dashed: others</text>`,
    ...powers(...decades).map(
      (value) =>
        `<line x1="${inner.left}" x2="${inner.right}" y1="${at(y(value))}" y2="${at(y(value))}" stroke="#ddd"/>` +
        `<text x="${inner.left - 8}" y="${at(y(value) + 4)}" text-anchor="end" fill="#333">${value.toLocaleString('en')} ms</text>`,
    ),
    ...across.map(
      (value) =>
        `<line x1="${at(x(value))}" x2="${at(x(value))}" y1="${inner.top}" y2="${inner.bottom}" stroke="#eee"/>` +
        `<text x="${at(x(value))}" y="${inner.bottom + 20}" text-anchor="middle" fill="#333">${value.toLocaleString('en')}</text>`,
    ),
    `<text x="${(inner.left + inner.right) / 2}" y="${inner.bottom + 46}" text-anchor="middle" fill="#333">coupons, members, orders, redemptions and promotions in the table (others: promotions)</text>`,
    ...drawn,
    '</svg>',
    '',
  ].join('\n')
}

/** Ours carry their points; a peer's stand in figures of their own, one for each number of promotions. */
function seriesOf(figures: Figure[]): Series[] {
  const ours = figures.flatMap(({ figure, points }) =>
    points ? [{ name: /latency of (\w+)/.exec(figure)?.[1] ?? figure, ours: true, points }] : [],
  )
  const theirs = figures.flatMap(({ figure, who, median, low, high }) => {
    const among = /among (\d+) promotions/.exec(figure)?.[1]
    return among === undefined ? [] : [{ who, point: { size: Number(among), median, low, high } }]
  })
  const peers = [...Map.groupBy(theirs, ({ who }) => who)].map(([who, all]) => ({
    name: `${who}: apply a coupon`,
    ours: false,
    points: all.map(({ point }) => point).toSorted((a, b) => a.size - b.size),
  }))
  return [...ours, ...peers]
}

/** Where labels go that would lie on each other: down in their order, as little as it takes. */
function apart(wanted: number[]): number[] {
  const order = wanted.map((_, nth) => nth).toSorted((a, b) => (wanted[a] as number) - (wanted[b] as number))
  const placed: number[] = []
  let free = Number.NEGATIVE_INFINITY
  for (const nth of order) {
    placed[nth] = Math.max(wanted[nth] as number, free)
    free = placed[nth] + labelHeight
  }
  return placed
}

const at = (value: number) => value.toFixed(1)
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
