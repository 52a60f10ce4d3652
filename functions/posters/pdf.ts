import PDFDocument from 'pdfkit'
import svgToPdf from 'svg-to-pdfkit'
import type { Sheet } from './draw.ts'
import { fonts } from './files.ts'
import { bleed, sheets } from './sheets.ts'

const points = 72 / 25.4

/**
 * One page of exactly that paper: who looks at it or prints it at a desk sees it as it is cut (CropBox), a print shop finds what it cuts
 * off beyond (BleedBox). Text is text, its fonts embedded with the characters that are used.
 */
export async function pdfOf({ inner, width, height, size }: Sheet, title: string, at: Date): Promise<Uint8Array> {
  const paper = sheets[size]
  const [wide, high] = [(paper.width + 2 * bleed) * points, (paper.height + 2 * bleed) * points]
  const { regular, bold } = await fonts()
  const document = new PDFDocument({
    size: [wide, high],
    margin: 0,
    font: regular as unknown as string,
    info: { Title: title, CreationDate: at },
  })
  const parts: Buffer[] = []
  const whole = new Promise<Buffer>((done, failed) => {
    document.on('data', (part: Buffer) => parts.push(part))
    document.on('end', () => done(Buffer.concat(parts)))
    document.on('error', failed)
  })
  document.registerFont('regular', regular)
  document.registerFont('bold', bold)
  const cut = [bleed * points, bleed * points, wide - bleed * points, high - bleed * points]
  Object.assign(document.page.dictionary.data, { TrimBox: cut, CropBox: cut, BleedBox: [0, 0, wide, high] })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">${inner}</svg>`
  svgToPdf(document, svg, 0, 0, {
    width: wide,
    height: high,
    fontCallback: (_family, isBold) => (isBold ? 'bold' : 'regular'),
  })
  document.end()
  return whole
}
