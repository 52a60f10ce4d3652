import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { type Bundle, bundle } from '../local/bundle/bundle.ts'
import { type DeployedFunction, readDeployment } from '../local/gateway/deployment.ts'

const root = join(import.meta.dirname, '..')

/** Functions that carry fonts, spreadsheets or pictures, which nobody waits for at a counter; `system` tells the whole API. */
export const heavy = ['posters', 'pictures', 'imports', 'exports', 'system']

export interface Built extends Bundle {
  fn: DeployedFunction
  zipBytes: number
  /** Bytes of our own code in it, what minifying left of them. */
  ownBytes: number
  /** The parts that weigh most, as `zod 61,204`. */
  largest: string[]
}

/** Every deployed function's bundle, as it is deployed. */
export async function buildAll(): Promise<Built[]> {
  const built: Built[] = []
  for (const fn of readDeployment(join(root, 'serverless.yml')).functions) {
    const made = await bundle(root, `${fn.module}.ts`)
    const parts = new Map<string, number>()
    let ownBytes = 0
    for (const { inputs } of Object.values(made.metafile.outputs))
      for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
        const from = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]
        if (from === undefined && /^(functions|shared)\//.test(path)) ownBytes += bytesInOutput
        const name = from ?? path.split('/').slice(0, 2).join('/')
        parts.set(name, (parts.get(name) ?? 0) + bytesInOutput)
      }
    const largest = [...parts].toSorted(([, a], [, b]) => b - a).slice(0, 5)
    built.push({
      ...{ ...made, fn, ownBytes, zipBytes: deflateRawSync(made.code, { level: 9 }).length },
      largest: largest.map(([name, bytes]) => `${name} ${bytes.toLocaleString('en')}`),
    })
  }
  return built
}
