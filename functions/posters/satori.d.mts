import type { Box } from './box.ts'

/** What of Satori is used here. */
export default function satori(
  tree: Box,
  options: {
    width: number
    height?: number
    /** false: text stays text. */
    embedFont: boolean
    fonts: { name: string; data: Buffer; weight: 400 | 700 }[]
    onNodeDetected: (node: {
      key?: string | null
      textContent?: string
      left: number
      top: number
      width: number
      height: number
    }) => void
  },
): Promise<string>
