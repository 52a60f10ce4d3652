import { inflateRawSync } from 'node:zlib'
import { Problem } from '../../shared/problem.ts'

/** All that is unpacked together; a sheet of 10,000 stores has some 10 MB. */
const mostBytes = 48 * 1024 * 1024
const mostFiles = 2000
const endMark = 0x06054b50
const entryMark = 0x02014b50
const fileMark = 0x04034b50
const endLength = 22

/**
 * The archive that a workbook is, laid out anew: its XML files alone, unpacked, with their true sizes. The reader of workbooks believes
 * what an archive says of itself; here every size is counted while it is unpacked, so a small file cannot fill the memory.
 * Refuses with import.too_large or import.unreadable.
 */
export function plainArchive(bytes: Buffer): { archive: ArrayBuffer; xml: Map<string, Buffer> } {
  try {
    const xml = xmlIn(bytes)
    return { archive: archiveOf(xml), xml }
  } catch (error) {
    if (error instanceof Problem) throw error
    // Offsets that lead nowhere, or bytes that are no deflated data.
    throw new Problem('import.unreadable', { field: 'file' })
  }
}

function xmlIn(bytes: Buffer): Map<string, Buffer> {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || end + endLength > bytes.length) throw new Problem('import.unreadable', { field: 'file' })
  const count = bytes.readUInt16LE(end + 10)
  if (count > mostFiles) throw tooLarge()
  const xml = new Map<string, Buffer>()
  let at = bytes.readUInt32LE(end + 16)
  let left = mostBytes
  for (let nth = 0; nth < count; nth++) {
    if (bytes.readUInt32LE(at) !== entryMark) throw new Problem('import.unreadable', { field: 'file' })
    const nameLength = bytes.readUInt16LE(at + 28)
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    if (/\.(xml|rels)$/.test(name)) {
      const content = contentOf(bytes, at, left)
      left -= content.length
      xml.set(name, content)
    }
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return xml
}

function contentOf(bytes: Buffer, entry: number, left: number): Buffer {
  const [method, packed, file] = [
    bytes.readUInt16LE(entry + 10),
    bytes.readUInt32LE(entry + 20),
    bytes.readUInt32LE(entry + 42),
  ]
  if (bytes.readUInt32LE(file) !== fileMark) throw new Problem('import.unreadable', { field: 'file' })
  const from = file + 30 + bytes.readUInt16LE(file + 26) + bytes.readUInt16LE(file + 28)
  const content = bytes.subarray(from, from + packed)
  if (method === 0 && content.length <= left) return content
  if (method !== 8) throw method === 0 ? tooLarge() : new Problem('import.unreadable', { field: 'file' })
  try {
    return inflateRawSync(content, { maxOutputLength: Math.max(1, left) })
  } catch (error) {
    throw (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge() : error
  }
}

/** An archive of files that are not packed. */
function archiveOf(files: Map<string, Buffer>): ArrayBuffer {
  const heads: Buffer[] = []
  const parts: Buffer[] = []
  let length = 0
  for (const [path, content] of files) {
    const name = Buffer.from(path)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(fileMark, 0)
    local.writeUInt32LE(content.length, 18)
    local.writeUInt32LE(content.length, 22)
    local.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(entryMark, 0)
    local.copy(entry, 20, 18, 28)
    entry.writeUInt32LE(length, 42)
    heads.push(entry, name)
    parts.push(local, name, content)
    length += 30 + name.length + content.length
  }
  const directory = Buffer.concat(heads)
  const end = Buffer.alloc(endLength)
  end.writeUInt32LE(endMark, 0)
  end.writeUInt16LE(files.size, 8)
  end.writeUInt16LE(files.size, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(length, 16)
  const whole = Buffer.concat([...parts, directory, end])
  return whole.buffer.slice(whole.byteOffset, whole.byteOffset + whole.byteLength) as ArrayBuffer
}

const tooLarge = () => new Problem('import.too_large', { field: 'file' })
