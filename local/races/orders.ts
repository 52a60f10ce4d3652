import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Item } from '../../functions/kernel/table/table.ts'
import type { CallOf } from '../../shared/api.ts'
import type { RouteName } from '../../shared/routes.ts'
import { auditMoney, type ChannelBook } from '../audit/at-rest.ts'
import { audit } from '../audit/audit.ts'
import { readingOfFolder } from '../audit/reading.ts'
import { plainDeal } from '../testing/dealing.ts'
import { times } from './offer.ts'
import type { Asked, RaceStack } from './stack.ts'

const atOnce = 16
/** How long somebody waits before asking again, and how often at most: what asks longer than that is stuck. */
const patience = { ms: 100, times: 1200 }
const ordersAMember = 4

/** What people were told was done: none of it may be gone. */
interface Heard {
  orders: Set<string>
  refunds: Set<string>
  redemptions: Set<string>
}

/**
 * So many orders by a quarter as many members, alone and in groups of two: placed, paid, given up, asked back, used, left alone; while the
 * whole stack is killed with -9 `kills` times and the clock jumps. Then everything comes to rest. Answers what is wrong.
 */
export async function ordersUnderFire(stack: RaceStack, orders: number, kills: number) {
  const marketer = await stack.login('seed-marketer')
  const clerk = await stack.login('seed-clerk-1')
  const storeId = (await stack.call('getMe', {}, { token: clerk })).body.roles[0]?.storeIds[0] ?? ''
  const dealId = await openDeal(stack, marketer, orders)
  const heard: Heard = { orders: new Set(), refunds: new Set(), redemptions: new Set() }
  const groups: string[] = []
  let [answers, lost, killed, busy] = [0, 0, 0, true]

  /** Asks until there is an answer: what was lost is asked for again under its key. */
  async function surely<Name extends RouteName>(name: Name, input: CallOf<Name>, asked: Asked) {
    let said = 'nothing'
    for (let times = 0; times < patience.times; times++) {
      const answer = await stack.call(name, input, asked).catch((error: Error) => {
        if (!/answered 503/.test(error.message)) throw error
        said = error.message
      })
      if (answer && answer.status !== 0) {
        answers += 1
        return answer
      }
      if (answer) lost += 1
      await pause(patience.ms)
    }
    throw new Error(`${name} was answered ${patience.times} times: ${said}`)
  }

  async function payAtChannel(outTradeNo: string): Promise<void> {
    for (;;) {
      try {
        return await stack.pay(outTradeNo)
      } catch (error) {
        // Whoever is told that it is paid, or over, has an answer.
        if (!/answered 0 /.test(String(error))) return
        lost += 1
        await pause(patience.ms)
      }
    }
  }

  async function buy(token: string, nth: number): Promise<void> {
    const own = { token, key: `order-${nth}` }
    const groupId = nth % 5 === 3 ? groups.pop() : undefined
    const how =
      nth % 5 === 2
        ? { mode: 'open' as const, size: 2 }
        : groupId
          ? { mode: 'join' as const, groupId }
          : { mode: 'alone' as const, quantity: nth % 5 === 4 ? 2 : 1 }
    const placed = await surely('placeOrder', { dealId, ...how }, own)
    const { orderId } = placed.body
    if (placed.status !== 201) return
    heard.orders.add(orderId)
    if (how.mode === 'open') groups.push(String(placed.body.groupId))
    if (nth % 13 === 0) return
    const begun = await surely('payOrder', { orderId }, { token })
    if (nth % 11 === 0) await surely('cancelOrder', { orderId }, { token })
    if (begun.status !== 200) return
    await payAtChannel(begun.body.outTradeNo)
    if (nth % 4 === 1 && nth % 11 !== 0 && how.mode === 'alone') await use(token, orderId, nth)
    if (nth % 6 === 0) {
      const asked = await surely('requestRefund', { orderId, reason: '不去了' }, { token, key: `refund-${nth}` })
      if (asked.status < 300) heard.refunds.add(asked.body.refundId)
    }
  }

  async function use(token: string, orderId: string, nth: number): Promise<void> {
    // Made by the feed, in a moment; never, where the order was over before it was paid.
    for (let times = 0; times < 60; times++) {
      const { items = [] } = (await surely('listMyVouchers', {}, { token })).body
      const voucher = items.find((one) => one.orderId === orderId && one.state === 'valid')
      const shown = voucher && (await surely('showCode', { voucherId: voucher.voucherId }, { token }))
      if (shown?.status === 200) {
        const done = await surely('redeem', { code: shown.body.code, storeId }, { token: clerk, key: `use-${nth}` })
        if (done.status === 201) heard.redemptions.add(done.body.redemptionId)
        return
      }
      await pause(patience.ms)
    }
  }

  const members = Math.ceil(orders / ordersAMember)
  const waiting = times(members, (nth) => nth)
  async function worker(): Promise<void> {
    for (let member = waiting.pop(); member !== undefined; member = waiting.pop()) {
      const token = await loggedIn(stack, `fire-${member}`)
      for (let n = 0; n < ordersAMember; n++) await buy(token, member * ordersAMember + n)
    }
  }
  async function killer(): Promise<void> {
    // An order is some five answers.
    const every = Math.floor((orders * 5) / (kills + 1))
    while (busy) {
      if (killed < kills && answers >= every * (killed + 1)) {
        await stack.kill()
        await stack.start()
        killed += 1
        await stack.advanceClock([31, 61, 281][killed % 3] as number)
      }
      await pause(5)
    }
  }
  const killing = killer()
  await Promise.all(times(atOnce, worker))
  busy = false
  await killing
  await stack.kill()
  await stack.start()
  const { wrong, figures } = await atRest(stack, heard)
  return { wrong, figures: { ...figures, orders: heard.orders.size, kills: killed + 1, answers, lost } }
}

async function loggedIn(stack: RaceStack, openid: string): Promise<string> {
  for (;;) {
    try {
      return await stack.login(openid)
    } catch {
      await pause(patience.ms)
    }
  }
}

async function openDeal(stack: RaceStack, token: string, orders: number): Promise<string> {
  const at = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
  const { promotionId } = (await stack.call('createPromotion', { name: '拼团', from: at(-1), to: at(60) }, { token })).body
  const form = { ...plainDeal, total: 2 * orders + 100, perMember: 20, groupHours: 1 }
  const { dealId } = (await stack.call('createDeal', { promotionId, ...form }, { token })).body
  await stack.call('launchPromotion', { promotionId }, { token })
  return dealId
}

/**
 * A jump of the clock while a request is on its way to a channel makes its signature so much older: past five minutes the channel refuses it
 * (SIGN_ERROR), which people are told of, and rightly. So it goes forward in steps that no channel minds, some time apart.
 */
const step = { seconds: 225, pauseMs: 500 }

/** Lets the clock run until nothing is wrong any more, within a day of it; what is wrong then stays so. */
async function atRest(stack: RaceStack, heard: Heard) {
  let seen = await look(stack.folder, heard)
  for (let round = 0; round < 60 && (seen.wrong.length > 0 || round < 8); round++) {
    for (let steps = round < 8 ? 4 : 1; steps > 0; steps--) {
      await stack.advanceClock(step.seconds)
      await pause(step.pauseMs)
    }
    seen = await look(stack.folder, heard)
  }
  return seen
}

/** The table and the channel's book, as they lie on the disk. */
async function look(folder: string, heard: Heard) {
  const reading = readingOfFolder(folder)
  const items: Item[] = []
  for await (const item of reading.items()) items.push(item)
  const book: ChannelBook = { orders: new Map(), refunds: new Map() }
  for (const line of readFileSync(join(folder, 'channels.jsonl'), 'utf8').split('\n').slice(0, -1)) {
    const [kind, id, thing] = JSON.parse(line)
    if (kind === 'orders' || kind === 'refunds') book[kind as keyof ChannelBook].set(id, thing)
  }
  const { offsetMs } = JSON.parse(readFileSync(join(folder, 'clock.json'), 'utf8'))
  const now = new Date(Date.now() + offsetMs)
  const laws = await audit(reading.sight, items, now)
  reading.close()
  const wrong = [...auditMoney(items, book, now), ...laws.flatMap((law) => law.wrong)]
  const named = (field: string) => new Set(items.map((item) => item[field]))
  const [orders, refunds, redemptions] = [named('orderId'), named('refundId'), named('redemptionId')]
  for (const id of heard.orders) if (!orders.has(id)) wrong.push(`${id} was acknowledged, and is gone`)
  for (const id of heard.refunds) if (!refunds.has(id)) wrong.push(`${id} was acknowledged, and is gone`)
  for (const id of heard.redemptions) if (!redemptions.has(id)) wrong.push(`${id} was acknowledged, and is gone`)
  const states = items.filter(({ sk, pk }) => pk.startsWith('MEMBER#') && sk.startsWith('ORDER#')).map(({ state }) => state)
  const count = (state: string) => states.filter((one) => one === state).length
  const figures = {
    ...{ placed: states.length, paid: count('paid'), closed: count('closed'), refunds: book.refunds.size },
    ...{ groups: items.filter(({ sk, state }) => sk === 'GROUP' && state === 'complete').length, used: heard.redemptions.size },
  }
  return { wrong, figures }
}
