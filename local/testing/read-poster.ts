import { createRequire } from 'node:module'
import { PDFiumLibrary } from '@hyzyla/pdfium'

const require = createRequire(import.meta.url)
const jsQR = require('jsqr') as (data: Uint8ClampedArray, width: number, height: number) => { data: string } | null
const { PNG } = require('pngjs') as typeof import('pngjs')

/** Points of four bytes, from the top left. */
export interface Pixels {
  data: Uint8Array
  width: number
  height: number
}

export const pixelsOf = (png: Uint8Array): Pixels => PNG.sync.read(Buffer.from(png))

/** A part of a picture, in shares of its width and height. */
export function part({ data, width, height }: Pixels, left: number, top: number, right: number, bottom: number): Pixels {
  const [x, y] = [Math.floor(left * width), Math.floor(top * height)]
  const [wide, high] = [Math.ceil(right * width) - x, Math.ceil(bottom * height) - y]
  const cut = new Uint8Array(wide * high * 4)
  for (let row = 0; row < high; row++) {
    const from = ((y + row) * width + x) * 4
    cut.set(data.subarray(from, from + wide * 4), row * wide * 4)
  }
  return { data: cut, width: wide, height: high }
}

/** What a QR in the picture leads to, read by a program that is none of ours. */
export const scan = ({ data, width, height }: Pixels): string | undefined =>
  jsQR(new Uint8ClampedArray(data), width, height)?.data

/** The first page as PDFium, which is Chrome's own, shows it: its points, its words, and its size in points of 1/72 inch. */
export async function readPdf(pdf: Uint8Array, scale: number): Promise<{ pixels: Pixels; text: string; width: number; height: number; pages: number }> {
  const library = await PDFiumLibrary.init()
  try {
    const document = await library.loadDocument(Buffer.from(pdf))
    const page = document.getPage(0)
    const text = page.getText()
    const { originalWidth, originalHeight } = page.getOriginalSize()
    const { data, width, height } = await page.render({ scale, render: 'bitmap' })
    const pages = document.getPageCount()
    document.destroy()
    return { pixels: { data: Uint8Array.from(data), width, height }, text, width: originalWidth, height: originalHeight, pages }
  } finally {
    library.destroy()
  }
}
