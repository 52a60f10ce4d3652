import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Metafile, Plugin } from 'esbuild'
import { leanContracts } from './lean-contracts.ts'

/** The two files of which every function holds all and can say few; `mark`: how an entry's name stands in the files that do. */
const catalogues = [
  // A sentence in two languages for each refusal, 12 KB: a code that stands nowhere else cannot be thrown.
  { path: 'shared/problems.ts', name: 'problems', mark: (code: string) => `'${code}'` },
  // 4 KB: an operation whose contract is not there cannot be served. What fits no route goes to the function that holds all contracts.
  { path: 'shared/routes.ts', name: 'routes', mark: (operation: string) => `  ${operation}: {` },
]

/** A sentence about an operation, for the OpenAPI document alone: 5 KB in all. */
const summary = /^( +summary:)\s+('[^'\n]*'|"[^"\n]*"|`[^`]*`),$/gm

/** Leaves out of a bundle what its function can never say. The metafile is that of an earlier build of the same function. */
export function onlyWhatIsSaidIn(folder: string, { inputs, outputs }: Metafile): Plugin {
  const left = Object.values(outputs).flatMap((output) => Object.entries(output.inputs))
  const used = new Set(left.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([input]) => input))
  const tells = Object.keys(inputs).some((input) => input === 'functions/system/handler.ts')
  return {
    name: 'only-what-is-said-in',
    setup(build) {
      for (const { path: home, name, mark } of catalogues) {
        build.onLoad(
          { filter: new RegExp(`[\\\\/]${home.replace('/', '[\\\\/]').replace('.', '\\.')}$`) },
          async ({ path }) => {
            const own = Object.keys(inputs).filter(
              (input) => /^(functions|shared)\/(?!node_modules)/.test(input) && input !== home,
            )
            const sources = await Promise.all(own.map((input) => readFile(join(folder, input), 'utf8')))
            const all = (await import(pathToFileURL(path).href))[name] as { [entry: string]: unknown }
            const said = Object.entries(all).filter(([entry]) => sources.some((source) => source.includes(mark(entry))))
            // What only the clock or the feed calls answers nobody: of a refusal it needs the status alone.
            const isSpoken = name !== 'problems' || own.some((input, n) => used.has(input) && sources[n]?.includes('sentence('))
            if (!isSpoken) for (const entry of said) entry[1] = [(entry[1] as [number])[0], '', '']
            const source = await readFile(path, 'utf8')
            const list = new RegExp(`^export const ${name} = \\{$[\\s\\S]*?^\\}`, 'm')
            if (!list.test(source)) throw new Error(`${path} is written otherwise now`)
            const contents = source.replace(list, () => `export const ${name} = ${JSON.stringify(Object.fromEntries(said))}`)
            return { contents, loader: 'ts' }
          },
        )
      }
      if (tells) return
      build.onLoad({ filter: /[\\/]shared[\\/][a-z-]+\.ts$/ }, async ({ path }) => {
        const source = await readFile(path, 'utf8')
        return { contents: leanContracts(source.replace(summary, "$1 '',")), loader: 'ts' }
      })
    },
  }
}
