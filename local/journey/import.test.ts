import { readFileSync } from 'node:fs'
import { desktop } from '../browser.ts'
import { storesFile, threeWrong } from '../testing/stores-file.ts'
import type { Person } from './person.ts'
import type { Stack } from './stack.ts'
import { stage } from './stage.ts'

let stack: Stack
let marketer: Person

const { step } = stage(async (on) => {
  stack = on.stack
  marketer = await on.person(desktop, 'import')
})

const narrow = () => marketer.page.setViewportSize({ width: 390, height: 844 })
const wide = () => marketer.page.setViewportSize({ width: 1280, height: 800 })

async function choose(name: string, buffer: Buffer): Promise<void> {
  const [chooser] = await Promise.all([marketer.page.waitForEvent('filechooser'), marketer.tap('choose')])
  await chooser.setFiles({ name, mimeType: 'text/csv', buffer })
}

describe("a merchant's list of 300 stores, in GBK and BD-09", () => {
  step('is chosen from the desk', async () => {
    await marketer.open(`${stack.web}/marketing/pages/promotions/index`)
    await marketer.tap('sign-in')
    await marketer.become('seed-marketer')
    await marketer.tap('import-stores')
    await marketer.see('choose')
    await marketer.fits()
    await marketer.picture('choose')
    await narrow()
    await marketer.fits()
    await marketer.picture('choose-narrow')
    await wide()
  })

  step('that is another list is refused in words, and the page is ready for the next', async () => {
    await choose('员工.csv', Buffer.from('店名,地址,城市,店长\n甲,路 1 号,成都,何敏\n'))
    await marketer.reads('trouble', /缺少：纬度、经度。文件里有：店名、地址、城市/)
    await marketer.picture('refused')
  })

  step('is looked over: three rows and why, and how the rest was understood', async () => {
    await choose('门店清单.csv', threeWrong())
    await marketer.reads('good', '297')
    await marketer.reads('bad-count', '3')
    await marketer.reads('bad-18-lat', /第 18 行.*104\.066.*经度和纬度填反了/)
    await marketer.reads('bad-129-hours', /第 129 行.*以门店公告为准.*看不懂这个营业时间/)
    await marketer.reads('bad-257-ref', /第 257 行.*CD00001.*与第 2 行重复/)
    await marketer.reads('sample-2', /巷口咖啡·第 1 店.*每天 10:00–22:00/)
    await marketer.fits()
    await marketer.picture('preview')
    await narrow()
    await marketer.fits()
    await marketer.picture('preview-narrow')
    await wide()
  })

  step('is still there when the page is loaded again', async () => {
    await marketer.page.reload()
    await marketer.reads('good', '297')
  })

  step('becomes 297 stores', async () => {
    await marketer.tap('confirm')
    await marketer.reads('done', '新增 297 家门店')
    await marketer.see('bad-18-lat')
    await marketer.fits()
    await marketer.picture('done')
  })

  step('changes nothing when it comes again', async () => {
    await marketer.tap('another')
    await choose('门店清单.csv', threeWrong())
    await marketer.tap('confirm')
    await marketer.reads('done', /新增 0 家门店.*297 家早已存在/)
  })
})

describe('a list of 2,500 stores', () => {
  step('shows how far it is, survives the network and a reload, and comes to its end', async () => {
    await marketer.tap('another')
    await choose('全部门店.csv', storesFile(2500))
    await marketer.reads('good', '2,500')
    let calls = 0
    await marketer.page.route('**/imports/*/confirm', async (route) => {
      if (route.request().method() !== 'POST' || ++calls !== 2) return route.continue()
      await route.abort()
    })
    await marketer.tap('confirm')
    await marketer.reads('progress', '1,000 / 2,500 家')
    await marketer.reads('trouble', /网络/)
    await marketer.fits()
    await marketer.picture('halfway')
    marketer.faults.length = 0
    await marketer.page.reload()
    await marketer.reads('done', /新增 2,203 家门店.*297 家早已存在/)
  })
})

describe('the template', () => {
  step('is a file that can be imported as it is', async () => {
    await marketer.tap('another')
    const [download] = await Promise.all([marketer.page.waitForEvent('download'), marketer.tap('template')])
    expect(download.suggestedFilename()).toBe('导入门店.csv')
    await choose('导入门店.csv', readFileSync(await download.path()))
    await marketer.reads('good', '1')
    await marketer.reads('bad-count', '0')
    expect(await marketer.sees('bad')).toBe(false)
  })

  step('and nothing broke on the way', async () => {
    expect(marketer.faults).toEqual([])
  })
})
