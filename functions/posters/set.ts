import type { Box } from './box.ts'
import { fonts } from './files.ts'
import satori from './satori.mjs'

/** Where a box came to lie, in units of its panel. */
export interface Placed {
  /** The name of a place (box.ts). */
  name?: string
  /** The words in it. */
  text?: string
  left: number
  top: number
  width: number
  height: number
}

/** As the fonts call themselves: who draws the SVG finds them by it. */
export const family = 'Noto Sans SC'

/** Lays a tree out: text stays text, so that a PDF can embed its fonts. */
export async function set(tree: Box, width: number, height?: number): Promise<{ svg: string; placed: Placed[] }> {
  const placed: Placed[] = []
  const { regular, bold } = await fonts()
  const svg = await satori(tree, {
    width,
    ...(height !== undefined && { height }),
    embedFont: false,
    fonts: [
      { name: family, data: regular, weight: 400 },
      { name: family, data: bold, weight: 700 },
    ],
    onNodeDetected: ({ key, textContent, left, top, width: wide, height: high }) => {
      const at = { left, top, width: wide, height: high }
      placed.push({
        ...(typeof key === 'string' && { name: key }),
        ...(textContent !== undefined && { text: textContent }),
        ...at,
      })
    },
  })
  return { svg, placed }
}
