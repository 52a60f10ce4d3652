import type { Item } from '../../functions/kernel/table/table.ts'
import { stampIn } from '../../functions/kernel/trace.ts'
import type { TouchpointForm } from '../../shared/touchpoints.ts'
import { newCounter } from './counter.ts'
import { newDeals } from './dealing.ts'
import type { FrontDoor } from './front-door.ts'
import { newLaunch } from './launch.ts'
import { wholeTable } from './whole-table.ts'

/** Posters, and guests who come by them, for tests. */
export async function newComing(door: FrontDoor) {
  const marketer = await door.tokenOf('seed-marketer')
  const at = await newCounter(door)
  const [launch, deals] = [newLaunch(door), newDeals(door)]
  let people = 0

  /** A poster for the first batch or deal of a promotion; only what a test says differs from an ordinary one. */
  async function poster(
    promotionId: string,
    target: TouchpointForm['target'],
    form: Partial<TouchpointForm> = {},
    token = marketer,
  ) {
    const cost = { kind: 'fixed' as const, fen: 5000 }
    const asked = { promotionId, kind: 'poster' as const, place: '地铁春熙路站 B 口', cost, target, ...form }
    return door.call('createTouchpoint', asked, { token })
  }

  /** A launched coupon with a poster for it. */
  async function campaign(form: Partial<TouchpointForm> = {}) {
    const { promotionId, batchId } = await launch({ total: 50, perMember: 3 })
    const touchpoint = (await poster(promotionId, { kind: 'batch', id: batchId }, form)).body
    return { promotionId, batchId, touchpoint }
  }

  async function guest() {
    people += 1
    const token = await door.tokenOf(`guest-coming-${people}`)
    const { memberId } = (await door.call('getMe', {}, { token })).body
    const claim = async (batchId: string, trace?: string, key?: string) =>
      (await door.call('claimCoupon', { batchId, ...(trace !== undefined && { trace }) }, { token, ...(key && { key }) })).body
    const share = async (batchId: string, trace?: string) =>
      (
        await door.call(
          'createShare',
          { target: { kind: 'batch', id: batchId }, ...(trace !== undefined && { trace }) },
          { token },
        )
      ).body
    return { token, memberId, claim, share }
  }

  const open = async (scene: string, key?: string) =>
    (await door.call('openTouchpoint', { scene }, key === undefined ? {} : { key })).body
  const openCard = async (trace = '', key?: string) =>
    (await door.call('recordOpen', { trace }, key === undefined ? {} : { key })).body

  const itemsWith = (sk: string) => wholeTable(door.table).filter((item) => item.sk.startsWith(sk))
  /** What the item of this id keeps of how its member came. */
  const stampOn = (field: string, id: string) => stampIn(itemWith(field, id)?.trace as string | undefined)
  const itemWith = (field: string, id: string): Item | undefined =>
    wholeTable(door.table).find((item) => item[field] === id && /^(COUPON|VOUCHER|ORDER|VISIT|SLOT)#/.test(item.sk))
  const opensOf = (promotionId: string) =>
    itemsWith('OPEN').flatMap((item) => (item.promotionId === promotionId ? [stampIn(item.trace as string)] : []))

  return { marketer, at, launch, deals, poster, campaign, guest, open, openCard, itemsWith, itemWith, stampOn, opensOf }
}

export type Coming = Awaited<ReturnType<typeof newComing>>
