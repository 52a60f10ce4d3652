import { posix } from 'node:path'
import { moduleLoader, type Package } from './package.ts'
import { newPage, type Shown } from './pages.ts'
import { Refused } from './phone.ts'
import type { Realm } from './realm.ts'

type Definition = Record<string, unknown>

/** Where a person came from: a card, a code, the list of recent mini-programs. */
export interface Launch {
  path: string
  query: Record<string, string>
  scene: number
}

/** The mini-program runtime without a screen: App, pages, the stack and its life cycles. */
export interface Engine {
  stack: readonly Shown[]
  components: Map<string, Definition>
  launch: Launch
  /** Loads app.js and opens the first page. */
  start(launch: Launch): void
  go(kind: string, options: Record<string, unknown>): void
  hide(): void
  show(launch?: Launch): void
}

/** Wires the package, the realm and the page stack; `shown` hears of every page that was opened. */
export function engine(pack: Package, realm: Realm, wx: object, hear: { changed(): void; opened(page: Shown): void }): Engine {
  const files = moduleLoader(pack, realm)
  const pages = new Map<string, Definition>()
  const components = new Map<string, Definition>()
  const registered = new Set<string>()
  const tabs = new Map<string, Shown>()
  let stack: Shown[] = []
  let app: Definition = {}
  let registering = ''
  let launched: Launch = { path: '', query: {}, scene: 1001 }

  Object.assign(realm.context, {
    wx,
    App: (definition: Definition) => {
      app = definition
    },
    Page: (definition: Definition) => void pages.set(registering, definition),
    Component: (definition: Definition) => void components.set(registering, definition),
    Behavior: (definition: Definition) => definition,
    getApp: () => app,
    getCurrentPages: () => realmArray(stack.map(({ page }) => page)),
  })
  const realmArray = realm.run('(items) => Array.from(items)', 'engine') as (items: unknown[]) => unknown[]

  function call(target: Definition | undefined, name: string, ...given: unknown[]): unknown {
    const method = target?.[name]
    return typeof method === 'function' ? realm.guarded(() => method.apply(target, given)) : undefined
  }
  function register(path: string): void {
    if (registered.has(path)) return
    registered.add(path)
    for (const component of Object.values(pack.components(path))) register(component)
    registering = path
    files.load(`${path}.js`)
  }
  function open(route: string, query: Record<string, string>): Shown {
    files.open(pack.rootOf(route))
    register(route)
    const definition = pages.get(route)
    if (!definition) throw new Error(`${route}.js does not call Page()`)
    const shown = newPage(realm, definition, { route, query }, hear.changed)
    hear.opened(shown)
    return shown
  }
  function enter(shown: Shown, isNew: boolean): void {
    if (isNew) call(shown.page, 'onLoad', shown.page.options)
    call(shown.page, 'onShow')
    if (isNew) realm.later(() => call(shown.page, 'onReady'))
    hear.changed()
  }
  const top = () => stack.at(-1)
  const drop = (leaving: Shown[]) => {
    for (const one of leaving.reverse()) if (![...tabs.values()].includes(one)) call(one.page, 'onUnload')
  }

  function push(route: string, query: Record<string, string>): void {
    if (stack.length >= 10) throw new Refused('webview count limit exceed')
    call(top()?.page, 'onHide')
    const shown = open(route, query)
    stack.push(shown)
    enter(shown, true)
  }
  function replace(route: string, query: Record<string, string>): void {
    drop(stack.splice(-1))
    const shown = open(route, query)
    stack.push(shown)
    enter(shown, true)
  }
  function restart(route: string, query: Record<string, string>): void {
    tabs.clear()
    drop(stack.splice(0))
    const shown = open(route, query)
    if (pack.tabs.includes(route)) tabs.set(route, shown)
    stack.push(shown)
    enter(shown, true)
  }
  function tab(route: string): void {
    const before = top()
    const known = tabs.get(route)
    if (before && before === known) return
    if (before && pack.tabs.includes(before.page.route)) call(before.page, 'onHide')
    drop(stack.splice(0))
    const shown = known ?? open(route, {})
    tabs.set(route, shown)
    stack = [shown]
    enter(shown, !known)
  }
  function back(delta: number): void {
    if (stack.length < 2) throw new Refused('cannot navigate back at first page.')
    drop(stack.splice(Math.max(1, stack.length - delta)))
    const shown = top()
    if (shown) enter(shown, false)
  }

  function go(kind: string, options: Record<string, unknown>): void {
    if (kind === 'navigateBack') back(Number(options.delta ?? 1))
    else goTo(kind, String(options.url))
  }
  function goTo(kind: string, url: string): void {
    const { route, query } = parseUrl(url, top()?.page.route)
    if (!pack.routes.includes(route)) throw new Refused(`page "${route}" is not found`)
    const isTab = pack.tabs.includes(route)
    if (kind === 'switchTab') {
      if (!isTab) throw new Refused('can not switch to no-tabBar page')
      if (url.includes('?')) throw new Refused('the url of switchTab takes no query')
      tab(route)
    } else if (isTab && kind !== 'reLaunch') throw new Refused(`can not ${kind} a tabbar page`)
    else if (kind === 'navigateTo') push(route, query)
    else if (kind === 'redirectTo') replace(route, query)
    else restart(route, query)
  }

  return {
    get stack() {
      return stack
    },
    get launch() {
      return launched
    },
    components,
    go,
    start: (launch) => {
      launched = { ...launch, path: launch.path || (pack.json.pages[0] ?? '') }
      files.load('app.js')
      const told = realm.inside({ ...launched, shareTicket: '', referrerInfo: {}, mode: 'default' })
      call(app, 'onLaunch', told)
      call(app, 'onShow', told)
      if (pack.routes.includes(launched.path)) restart(launched.path, launched.query)
      else {
        restart(pack.json.pages[0] ?? '', {})
        call(app, 'onPageNotFound', realm.inside({ path: launched.path, query: launched.query, isEntryPage: true }))
      }
    },
    hide: () => {
      call(top()?.page, 'onHide')
      call(app, 'onHide')
    },
    show: (launch) => {
      launched = launch ?? launched
      call(app, 'onShow', realm.inside(launched))
      call(top()?.page, 'onShow')
    },
  }
}

/** `/a/b?x=1`, or relative to the page it is said on; values stay as they are written, as WeChat leaves them. */
export function parseUrl(url: string, from = ''): { route: string; query: Record<string, string> } {
  const [path = '', search = ''] = url.split('?', 2)
  const route = path.startsWith('/') ? path.slice(1) : posix.join(posix.dirname(from), path)
  const query: Record<string, string> = {}
  for (const pair of search.split('&').filter(Boolean)) {
    const at = pair.indexOf('=')
    query[at < 0 ? pair : pair.slice(0, at)] = at < 0 ? '' : pair.slice(at + 1)
  }
  return { route, query }
}
