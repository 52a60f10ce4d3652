import { crc32, deflateSync } from 'node:zlib'

/** A black and white picture as PNG, of so many squares a side; `isDark` is asked for each square. `said` goes into it as text, unseen. */
export function blackAndWhite(
  width: number,
  side: number,
  isDark: (column: number, row: number) => boolean,
  said: { [keyword: string]: string },
): Buffer {
  const rowBytes = Math.ceil(width / 8) + 1
  const squareAt = (point: number) => Math.floor((point * side) / width)
  // A byte says how the row is filtered, then come the points.
  const lines = Array.from({ length: side }, (_, row) => {
    const line = Buffer.alloc(rowBytes)
    const light = Array.from({ length: side }, (_, column) => !isDark(column, row))
    for (let x = 0; x < width; x += 1) {
      const at = 1 + (x >> 3)
      if (light[squareAt(x)]) line[at] = (line[at] as number) | (0x80 >> (x & 7))
    }
    return line
  })
  const rows = Buffer.concat(Array.from({ length: width }, (_, y) => lines[squareAt(y)] as Buffer))
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(width, 4)
  // One bit a point, grey, no interlace.
  head[8] = 1
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    ...Object.entries(said).map(([keyword, text]) => chunk('tEXt', Buffer.from(`${keyword}\0${text}`, 'latin1'))),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
