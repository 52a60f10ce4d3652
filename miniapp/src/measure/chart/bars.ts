import { scaleLinear } from 'd3-scale'
import { block, drawing, fitted, type Look, legend, line, soft, widthOf, words } from './paper'

/** One thing, with a bar for each series. A missing value is drawn as nothing and said to be unknown. */
export interface BarRow {
  name: string
  values: (number | undefined)[]
}

interface Bars {
  rows: BarRow[]
  series: { name: string; look: Look }[]
  /** What stands at the end of a bar: the value in words. */
  said(value: number, series: number, row: number): string
  /** Where there is none. */
  unknown: string
  width: number
}

const barHigh = 17
const gap = 4
const nameHigh = 21
const rowGap = 12

/** Bars that lie, since names are long: each thing's name above its own, the figure at the end of each. Losses go to the left of zero. */
export function barsOf({ rows, series, said, unknown, width }: Bars): string {
  const top = series.length > 1 ? legend(series, width) : { body: '', height: 0 }
  const all = rows.flatMap(({ values }) => values.filter((value) => value !== undefined))
  const [least, most] = [Math.min(0, ...all), Math.max(0, ...all)]
  const room = Math.max(
    ...rows.flatMap(({ values }, row) =>
      values.map((value, one) => widthOf(value === undefined ? unknown : said(value, one, row)) + 10),
    ),
    40,
  )
  const left = least < 0 ? room : 0
  const x = scaleLinear()
    .domain(least === most ? [0, 1] : [least, most])
    .range([left, Math.max(left + 20, width - room)])
  const rowHigh = nameHigh + series.length * (barHigh + gap) + rowGap
  const body = rows.map(({ name, values }, row) => {
    const y = top.height + row * rowHigh
    const bars = values.map((value, one) => {
      const barTop = y + nameHigh + one * (barHigh + gap)
      if (value === undefined) return words(x(0) + 6, barTop + 13, unknown, { fill: soft })
      const [from, to] = [x(Math.min(0, value)), x(Math.max(0, value))]
      const told = said(value, one, row)
      const label =
        value < 0
          ? words(from - 6, barTop + 13, told, { anchor: 'end', weight: 600 })
          : words(to + 6, barTop + 13, told, { weight: 600 })
      return (value === 0 ? '' : block(series[one]?.look ?? 'solid', from, barTop, to - from, barHigh)) + label
    })
    return words(0, y + 15, fitted(name, width), { fill: soft }) + bars.join('')
  })
  const high = top.height + rows.length * rowHigh
  const zero = `<path d="M${x(0)} ${top.height}V${high - rowGap}" stroke="${line}" stroke-width="1.5"/>`
  return drawing(width, high, top.body + zero + body.join(''))
}
