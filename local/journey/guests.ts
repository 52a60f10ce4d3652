import type { CallOf } from '../../shared/api.ts'
import type { Person } from './person.ts'
import type { Said, Stack } from './stack.ts'

/** What became of a call, in the code of its refusal. */
export const outcome = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'done',
    ({ code }: Said) => code,
  )

/** Guests who claim and clerks who redeem over HTTP, each known by openid; `place` is the batch and the counter of the moment. */
export function newGuests(stack: Stack, place: () => { batchId: string; storeId: string }) {
  const tokens: { [openid: string]: string } = {}
  const coupons: { [openid: string]: string } = {}
  let keys = 0

  async function login(openid: string): Promise<string> {
    tokens[openid] = (await stack.login(openid)).token
    return tokens[openid]
  }
  /** Opens a page as somebody whom the sandbox's login page does not know. */
  async function open(who: Person, openid: string, path: string): Promise<void> {
    await who.open(`${stack.web}/pages/home/index`)
    const session = JSON.stringify({ data: await stack.login(openid) })
    await who.page.evaluate((kept) => localStorage.setItem('footfall.session', kept), session)
    await who.open(stack.web + path)
  }
  async function claim(openid: string): Promise<void> {
    coupons[openid] = (await stack.call('claimCoupon', { batchId: place().batchId }, await login(openid))).couponId
  }
  const showCode = (openid: string) => stack.call('showCode', { couponId: coupons[openid] ?? '' }, tokens[openid])

  /** At the counter: what the preview says is what happens, and nothing else is. Answers the discount. */
  async function redeem(openid: string, totalFen: number): Promise<number> {
    const { code } = await showCode(openid)
    const asked: CallOf<'redeem'> = { code, storeId: place().storeId, bill: { totalFen } }
    const { usable, dueFen, discountFen, payFen, why } = await stack.call('previewRedemption', asked, tokens.clerk)
    const done = stack.call('redeem', asked, tokens.clerk, `till-${++keys}`)
    if (!usable) {
      expect(await outcome(done)).toBe(why?.code)
      await done
    }
    const { dueFen: due, discountFen: off, payFen: pay } = await done
    expect([due, off, pay]).toEqual([dueFen, discountFen, payFen])
    return off
  }
  const refused = (openid: string, totalFen = 10_000) => outcome(redeem(openid, totalFen))

  return { tokens, coupons, login, open, claim, showCode, redeem, refused }
}

export type Guests = ReturnType<typeof newGuests>
