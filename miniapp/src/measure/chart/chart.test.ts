import { barsOf } from './bars'
import { courseOf } from './course'
import { drawing, fitted, looks, pictureOf, widthOf, words } from './paper'
import { partsOf } from './parts'

const series = [
  { name: '领取', look: 'solid' as const },
  { name: '核销', look: 'stripes' as const },
]

describe('a chart', () => {
  it('says every figure beside its bar, and draws each series in a pattern of its own', () => {
    const svg = barsOf({
      rows: [{ name: '地铁一站', values: [12, 5] }],
      ...{ series, said: String, unknown: '无', width: 400 },
    })
    for (const told of ['地铁一站', '领取', '核销', '>12<', '>5<']) expect(svg).toContain(told)
    expect(svg).toContain('fill="url(#stripes)"')
    expect(new Set(looks).size).toBe(looks.length)
  })

  it('draws a loss to the left of zero, and says where nothing is known', () => {
    const rows = [
      { name: 'a', values: [-500] },
      { name: 'b', values: [undefined] },
      { name: 'c', values: [500] },
    ]
    const svg = barsOf({ rows, series: series.slice(0, 1), said: (value) => `${value} fen`, unknown: 'unknown', width: 400 })
    expect(svg).toContain('text-anchor="end">-500 fen<')
    expect(svg).toContain('>unknown<')
  })

  it('stays inside its width, whatever the figures are called', () => {
    for (const values of [
      [0, 0],
      [1, 1_000_000],
      [-1_000_000, 3],
    ]) {
      const svg = barsOf({ rows: [{ name: '很长的名字'.repeat(20), values }], series, said: String, unknown: '', width: 330 })
      const ends = [...svg.matchAll(/<rect x="([\d.-]+)" y="[\d.-]+" width="([\d.]+)"/g)].map(
        ([, x, wide]) => Number(x) + Number(wide),
      )
      expect(Math.max(...ends)).toBeLessThanOrEqual(330)
    }
  })

  it('draws days and hours as lines with a dash and a name of their own', () => {
    const svg = courseOf({
      names: ['11-20', '11-21', '11-22'],
      series: [
        { name: '领取', values: [1, 4, 2] },
        { name: '核销', values: [1, 4, 2] },
      ],
      ...{ said: String, width: 400, height: 260 },
    })
    expect(svg).toContain('stroke-dasharray="7 4"')
    const heights = ['领取', '核销'].map((name) => Number(new RegExp(`y="([\\d.]+)"[^>]*>${name}<`).exec(svg)?.[1]))
    expect(Math.abs((heights[0] ?? 0) - (heights[1] ?? 0))).toBeGreaterThanOrEqual(16)
  })

  it('shows a whole of nothing as an empty bar', () => {
    const svg = partsOf({ rows: [{ name: '领取 0', values: [0, 0] }], series, said: () => '新客 0，老客 0', width: 300 })
    expect(svg).toContain('新客 0，老客 0')
    expect(svg).not.toContain('NaN')
  })

  it('travels as ASCII, and runs nothing that is in a name', () => {
    const svg = drawing(100, 20, words(0, 10, '<script>"店"&'))
    expect(svg).toContain('&lt;script&gt;&quot;店&quot;&amp;')
    const picture = pictureOf(svg)
    const decoded = Buffer.from(picture.split(',')[1] ?? '', 'base64').toString()
    expect(decoded).toContain(`&#${'店'.codePointAt(0)};`)
    expect(decoded).toMatch(/^[\x20-\x7e]*$/)
  })

  it('leaves out of a long name what does not fit, and says so', () => {
    expect(fitted('短', 100)).toBe('短')
    const kept = fitted('春熙路店'.repeat(30), 100)
    expect(kept.endsWith('…')).toBe(true)
    expect(widthOf(kept)).toBeLessThanOrEqual(100)
  })
})
