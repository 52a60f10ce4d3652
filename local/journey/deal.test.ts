import { desktop, phone } from '../browser.ts'
import { buy } from './offer.ts'
import type { Person } from './person.ts'
import type { Stack } from './stack.ts'
import { stage } from './stage.ts'

let stack: Stack
let marketer: Person
let guest: Person
let dealId = ''
let groupId = ''
let storeId = ''

const { step, person: enter } = stage(async (on) => {
  stack = on.stack
  marketer = await on.person(desktop, 'deal-desk')
  guest = await on.person(phone, 'deal-guest')
})

describe('a deal, from the form of its marketer to a complete group', () => {
  step('says at each field what is missing, and draws what is typed as guests will see it', async () => {
    await marketer.open(`${stack.web}/marketing/pages/deal/index`)
    await marketer.tap('sign-in')
    await marketer.become('seed-marketer')
    await marketer.see('name')
    await marketer.fits()
    await marketer.tap('launch')
    for (const [field, words] of [
      ['name', /填写/],
      ['title', /填写/],
      ['alone', /填写/],
      ['steps', /至少填一档/],
    ] as const)
      await marketer.reads(`problem-${field}`, words)
    await marketer.type('name', '周末火锅')
    await marketer.type('title', '四人火锅套餐')
    await marketer.type('alone', '299')
    await marketer.type('list', '388')
    await marketer.type('price-0', '299')
    await marketer.tap('launch')
    await marketer.reads('problem-steps', /低于单独购买价/)
    await marketer.type('price-0', '269')
    await marketer.type('price-1', '239.5')
    await marketer.type('sponsored', '1')
    for (const words of ['四人火锅套餐', '239.50', '单独购买 ¥299', '3 人团每份 ¥239.50', '由商家补足成团', '未使用可随时退款'])
      await marketer.reads('preview', words)
    await marketer.fits()
    await marketer.picture('filled')
  })

  step('lets its stores be chosen, and says where it will be good', async () => {
    await marketer.reads('chosen-stores', '全部门店')
    await marketer.tap('choose-stores')
    await marketer.see('find-store')
    const [first = ''] = (await marketer.ids('store-sto_')) ?? []
    await marketer.tap(first)
    await marketer.picture('stores')
    await marketer.tap('stores-done')
    await marketer.reads('preview', '指定 1 家门店可用')
    storeId = first.replace('store-', '')
  })

  step('has odd terms looked at by a colleague, who reads the whole of them, and is mended where they refuse', async () => {
    await marketer.type('price-1', '29')
    await marketer.tap('launch')
    await marketer.tap('confirm-launch')
    await marketer.see('ask-approval')
    await marketer.fits()
    await marketer.picture('odd')
    await marketer.tap('ask-approval')
    await marketer.see('approval-waiting')
    const manager = await enter(phone, 'deal-manager')
    await manager.open(`${stack.web}/marketing/pages/approvals/index`)
    await manager.tap('sign-in')
    await manager.become('seed-manager')
    const [refuse = ''] = await manager.ids('refuse-')
    for (const words of ['最低 ¥29（门市价 ¥388）', '四人火锅套餐', '新的团购', '几乎全免', '3 人团每份 ¥29'])
      await manager.reads(refuse.replace('refuse-', 'approval-'), words)
    await manager.fits()
    await manager.picture('asked')
    await manager.tap(refuse)
    await marketer.see('approval-refused')
    await marketer.type('price-1', '239.5')
    expect(manager.faults).toEqual([])
  })

  step('is launched after it was said what that means, and stands in the list', async () => {
    await marketer.tap('launch')
    await marketer.see('confirm-launch')
    await marketer.picture('ask')
    await marketer.tap('confirm-launch')
    await marketer.page.locator('.promo:visible', { hasText: '周末火锅' }).waitFor()
    const { token } = await stack.login('seed-marketer')
    const { items } = await stack.call('listPromotions', {}, token)
    const deals = items.filter(({ name }) => name === '周末火锅').flatMap((promotion) => promotion.deals)
    expect(deals).toMatchObject([{ state: 'open', aloneFen: 29_900, sponsoredSeats: 1, ladder: [{ size: 2 }, { size: 3 }] }])
    expect(deals[0]?.voucher.storeIds).toEqual([storeId])
    dealId = deals[0]?.dealId ?? ''
    await marketer.reads(`state-${dealId}`, '在售')
    await marketer.picture('list')
  })

  step('tells a guest in three seconds what it is, what it costs alone and together, and what to press', async () => {
    await guest.open(`${stack.web}/guest/pages/deal/index?dealId=${dealId}`)
    await guest.reads('buy', '发起 3 人团 ¥239.50')
    await guest.fits()
    await guest.picture('deal')
    await guest.tap('way-alone')
    await guest.reads('buy', '单独购买 ¥299')
    await guest.tap('way-2')
    await guest.reads('buy', '发起 2 人团 ¥269')
    expect(guest.faults).toEqual([])
  })

  step('shows who was invited the group, masked, and fills up before their eyes', async () => {
    groupId = (await buy(stack, 'guest-opens', { dealId, mode: 'open', size: 3 })).groupId ?? ''
    await guest.open(`${stack.web}/guest/pages/group/index?groupId=${groupId}`)
    await guest.reads('missing', '还差 2 人')
    await guest.reads('join', '参团 ¥239.50')
    await guest.fits()
    await guest.picture('group')
    await buy(stack, 'guest-second', { dealId, mode: 'join', groupId })
    await guest.reads('missing', '还差 1 人')
    await buy(stack, 'guest-third', { dealId, mode: 'join', groupId })
    await guest.reads('told', '已成团')
    const text = (await guest.page.locator('.team__row:visible').textContent()) ?? ''
    expect(text.match(/会员 ··\d{4}/g)).toHaveLength(3)
    await guest.picture('complete')
    expect(guest.faults).toEqual([])
  })

  step('ends its sale after it was said what that means, and a guest who comes then reads it', async () => {
    await marketer.tap(`stop-${dealId}`)
    await marketer.see('confirm-stop')
    await marketer.picture('stop')
    await marketer.tap('confirm-stop')
    await marketer.reads(`state-${dealId}`, '已停售')
    await stack.advanceClock(60)
    await guest.open(`${stack.web}/guest/pages/deal/index?dealId=${dealId}`)
    await guest.reads('closed', '团购已结束')
    await guest.picture('ended')
    expect(marketer.faults).toEqual([])
  })
})
