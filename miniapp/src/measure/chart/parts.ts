import { scaleLinear } from 'd3-scale'
import { block, drawing, type Look, legend, soft, words } from './paper'

interface Parts {
  rows: { name: string; values: number[] }[]
  series: { name: string; look: Look }[]
  /** What is said of all parts of a row, beneath it: nothing has to be read off the bar. */
  said(row: number): string
  width: number
}

const high = 24
const rowHigh = 80

/** How a whole falls into parts: one bar as wide as the chart for each whole. */
export function partsOf({ rows, series, said, width }: Parts): string {
  const top = legend(series, width)
  const body = rows.map(({ name, values }, row) => {
    const y = top.height + row * rowHigh
    const total = values.reduce((sum, value) => sum + Math.max(0, value), 0)
    const x = scaleLinear()
      .domain([0, total || 1])
      .range([1, width - 1])
    let before = 0
    const bars = values.map((value, one) => {
      const from = before
      before += Math.max(0, value)
      return before > from ? block(series[one]?.look ?? 'solid', x(from), y + 22, x(before) - x(from), high) : ''
    })
    const empty = total === 0 ? block('bare', 1, y + 22, width - 2, high) : ''
    return words(0, y + 15, name, { fill: soft }) + empty + bars.join('') + words(0, y + 64, said(row), { weight: 600 })
  })
  return drawing(width, top.height + rows.length * rowHigh, top.body + body.join(''))
}
