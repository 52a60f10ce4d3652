import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Metafile, Plugin } from 'esbuild'

/** The two files of which every function holds all and can say few; `mark`: how an entry's name stands in the files that do. */
const catalogues = [
  // A sentence in two languages for each refusal, 12 KB: a code that stands nowhere else cannot be thrown.
  { path: 'shared/problems.ts', name: 'problems', mark: (code: string) => `'${code}'` },
  // 4 KB: an operation whose contract is not there cannot be served. What fits no route goes to the function that holds all contracts.
  { path: 'shared/routes.ts', name: 'routes', mark: (operation: string) => `  ${operation}: {` },
]

/** Leaves out of a bundle what its function can never say. `inputs` are those of an earlier build of the same function. */
export function onlyWhatIsSaidIn(folder: string, { inputs }: Metafile): Plugin {
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
            const source = await readFile(path, 'utf8')
            const list = new RegExp(`^export const ${name} = \\{$[\\s\\S]*?^\\}`, 'm')
            if (!list.test(source)) throw new Error(`${path} is written otherwise now`)
            const contents = source.replace(list, () => `export const ${name} = ${JSON.stringify(Object.fromEntries(said))}`)
            return { contents, loader: 'ts' }
          },
        )
      }
    },
  }
}
