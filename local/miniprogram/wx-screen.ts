import type { Phone, Slow } from './phone.ts'

interface Parts {
  slow: Record<string, Slow>
  fast: Record<string, unknown>
}

const recorded = [
  'showToast',
  'hideToast',
  'showLoading',
  'hideLoading',
  'setNavigationBarTitle',
  'setNavigationBarColor',
  'showNavigationBarLoading',
  'hideNavigationBarLoading',
  'setBackgroundColor',
  'setBackgroundTextStyle',
  'hideHomeButton',
  'pageScrollTo',
  'startPullDownRefresh',
  'stopPullDownRefresh',
  'showShareMenu',
  'hideShareMenu',
  'updateShareMenu',
  'setTabBarBadge',
  'removeTabBarBadge',
  'showTabBarRedDot',
  'hideTabBarRedDot',
  'showTabBar',
  'hideTabBar',
  'setTabBarItem',
  'hideKeyboard',
  'previewImage',
  'setVisualEffectOnCapture',
  'preloadSubpackage',
  'exitMiniProgram',
]

const listeners = [
  'AppShow',
  'AppHide',
  'Error',
  'PageNotFound',
  'UnhandledRejection',
  'ThemeChange',
  'WindowResize',
  'KeyboardHeightChange',
  'UserCaptureScreen',
  'MemoryWarning',
]

/** What is shown over and around the page: toasts, modals, titles; measuring it; the rest is recorded. */
export function screen(phone: Phone): Parts {
  const quiet = () => {}
  const asks = (name: string) => () => {
    throw new Error(`wx.${name} was shown, and the test gave no answer for it (answers.set('${name}', ...))`)
  }
  return {
    slow: {
      ...Object.fromEntries(recorded.map((name) => [name, quiet])),
      showModal: asks('showModal'),
      showActionSheet: asks('showActionSheet'),
    },
    fast: {
      ...Object.fromEntries(listeners.flatMap((name) => [`on${name}`, `off${name}`].map((wait) => [wait, quiet]))),
      nextTick: (work: () => void) => void phone.realm.later(work),
      createSelectorQuery: () => selectorQuery(phone),
      createIntersectionObserver: () => watcher(),
      reportEvent: quiet,
    },
  }
}

/** Every element is as wide as the phone and 100 px high: enough for code that only needs an answer. */
function selectorQuery(phone: Phone): object {
  const results: ((rect: object | null) => void)[] = []
  const rect = {
    id: '',
    dataset: {},
    left: 0,
    top: 0,
    right: 390,
    bottom: 100,
    width: 390,
    height: 100,
    scrollTop: 0,
    scrollLeft: 0,
  }
  const query = {
    in: () => query,
    select: () => node,
    selectAll: () => node,
    selectViewport: () => node,
    exec: (done?: (all: unknown) => void) => {
      phone.realm.later(() => {
        for (const hear of results) hear(phone.realm.inside(rect))
        done?.(phone.realm.inside(results.map(() => rect)))
      })
      return query
    },
  }
  const ask = (hear?: unknown) => {
    results.push(typeof hear === 'function' ? (hear as () => void) : () => {})
    return query
  }
  const node = {
    boundingClientRect: ask,
    scrollOffset: ask,
    fields: (_: unknown, hear?: unknown) => ask(hear),
    node: ask,
    context: ask,
  }
  return query
}

function watcher(): object {
  const one = { relativeTo: () => one, relativeToViewport: () => one, observe() {}, disconnect() {} }
  return one
}
