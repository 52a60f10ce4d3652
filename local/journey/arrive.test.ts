import type { Request } from 'playwright-core'
import type { OutputOf } from '../../shared/api.ts'
import { phone } from '../browser.ts'
import { eventually } from '../testing/eventually.ts'
import { newBatch } from './offer.ts'
import type { Person } from './person.ts'
import { newPoster } from './poster.ts'
import { scan } from './scan.ts'
import type { Stack } from './stack.ts'
import { stage } from './stage.ts'

let stack: Stack
let batch: OutputOf<'createBatch'>
let guest: Person
let friend: Person
let clerk: Person
let card = ''

const { step, person } = stage(async (on) => {
  stack = on.stack
  batch = await newBatch(stack)
  guest = await on.person(phone, 'arriving')
  friend = await on.person(phone, 'arriving-friend')
  clerk = await on.person(phone, 'arriving-clerk')
})

/** What the page sends to a path of the API from now on. */
function sentTo(who: Person, path: RegExp): { trace?: string }[] {
  const sent: { trace?: string }[] = []
  who.page.context().on('request', (request: Request) => {
    if (request.method() === 'POST' && path.test(new URL(request.url()).pathname)) sent.push(request.postDataJSON() ?? {})
  })
  return sent
}

const linkTo = ({ link }: { link: string }) => stack.web + new URL(link).pathname + new URL(link).search

describe('a code on paper, scanned with a phone', () => {
  step('leads to the exact offer, cold, with home where back would be', async () => {
    const poster = await newPoster(stack, batch.promotionId, { kind: 'batch', id: batch.batchId })
    await guest.open(linkTo(poster))
    await guest.see('claim')
    expect(guest.page.url()).toBe(`${stack.web}/pages/offer/index?batchId=${batch.batchId}`)
    expect(await guest.page.locator('body').textContent()).toContain(batch.title)
    expect([await guest.sees('nav-home'), await guest.sees('nav-back')]).toEqual([true, false])
    await guest.picture('offer')
  })

  step('and how the guest came is sent with the claim, though a login lies between', async () => {
    const claims = sentTo(guest, /\/coupons$/)
    await guest.tap('claim')
    await guest.page.waitForURL((url) => url.origin === stack.sandbox)
    await guest.become('new')
    await guest.see('open-code')
    expect(claims.map(({ trace }) => trace)).toEqual([expect.stringMatching(/^t1\./)])
  })

  step('a card that is sent on carries it further: the friend opens it once, and claims by it', async () => {
    await guest.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await guest.page.evaluate(() => Object.defineProperty(navigator, 'share', { value: undefined }))
    const shares = sentTo(guest, /\/shares$/)
    await guest.tap('share')
    card = await copied(guest)
    expect(card).toMatch(new RegExp(`^${stack.web}/pages/offer/index\\?batchId=${batch.batchId}&trace=t1\\.`))
    expect(shares[0]?.trace).toMatch(/^t1\./)
    const opens = sentTo(friend, /\/opens\/shared$/)
    const claims = sentTo(friend, /\/coupons$/)
    await friend.open(card)
    await friend.see('claim')
    await friend.tap('claim')
    await friend.page.waitForURL((url) => url.origin === stack.sandbox)
    await friend.become('new')
    await friend.see('open-code')
    expect(opens).toHaveLength(1)
    const trace = new URL(card).searchParams.get('trace')
    expect(claims[0]?.trace).toMatch(/^t1\./)
    // It is the opening's own, not the card's.
    expect(claims[0]?.trace).not.toBe(trace)
  })

  step('a code for several offers lets the guest choose, one that is none says so, one of a draft asks to wait', async () => {
    const second = await newBatch(stack, { title: '第二张券' })
    const { token } = await stack.login('seed-marketer')
    const { promotionId } = second
    const { total, perMember, benefit, validity } = second
    await stack.call('createBatch', { promotionId, title: '第三张券', total, perMember, benefit, validity }, token)
    await guest.open(linkTo(await newPoster(stack, promotionId, { kind: 'promotion', id: promotionId })))
    const choices = await guest.ids('offer-bat_')
    expect(choices).toHaveLength(2)
    await guest.fits()
    await guest.picture('choice')
    await guest.tap(`offer-${second.batchId}`)
    await guest.see('claim')

    await guest.open(`${stack.web}/guest/pages/scan/index?scene=${'0'.repeat(26)}`)
    expect(await guest.see('go-home')).not.toBe('')
    expect(await guest.page.locator('body').textContent()).toContain('二维码无效')
    await guest.picture('unknown')

    const from = new Date(Date.now() - 60_000).toISOString()
    const to = new Date(Date.now() + 86_400_000 * 30).toISOString()
    const draft = await stack.call('createPromotion', { name: '草稿', from, to }, token)
    const target = { kind: 'promotion' as const, id: draft.promotionId }
    await guest.open(linkTo(await newPoster(stack, draft.promotionId, target)))
    await guest.see('go-home')
    expect(await guest.page.locator('body').textContent()).toContain('活动还没有开始')
    await guest.picture('draft')
  })

  step('a clerk holds out the own code, a guest claims by it, and the clerk sees that', async () => {
    await clerk.open(await stack.link('seed-clerk-1', '/merchant/pages/own-code/index'))
    await clerk.tap(`own-${batch.batchId}`)
    await clerk.reads('own-claimed', '0')
    await clerk.fits()
    const link = await scan(clerk.page)
    expect(link).toMatch(new RegExp(`^${stack.web}/guest/pages/scan/index\\?scene=[0-9A-Z]{26}$`))
    await clerk.picture('own-code')
    await friend.open(link)
    await friend.see('open-code')
    const another = await person(phone, 'arriving-by-clerk')
    await another.open(link)
    await another.tap('claim')
    await another.page.waitForURL((url) => url.origin === stack.sandbox)
    await another.become('seed-clerk-2')
    await another.see('open-code')
    const { token } = await stack.login('seed-clerk-1')
    await eventually(
      () => stack.call('listTouchpoints', { promotionId: batch.promotionId, limit: 100 }, token),
      ({ items }) => items.some(({ figures }) => figures?.claimed === 1 && figures.opened === 2),
    )
    await clerk.page.reload()
    await clerk.tap(`own-${batch.batchId}`)
    await clerk.reads('own-claimed', '1')
    await clerk.reads('own-opened', '2')
    await clerk.picture('own-results')
  })

  step('and nothing went wrong in any of their pages', async () => {
    expect([...guest.faults, ...friend.faults, ...clerk.faults]).toEqual([])
  })
})

async function copied(who: Person): Promise<string> {
  for (let tries = 0; tries < 50; tries++) {
    const text = await who.page.evaluate<string>('navigator.clipboard.readText()').catch(() => '')
    if (text !== '') return text
    await who.page.waitForTimeout(100)
  }
  throw new Error('nothing was copied')
}
