import { scaleLinear, scalePoint } from 'd3-scale'
import { curveMonotoneX, line as lineThrough } from 'd3-shape'
import { at, drawing, ink, line, soft, widthOf, words } from './paper'

interface Course {
  /** Along the time: a day, an hour. */
  names: string[]
  /** At most three: each with a dash and a mark of its own, and its name at its end. */
  series: { name: string; values: number[] }[]
  said(value: number): string
  width: number
  height: number
}

const dashes = ['', '7 4', '2 4']
const colours = ['#0e5a48', '#b23a17', ink]
const marks = [
  (x: number, y: number) => `<circle cx="${at(x)}" cy="${at(y)}" r="3.6" fill="#0e5a48"/>`,
  (x: number, y: number) =>
    `<rect x="${at(x - 3.4)}" y="${at(y - 3.4)}" width="6.8" height="6.8" fill="#fffdf8" stroke="#b23a17" stroke-width="1.8"/>`,
  (x: number, y: number) => `<path d="M${at(x)} ${at(y - 4.4)}l4.4 7.6h-8.8z" fill="${ink}"/>`,
]

/** How figures went over days or hours. */
export function courseOf({ names, series, said, width, height }: Course): string {
  const most = Math.max(1, ...series.flatMap(({ values }) => values))
  const y = scaleLinear()
    .domain([0, most])
    .nice(4)
    .range([height - 26, 14])
  const ticks = y.ticks(4).filter((tick) => Number.isInteger(tick))
  const left = Math.max(...ticks.map((tick) => widthOf(said(tick), 12))) + 10
  const right = Math.max(...series.map(({ name }) => widthOf(name))) + 14
  const x = scalePoint<number>()
    .domain(names.map((_, nth) => nth))
    .range([left + 6, width - right])
  const xOf = (nth: number) => x(nth) ?? left
  const grid = ticks.map(
    (tick) =>
      `<path d="M${at(left)} ${at(y(tick))}H${at(width - right)}" stroke="${line}"/>` +
      words(left - 8, y(tick) + 4, said(tick), { anchor: 'end', size: 12, fill: soft }),
  )
  // As many names as have room, the first and the last among them.
  const every = Math.max(1, Math.ceil(names.length / Math.max(2, Math.floor((width - left - right) / 64))))
  const below = names.map((name, nth) =>
    nth % every === 0 ? words(xOf(nth), height - 6, name, { anchor: 'middle', size: 12, fill: soft }) : '',
  )
  const path = lineThrough<number>()
    .x((_, nth) => xOf(nth))
    .y((value) => y(value))
    .curve(curveMonotoneX)
  const ends = apart(series.map(({ values }) => y(values.at(-1) ?? 0)))
  const drawn = series.map(({ name, values }, one) => {
    const dots = values.length <= 40 ? values.map((value, nth) => marks[one]?.(xOf(nth), y(value))).join('') : ''
    const stroke = `stroke="${colours[one]}" stroke-width="2" stroke-dasharray="${dashes[one]}"`
    const told = words(width - right + 10, (ends[one] ?? 0) + 4, name, { weight: 600 })
    return `<path d="${path(values) ?? ''}" fill="none" ${stroke}/>${dots}${told}`
  })
  return drawing(width, height, grid.join('') + below.join('') + drawn.join(''))
}

/** Names that would lie on each other are moved apart, each as little as it takes, in their order. */
function apart(heights: number[]): number[] {
  const order = heights.map((y, one) => ({ y, one })).sort((a, b) => a.y - b.y)
  for (let nth = 1; nth < order.length; nth++) {
    const [above, own] = [order[nth - 1], order[nth]]
    if (above && own && own.y < above.y + 16) own.y = above.y + 16
  }
  return heights.map((_, one) => order.find((moved) => moved.one === one)?.y ?? 0)
}
