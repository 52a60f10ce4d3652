import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

/** A part of a page, in shares of its width and height: left, top, right, bottom. */
export type Part = [number, number, number, number]

export interface Page {
  /** Points of a PNG; points of 1/72 inch of a PDF. */
  width: number
  height: number
  /** The words that can be taken out of a PDF. */
  text?: string
  /** What the QR in `code` leads to. */
  scanned?: string
  /** How many of the points of `picture` have the shade of `as`, of 1. */
  likeness?: number
}

/**
 * A page as programs read it that are none of ours: PDFium (Chrome's own) for a PDF, pngjs for a PNG, jsQR for the code. In a process of
 * its own: a picture takes seconds inside jest's realm.
 */
export async function readPoster(
  bytes: Uint8Array,
  parts: { code?: Part; picture?: { at: Part; as: Uint8Array } | undefined } = {},
): Promise<Page> {
  const { code, picture } = parts
  const asked = { bytes: base64(bytes), code, picture: picture && { at: picture.at, as: base64(picture.as) } }
  const reader = join(import.meta.dirname, 'poster-reader.ts')
  const child = spawn(process.execPath, ['--no-warnings', reader], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify(asked))
  return JSON.parse(await text(child.stdout))
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
