import type { CallOf } from '../../shared/api.ts'
import type { Visit } from '../../shared/checkins.ts'
import type { PromotionForm } from '../../shared/promotions.ts'
import type { StreakForm } from '../../shared/streaks.ts'
import { newCheckIns } from './checking-in.ts'
import type { FrontDoor } from './front-door.ts'

/** Three days in a row for 100 points that cost ¥1: only what a test says differs. */
export const plainStreak: StreakForm = {
  ...{ title: '连来三天', kind: 'day', goal: 3, makeUps: 0 },
  reward: { kind: 'points', points: 100, costFen: 100 },
}

/** Streaks of the seeded merchant, and guests who come to its store day after day. */
export async function newStreaks(door: FrontDoor) {
  const at = await newCheckIns(door)
  // A session ends before a streak of weeks does.
  const token = () => door.tokenOf('seed-marketer')
  let made = 0

  async function promotion(form: Partial<PromotionForm> = {}) {
    const now = door.clock.now().getTime()
    const window = { from: new Date(now - 60_000).toISOString(), to: new Date(now + 60 * 86_400_000).toISOString() }
    made += 1
    return (await door.call('createPromotion', { name: `到店 ${made}`, ...window, ...form }, { token: await token() })).body
      .promotionId
  }

  /** A launched promotion with one streak. */
  async function streak(form: Partial<StreakForm> = {}, live = true, promotionForm: Partial<PromotionForm> = {}) {
    const promotionId = await promotion(promotionForm)
    const answer = await door.call('createStreak', { promotionId, ...plainStreak, ...form }, { token: await token() })
    if (answer.status !== 201) throw new Error(`the streak was refused: ${JSON.stringify(answer.body)}`)
    if (live) await door.call('launchPromotion', { promotionId }, { token: await token() })
    // What a process knows of streaks may be half a minute old.
    door.clock.offsetMs += 31_000
    return { promotionId, streakId: answer.body.streakId }
  }

  /** What the screen in the store shows. */
  async function qr() {
    const asked = { token: await door.tokenOf('seed-clerk-1') }
    return (await door.call('getStoreCode', { storeId: at.storeId }, asked)).body.qr
  }

  /** A check-in that is not refused, before the feed comes by. */
  async function scan(openid: string, proof?: CallOf<'checkIn'>): Promise<Visit> {
    const { body } = await at.checkIn(openid, proof ?? { qr: await qr() })
    if (!('visitId' in body)) throw new Error(`the check-in was refused: ${JSON.stringify(body)}`)
    return body as Visit
  }

  /** A guest scans the screen in the store, and the feed comes by. */
  async function come(openid: string) {
    const visit = await scan(openid, { qr: await qr() })
    await door.settle()
    return visit
  }

  /** The guest comes today and on the next days, so many times in all; then it is the last of these days. */
  async function comeDaily(openid: string, times: number) {
    const visits = [await come(openid)]
    while (visits.length < times) {
      nextDay()
      visits.push(await come(openid))
    }
    return visits
  }

  const nextDay = (days = 1) => {
    door.clock.offsetMs += days * 86_400_000
  }
  const mine = async (openid: string, storeId: string | undefined = at.storeId) =>
    (await door.call('listMyStreaks', { ...(storeId && { storeId }) }, { token: await door.tokenOf(openid) })).body
  const points = async (openid: string) => (await door.call('listMyPoints', {}, { token: await door.tokenOf(openid) })).body
  const budget = async (promotionId: string) => {
    await door.settle()
    return (await door.call('getPromotion', { promotionId }, { token: await token() })).body.budget
  }
  const seen = async (promotionId: string) => {
    await door.settle()
    return (await door.call('listStreaks', { promotionId }, { token: await token() })).body.items
  }
  return { at, token, promotion, streak, scan, come, comeDaily, nextDay, mine, points, budget, seen }
}

export type Streaks = Awaited<ReturnType<typeof newStreaks>>
