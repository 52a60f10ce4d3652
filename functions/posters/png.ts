import { initWasm, Resvg } from '@resvg/resvg-wasm'
import type { Sheet } from './draw.ts'
import { fonts, rasterizer } from './files.ts'
import { family } from './set.ts'
import { bleed, sheets } from './sheets.ts'

let ready: Promise<void> | undefined

/** The sheet as it is cut, with nothing beyond its edges. */
export async function pngOf({ inner, width, height, unit, size }: Sheet): Promise<Uint8Array> {
  ready ??= rasterizer().then((wasm) => initWasm(wasm as Uint8Array<ArrayBuffer>))
  await ready
  const edge = bleed / unit
  const [wide, high] = [width - 2 * edge, height - 2 * edge]
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${high}" viewBox="${edge} ${edge} ${wide} ${high}">${inner}</svg>`
  const { regular, bold } = await fonts()
  const { dpi, width: millimetres } = sheets[size]
  const drawing = new Resvg(svg, {
    fitTo: { mode: 'width', value: Math.round((millimetres / 25.4) * dpi) },
    font: { fontBuffers: [regular, bold], defaultFontFamily: family, loadSystemFonts: false },
  })
  const picture = drawing.render()
  const png = picture.asPng()
  picture.free()
  drawing.free()
  return png
}
