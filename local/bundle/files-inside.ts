import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { brotliCompressSync, constants } from 'node:zlib'
import type { Plugin } from 'esbuild'

const reads = 'const file = (path: string): Promise<Uint8Array> => readFile(createRequire(import.meta.url).resolve(path))'
const made = new Map<string, Buffer>()

/**
 * Posters need fonts and a rasterizer, 24 MB of files of packages; a function is one file. What functions/posters/files.ts names goes
 * into the bundle compressed (12 MB), and is unpacked when it is first asked for, in a tenth of a second.
 */
export const filesInside: Plugin = {
  name: 'files-inside',
  setup(build) {
    build.onLoad({ filter: /functions[\\/]posters[\\/]files\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      if (!source.includes(reads)) throw new Error(`${path} is written otherwise now`)
      const imports: string[] = ["import { brotliDecompressSync } from 'node:zlib'"]
      const contents = source.replace(reads, '').replace(/\bfile\('([^']+)'\)/g, (_, name: string) => {
        imports.push(`import inside${imports.length} from 'inside:${name}'`)
        return `Promise.resolve(brotliDecompressSync(inside${imports.length - 1}))`
      })
      return { contents: `${imports.join('\n')}\n${contents}`, loader: 'ts' }
    })
    build.onResolve({ filter: /^inside:/ }, ({ path, importer }) => ({
      path: createRequire(importer).resolve(path.slice('inside:'.length)),
      namespace: 'inside',
    }))
    build.onLoad({ filter: /.*/, namespace: 'inside' }, async ({ path }) => {
      const packed = made.get(path) ?? compressed(await readFile(path))
      made.set(path, packed)
      return { contents: packed, loader: 'binary' }
    })
  },
}

/** The sixth quality is nearly as small as the last, in a second instead of half a minute. */
function compressed(bytes: Buffer): Buffer {
  const { BROTLI_PARAM_QUALITY: quality, BROTLI_PARAM_LGWIN: window, BROTLI_PARAM_SIZE_HINT: size } = constants
  return brotliCompressSync(bytes, { params: { [quality]: 6, [window]: 24, [size]: bytes.length } })
}
