import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { desktop, openBrowser, phone, picture } from './browser.ts'

const sample = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><body style="margin:0;font:32px system-ui">
  <p>满三十减十元 优惠券</p>
  <p style="font-family:'PingFang SC',serif;font-weight:700">今天 18:00 前 ¥12.50 · 1.2 km</p></body>`

describe('the browser of the tests', () => {
  it('is a phone and a desk, and draws Chinese', async () => {
    const browser = await openBrowser()
    if (!browser) return
    try {
      const page = await (await browser.newContext(phone)).newPage()
      await page.goto(`data:text/html,${encodeURIComponent(sample)}`)
      expect(
        await page.evaluate('[innerWidth, innerHeight, devicePixelRatio, navigator.language, "ontouchstart" in window]'),
      ).toEqual([390, 844, 2, 'zh-CN', true])
      const header = readFileSync(await picture(page, 'browser-chinese')).subarray(16, 24)
      expect([header.readUInt32BE(0), header.readUInt32BE(4)]).toEqual([780, 1688])
      const inks = await Promise.all([...'满减券'].map((letter) => ink(page, letter)))
      expect(new Set(inks).size).toBe(3)

      const wide = await (await browser.newContext(desktop)).newPage()
      expect(await wide.evaluate('[innerWidth, innerHeight, devicePixelRatio]')).toEqual([1280, 800, 1])
    } finally {
      await browser.close()
    }

    /** What one letter looks like; letters without a glyph all look the same. */
    async function ink(on: Page, letter: string): Promise<string> {
      const page = await on.context().newPage()
      await page.setContent(`<meta charset="utf-8"><body style="font:60px system-ui">${letter}</body>`)
      const shot = await page.screenshot({ clip: { x: 0, y: 0, width: 90, height: 110 } })
      await page.close()
      return shot.toString('base64')
    }
  }, 60_000)

  it('unpacks once when two open it at once, and leaves no profile behind', async () => {
    if (process.platform !== 'linux') return
    const folder = mkdtempSync(join(tmpdir(), 'footfall-browser-test-'))
    try {
      const browsers = await Promise.all([openBrowser(folder), openBrowser(folder)])
      for (const browser of browsers) {
        const page = await browser?.newPage()
        expect(await page?.evaluate('1 + 1')).toBe(2)
      }
      await Promise.all(browsers.map((browser) => browser?.close()))
      expect(readdirSync(folder).filter((name) => name.startsWith('footfall-'))).toHaveLength(1)
    } finally {
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
    }
  }, 120_000)
})
