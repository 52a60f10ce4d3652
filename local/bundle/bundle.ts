import { type BuildOptions, build, type Metafile } from 'esbuild'
import { filesInside } from './files-inside.ts'
import {
  credentialsFromEnvironment,
  holidaysFrom,
  importsUpFront,
  noConfigFiles,
  nodeModulesUntouched,
  ownWire,
  schemasUndescribed,
} from './lambda-only.ts'
import { onlyWhatIsSaidIn } from './said.ts'

/** Decides functions/kernel/table/open.ts at build time: the SQLite engine falls out. */
const define = { 'process.env.FOOTFALL_TABLE': '"dynamodb"' }

export interface Bundle {
  code: Uint8Array
  /** What went in, byte by byte. */
  metafile: Metafile
}

/** One deployed function in one ESM file: `file` is its handler.ts, from the service's folder. The same input gives the same bytes. */
export async function bundle(folder: string, file: string, readable = false): Promise<Bundle> {
  const options = {
    absWorkingDir: folder,
    entryPoints: [file],
    outfile: 'handler.mjs',
    write: false,
    metafile: true,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: !readable,
    legalComments: 'none',
    // Chinese sentences as they are: escaped they take six bytes a character instead of three.
    charset: 'utf8',
    define,
    plugins: [
      nodeModulesUntouched,
      ownWire,
      credentialsFromEnvironment,
      noConfigFiles,
      ...(file.includes('/system/') ? [] : [schemasUndescribed]),
      holidaysFrom('2026'),
      importsUpFront(define),
      filesInside,
    ],
    // A name that the own wire does not have.
    logOverride: { 'import-is-undefined': 'error' },
    logLevel: 'error',
  } satisfies BuildOptions
  const all = await build(options)
  const plugins = [onlyWhatIsSaidIn(folder, all.metafile), ...options.plugins]
  const { outputFiles, metafile } = await build({ ...options, plugins })
  return { code: (outputFiles[0] as { contents: Uint8Array }).contents, metafile }
}
