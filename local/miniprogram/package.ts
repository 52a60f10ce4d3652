import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'
import type { Realm } from './realm.ts'

/** app.json, as far as it matters here. */
export interface AppJson {
  pages: string[]
  subPackages?: { root: string; pages: string[] }[]
  tabBar?: { list: { pagePath: string; text: string; iconPath?: string; selectedIconPath?: string }[] }
  requiredPrivateInfos?: string[]
  permission?: Record<string, { desc: string }>
}

/** The built package on disk, read the way WeChat reads it. */
export interface Package {
  folder: string
  json: AppJson
  /** Every page, main package first. */
  routes: string[]
  tabs: string[]
  /** The root of the sub-package a file belongs to; '' is the main package. */
  rootOf(path: string): string
  /** Components of a page or component, by tag: paths without extension. */
  components(path: string): Record<string, string>
  /** Bytes by package root. */
  sizes(): Record<string, number>
  /** The same by what they are. */
  parts(): Record<string, Record<Part, number>>
}

/** Taro with React under it, what several pages share, the pages, pictures and sounds. */
export type Part = 'framework' | 'shared' | 'pages' | 'media'

/** Of a file below the package's root or that of a sub-package. */
function partOf(name: string): Part {
  if (/\.(png|jpe?g|gif|svg|webp|mp3|wav)$/.test(name)) return 'media'
  if (/^(taro|runtime|vendors|base|comp|custom-wrapper|utils)\.\w+$/.test(name)) return 'framework'
  return /(^|\/)pages\//.test(name) ? 'pages' : 'shared'
}

/** Opens what `taro build --type weapp` wrote. */
export function openPackage(folder: string): Package {
  const json = readJson(folder, 'app') as unknown as AppJson
  const known = new Map<string, Record<string, string>>()
  const subPackages = json.subPackages ?? []
  const roots = subPackages.map(({ root }) => root.replace(/\/?$/, '/'))
  const rootOf = (path: string) => roots.find((root) => path.startsWith(root)) ?? ''
  return {
    folder,
    json,
    routes: [...json.pages, ...subPackages.flatMap(({ root, pages }) => pages.map((page) => posix.join(root, page)))],
    tabs: json.tabBar?.list.map(({ pagePath }) => pagePath) ?? [],
    rootOf,
    components: (path) => {
      const found = known.get(path) ?? readComponents(folder, path)
      known.set(path, found)
      return found
    },
    sizes: () =>
      Object.fromEntries(
        Object.entries(partsIn(folder, rootOf)).map(([root, parts]) => [
          root,
          Object.values(parts).reduce((sum, bytes) => sum + bytes, 0),
        ]),
      ),
    parts: () => partsIn(folder, rootOf),
  }
}

function partsIn(folder: string, rootOf: (path: string) => string): Record<string, Record<Part, number>> {
  const roots: Record<string, Record<Part, number>> = {}
  for (const found of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = statSync(join(folder, found))
    if (!file.isFile()) continue
    const name = found.replaceAll('\\', '/')
    const root = rootOf(name)
    roots[root] ??= { framework: 0, shared: 0, pages: 0, media: 0 }
    roots[root][partOf(name.slice(root.length))] += file.size
  }
  return roots
}

/** WeChat's `require`: each file once, in the realm; a sub-package's files only once it is loaded. */
export function moduleLoader(pack: Package, realm: Realm): { load(path: string): unknown; open(root: string): void } {
  const modules = new Map<string, { exports: unknown }>()
  const opened = new Set([''])
  const newModule = realm.run('() => ({ exports: {} })', 'require') as () => { exports: unknown }

  function load(path: string): unknown {
    const known = modules.get(path)
    if (known) return known.exports
    if (!opened.has(pack.rootOf(path))) throw new Error(`require: ${path} is in a sub-package that is not loaded`)
    const file = join(pack.folder, path)
    if (!existsSync(file)) throw new Error(`require: module ${path} is not defined`)
    const module = newModule()
    modules.set(path, module)
    const wrap = realm.run(`(function (require, module, exports) {${readFileSync(file, 'utf8')}\n})`, path) as (
      require: (target: string) => unknown,
      module: { exports: unknown },
      exports: unknown,
    ) => void
    const require = (target: string) => load(withExtension(posix.join(posix.dirname(path), target)))
    wrap(require, module, module.exports)
    return module.exports
  }
  return { load, open: (root) => void opened.add(root) }
}

function readJson(folder: string, path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, `${path}.json`), 'utf8'))
}

function readComponents(folder: string, path: string): Record<string, string> {
  const named = Object.entries((readJson(folder, path).usingComponents ?? {}) as Record<string, string>)
  const resolve = (target: string) => (target.startsWith('/') ? target.slice(1) : posix.join(posix.dirname(path), target))
  return Object.fromEntries(named.map(([tag, target]) => [tag, resolve(target)]))
}

function withExtension(path: string): string {
  return path.endsWith('.js') ? path : `${path}.js`
}
