import type { OutputOf } from '../../shared/api.ts'
import { desktop, phone } from '../browser.ts'
import { drawing } from '../testing/drawing.ts'
import type { Person } from './person.ts'
import type { Stack } from './stack.ts'
import { stage } from './stage.ts'

let stack: Stack
let marketer: Person
let guest: Person
let picture = ''

const { step } = stage(async (on) => {
  stack = on.stack
  marketer = await on.person(desktop, 'pictures')
  guest = await on.person(phone, 'pictures-guest')
})

async function choose(name: string, buffer: Buffer): Promise<void> {
  const [chooser] = await Promise.all([marketer.page.waitForEvent('filechooser'), marketer.tap('choose-picture')])
  await chooser.setFiles({ name, mimeType: 'image/png', buffer })
}

/** How large the picture is that can be seen there, once it is drawn. */
async function drawnIn(who: Person, place: string): Promise<number[]> {
  const image = `document.querySelector('${place} .picture img')`
  await who.page.waitForFunction(`${image}?.naturalWidth > 0`)
  return who.page.evaluate(`[${image}.naturalWidth, ${image}.naturalHeight]`)
}

/** Shades of the kept picture at its upper edge, in the middle and at its lower edge. */
const shadesOf = async (kept: string): Promise<number[]> =>
  marketer.page.evaluate(`(async () => {
    const image = await createImageBitmap(await (await fetch('${stack.api}/pictures/${kept}', { cache: 'reload' })).blob())
    const canvas = document.createElement('canvas')
    Object.assign(canvas, { width: image.width, height: image.height })
    const pen = canvas.getContext('2d')
    pen.drawImage(image, 0, 0)
    return [2, image.height / 2, image.height - 3].map((y) => pen.getImageData(image.width / 2, y, 1, 1).data[0])
  })()`)

describe('the picture of an offer', () => {
  step('that is no picture is said to be none, and the form goes on without', async () => {
    await marketer.open(`${stack.web}/marketing/pages/create/index`)
    await marketer.tap('sign-in')
    await marketer.become('seed-marketer')
    await choose('菜单.png', Buffer.from('%PDF-1.7 menu'))
    await marketer.reads('problem-picture', '打不开')
    expect(await marketer.sees('remove-picture')).toBe(false)
    await marketer.picture('no-picture')
  })

  step('is cut to 5 : 4 from its middle and made small in the browser, kept, and seen in the preview', async () => {
    // Three bands, one above the other: the middle one is what a phone photo is about.
    const tall = drawing(2000, 4800, (y) => (y < 1600 ? 20 : y < 3200 ? 130 : 240))
    const kept = marketer.page.waitForResponse((answer) => answer.url().endsWith('/pictures'))
    await choose('拿铁.png', Buffer.from(tall, 'base64'))
    const body = (await (await kept).json()) as OutputOf<'uploadPicture'>
    picture = body.picture
    expect([body.width, body.height]).toEqual([1000, 800])
    expect(await drawnIn(marketer, '#preview')).toEqual([1000, 800])
    const shades = await shadesOf(picture)
    expect(shades.map((shade) => Math.abs(shade - 130) <= 3)).toEqual([true, true, true])
    expect(await marketer.sees('problem-picture')).toBe(false)
    await marketer.picture('chosen')
    await marketer.page.setViewportSize({ width: 390, height: 844 })
    await marketer.fits()
    await marketer.picture('chosen-narrow')
    await marketer.page.setViewportSize({ width: 1280, height: 800 })
  })

  step('can be changed, taken away, and is still there when the page is loaded again', async () => {
    await choose('美式.png', Buffer.from(drawing(1500, 1200, 60), 'base64'))
    await marketer.page.waitForFunction(`!document.querySelector('#preview .picture img')?.src.includes('${picture}')`)
    await marketer.tap('remove-picture')
    expect(await marketer.page.locator('#preview .picture').count()).toBe(0)
    await choose('拿铁.png', Buffer.from(drawing(1500, 1200, 90), 'base64'))
    await drawnIn(marketer, '#preview')
    await marketer.page.reload()
    expect(await drawnIn(marketer, '#preview')).toEqual([1000, 800])
  })

  step('is what guests see of the offer', async () => {
    await marketer.type('name', '拿铁季')
    await marketer.type('title', '拿铁立减')
    await marketer.type('off', '5')
    await marketer.tap('launch')
    await marketer.tap('confirm-launch')
    await marketer.see('checks')
    await marketer.tap('confirm-launch')
    await marketer.page.locator('.promo:visible', { hasText: '拿铁季' }).waitFor()
    const { items } = await stack.call('listPromotions', {}, (await stack.login('seed-marketer')).token)
    const [batch] = items.find(({ name }) => name === '拿铁季')?.batches ?? []
    await guest.open(`${stack.web}/pages/offer/index?batchId=${batch?.batchId}`)
    await guest.see('claim')
    expect(await drawnIn(guest, 'body')).toEqual([1000, 800])
    await guest.fits()
    await guest.picture('offer')
  })

  step('and nothing broke on the way', async () => {
    for (const one of [marketer, guest]) expect(one.faults).toEqual([])
  })
})
