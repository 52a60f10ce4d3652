import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Metafile } from 'esbuild'
import type { Template } from './template.ts'
import { unzip } from './zip.ts'

export const root = join(import.meta.dirname, '..', '..')
const osls = join(dirname(createRequire(import.meta.url).resolve('serverless/package.json')), 'bin', 'serverless.js')

/** Generous, because a machine that builds and tests at once is ten times slower. */
export const patience = 300_000

/** What `serverless package` made of a stage. */
export interface Packaged {
  folder: string
  template: Template
  functions: string[]
  zip(name: string): Buffer
  metafile(name: string): Metafile
}

/** Runs `serverless package` as on a machine with no AWS account and no way out. */
export function packageStage(stage: string, ...more: string[]): Packaged {
  const folder = mkdtempSync(join(tmpdir(), `footfall-${stage}-`))
  const { status, stdout, stderr } = runPackage(folder, '--stage', stage, ...more)
  if (status !== 0) throw new Error(`serverless package failed:\n${stdout}${stderr}`)
  const template: Template = readJson(join(folder, 'cloudformation-template-update-stack.json'))
  const state = readJson(join(folder, 'serverless-state.json'))
  const functions = Object.keys(state.service.functions)
  const metafiles = new Map(functions.map((name) => [name, readJson(join(root, '.build', `${name}.json`)) as Metafile]))
  return {
    folder,
    template,
    functions,
    zip: (name) => readFileSync(join(folder, `${name}.zip`)),
    metafile: (name) => metafiles.get(name) as Metafile,
  }
}

export function runPackage(folder: string, ...more: string[]) {
  const nowhere = 'http://127.0.0.1:9'
  return spawnSync(process.execPath, [osls, 'package', '--package', folder, ...more], {
    cwd: root,
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      CI: 'true',
      HTTP_PROXY: nowhere,
      HTTPS_PROXY: nowhere,
      AWS_EC2_METADATA_DISABLED: 'true',
    },
  })
}

/** Lays out a function's zip as Lambda does; answers the path of its module. */
export function unpack(packaged: Packaged, name: string): string {
  const folder = join(packaged.folder, 'unpacked', name)
  const files = unzip(packaged.zip(name))
  for (const file of files) {
    mkdirSync(dirname(join(folder, file.name)), { recursive: true })
    writeFileSync(join(folder, file.name), file.content)
  }
  if (files.length !== 1) throw new Error(`${name}.zip holds ${files.map((file) => file.name)}`)
  return join(folder, (files[0] as { name: string }).name)
}

const KB = 1000
const bundleLimit = 220 * KB
const zipLimit = 75 * KB
/** Five of it are the wire to AWS (functions/kernel/aws), which took the place of the SDK's 190. */
const ownLimit = 92 * KB

/**
 * Readers of spreadsheets, makers of pictures: heavy libraries have functions of their own, which nobody waits for at a counter. What
 * tells the whole API holds every contract and every sentence.
 */
const heavy: { [name: string]: { bundle?: number; zip?: number; own?: number } } = {
  system: { bundle: 270 * KB, zip: 90 * KB, own: 124 * KB },
  imports: { bundle: 270 * KB, zip: 95 * KB },
  pictures: { bundle: 480 * KB, zip: 160 * KB },
  exports: { bundle: 270 * KB, zip: 95 * KB },
  posters: { bundle: 20_000 * KB, zip: 14_000 * KB },
}

/** Says by how much a function is too large, and of what; undefined where it is not. */
export function tooLarge(
  packaged: Packaged,
  name: string,
  limits: { bundle?: number; zip?: number; own?: number } = heavy[name] ?? {},
): string | undefined {
  const bytes = unzip(packaged.zip(name)).reduce((sum, { content }) => sum + content.length, 0)
  const zipped = packaged.zip(name).length
  const own = partsOf(packaged.metafile(name), (path) =>
    /^(functions|shared)\/(?!node_modules)/.test(path) ? path : undefined,
  )
  const ownBytes = own.reduce((sum, [, size]) => sum + size, 0)
  if (bytes <= (limits.bundle ?? bundleLimit) && zipped <= (limits.zip ?? zipLimit) && ownBytes <= (limits.own ?? ownLimit))
    return undefined
  const parts = partsOf(packaged.metafile(name), (path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path)
  const largest = [...parts.slice(0, 12), ...own.slice(0, 8)].map(([path, size]) => `${size} ${path}`)
  return `${name}: ${bytes} bytes, zip ${zipped}, own ${ownBytes}; the largest:\n${largest.join('\n')}`
}

/** What went into a bundle, summed under the name that `named` gives each input (undefined: left out), the largest first. */
function partsOf({ outputs }: Metafile, named: (path: string) => string | undefined): [string, number][] {
  const sums = new Map<string, number>()
  for (const { inputs } of Object.values(outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const name = named(path)
      if (name !== undefined) sums.set(name, (sums.get(name) ?? 0) + bytesInOutput)
    }
  }
  return [...sums].sort(([, a], [, b]) => b - a)
}

const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'))
