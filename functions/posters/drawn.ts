import type { PosterFormat, PosterSize } from '../../shared/posters.ts'
import { drawSheet } from './draw.ts'
import { pdfOf } from './pdf.ts'
import { pngOf } from './png.ts'
import type { Poster } from './poster.ts'

/** A poster as the bytes of a file. A text that fits nowhere is our fault, and never goes to a printer cut off. */
export async function drawn(poster: Poster, size: PosterSize, format: PosterFormat, now: Date): Promise<Uint8Array> {
  const sheet = await drawSheet(poster, size)
  if (sheet.missing.length > 0) throw new Error(`does not fit on ${size}: ${sheet.missing.join(', ')}`)
  return format === 'png' ? pngOf(sheet) : pdfOf(sheet, poster.title, now)
}
