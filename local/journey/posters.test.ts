import { readFile } from 'node:fs/promises'
import { desktop, phone } from '../browser.ts'
import { unzip } from '../bundle/zip.ts'
import { readPoster } from '../testing/read-poster.ts'
import type { Person } from './person.ts'
import type { Stack } from './stack.ts'
import { stage } from './stage.ts'

const patience = 180_000
const stations = ['地铁春熙路站 B 口', '地铁天府广场站', '地铁宽窄巷子站']

let stack: Stack
let token = ''
let marketer: Person
let promotionId = ''
const { step, person } = stage(async (on) => {
  stack = on.stack
  marketer = await on.person(desktop, 'posters-desk')
  token = (await stack.login('seed-marketer')).token
  const { now } = await stack.call('getHealth', {})
  const to = new Date(Date.parse(now) + 30 * 86_400_000).toISOString()
  promotionId = (await stack.call('createPromotion', { name: '地铁站的海报', from: now, to }, token)).promotionId
  const benefit = { kind: 'amount' as const, offFen: 2000, minSpendFen: 10_000 }
  const form = { title: '满 100 减 20', total: 100, perMember: 1, benefit, validity: { kind: 'days' as const, days: 7 } }
  await stack.call('createBatch', { promotionId, ...form }, token)
})

const links = async () => {
  const { items } = await stack.call('listTouchpoints', { promotionId }, token)
  return new Map(items.map(({ place, link }) => [place, link]))
}

/** The file that a tap brings. */
async function fetched(who: Person, tap: string): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([who.page.waitForEvent('download', { timeout: patience }), who.tap(tap)])
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}

describe('posters in three subway stations', () => {
  step('are three touchpoints with one form, which says what is missing', async () => {
    await marketer.open(await stack.link('seed-marketer', '/marketing/pages/promotions/index'))
    await marketer.tap(`touchpoints-${promotionId}`)
    await marketer.tap('create-touchpoints')
    await marketer.see('problem-place')
    await marketer.see('problem-cost')
    await marketer.picture('missing')
    for (const [nth, station] of stations.entries()) {
      if (nth > 0) await marketer.tap('more-places')
      await marketer.type(`place-${nth}`, station)
    }
    await marketer.type('cost', '300')
    await marketer.reads('create-touchpoints', '添加 3 处')
    await marketer.tap('create-touchpoints')
    await marketer.page.locator('.touch__card:visible').nth(2).waitFor()
    expect([...(await links()).keys()].sort()).toEqual([...stations].sort())
    await marketer.fits()
    await marketer.picture('three')
  })

  step(
    'are looked at, and fetched one by one: each leads to its own place',
    async () => {
      const [first = ''] = await marketer.ids('preview-')
      const id = first.slice('preview-'.length)
      await marketer.tap(first)
      await marketer.page.locator('#poster-shown').waitFor({ timeout: patience })
      await marketer.picture('preview')
      await marketer.tap('close-poster')
      expect(await marketer.page.locator(`#touchpoint-${id}:visible`).textContent()).toContain('还没出图')
      await marketer.tap('codes-web')
      const place = (await marketer.page.locator(`#touchpoint-${id} .shopcard__name`).last().textContent()) ?? ''
      for (const format of ['pdf', 'png'] as const) {
        const { name, bytes } = await fetched(marketer, `${format}-${id}`)
        expect(name).toBe(`${place} A4.${format}`)
        expect((await readPoster(bytes, { code: [0, 0.5, 1, 1] })).scanned).toBe((await links()).get(place))
      }
      await marketer.page.locator(`#touchpoint-${id}:visible`, { hasText: '已出图' }).waitFor()
    },
    patience,
  )

  step(
    'are fetched all at once; what failed goes on where it stopped',
    async () => {
      await marketer.tap('size-sticker')
      let asked = 0
      await marketer.page.route('**/poster?*', (route) => {
        asked += 1
        return asked === 3 ? route.abort() : route.continue()
      })
      await marketer.tap('zip-pdf')
      await marketer.page.locator('#zip-trouble').waitFor({ timeout: patience })
      await marketer.reads('zip-done', /2 \/ 3 张，后面的没有成功/)
      await marketer.picture('stopped')
      const { name, bytes } = await fetched(marketer, 'zip-pdf')
      expect([name, asked]).toEqual(['海报-sticker.zip', 4])
      const files = unzip(bytes)
      const where = await links()
      expect(files.map((file) => file.name.replace(/^\d /, '').replace('.pdf', '')).sort()).toEqual([...stations].sort())
      for (const file of files) {
        const { scanned } = await readPoster(file.content, { code: [0, 0.4, 1, 1] })
        expect(scanned).toBe(where.get(file.name.replace(/^\d /, '').replace('.pdf', '')))
      }
      await marketer.fits()
      expect(marketer.faults.filter((fault) => !/ERR_FAILED/.test(fault))).toEqual([])
    },
    patience,
  )

  step(
    'and can be had on a phone as well',
    async () => {
      const small = await person(phone, 'posters-phone')
      await small.open(await stack.link('seed-marketer', `/measure/pages/touchpoints/index?promotionId=${promotionId}`))
      await small.page.locator('.touch__card:visible').nth(2).waitFor()
      await small.fits()
      await small.picture('list')
      expect(small.faults).toEqual([])
    },
    patience,
  )
})
