import { setTimeout as pause } from 'node:timers/promises'
import { openBatch, seenOnce, walletOf } from '../../local/races/offer.ts'
import { type RaceStack, raceStack } from '../../local/races/stack.ts'
import { plainDeal } from '../../local/testing/dealing.ts'
import { newGuests } from '../load/stage.ts'
import { exactly, type Figure, type Row } from '../row.ts'

const [limit, buyers] = [100, 200]
const [left, honest] = [20, 40]

/** Never over, never under, and every loser told why: where all come at once, answers are lost, the stack is killed, and holds are abandoned. */
export const row: Row = {
  name: 'exactness',
  async take() {
    const stack = await raceStack('SQLite')
    try {
      const marketer = await stack.login('seed-marketer')
      const guests = await newGuests(stack.folder, buyers + 10 * limit + left + honest)
      return [
        ...(await together(stack, marketer, guests.splice(0, buyers))),
        ...(await underFire(stack, marketer, guests.splice(0, 10 * limit))),
        ...(await abandoned(stack, marketer, guests)),
      ]
    } finally {
      await stack.stop()
    }
  },
}

/** The same question that the others are asked. */
async function together(stack: RaceStack, marketer: string, guests: string[]): Promise<Figure[]> {
  const { batchId } = await openBatch(stack, marketer, { total: limit, perMember: 1 })
  const answers = await Promise.all(guests.map((token) => stack.call('claimCoupon', { batchId }, { token })))
  const sold = new Set((await walletsOf(stack, guests)).flat()).size
  const how = `counted in the wallets; the others were told: ${told(answers)}; a 5xx ends the row`
  return [
    held(`coupons sold of ${limit}, ${buyers} buyers at once`, sold, `${limit}`, sold === limit, how),
    held(`internal errors, ${buyers} buyers at once on ${limit} coupons`, 0, '0', true, 'a 5xx ends the row with an error'),
  ]
}

/** Ten times as many as there are coupons, one answer in twenty lost, kill -9 in the middle; then each asks once more. */
async function underFire(stack: RaceStack, marketer: string, guests: string[]): Promise<Figure[]> {
  const { batchId, counts } = await openBatch(stack, marketer, { total: limit, perMember: 1 })
  let [calls, had, lost] = [0, 0, 0]
  let killing: Promise<void> | undefined
  const claim = async (token: string) => {
    const fault = calls++ % 20 === 7 ? ('drop-after' as const) : undefined
    const { status } = await stack.call('claimCoupon', { batchId }, { token, fault })
    if (status === 0) lost += 1
    if (status === 201) had += 1
    if (had >= limit / 2) killing ??= stack.kill()
  }
  for (let from = 0; from < guests.length; from += 50) {
    await Promise.all(guests.slice(from, from + 50).map(claim))
    if (killing) break
  }
  await killing
  await stack.start()
  const answers: Told[] = []
  for (let from = 0; from < guests.length; from += 50)
    answers.push(
      ...(await Promise.all(guests.slice(from, from + 50).map((token) => stack.call('claimCoupon', { batchId }, { token })))),
    )
  const sold = (await walletsOf(stack, guests)).flat().length
  const seen = await seenOnce(counts, ({ claimed }) => claimed === limit)
  const won = answers.filter(({ status }) => status === 201).length
  const silent = answers.filter(({ status, body }) => status !== 201 && body.code !== 'batch.sold_out').length
  const isExact = sold === limit && won === limit && seen.left === 0 && silent === 0
  const how = `${guests.length} guests, ${lost} answers lost, kill -9 after ${had} heard that they have one; then everybody asked again and was told: ${told(answers)}; wallets, answers and counters agree`
  return [held(`coupons had of ${limit} at 10x the stock, with lost answers and kill -9`, sold, `${limit}`, isExact, how)]
}

/** Holds on all of a deal are abandoned; those who are honest come while they last, and again when they are over. */
async function abandoned(stack: RaceStack, marketer: string, guests: string[]): Promise<Figure[]> {
  const at = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
  const asked = { token: marketer }
  const { promotionId } = (await stack.call('createPromotion', { name: '放弃', from: at(-1), to: at(60) }, asked)).body
  const { dealId } = (await stack.call('createDeal', { promotionId, ...plainDeal, total: left, perMember: 1 }, asked)).body
  await stack.call('launchPromotion', { promotionId, despite: ['conflict'] }, asked)
  const order = (token: string) => stack.call('placeOrder', { dealId, mode: 'alone', quantity: 1 }, { token })
  await Promise.all(guests.slice(0, left).map(order))
  const people = guests.slice(left)
  const early = await Promise.all(people.map(order))
  const began = people.length
  // The holds run out, and the jobs of the stack close them one by one.
  await stack.advanceClock(40 * 60)
  const waiting = new Set(people)
  let late: Told[] = []
  let sold = early.filter(({ status }) => status === 201).length
  for (let tries = 0; tries < 60 && sold < left; tries++) {
    await pause(500)
    const round = [...waiting]
    late = await Promise.all(round.map(order))
    for (const [nth, { status }] of late.entries())
      if (status === 201) {
        sold += 1
        waiting.delete(round[nth] as string)
      }
  }
  const how = `${began} honest buyers; while the ${left} holds lasted they were told: ${told(early)}; when those were over: ${told(late)}`
  return [
    held(
      `honest buyers who had a coupon of ${left}, after ${left} abandoned carts`,
      sold,
      `${left}, when the holds are over`,
      sold === left,
      how,
    ),
  ]
}

type Told = { status: number; body: { code?: string } }

const walletsOf = async (stack: RaceStack, guests: string[]): Promise<string[][]> => {
  const wallets: string[][] = []
  for (let from = 0; from < guests.length; from += 50)
    wallets.push(...(await Promise.all(guests.slice(from, from + 50).map((token) => walletOf(stack, token)))))
  return wallets
}

/** `100 x batch.sold_out` */
function told(answers: Told[]): string {
  const codes = Map.groupBy(answers, ({ status, body }) => (status < 300 ? 'yes' : (body.code ?? String(status))))
  return [...codes].map(([code, { length }]) => `${length} x ${code}`).join(', ') || 'nobody'
}

function held(figure: string, value: number, words: string, met: boolean, how: string): Figure {
  return { ...exactly(value, { figure, who: 'Footfall', unit: '', how }), goal: { words, met } }
}
