import { readFile } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { basename, join } from 'node:path'
import { type Plugin, transform } from 'esbuild'

/**
 * A static ESM import of a Node module reads every one of its exports. On `node:http` that wakes a getter which loads undici (some
 * 30 ms); `node:process` and `node:fs` cost some milliseconds the same way. Asking for the module itself wakes nothing. It also
 * gives CommonJS dependencies their `require`, so no createRequire banner is needed.
 */
export const nodeModulesUntouched: Plugin = {
  name: 'node-modules-untouched',
  setup(build) {
    build.onResolve({ filter: /^[a-z0-9:_/]+$/ }, ({ path }) =>
      isBuiltin(path) ? { path: path.replace(/^node:/, ''), namespace: 'node-module', sideEffects: false } : undefined,
    )
    build.onLoad({ filter: /.*/, namespace: 'node-module' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('node:${path}')`,
    }))
  },
}

/**
 * Lambda puts the role's credentials into the environment and keeps them there for the environment's whole life. The SDK's default
 * chain would bring SSO, ini files, STS, process, login and metadata providers as well (some 90 KB): a Lambda has none of them.
 */
export const credentialsFromEnvironment: Plugin = {
  name: 'credentials-from-environment',
  setup(build) {
    build.onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, ({ resolveDir }) => ({
      path: 'credentials',
      namespace: 'lambda',
      pluginData: resolveDir,
    }))
    build.onLoad({ filter: /.*/, namespace: 'lambda' }, ({ pluginData }) => ({
      contents: `export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env'`,
      resolveDir: pluginData,
    }))
  },
}

/**
 * For every setting that the environment does not name the SDK looks into ~/.aws, which no Lambda has. Looking costs a first call
 * `node:fs/promises` with all that hangs on it (5 ms and more); the SDK takes a file that cannot be read for an empty one.
 */
export const noConfigFiles: Plugin = {
  name: 'no-config-files',
  setup(build) {
    build.onLoad({ filter: /shared-ini-file-loader[\\/]readFile\.js$/ }, () => ({
      contents: `
        export const filePromises = {}
        export const fileIntercept = {}
        export const readFile = () => Promise.reject(new Error('a Lambda has no ~/.aws'))`,
    }))
  },
}

/**
 * The SDK's clients of DynamoDB and of SSM are 190 KB, and half of what a function's start costs above an empty one's. A function calls
 * eleven operations, all alike: functions/kernel/aws/ has as much of each package as that takes, under the same names (0035).
 */
export const ownWire: Plugin = {
  name: 'own-wire',
  setup(build) {
    const folder = build.initialOptions.absWorkingDir ?? '.'
    build.onResolve({ filter: /^@aws-sdk\/(client-dynamodb|client-ssm|util-dynamodb)$/ }, ({ path }) => ({
      path: join(folder, 'functions', 'kernel', 'aws', `${basename(path)}.ts`),
    }))
  },
}

/**
 * A function checks by its schemas; only the one that tells the whole API describes them, and nobody reads zod's own English: its writer
 * of JSON Schema and its sentences are 18 KB of its 90.
 */
export const schemasUndescribed: Plugin = {
  name: 'schemas-undescribed',
  setup(build) {
    build.onLoad({ filter: /zod[\\/]v4[\\/]core[\\/](to-json-schema|json-schema-processors)\.js$/ }, async ({ path }) => {
      const exported = (await readFile(path, 'utf8')).matchAll(/^export (?:const|function|class) (\w+)/gm)
      const names = Array.from(exported, ([, name]) => `export const ${name} = () => ({})`)
      if (names.length === 0) throw new Error(`${path} is built otherwise now`)
      return { contents: names.join('\n') }
    })
    build.onLoad({ filter: /zod[\\/]v4[\\/]locales[\\/]en\.js$/ }, () => ({
      contents: 'export default () => ({ localeError: () => undefined })',
    }))
  },
}

/**
 * On one machine `await import()` spares a start what it does not need. In a bundle esbuild answers it by keeping every export of
 * what is imported, and of all that shares code with it (+230 KB for the SSM client): there it becomes a plain import. Branches that
 * `define` has decided are dropped first, so the other engine's import goes with its branch.
 */
export function importsUpFront(define: { [expression: string]: string }): Plugin {
  return {
    name: 'imports-up-front',
    setup(build) {
      build.onLoad({ filter: /[\\/](functions|shared)[\\/].*\.ts$/ }, async ({ path }) => {
        const source = await readFile(path, 'utf8')
        if (!source.includes('await import(')) return undefined
        const { code } = await transform(source, { loader: 'ts', define, minifySyntax: true, sourcefile: path })
        const imports: string[] = []
        const rest = code.replace(/(\{[^{}=]*\}) = await import\(("[^"]+")\)/g, (_, names: string, from: string) => {
          const spare = `imported${imports.push(`import ${names.replaceAll(':', ' as')} from ${from}`)}`
          return `${spare} = 0`
        })
        if (rest.includes('import(')) throw new Error(`${path}: write "const { … } = await import('…')", which can go up front`)
        return { contents: `${imports.join('\n')}\n${rest}`, loader: 'js' }
      })
    },
  }
}

/** A coupon is used now: of the holidays since 2004 a deployment needs the days from its own year on (3 KB against 37). */
export const holidaysFrom = (year: string): Plugin => ({
  name: 'holidays-from',
  setup(build) {
    build.onLoad({ filter: /chinese-days[\\/]dist[\\/]chinese-days\.json$/ }, async ({ path }) => {
      const { holidays, workdays } = JSON.parse(await readFile(path, 'utf8')) as { [kind: string]: { [day: string]: string } }
      const recent = (days: { [day: string]: string } = {}) =>
        Object.fromEntries(Object.keys(days).flatMap((day) => (day >= year ? [[day, 1]] : [])))
      return { loader: 'json', contents: JSON.stringify({ holidays: recent(holidays), workdays: recent(workdays) }) }
    })
  },
})
