import satori from 'satori'
import type { Box } from './box.ts'
import { fonts } from './files.ts'

/** Where a box came to lie, in units of its panel. */
export interface Placed {
  /** The name of a place, or the text in it. */
  name?: string
  text?: string
  left: number
  top: number
  width: number
  height: number
}

/** Lays a tree out: text stays text, so that a PDF can embed its fonts. */
export async function set(tree: Box, width: number, height?: number): Promise<{ svg: string; placed: Placed[] }> {
  const placed: Placed[] = []
  const { regular, bold } = await fonts()
  const svg = await satori(tree as never, {
    width,
    ...(height !== undefined && { height }),
    embedFont: false,
    fonts: [
      { name: family, data: regular, weight: 400 },
      { name: family, data: bold, weight: 700 },
    ],
    onNodeDetected: ({ key, textContent, left, top, width: wide, height: high }) =>
      placed.push({
        ...(key != null && { name: String(key) }),
        ...(textContent !== undefined && { text: textContent }),
        left,
        top,
        width: wide,
        height: high,
      }),
  } as Parameters<typeof satori>[1])
  return { svg, placed }
}

/** As the fonts call themselves: who draws the SVG finds them by it. */
export const family = 'Noto Sans SC'
