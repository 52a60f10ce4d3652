import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { built } from './build.ts'
import { renderer } from './markup.ts'
import { openPackage, type Package } from './package.ts'

const kilobyte = 1024

describe('the built mini-program', () => {
  let pack: Package
  beforeAll(async () => {
    pack = openPackage(await built('weapp'))
  }, 300_000)

  it('is small: 400 KB to start with, 250 KB for each part that comes later', () => {
    const { '': main, ...parts } = pack.sizes()
    console.info(`main ${main}, ${JSON.stringify(parts)} bytes`)
    expect(main).toBeLessThanOrEqual(400 * kilobyte)
    for (const [root, bytes] of Object.entries(parts)) expect([root, bytes <= 250 * kilobyte]).toEqual([root, true])
  })

  it("compiles with WeChat's own compiler", () => {
    expect(() => renderer(pack)).not.toThrow()
  })

  it('has every page that it lists, and the tabs in the main package', () => {
    const missing = pack.routes.flatMap((route) => ['js', 'json', 'wxml'].map((type) => `${route}.${type}`))
    expect(missing.filter((file) => !existsSync(join(pack.folder, file)))).toEqual([])
    expect(pack.tabs.filter((tab) => pack.rootOf(tab) !== '' || !pack.routes.includes(tab))).toEqual([])
    for (const { iconPath, selectedIconPath } of pack.json.tabBar?.list ?? [])
      for (const icon of [iconPath, selectedIconPath])
        if (icon) expect(statSync(join(pack.folder, icon)).size).toBeLessThanOrEqual(40 * kilobyte)
  })

  it('is written for old phones, and shows nothing from a third party', () => {
    const files = readdirSync(pack.folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(js|wxss|wxml)$/.test(name),
    )
    for (const name of files) {
      const text = readFileSync(join(pack.folder, name), 'utf8')
      // A lookbehind stops the whole file on iOS before 16.4.
      expect([name, /\(\?<[=!]/.test(text)]).toEqual([name, false])
      const hosts = [...text.matchAll(/https?:\/\/([\w.-]+)/g)].map(([, host]) => host)
      const known = [
        '127.0.0.1',
        'localhost',
        'reactjs.org',
        'www.w3.org',
        'github.com',
        'taro.com',
        'docs.taro.zone',
        'taro-docs.jd.com',
      ]
      expect([name, hosts.filter((host) => !known.includes(host ?? ''))]).toEqual([name, []])
    }
  })
})
