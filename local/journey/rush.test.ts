import { desktop } from '../browser.ts'
import type { Person } from './person.ts'
import type { Stack } from './stack.ts'
import { stage } from './stage.ts'

let stack: Stack
let marketer: Person
let token = ''

const { step } = stage(async (on) => {
  stack = on.stack
  token = (await stack.login('seed-marketer')).token
  marketer = await on.person(desktop, 'rush')
})

async function mine() {
  const { items } = await stack.call('listPromotions', {}, token)
  const [batch] = items.find(({ name }) => name === '双十二')?.batches ?? []
  if (!batch) throw new Error('there is no such promotion')
  return batch
}

describe('a coupon for a rush, at the desk', () => {
  step('takes no limits of a day, and says what it is made for', async () => {
    await marketer.open(`${stack.web}/marketing/pages/create/index`)
    await marketer.tap('sign-in')
    await marketer.become('seed-marketer')
    await marketer.type('name', '双十二')
    await marketer.type('title', '整点抢券')
    await marketer.type('off', '20')
    await marketer.type('total', '500')
    await marketer.tap('more-rules')
    await marketer.type('perDay', '100')
    await marketer.type('perSecond', '500')
    await marketer.reads('note-perSecond', '按抢购准备')
    await marketer.tap('launch')
    await marketer.reads('problem-perDay', '抢购不能再限每天的张数')
    await marketer.picture('day-caps')
    await marketer.type('perDay', '')
  })

  step('is launched with a word about the database', async () => {
    await marketer.tap('launch')
    await marketer.tap('confirm-launch')
    await marketer.reads('checks', '没有设预算')
    await marketer.tap('confirm-launch')
    await marketer.page.getByText('抢购需要每秒约 3000 次写入').waitFor()
    await marketer.picture('warm')
    await marketer.page.getByText('知道了').click()
    await marketer.page.locator('.promo:visible', { hasText: '双十二' }).waitFor()
    expect(await mine()).toMatchObject({ expectedPerSecond: 500, total: 500, state: 'open' })
  })

  step('keeps its rate when something else about it is edited', async () => {
    await marketer.tap(`edit-${(await mine()).batchId}`)
    await marketer.see('effect')
    expect(await marketer.page.locator('#perSecond:visible').inputValue()).toBe('500')
    await marketer.type('title', '双十二整点抢')
    await marketer.tap('save')
    await marketer.tap('confirm-save')
    await marketer.reads(`batch-${(await mine()).batchId}`, '双十二整点抢')
    expect(await mine()).toMatchObject({ title: '双十二整点抢', expectedPerSecond: 500 })
  })

  step('says at the fields what stays as it was made', async () => {
    await marketer.tap(`edit-${(await mine()).batchId}`)
    await marketer.see('effect')
    await marketer.type('total', '600')
    await marketer.tap('save')
    await marketer.tap('confirm-save')
    await marketer.see('problem-total')
    await marketer.picture('total-stays')
    await marketer.type('total', '500')
    await marketer.type('perSecond', '')
    await marketer.tap('save')
    await marketer.tap('confirm-save')
    await marketer.see('problem-perSecond')
    expect(marketer.faults).toEqual([])
  })
})
