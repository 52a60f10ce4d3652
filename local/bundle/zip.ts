import { inflateRawSync } from 'node:zlib'

/** The files of a zip, by name, with the time each is said to be of. */
export function unzip(zip: Buffer): { name: string; time: number; content: Buffer }[] {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  const count = zip.readUInt16LE(end + 10)
  let at = zip.readUInt32LE(end + 16)
  return Array.from({ length: count }, () => {
    const method = zip.readUInt16LE(at + 10)
    const time = zip.readUInt32LE(at + 12)
    const size = zip.readUInt32LE(at + 20)
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ]
    const local = zip.readUInt32LE(at + 42)
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength)
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const packed = zip.subarray(start, start + size)
    at += 46 + nameLength + extraLength + commentLength
    return { name, time, content: method === 0 ? packed : inflateRawSync(packed) }
  })
}
