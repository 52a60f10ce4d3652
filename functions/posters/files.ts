import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

/** A file of a package. In a bundle its bytes stand in the place of the call (local/bundle/files-inside.ts). */
const file = (path: string): Promise<Uint8Array> => readFile(createRequire(import.meta.url).resolve(path))

let kept: Promise<{ regular: Buffer; bold: Buffer }> | undefined

/** Noto Sans SC in the two weights that posters are set in, whole: the name of a store may hold any character. Read once. */
export function fonts(): Promise<{ regular: Buffer; bold: Buffer }> {
  kept ??= Promise.all([
    file('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
    file('@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf'),
  ]).then(([regular, bold]) => ({ regular: Buffer.from(regular), bold: Buffer.from(bold) }))
  return kept
}

export const rasterizer = (): Promise<Uint8Array> => file('@resvg/resvg-wasm/index_bg.wasm')
