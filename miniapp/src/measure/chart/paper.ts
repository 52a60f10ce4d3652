import { svgUri } from '../../words/svg'

/**
 * What charts are drawn on. Each look differs in lightness and in pattern, so that a black and white print and a colour-blind reader tell
 * them apart; and every mark has its figure beside it.
 */
export const looks = ['solid', 'stripes', 'dots', 'bare'] as const
export type Look = (typeof looks)[number]

export const ink = '#1f2a24'
export const soft = '#565e54'
export const line = '#e7dcc6'
const pine = '#0e5a48'

const patterns =
  `<defs><pattern id="stripes" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">` +
  `<rect width="7" height="7" fill="#ffd56b"/><rect width="2.4" height="7" fill="${ink}"/></pattern>` +
  `<pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#fbe2d5"/>` +
  `<circle cx="3" cy="3" r="1.5" fill="#b23a17"/></pattern></defs>`

const fills: { [look in Look]: string } = { solid: pine, stripes: 'url(#stripes)', dots: 'url(#dots)', bare: '#fffdf8' }

/** A bar of this look. */
export const block = (look: Look, x: number, y: number, width: number, height: number): string =>
  `<rect x="${at(x)}" y="${at(y)}" width="${at(Math.max(0, width))}" height="${at(height)}" fill="${fills[look]}" stroke="${ink}" stroke-width="1"/>`

interface Words {
  size?: number
  weight?: number
  fill?: string
  anchor?: 'start' | 'middle' | 'end'
}

/** One line of text, its baseline at `y`. */
export function words(
  x: number,
  y: number,
  text: string,
  { size = 13, weight = 400, fill = ink, anchor = 'start' }: Words = {},
) {
  return `<text x="${at(x)}" y="${at(y)}" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}">${escaped(text)}</text>`
}

/** As an `image` element takes it. Everything that is not ASCII is written as its number. */
export const pictureOf = (svg: string): string => svgUri(svg.replace(/[^ -~]/gu, (letter) => `&#${letter.codePointAt(0)};`))

/** A whole drawing, so many pixels wide and high; it grows with the place it is given. */
export const drawing = (width: number, height: number, body: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${at(height)}" width="${width}" height="${at(height)}" font-family="PingFang SC, Noto Sans SC, Microsoft YaHei, Helvetica, Arial, sans-serif">${patterns}<rect width="100%" height="100%" fill="#fffdf8"/>${body}</svg>`

/** How wide a text is about, in pixels: Chinese letters are square. */
export const widthOf = (text: string, size = 13): number =>
  [...text].reduce((sum, letter) => sum + ((letter.codePointAt(0) ?? 0) > 0x2e7f ? size : size * 0.58), 0)

/** The text, or as much of it as fits with a sign that something is left out. */
export function fitted(text: string, width: number, size = 13): string {
  if (widthOf(text, size) <= width) return text
  let kept = ''
  for (const letter of text) {
    if (widthOf(`${kept}${letter}…`, size) > width) break
    kept += letter
  }
  return `${kept}…`
}

/** What the looks of a chart mean, in a line above it that goes on below where it is too long; and how high that is. */
export function legend(series: readonly { name: string; look: Look }[], width: number): { body: string; height: number } {
  let [x, y] = [0, 0]
  let body = ''
  for (const { name, look } of series) {
    const wide = 22 + widthOf(name) + 18
    if (x > 0 && x + wide > width) [x, y] = [0, y + 22]
    body += block(look, x + 1, y + 3, 14, 14) + words(x + 22, y + 15, name, { fill: soft })
    x += wide
  }
  return { body, height: y + 30 }
}

const escaped = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
/** Short, as a drawing travels as text. */
export const at = (n: number): string => String(Math.round(n * 10) / 10)
