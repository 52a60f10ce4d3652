import gcoord from 'gcoord'
import { desktop, phone } from '../browser.ts'
import { merchants } from '../seed/city.ts'
import type { Person } from './person.ts'
import { scan } from './scan.ts'
import type { Stack } from './stack.ts'
import { stage } from './stage.ts'

// Its types describe the module inside out.
const { GCJ02, WGS84, transform } = gcoord as unknown as typeof gcoord.default
const store = merchants[0].stores[0]

/** What a browser there says: satellites know nothing of GCJ-02. `north` in metres. */
function at({ lat, lng }: { lat: number; lng: number }, accuracy = 20, north = 0) {
  const [longitude, latitude] = transform([lng, lat + north / 111_195], GCJ02, WGS84) as [number, number]
  return { geolocation: { latitude, longitude, accuracy }, permissions: ['geolocation'] }
}

let stack: Stack
let tablet: Person
let guest: Person
let far: Person
let manager: Person
let marketer: Person
let storeId = ''
const { step, person } = stage(async (on) => {
  stack = on.stack
  tablet = await on.person(desktop, 'check-in-tablet')
  guest = await on.person({ ...phone, ...at(store) }, 'check-in-guest')
  far = await on.person({ ...phone, ...at(store, 800, 600) }, 'check-in-far')
  manager = await on.person(phone, 'check-in-manager')
  marketer = await on.person(desktop, 'check-in-desk')
  storeId = (await stack.login('seed-clerk-1')).roles[0]?.storeIds[0] ?? ''
  const { token } = await stack.login('seed-marketer')
  const { now } = await stack.call('getHealth', {})
  const to = new Date(Date.parse(now) + 30 * 86_400_000).toISOString()
  const { promotionId } = await stack.call('createPromotion', { name: '签到有礼', from: now, to, budgetFen: 1000 }, token)
  const reward = { kind: 'points' as const, points: 10, costFen: 100 }
  await stack.call('createStreak', { promotionId, title: '到店签到', kind: 'count', goal: 1, makeUps: 0, reward }, token)
  await stack.call('launchPromotion', { promotionId }, token)
})

async function logInAs(one: Person, openid: string): Promise<void> {
  await one.tap('sign-in')
  await one.become(openid)
}

describe('a check-in, from the nearest store to the streak', () => {
  step('a guest finds the stores around, nearest first, and opens the nearest', async () => {
    await guest.open(`${stack.web}/pages/home/index`)
    await guest.tap('stores')
    await guest.tap('near-me')
    await guest.see('map')
    const ids = await guest.ids('store-sto_')
    expect(ids[0]).toBe(`store-${storeId}`)
    await guest.fits()
    await guest.picture('stores')
    await guest.tap(`store-${storeId}`)
    await guest.tap('check-in')
    await logInAs(guest, 'new')
    await guest.see('store-code')
    await guest.picture('enter')
  })

  step('the tablet on the counter shows the code of its store', async () => {
    await tablet.open(`${stack.web}/merchant/pages/tablet/index`)
    await logInAs(tablet, 'seed-clerk-1')
    await tablet.see('store-code')
    await tablet.picture('live')
  })

  step('scanned from the tablet it checks in, with its reasons, the streak and the reward', async () => {
    await guest.open(await scan(tablet.page))
    await guest.see('scanned')
    await guest.tap('check-in')
    await guest.see('decision-allow')
    await guest.see('reason-qr-live')
    await guest.see('reason-place-near')
    await guest.see('calendar')
    await guest.see('reward-granted')
    await guest.fits()
    await guest.picture('allowed')
  })

  step('twice on a day is the same answer, and nothing is granted twice', async () => {
    await guest.open(await scan(tablet.page))
    await guest.tap('check-in')
    await guest.see('decision-allow')
    await guest.tap('to-visits')
    await guest.page.locator('[id^="visit-vis_"]:visible').first().waitFor()
    expect(await guest.ids('visit-vis_')).toHaveLength(1)
    await guest.page.locator('[id^="points-"]:visible', { hasText: /10$/ }).waitFor()
    await guest.fits()
    await guest.picture('visits')
  })

  step('600 m away with a vague place somebody of the store looks, and says that it counts', async () => {
    await far.open(await scan(tablet.page))
    await logInAs(far, 'new')
    await far.open(await scan(tablet.page))
    await far.tap('check-in')
    await far.see('decision-review')
    await far.picture('review')
    await manager.open(`${stack.web}/merchant/pages/reviews/index`)
    await logInAs(manager, 'seed-manager')
    await manager.page.locator('[id^="approve-"]:visible').first().click()
    await manager.tap('reason-0')
    await manager.picture('decide')
    await manager.tap('decide')
    await manager.page.locator('.empty__title:visible', { hasText: '没有等您确认的签到' }).waitFor()
    await far.tap('to-visits')
    await far.page.locator('[id^="visit-vis_"]:visible', { hasText: '已计入' }).waitFor()
  })

  step('a code of two minutes ago is refused with the reason, and the day is not used up', async () => {
    const late = await person({ ...phone, ...at(store) }, 'check-in-late')
    await late.open(await stack.link('check-in-late', '/pages/me/index'))
    await late.see('my-name')
    const old = await scan(tablet.page)
    await stack.advanceClock(120)
    await late.open(old)
    await late.tap('check-in')
    await late.see('decision-refuse')
    await late.picture('refused')
    expect(await late.ids('reason-')).not.toEqual([])
    expect(late.faults).toEqual([])
  })

  step('without network it is signed on the phone, and judged when the network is back', async () => {
    const away = await person({ ...phone, ...at(store) }, 'check-in-away')
    await away.open(await stack.link('check-in-away', '/pages/me/index'))
    await away.see('my-name')
    await tablet.page.reload()
    await tablet.see('store-code')
    await away.open(await scan(tablet.page))
    await away.tap('no-network')
    await away.page.locator('[id="no-network"]').waitFor({ state: 'detached' })
    await away.page.context().setOffline(true)
    await away.tap('check-in')
    await away.see('kept')
    await away.picture('kept')
    await away.page.context().setOffline(false)
    await away.tap('to-visits')
    await away.see('sent')
    await away.page.locator('[id^="visit-vis_"]:visible', { hasText: '补交' }).waitFor()
    await away.picture('sent')
  })

  step('a thousand kilometres in an hour are refused, whatever is scanned', async () => {
    const { token } = await stack.login('seed-marketer')
    const beijing = { lat: 39.9042, lng: 116.4074 }
    const form = { name: '巷口咖啡·前门店', address: '前门大街 1 号', city: '北京', ...beijing, zone: 'Asia/Shanghai' }
    const there = await stack.call('createStore', form, token)
    await stack.advanceClock(3600)
    const { qr } = await stack.call('getStoreCode', { storeId: there.storeId }, token)
    await guest.page.context().setGeolocation(at(beijing).geolocation)
    await guest.open(`${stack.web}/guest/pages/check-in/index?storeId=${there.storeId}&qr=${qr}`)
    await guest.tap('check-in')
    await guest.see('decision-refuse')
    await guest.see('reason-travel-impossible')
    await guest.picture('travel')
  })

  step(
    'from when on it counts is said by a marketer, who is told what fits nobody, and when a colleague was quicker',
    async () => {
      await marketer.open(await stack.link('seed-marketer', '/desk/pages/merchant/index'))
      await marketer.tap('to-check-ins')
      await marketer.type('fenceMetres', '20')
      await marketer.type('reviewFrom', '70')
      await marketer.tap('save')
      await marketer.reads('problem-fenceMetres', '50 到 5000')
      await marketer.reads('problem-reviewFrom', '直接通过')
      await marketer.fits()
      await marketer.picture('rules-wrong')
      await marketer.type('fenceMetres', '450')
      await marketer.type('reviewFrom', '20')
      await marketer.tap('printedSign-no')
      await marketer.tap('save')
      await marketer.page.getByText('已保存').waitFor()
      const { token } = await stack.login('seed-marketer')
      const rules = await stack.call('getCheckInRules', {}, token)
      expect(rules).toMatchObject({ fenceMetres: 450, reviewFrom: 20, printedSign: false, allowFrom: 60, version: 1 })
      await stack.call('setCheckInRules', { ...rules, allowFrom: 80 }, token)
      await marketer.type('allowFrom', '50')
      await marketer.tap('save')
      await marketer.page.getByText('同事刚刚改过').waitFor()
      expect(await marketer.page.locator('#allowFrom:visible').inputValue()).toBe('80')
      await marketer.page.setViewportSize({ width: 390, height: 844 })
      await marketer.fits()
      await marketer.picture('rules-phone')
    },
  )

  step('and nothing went wrong in any of the pages', async () => {
    expect([tablet, guest, far, manager, marketer].flatMap(({ faults }) => faults)).toEqual([])
  })
})
