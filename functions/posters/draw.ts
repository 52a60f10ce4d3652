import { encode } from 'uqr'
import type { PosterSize } from '../../shared/posters.ts'
import { face, ground, type Missing, units } from './face.ts'
import { panels } from './panels.ts'
import type { Poster } from './poster.ts'
import { type Placed, set } from './set.ts'
import { bleed, sheets } from './sheets.ts'

/** A sheet with everything drawn, as one SVG that both the PNG and the PDF are made from. */
export interface Sheet {
  /** What is inside the `<svg>`; one unit is `unit` millimetres of paper, and 0, 0 is `bleed` beyond the corner that is cut. */
  inner: string
  /** Of the sheet with what is cut off, in its units. */
  width: number
  height: number
  /** Millimetres of paper in a unit. */
  unit: number
  size: PosterSize
  /** Every box of one face: for whoever wants to know what fits. */
  placed: Placed[]
  missing: Missing
}

export async function drawSheet(poster: Poster, size: PosterSize): Promise<Sheet> {
  const panel = panels[size]
  const { width, height } = sheets[size]
  // Millimetres of paper in a millimetre of the design.
  const scale = width / panel.width
  const { tree, missing } = await face(poster, panel, bleed / scale)
  const across = Math.round((panel.width + (2 * bleed) / scale) * units)
  const down = Math.round((height / scale + (2 * bleed) / scale) * units)
  const faceHeight = panel.fold ? down / 2 : down
  const { svg, placed } = await set(tree, across, faceHeight)
  const drawn = svg.slice(svg.indexOf('>') + 1, svg.lastIndexOf('</svg>')) + webCode(poster.link, placed)
  const inner = panel.fold
    ? `<rect width="${across}" height="${down}" fill="${ground}"/><g transform="translate(0 ${faceHeight})">${drawn}</g><g transform="rotate(180 ${across / 2} ${faceHeight}) translate(0 ${faceHeight})">${drawn}</g>`
    : drawn
  return { inner, width: across, height: down, unit: scale / units, size, placed, missing }
}

/** Black squares on white, with the four modules of quiet that a reader needs, as one path: as sharp as the printer is. */
function webCode(link: string, placed: Placed[]): string {
  const at = placed.find(({ name }) => name === 'web-code')
  if (!at) throw new Error('no place was laid out for the web QR')
  const { data, size } = encode(link, { ecc: 'M', border: 4 })
  const module = at.width / size
  const runs = data.flatMap((row, y) =>
    row.flatMap((dark, x) => {
      if (!dark || row[x - 1]) return []
      const end = row.indexOf(false, x)
      return [`M${x} ${y}h${(end < 0 ? size : end) - x}v1H${x}z`]
    }),
  )
  return `<path transform="translate(${at.left} ${at.top}) scale(${module})" fill="#000" shape-rendering="crispEdges" d="${runs.join('')}"/>`
}
