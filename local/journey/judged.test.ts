import { desktop, phone } from '../browser.ts'
import { eventually } from '../testing/eventually.ts'
import { threeWrong, urumqi } from '../testing/stores-file.ts'
import { day, type Edges, newEdges, wallAhead } from './edges.ts'
import { type Guests, newGuests, outcome } from './guests.ts'
import { fillLunch } from './lunch-form.ts'
import type { Person } from './person.ts'
import type { Stack } from './stack.ts'
import { stage } from './stage.ts'

/** The wall of the stores; the server's is somewhere else, and the phones' too. */
const { wallDay, onWall, weekday, nextDay } = wallAhead(6 * 60)

let stack: Stack
let edges: Edges
let marketer: Person
let guest: Person
let clerk: Person
const people: Person[] = []
let guests: Guests
let storeId = ''
let batchId = ''
let promotionId = ''
/** Midnight of the first day of claiming, on the stores' wall. */
let opening = 0

const { step } = stage(
  async (on) => {
    stack = on.stack
    edges = newEdges(stack)
    guests = newGuests(stack, () => ({ batchId, storeId }))
    marketer = await on.person(desktop, 'judged')
    guest = await on.person(phone, 'judged-guest')
    clerk = await on.person(phone, 'judged-clerk')
    people.push(marketer, guest, clerk)
  },
  { zone: 'America/New_York' },
)

const texts = (who: Person, of: string) => who.page.locator(`${of}:visible`).allTextContents()
/** What guests read may be some seconds old, as the contract says. */
const wordsGrowOld = () => stack.advanceClock(60)
describe('the marketer', () => {
  step('imports 300 stores as their spreadsheet is, and is told of three rows why not', async () => {
    await marketer.open(`${stack.web}/marketing/pages/import/index`)
    await marketer.tap('sign-in')
    await marketer.become('seed-marketer')
    const [chooser] = await Promise.all([marketer.page.waitForEvent('filechooser'), marketer.tap('choose')])
    await chooser.setFiles({ name: '门店清单.csv', mimeType: 'text/csv', buffer: threeWrong(urumqi) })
    await marketer.reads('good', '297')
    await marketer.reads('bad-18-lat', /第 18 行.*经度和纬度填反了/)
    await marketer.reads('bad-129-hours', /第 129 行.*看不懂这个营业时间/)
    await marketer.reads('bad-257-ref', /第 257 行.*与第 2 行重复/)
    await marketer.tap('confirm')
    await marketer.reads('done', '新增 297 家门店')
    const token = await guests.login('seed-marketer')
    const set = { name: '乌鲁木齐门店', rule: { city: '乌鲁木齐' } }
    expect((await stack.call('createStoreSet', set, token)).storeCount).toBe(297)
    const store = (await stack.call('listStores', { limit: 100 }, token)).items.find(({ name }) => name === '巷口咖啡·第 1 店')
    storeId = store?.storeId ?? ''
    expect(store?.zone).toBe(urumqi.zone)
    // BD-09 lies some 850 m north-east of where WeChat's maps would show it.
    const [east, north] = [urumqi.lng - (store?.lng ?? 0), urumqi.lat - (store?.lat ?? 0)]
    expect([east, north].map((degrees) => Math.round(degrees * 1000))).toEqual([6, 6])
  })

  step('fills in a weekday lunch at 20 % off and sees what guests will see', async () => {
    const today = wallDay(await edges.now())
    // Not the next midnight, which may be a moment away.
    opening = Date.parse(`${today}T00:00:00+06:00`) + 2 * day
    await marketer.open(`${stack.web}/marketing/pages/create/index`)
    await marketer.see('name')
    await fillLunch(marketer, [wallDay(opening), wallDay(opening + 9 * day)])
    await marketer.picture('filled')
    const rules = await texts(marketer, '.create__rule')
    expect(rules).toEqual(expect.arrayContaining(['满 ¥100 打 8 折，最高减 ¥30', '限周一至周五使用', '可用时段：11:00–14:00']))
    await marketer.tap('launch')
    await marketer.page.getByText(/上线后顾客从 .+ 起可以领取/).waitFor()
    await marketer.tap('confirm-launch')
    await marketer.reads('checks', '可能在券发完之前用完')
    await marketer.tap('confirm-launch')
    await marketer.page.locator('.promo:visible', { hasText: '工作日午市' }).waitFor()
    const { items } = await stack.call('listPromotions', {}, guests.tokens['seed-marketer'])
    const mine = items.find(({ name }) => name === '工作日午市')
    promotionId = mine?.promotionId ?? ''
    batchId = mine?.batches[0]?.batchId ?? ''
    await guests.open(guest, 'a', `/pages/offer/index?batchId=${batchId}`)
    await guest.see('closed')
    expect(await texts(guest, '.offer__rule')).toEqual(rules)
    await guest.picture('not-yet')
  })

  step('makes somebody of the new store its clerk', async () => {
    const { code } = await stack.call('inviteStaff', { role: 'clerk', storeIds: [storeId] }, guests.tokens['seed-marketer'])
    const { memberId, invitationId = '' } = await stack.call(
      'acceptInvitation',
      { code, name: '店员·小吾' },
      await guests.login('clerk'),
    )
    await stack.call('confirmStaff', { memberId, invitationId }, guests.tokens['seed-marketer'])
    await stack.call('startDuty', { storeId }, await guests.login('clerk'))
  })
})

describe('the days of claiming', () => {
  step('begin at midnight on the wall of the stores, not a second before', async () => {
    await edges.before(opening)
    expect(await outcome(guests.claim('b'))).toBe('batch.not_started')
    await edges.at(opening)
    await guests.claim('b')
    await wordsGrowOld()
    await guest.page.reload()
    await guest.see('claim')
  })

  step('stop while it is paused, and the guest reads why; what was claimed stays', async () => {
    await marketer.tap(`pause-${promotionId}`)
    await marketer.tap('reason-1')
    await marketer.tap('confirm-pause')
    await marketer.reads(`standing-${promotionId}`, '已暂停')
    expect(await outcome(guests.claim('c'))).toBe('batch.paused')
    await wordsGrowOld()
    await guest.page.reload()
    await guest.reads('closed', '备货中，很快回来')
    await guest.picture('paused')
    expect((await guests.showCode('b')).code).not.toBe('')
  })

  step('go on when it is resumed, as far as the money goes', async () => {
    await marketer.tap(`resume-${promotionId}`)
    await marketer.reads(`standing-${promotionId}`, '已上线')
    await wordsGrowOld()
    await guest.page.reload()
    await guest.tap('claim')
    await guest.see('open-code')
    const { items } = await stack.call('listMyCoupons', {}, await guests.login('a'))
    guests.coupons.a = items[0]?.couponId ?? ''
    for (const openid of ['c', 'd', 'e']) await guests.claim(openid)
    // Five times the most that one can cost is the whole budget.
    expect(await outcome(guests.claim('f'))).toBe('promotion.budget_spent')
  })
})

describe('the days of use', () => {
  step('begin the day after the claim', async () => {
    await edges.before(opening + day)
    expect(await guests.refused('c')).toBe('coupon.not_started')
    await edges.at(opening + day)
    expect(await guests.refused('c')).toBe('coupon.outside_hours')
  })

  const lunch = async () => {
    const working = nextDay((n) => n <= 5, opening + day)
    const [open, close] = [onWall(working, '11:00'), onWall(working, '14:00')]
    await edges.before(open, 60)
    expect(await guests.refused('a')).toBe('coupon.outside_hours')
    await guests.open(clerk, 'clerk', '/merchant/pages/counter/index')
    await clerk.type('typed-code', (await guests.showCode('a')).typedCode)
    await clerk.type('bill', '100')
    await clerk.tap('look')
    await clerk.reads('verdict', /现在不在可用时段.* 11:00 起可用/)
    await clerk.picture('too-early')
    await clerk.tap('back')
    await edges.at(open)
    await clerk.type('typed-code', (await guests.showCode('a')).typedCode)
    await clerk.type('bill', '100')
    await clerk.tap('look')
    await clerk.reads('look-pay', '80')
    await clerk.tap('confirm')
    await clerk.reads('done-pay', '80')
    await clerk.picture('done')
    await guest.open(`${stack.web}/pages/code/index?couponId=${guests.coupons.a}`)
    await guest.reads('used', '80')
    await guest.picture('used')
    expect(await guests.refused('b', 9_999)).toBe('coupon.min_spend')
    await edges.before(close)
    expect([await guests.redeem('b', 10_000), await guests.redeem('d', 10_000), await guests.redeem('e', 100_000)]).toEqual([
      2000, 2000, 3000,
    ])
    await edges.at(close)
    expect(await guests.refused('c')).toBe('coupon.outside_hours')
  }

  const weekend = async () => {
    const free = nextDay((n) => n > 5, opening + day)
    for (const time of ['11:00', '14:00']) {
      await edges.before(onWall(free, time))
      expect(await guests.refused('c')).toBe('coupon.outside_hours')
      await edges.at(onWall(free, time))
      expect(await guests.refused('c')).toBe('coupon.outside_hours')
    }
  }

  step('are weekdays, from the first moment of lunch to its last, and no moment of a weekend', async () => {
    const first = weekday(opening + day) <= 5
    for (const one of first ? [lunch, weekend] : [weekend, lunch]) await one()
  })

  step('end eight days later at midnight', async () => {
    await edges.before(opening + 9 * day)
    expect(await guests.refused('c')).toBe('coupon.outside_hours')
    await edges.at(opening + 9 * day)
    expect(await guests.refused('c')).toBe('coupon.not_usable')
    const { state } = await stack.call('getCoupon', { couponId: guests.coupons.c ?? '' }, guests.tokens.c)
    expect(state).toBe('expired')
  })
})

describe('the end', () => {
  step('of claiming is a midnight too, and what the last one claims is good after it', async () => {
    await edges.before(opening + 10 * day)
    await guests.claim('z')
    await edges.at(opening + 10 * day)
    expect(await outcome(guests.claim('y'))).toBe('batch.ended')
    const working = nextDay((n) => n <= 5, opening + 10 * day)
    await edges.before(onWall(working, '14:00'))
    await guests.login('clerk')
    expect(await guests.redeem('z', 100_000)).toBe(3000)
  })

  step('of the story is told to the fen at the desk', async () => {
    // 20 + 20 + 20 + 30 + 30 yuan were used, and the one that expired gave its 30 back.
    const budget = { totalFen: 15_000, usedFen: 12_000, heldFen: 0, leftFen: 3000 }
    const token = await guests.login('seed-marketer')
    const promotion = await eventually(
      () => stack.call('getPromotion', { promotionId }, token),
      (one) => one.budget?.heldFen === 0,
    )
    expect(promotion.budget).toEqual(budget)
    await marketer.page.reload()
    for (const words of ['预算 ¥150', '已用 ¥120', '可发 ¥30']) await marketer.reads(`budget-${promotionId}`, words)
    await marketer.picture('end')
  })

  step('and nothing broke on the way', async () => {
    for (const one of people) expect(one.faults).toEqual([])
  })
})
