import { type Element, elements, type Hands } from './element.ts'
import { type Engine, engine, parseUrl } from './engine.ts'
import { renderer } from './markup.ts'
import { openPackage } from './package.ts'
import type { Page, Sent, Shown } from './pages.ts'
import { type Answer, type Called, type Phone, Refused } from './phone.ts'
import { openRealm, type Said } from './realm.ts'
import { fakeWx } from './wx.ts'

/** What a test says to start. */
export interface Start {
  /** The built package: `built('weapp')`. */
  folder: string
  /** Origin of the local API. */
  api: string
  /** A fresh wx.login code of the person who holds this phone. */
  login(): Promise<string>
  /** `/pages/offer/index?id=1`; the first page when absent. */
  at?: string
  scene?: number
  language?: 'zh_CN' | 'en'
  /** Pass the same one again: the app was closed and opened on the same phone. */
  storage?: Map<string, string>
  /** False: the person has not yet agreed to the privacy guideline. */
  agreed?: boolean
}

/** A share card as WeChat would send it. */
export interface Card {
  title?: string
  path?: string
  imageUrl?: string
}

/** A running mini-program, seen from outside. */
export interface MiniProgram {
  /** The page on top. */
  page: Page
  /** Depth of the page stack. */
  depth: number
  /** The whole page as shown now. */
  screen: Element
  text: string
  find(id: string): Element | undefined
  /** Throws, naming what is there, when it is not. */
  get(id: string): Element
  /** Waits until it answers something true; it is asked after every change. What the app throws meanwhile is thrown here. */
  until<T>(test: () => T, what: string, milliseconds?: number): Promise<NonNullable<T>>
  /** Waits for an element that can be tapped, and taps it. */
  tap(id: string): Promise<void>
  type(id: string, text: string): Promise<void>
  /** What a wx call answers from now on; `refuse` inside makes it fail. */
  answers: Map<string, Answer>
  calls: readonly Called[]
  /** Texts of the toasts so far. */
  toasts: string[]
  said: readonly Said[]
  /** What the app threw; a test that expects some empties it. */
  errors: unknown[]
  /** Every page's setData so far, in the order they were opened. */
  sent: readonly Sent[]
  storage: Map<string, string>
  online: boolean
  /** No request is on its way. */
  idle: boolean
  /** The card of this page by the menu; undefined where sharing is off. */
  share(): Promise<Card | undefined>
  /** Cards sent by buttons. */
  shared: Promise<Card | undefined>[]
  pullDown(): void
  reachBottom(): void
  back(): void
  go(kind: 'navigateTo' | 'redirectTo' | 'reLaunch' | 'switchTab', url: string): void
  hide(): void
  show(): void
  close(): void
}

/** Makes an answer fail: `answers.set('getLocation', () => refuse('auth deny'))`. */
export function refuse(why: string): never {
  throw new Refused(why)
}

/** Opens the built mini-program on a phone of its own. */
export function openMiniProgram(start: Start): MiniProgram {
  const errors: unknown[] = []
  const waiting = new Set<() => void>()
  const changed = () => {
    for (const wake of [...waiting]) wake()
  }
  const realm = openRealm((reason) => {
    errors.push(reason)
    changed()
  })
  const pack = openPackage(start.folder)
  const render = renderer(pack)
  const opened: Shown[] = []
  const shared: Promise<Card | undefined>[] = []
  let app: Engine
  const phone: Phone = {
    realm,
    api: start.api,
    login: start.login,
    language: start.language ?? 'zh_CN',
    storage: start.storage ?? new Map(),
    online: true,
    hearNetwork: new Set(),
    privacy: { agreed: start.agreed ?? true },
    calls: [],
    answers: new Map(),
    pending: new Set(),
    launch: () => ({ ...app.launch, referrerInfo: {} }),
    go: (kind, options) => app.go(kind, options),
    changed,
  }
  app = engine(pack, realm, fakeWx(phone), { changed, opened: (page) => opened.push(page) })
  const { route, query } = parseUrl(start.at ?? '/')
  app.start({ path: route === '' ? '' : route, query, scene: start.scene ?? 1001 })

  const top = (): Shown => {
    const shown = app.stack.at(-1)
    if (!shown) throw new Error('no page is open', { cause: errors[0] })
    return shown
  }
  const card = async (from: object): Promise<Card | undefined> => {
    const { page } = top()
    const method = page.onShareAppMessage
    if (typeof method !== 'function') return undefined
    const said = method.call(page, realm.inside(from)) as (Card & { promise?: PromiseLike<Card> }) | undefined
    return { path: `/${page.route}`, ...said, ...(await said?.promise) }
  }
  const screen = (): Element => {
    const shown = top()
    const hands: Hands = {
      typed: shown.typed,
      deliver: (handler, owner, event) => {
        const methods = owner === shown.page.route ? shown.page : app.components.get(owner)?.methods
        const method = (methods as Record<string, unknown> | undefined)?.[handler]
        if (typeof method !== 'function') throw new Error(`${owner} has no handler ${handler}`)
        method.call(shown.page, realm.inside(event))
      },
      share: (target) => void shared.push(card({ from: 'button', target })),
      agree: (id) => {
        phone.privacy.tapped = id
      },
      navigate: (url, openType) => app.go(openType === 'navigate' ? 'navigateTo' : openType, { url }),
    }
    return elements(render(shown.page.route, shown.page.data), hands)
  }
  const find = (id: string) => screen().find(id)
  const ids = () => screen().all(({ id }) => id !== '' && !/^_/.test(id))

  async function until<T>(test: () => T, what: string, milliseconds = 15_000): Promise<NonNullable<T>> {
    const end = Date.now() + milliseconds
    for (;;) {
      if (errors.length > 0) throw new Error(`the app threw while waiting for ${what}`, { cause: errors[0] })
      const answer = test()
      if (answer) return answer
      if (Date.now() > end) throw new Error(`waited in vain for ${what}; ${top().page.route} shows: ${screen().text}`)
      await new Promise<void>((resolve) => {
        const wake = () => {
          clearTimeout(timer)
          waiting.delete(wake)
          resolve()
        }
        const timer = setTimeout(wake, 100)
        waiting.add(wake)
      })
    }
  }

  return {
    get page() {
      return top().page
    },
    get depth() {
      return app.stack.length
    },
    get screen() {
      return screen()
    },
    get text() {
      return screen().text
    },
    find,
    get: (id) => {
      const element = find(id)
      if (element) return element
      throw new Error(
        `no #${id} on ${top().page.route}; there is: ${ids()
          .map((one) => `#${one.id}`)
          .join(' ')}`,
      )
    },
    until,
    tap: async (id) => {
      const ready = () => {
        const element = find(id)
        return element && !element.disabled ? element : undefined
      }
      ;(await until(ready, `#${id} to tap`)).tap()
    },
    type: async (id, text) => (await until(() => find(id), `#${id} to type into`)).type(text),
    answers: phone.answers,
    calls: phone.calls,
    get toasts() {
      return phone.calls.filter(({ name }) => name === 'showToast').map(({ options }) => String(options.title))
    },
    said: realm.said,
    errors,
    get sent() {
      return opened.map(({ sent }) => sent)
    },
    storage: phone.storage,
    get online() {
      return phone.online
    },
    set online(on) {
      if (phone.online === on) return
      phone.online = on
      const change = realm.inside({ isConnected: on, networkType: on ? 'wifi' : 'none' })
      for (const hear of phone.hearNetwork) if (typeof hear === 'function') realm.later(() => hear(change))
    },
    get idle() {
      return phone.pending.size === 0
    },
    share: () => card({ from: 'menu' }),
    shared,
    pullDown: () => hook('onPullDownRefresh'),
    reachBottom: () => hook('onReachBottom'),
    back: () => app.go('navigateBack', {}),
    go: (kind, url) => app.go(kind, { url }),
    hide: () => app.hide(),
    show: () => app.show(),
    close: () => realm.close(),
  }

  function hook(name: string): void {
    const { page } = top()
    const method = page[name]
    if (typeof method === 'function') method.call(page)
  }
}
