import { createRequire } from 'node:module'

// The package comes without types; this is as much of it as is needed here.
const { PNG } = createRequire(import.meta.url)('pngjs') as {
  PNG: { new (size: { width: number; height: number }): { data: Buffer }; sync: { write(png: object): Buffer } }
}

/** A PNG of one colour, in base64. */
export function drawing(width: number, height: number, shade = 200): string {
  const png = new PNG({ width, height })
  png.data.fill(shade)
  return PNG.sync.write(png).toString('base64')
}
