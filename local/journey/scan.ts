import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const require = createRequire(import.meta.url)
const jsQR = require('jsqr') as (data: Uint8ClampedArray, width: number, height: number) => { data: string } | null
const { PNG } = require('pngjs') as {
  PNG: { sync: { read(file: Buffer): { data: Buffer; width: number; height: number } } }
}

/** What a camera held before this screen reads, by a decoder of somebody else's. */
export async function scan(page: Page): Promise<string> {
  const { data, width, height } = PNG.sync.read(await page.screenshot())
  const found = jsQR(new Uint8ClampedArray(data), width, height)?.data
  if (found === undefined) throw new Error(`there is no QR on ${page.url()}`)
  return found
}
