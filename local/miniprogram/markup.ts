import { createRequire } from 'node:module'
import vm from 'node:vm'
import type { Package } from './package.ts'

/** What WeChat's compiler makes of a page: attributes are values, bindings are names of handlers. */
export interface Markup {
  tag: string
  attr: Record<string, unknown>
  children: (Markup | string)[]
  /** Whose handlers the bindings name: the page, or the path of a component. */
  owner: string
}

type Generate = (data: unknown, changed?: unknown, global?: unknown) => RawMarkup
type Compiled = (path: string) => Generate | undefined
interface RawMarkup {
  tag: string
  attr?: Record<string, unknown>
  children?: (RawMarkup | string)[]
}

const compilers = new Map<string, Compiled>()

/** Renders a page from its WXML and its data; tags are plain (`view`), a component is replaced by what it shows. */
export function renderer(pack: Package): (path: string, data: unknown) => Markup {
  const compiled = compilers.get(pack.folder) ?? compile(pack.folder)
  compilers.set(pack.folder, compiled)

  function render(path: string, data: unknown): Markup {
    const generate = compiled(`./${path}.wxml`) ?? compiled(`${path}.wxml`)
    if (!generate) throw new Error(`${path}.wxml is missing`)
    const components = pack.components(path)
    return dress(generate(data), path, components)
  }
  function dress(raw: RawMarkup, owner: string, components: Record<string, string>): Markup {
    const tag = raw.tag.replace(/^wx-/, '')
    const attr = raw.attr ?? {}
    const component = components[tag]
    if (component !== undefined) return { ...render(component, attr), tag: 'virtual', attr: {}, owner }
    const children = (raw.children ?? []).map((child) =>
      typeof child === 'object' ? dress(child, owner, components) : String(child),
    )
    return { tag, attr, children, owner }
  }
  return render
}

function compile(folder: string): Compiled {
  const { wxmlToJs } = createRequire(import.meta.url)('miniprogram-compiler') as {
    wxmlToJs(folder: string, options: { maxBuffer: number }): string
  }
  const faults: string[] = []
  const complain = (...words: unknown[]) => void faults.push(words.join(' '))
  // The view layer is a realm of its own; wcc's output insists on `window`.
  const context = vm.createContext({ window: {}, console: { log: complain, warn: complain } })
  const $gwx = vm.runInContext(`(function () {${wxmlToJs(folder, { maxBuffer: 2 ** 28 })}})()`, context) as Compiled
  // wxs sees only objects of its own realm.
  const copy = vm.runInContext('(text) => JSON.parse(text)', context) as (text: string) => unknown
  return (path) => {
    const generate = $gwx(path)
    if (!generate) return undefined
    return (data) => {
      const tree = generate(copy(JSON.stringify(data)), {}, copy('{}'))
      const fault = faults.splice(0).join('\n')
      if (fault) throw new Error(`${path}: ${fault}`)
      return tree
    }
  }
}
