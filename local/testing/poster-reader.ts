import { createRequire } from 'node:module'
import { buffer } from 'node:stream/consumers'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import type { Page, Part } from './read-poster.ts'

const require = createRequire(import.meta.url)
const jsQR = require('jsqr') as (data: Uint8ClampedArray, width: number, height: number) => { data: string } | null

interface Pixels {
  data: Uint8Array
  width: number
  height: number
}

const { PNG } = require('pngjs') as { PNG: { sync: { read(bytes: Buffer): Pixels } } }

const asked = JSON.parse(String(await buffer(process.stdin))) as {
  bytes: string
  code?: Part
  picture?: { at: Part; as: string }
}
const bytes = Buffer.from(asked.bytes, 'base64')
const isPdf = bytes.subarray(0, 5).toString() === '%PDF-'
const { pixels, ...page } = isPdf ? await pdf() : png()
const { code, picture } = asked
const answer: Page = {
  ...page,
  ...(code && { scanned: scan(part(pixels, code)) }),
  ...(picture && { likeness: likeness(part(pixels, picture.at), PNG.sync.read(Buffer.from(picture.as, 'base64'))) }),
}
console.log(JSON.stringify(answer))

function png() {
  const pixels = PNG.sync.read(bytes)
  return { width: pixels.width, height: pixels.height, pixels }
}

async function pdf() {
  const library = await PDFiumLibrary.init()
  const document = await library.loadDocument(bytes)
  if (document.getPageCount() !== 1) throw new Error(`${document.getPageCount()} pages`)
  const page = document.getPage(0)
  const text = page.getText()
  const { originalWidth: width, originalHeight: height } = page.getOriginalSize()
  // 216 dots an inch.
  const drawn = await page.render({ scale: 3, render: 'bitmap' })
  const pixels = { data: Uint8Array.from(drawn.data), width: drawn.width, height: drawn.height }
  return { width, height, text, pixels }
}

function part({ data, width, height }: Pixels, [left, top, right, bottom]: Part): Pixels {
  const [x, y] = [Math.floor(left * width), Math.floor(top * height)]
  const [wide, high] = [Math.ceil(right * width) - x, Math.ceil(bottom * height) - y]
  const cut = new Uint8Array(wide * high * 4)
  for (let row = 0; row < high; row++) {
    const from = ((y + row) * width + x) * 4
    cut.set(data.subarray(from, from + wide * 4), row * wide * 4)
  }
  return { data: cut, width: wide, height: high }
}

function scan({ data, width, height }: Pixels): string {
  return jsQR(new Uint8ClampedArray(data), width, height)?.data ?? ''
}

/** Twice as many points as a mini-program code has modules, with its quiet edge. */
function likeness(one: Pixels, other: Pixels): number {
  const dark = ({ data, width, height }: Pixels, x: number, y: number) =>
    (data[(Math.floor(y * height) * width + Math.floor(x * width)) * 4] as number) < 128
  const steps = Array.from({ length: 82 }, (_, n) => (n + 0.5) / 82)
  const same = steps.flatMap((y) => steps.map((x) => dark(one, x, y) === dark(other, x, y)))
  return same.filter(Boolean).length / same.length
}
