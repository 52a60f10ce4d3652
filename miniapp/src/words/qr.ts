import { encode } from 'uqr'
import { svgUri } from './svg'

/** One stroke for each run of dark modules: some 4 KB for a signed code, where a rectangle a module would be 40. */
export function runsOf(rows: boolean[][]): string {
  let path = ''
  rows.forEach((row, y) => {
    let at = -1
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue
      let end = x
      while (row[end]) end++
      path += at < 0 ? `M${x} ${y}` : `m${x - at} 0`
      path += `h${end - x}`
      at = end
      x = end
    }
  })
  return path
}

/** A picture of the code that an `image` element takes, black on white with its quiet zone. */
export function qrPicture(text: string): string {
  const { data, size } = encode(text, { ecc: 'M', border: 3 })
  return svgUri(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path stroke="#000" transform="translate(0 .5)" d="${runsOf(data)}"/></svg>`,
  )
}
