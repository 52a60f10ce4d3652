declare module 'svg-to-pdfkit' {
  /** What of it is used here: draws an SVG onto the page, its top left corner at x, y. */
  export default function svgToPdf(
    document: PDFKit.PDFDocument,
    svg: string,
    x: number,
    y: number,
    options: { width: number; height: number; fontCallback: (family: string, bold: boolean) => string },
  ): void
}
