import { readFile } from 'node:fs/promises'
import { desktop, phone } from '../browser.ts'
import { eventually } from '../testing/eventually.ts'
import { readPoster } from '../testing/read-poster.ts'
import { noodleShop } from './noodle-shop.ts'
import type { Person } from './person.ts'
import type { Stack } from './stack.ts'
import { stage } from './stage.ts'

/** From an empty account to figures that a hand can add up, and back from each bill to the paper on the wall. */
let stack: Stack
let marketer: Person
let byPng: Person
let byPdf: Person
let buyer: Person
let token = ''
let clerk = ''
let storeId = ''
let promotionId = ''
let batchId = ''
let dealId = ''
const places = ['人民广场站', '世纪大道站', '陆家嘴站']
const posters: { touchpointId: string; place: string; link: string; scene: string }[] = []
const used: { [who: string]: string } = {}

const { step } = stage(async (on) => {
  stack = on.stack
  marketer = await on.person(desktop, 'measured')
  byPng = await on.person(phone, 'measured-png')
  byPdf = await on.person(phone, 'measured-pdf')
  buyer = await on.person(phone, 'measured-buyer')
  const shop = await noodleShop(stack)
  token = shop.token
  clerk = shop.clerk
  storeId = shop.storeId
})

/** The file of the nth poster, as the marketer fetches it for the printer. */
async function file(nth: number, format: 'png' | 'pdf'): Promise<Buffer> {
  const fetched = marketer.page.waitForEvent('download', { timeout: 60_000 })
  await marketer.tap(`${format}-${posters[nth]?.touchpointId}`)
  return readFile(await (await fetched).path())
}

/** Where a phone goes that is held before the paper. */
async function scanned(nth: number, format: 'png' | 'pdf'): Promise<string> {
  const { scanned: link = '' } = await readPoster(await file(nth, format), {
    code: [0, 0.5, 1, 1],
  })
  expect(link).toBe(posters[nth]?.link)
  const { pathname, search } = new URL(link)
  return stack.web + pathname + search
}

/** Who scans the nth poster with a phone of their own. */
async function comes(openid: string, nth: number) {
  const member = (await stack.login(openid)).token
  const { trace } = await stack.call('openTouchpoint', { scene: posters[nth]?.scene ?? '' }, member)
  return { member, trace }
}
async function redeemed(
  openid: string,
  what: { couponId: string } | { voucherId: string },
  totalFen?: number,
): Promise<string> {
  const { code } = await stack.call('showCode', what, (await stack.login(openid)).token)
  const asked = {
    code,
    storeId,
    ...(totalFen !== undefined && { bill: { totalFen, lines: [{ item: '面', amountFen: totalFen }] } }),
  }
  return (await stack.call('redeem', asked, clerk, `till-${openid}`)).redemptionId
}
async function couponOf(openid: string): Promise<{ couponId: string }> {
  const { items } = await stack.call('listMyCoupons', {}, (await stack.login(openid)).token)
  return { couponId: items[0]?.couponId ?? '' }
}

describe('three posters in three stations, from an empty account', () => {
  step('are launched with a template', async () => {
    await marketer.open(await stack.link('noodle-marketer', '/marketing/pages/promotions/index'))
    await marketer.tap('templates-first')
    await marketer.tap('use-retail-off')
    await marketer.see('preview')
    await marketer.tap('launch')
    await marketer.tap('confirm-launch')
    const [card = ''] = await marketer.ids('promotion-prm_')
    promotionId = card.replace('promotion-', '')
    await marketer.reads(`standing-${promotionId}`, '已上线')
    batchId = (await stack.call('getPromotion', { promotionId }, token)).batches[0]?.batchId ?? ''
    const voucher = { uses: 1, validDays: 30 }
    const price = { aloneFen: 9900, ladder: [{ size: 2, priceFen: 7900 }], unitCostFen: 3000, groupHours: 24 }
    const deal = { title: '双人面套餐', total: 10, perMember: 2, refundable: 'until_used' as const, voucher, ...price }
    dealId = (await stack.call('createDeal', { promotionId, ...deal }, token)).dealId
  })

  step('hang on paper, each with a code of its own', async () => {
    await marketer.open(`${stack.web}/measure/pages/touchpoints/index?promotionId=${promotionId}`)
    await marketer.tap(`target-${batchId}`)
    for (const [nth, place] of places.entries()) {
      if (nth > 0) await marketer.tap('more-places')
      await marketer.type(`place-${nth}`, place)
    }
    await marketer.type('cost', '200')
    await marketer.tap('create-touchpoints')
    await marketer.page.locator('.touch__card:visible').nth(2).waitFor()
    const { items } = await stack.call('listTouchpoints', { promotionId }, token)
    posters.push(...places.flatMap((place) => items.filter((one) => one.place === place)))
    expect(new Set(posters.map(({ link }) => link)).size).toBe(3)
    await marketer.tap('codes-web')
  })
})

describe('guests who come by them', () => {
  step(
    'claim what they read on the paper, whichever file it was printed from',
    async () => {
      for (const [who, nth, format] of [
        [byPng, 0, 'png'],
        [byPdf, 1, 'pdf'],
      ] as const) {
        await who.open(await scanned(nth, format))
        await who.tap('claim')
        await who.page.waitForURL((url) => url.origin === stack.sandbox)
        await who.become('new')
        await who.see('open-code')
        await who.picture('claimed')
      }
    },
    120_000,
  )

  step(
    'buy what else the promotion has, pay, and have their money back',
    async () => {
      await buyer.open(await stack.link('noodle-buyer', '/pages/me/index'))
      await buyer.see('my-name')
      await buyer.open(await scanned(2, 'png'))
      await buyer.see('claim')
      await buyer.open(`${stack.web}/guest/pages/checkout/index?dealId=${dealId}&mode=alone&quantity=1`)
      await buyer.tap('order')
      await buyer.see('sum')
      await buyer.tap('pay')
      await buyer.reads('order-state', '可使用')
      await buyer.tap('to-refund')
      await buyer.tap('ask')
      await buyer.tap('confirm')
      await buyer.page.locator('[id="order-state"]:visible').filter({ hasText: '已退款' }).waitFor({ timeout: 40_000 })
    },
    120_000,
  )

  step('come by a code that their own phone scanned, claim, buy and use', async () => {
    const eater = await comes('noodle-eater', 0)
    await stack.call('claimCoupon', { batchId, trace: eater.trace }, eater.member)
    used.eater = await redeemed('noodle-eater', await couponOf('noodle-eater'), 20_000)
    const undone = await comes('noodle-undone', 1)
    await stack.call('claimCoupon', { batchId, trace: undone.trace }, undone.member)
    used.undone = await redeemed('noodle-undone', await couponOf('noodle-undone'), 15_000)
    await stack.call('undoRedemption', { redemptionId: used.undone, reason: '顾客改主意' }, clerk)
    const diner = await comes('noodle-diner', 2)
    const { orderId } = await stack.call('placeOrder', { dealId, mode: 'alone', quantity: 1, trace: diner.trace }, diner.member)
    const { outTradeNo } = await stack.call('payOrder', { orderId }, diner.member)
    await fetch(`${stack.control}/payments/${outTradeNo}/pay`, { method: 'POST', body: '{}' })
    const { items } = await eventually(
      () => stack.call('listMyVouchers', {}, diner.member),
      (wallet) => wallet.items.length > 0,
    )
    used.diner = await redeemed('noodle-diner', { voucherId: items[0]?.voucherId ?? '' })
  })
})

describe('the report', () => {
  /** Added up by hand, in fen. */
  const sums = {
    ...{ opened: 6, claimed: 4, ordered: 2, paid: 2, redeemed: 3, undone: 1, refunded: 1, forged: 0, foreign: 0 },
    // 200 yuan less 20, 150 less 20 and undone, and two orders of 99.
    ...{ revenueFen: 18_000 + 13_000 - 13_000 + 2 * 9900, refundsFen: 9900, netRevenueFen: 27_900 },
    ...{ discountFen: 2000, goodsFen: 3000, goodsUnknown: 1, mediaFen: 60_000 },
    // 0.6 % of 99 yuan is 59.4 fen, given back with the refund.
    ...{ commissionFen: 59, marginFen: 27_900 - 3000 - 60_000 - 59, costFen: 2000 + 60_000 + 59 },
    roi: Math.round(((27_900 - 3000 - 60_000 - 59) / 62_059) * 10_000) / 10_000,
  }

  step('is what a hand adds up, in all and by poster', async () => {
    const report = await eventually(
      () => stack.call('getReport', { promotionId }, token),
      ({ total }) => total.refunded >= sums.refunded && total.redeemed >= sums.redeemed,
    )
    expect(report.total).toMatchObject(sums)
    const line = (nth: number) => report.lines.find(({ id }) => id === posters[nth]?.touchpointId)
    expect(line(0)).toMatchObject({
      name: expect.stringContaining(places[0] ?? ''),
      opened: 2,
      claimed: 2,
      redeemed: 1,
      revenueFen: 18_000,
    })
    expect(line(1)).toMatchObject({ opened: 2, claimed: 2, redeemed: 1, undone: 1, revenueFen: 0, mediaFen: 20_000 })
    expect(line(2)).toMatchObject({ opened: 2, ordered: 2, paid: 2, refunded: 1, netRevenueFen: 9900, goodsFen: 3000 })
  })

  step('stands on the marketer’s screen as it is', async () => {
    await marketer.open(`${stack.web}/measure/pages/report/index?promotionId=${promotionId}`)
    await marketer.reads('figure-netRevenueFen', '279')
    await marketer.reads('figure-mediaFen', '600')
    await marketer.fits()
    await marketer.picture('report')
  })
})

describe('each redemption', () => {
  step('can be walked back to its poster and forward to what became of it', async () => {
    const eater = await stack.call('getTrace', { id: used.eater ?? '' }, token)
    expect(eater.came[0]).toMatchObject({ kind: 'touchpoint', words: expect.stringContaining(places[0] ?? '') })
    expect(eater.followed.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['claimed', 'redeemed']))
    const undone = await stack.call('getTrace', { id: used.undone ?? '' }, token)
    expect(undone.followed.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['claimed', 'redeemed', 'undone']))
    const diner = await stack.call('getTrace', { id: used.diner ?? '' }, token)
    expect(diner.came[0]).toMatchObject({ kind: 'touchpoint', words: expect.stringContaining(places[2] ?? '') })
    expect(diner.followed.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['ordered', 'paid', 'redeemed']))
    const forward = await stack.call('getTrace', { id: posters[2]?.touchpointId ?? '', limit: 100 }, token)
    expect(forward.followed.length).toBeGreaterThan(0)
    const { items } = await stack.call('listMyOrders', {}, (await stack.login('noodle-buyer')).token)
    const back = await stack.call('getTrace', { id: items[0]?.orderId ?? '' }, token)
    expect(back.came[0]).toMatchObject({ words: expect.stringContaining(places[2] ?? '') })
    expect(back.followed.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['ordered', 'paid', 'refunded']))
    await marketer.open(`${stack.web}/measure/pages/trace/index?id=${used.eater}`)
    await marketer.page
      .getByText(places[0] ?? '')
      .first()
      .waitFor()
    await marketer.fits()
    await marketer.picture('trace')
  })

  step('and nothing went wrong in any of the pages', async () => {
    expect([marketer, byPng, byPdf, buyer].flatMap(({ faults }) => faults)).toEqual([])
  })
})
