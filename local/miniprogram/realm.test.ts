import type { Phone } from './phone.ts'
import { openRealm } from './realm.ts'
import { fakeWx } from './wx.ts'

const foreign = [
  ...['process', 'Buffer', 'global', 'require', 'module', 'exports', 'setImmediate', 'queueMicrotask', 'structuredClone'],
  ...['window', 'document', 'navigator', 'location', 'history', 'localStorage', 'sessionStorage', 'fetch', 'XMLHttpRequest'],
  ...['URL', 'URLSearchParams', 'btoa', 'atob', 'TextEncoder', 'AbortController', 'Event', 'requestAnimationFrame', 'crypto'],
  ...['performance', 'Intl', 'WebAssembly', 'WeakRef', 'eval'],
]

describe('the engine a mini-program runs in', () => {
  const failures: unknown[] = []
  const realm = openRealm((reason) => failures.push(reason))
  afterAll(() => realm.close())

  it.each(foreign)('has no %s', (name) => {
    expect(realm.run(`typeof ${name}`, 'test')).toBe('undefined')
  })

  it('has what WeChat has, and makes no code from strings', () => {
    const names = ['setTimeout', 'clearInterval', 'console', 'Promise', 'Map', 'Proxy', 'Symbol', 'globalThis']
    for (const name of names) expect([name, realm.run(`typeof ${name}`, 'test')]).not.toContain('undefined')
    expect(() => realm.run('new Function("return 1")', 'test')).toThrow(/Code generation/)
  })

  it('lacks what is younger than the phones we support', () => {
    expect(realm.run('[typeof [].at, typeof "".replaceAll, typeof Object.hasOwn]', 'test')).toEqual([
      'undefined',
      'undefined',
      'undefined',
    ])
  })

  it('keeps what a timer throws', async () => {
    realm.run('setTimeout(() => { throw new Error("late") }, 0)', 'test')
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(failures.map(String)).toEqual(['Error: late'])
  })

  it('throws the name of an API that WeChat lacks, and not of one it has', () => {
    const phone: Phone = {
      realm,
      api: 'http://127.0.0.1:1',
      login: async () => '',
      language: 'zh_CN',
      storage: new Map(),
      online: true,
      hearNetwork: new Set(),
      privacy: { agreed: true },
      calls: [],
      answers: new Map(),
      pending: new Set(),
      launch: () => ({}),
      go() {},
      changed() {},
    }
    Object.assign(realm.context, { wx: fakeWx(phone) })
    expect(() => realm.run('wx.showTost({ title: "x" })', 'test')).toThrow(/wx\.showTost/)
    expect(realm.run('wx.getStorageSync("nothing")', 'test')).toBe('')
    realm.run('wx.setStorageSync("a", { b: [1] })', 'test')
    expect(realm.run('wx.getStorageSync("a").b instanceof Array', 'test')).toBe(true)
  })
})
