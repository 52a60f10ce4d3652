import { type Hours, sparkPicture, sparkSvg, sumsOf } from './spark'

const hour = (claimed: number, paid = 0, redeemed = 0): Hours[number] => ({
  at: '2026-07-01T08:00:00+08:00',
  claimed,
  paid,
  redeemed,
})
const heights = (svg: string) => [...svg.matchAll(/<rect[^>]* height="([\d.]+)"/g)].map(([, height]) => Number(height))

describe('the picture of the last hours', () => {
  it('has a bar for each, the highest for the most that was claimed and bought together', () => {
    const svg = sparkSvg([hour(0), hour(2), hour(2, 2), hour(1)])
    expect(heights(svg)).toEqual([1, 17, 34, 8.5])
    expect(svg).not.toContain('polyline')
  })

  it('draws what was used as a line, by the same measure, with a dot where there was some', () => {
    const svg = sparkSvg([hour(4), hour(0, 0, 2), hour(1)])
    expect(svg).toContain('<polyline')
    expect([...svg.matchAll(/<circle/g)]).toHaveLength(1)
    expect(svg).toMatch(/circle cx="14.5" cy="21"/)
  })

  it('never divides by nothing, and never hides a single one beside a thousand', () => {
    expect(heights(sparkSvg([hour(0), hour(0)]))).toEqual([1, 1])
    expect(heights(sparkSvg([hour(1), hour(1000)]))[0]).toBeGreaterThanOrEqual(2)
  })

  it('is told in numbers beside it, and needs no file', () => {
    expect(sumsOf([hour(4, 1), hour(0, 2, 3)])).toEqual({ had: 7, used: 3 })
    expect(sparkPicture([hour(1)])).toMatch(/^data:image\/svg\+xml;base64,/)
  })
})
