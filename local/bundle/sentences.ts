import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Metafile, Plugin } from 'esbuild'

const home = 'shared/problems.ts'

/**
 * Every refusal has its sentence in two languages, 11 KB of them, and a function can say few: a code that stands in none of its other
 * files is one that it cannot throw. `inputs` are those of an earlier build of the same function.
 */
export function sentencesSaidIn(folder: string, { inputs }: Metafile): Plugin {
  return {
    name: 'sentences-said-in',
    setup(build) {
      build.onLoad({ filter: /[\\/]shared[\\/]problems\.ts$/ }, async ({ path }) => {
        const own = Object.keys(inputs).filter((input) => /^(functions|shared)\/(?!node_modules)/.test(input) && input !== home)
        const sources = await Promise.all(own.map((input) => readFile(join(folder, input), 'utf8')))
        const { problems } = (await import(pathToFileURL(path).href)) as { problems: { [code: string]: unknown } }
        const said = Object.entries(problems).filter(([code]) => sources.some((source) => source.includes(`'${code}'`)))
        const source = await readFile(path, 'utf8')
        const contents = source.replace(
          /^export const problems = \{$[\s\S]*?^\}/m,
          () => `export const problems = ${JSON.stringify(Object.fromEntries(said))}`,
        )
        if (contents === source) throw new Error(`${path} is written otherwise now`)
        return { contents, loader: 'ts' }
      })
    },
  }
}
