import type { Write } from '../../functions/kernel/table/table.ts'
import { payTrade } from '../sandbox/alipay/trades.ts'
import { seeded } from '../seeded.ts'
import { newBuying } from './buying.ts'
import { audit, keyOf, type Placed } from './every-fen.ts'
import type { FrontDoor } from './front-door.ts'
import { auditVouchers, met, voucherActions, voucherHands } from './permutation-vouchers.ts'

const actions = [
  ...['place', 'place', 'place', 'begin', 'begin', 'begin', 'pay', 'pay', 'pay', 'pay', 'other-channel', 'feed'],
  ...[
    'other-channel',
    'late',
    'cancel',
    'refund',
    'duplicate',
    'concurrent',
    'lost',
    'prepay-lost',
    'close-fails',
    'kill',
    'time',
    'expiry',
    'jobs',
    'feed',
    'tell',
    'days',
    'buy',
    'buy',
    'buy',
    'fill',
    'fill',
  ],
  ...voucherActions,
  ...voucherActions,
] as const
type Action = (typeof actions)[number]

/** What is rare by chance, and hard: money that comes late, and money that comes twice. */
const openings: Action[][] = [
  ['place', 'late', 'tell'],
  ['place', 'begin', 'close-fails', 'other-channel', 'pay', 'tell'],
]

/**
 * One seeded order of events over three guests and one deal of passes whose groups of two or three end after an hour; then everything is let
 * settle, and every fen is looked for. Answers what is wrong, and the ledger without any name that chance has given.
 */
export async function permute(
  door: FrontDoor,
  seed: number,
  steps = 44,
): Promise<{ wrong: string[]; ledger: string; trail: Action[]; met: string[] }> {
  const chance = seeded(seed)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(chance() * from.length)] as T
  const { deal, guest } = newBuying(door)
  const uses = pick([1, 1, 3])
  const dealId = await deal({ total: 12, perMember: 4, groupHours: 1, voucher: { uses, validDays: 2 } })
  const guests = [await guest(), await guest(), await guest()]
  const placed: Placed[] = []
  const groups: string[] = []
  /** Where Alipay's cashier was last opened for an order. */
  const cashiers = new Map<string, string>()
  const trail: Action[] = []
  const { sandbox, table } = door
  const later = (seconds: number) => {
    door.clock.offsetMs += seconds * 1000
  }

  /** The process dies at the nth commit from now on, before or after it was made; what called it never hears. */
  const commit = table.commit.bind(table)
  function killAt(nth: number, after: boolean) {
    let left = nth
    table.commit = async (...writes: Write[]) => {
      left -= 1
      if (left !== 0) return commit(...writes)
      table.commit = commit
      if (after) await commit(...writes)
      throw new Error('killed')
    }
  }
  const survive = async (work: () => Promise<unknown>) => {
    try {
      await work()
    } catch (error) {
      if (
        !/killed|failed on a change|due items failed|payments\.|paid|closed|no order|no trade|time to pay/i.test(String(error))
      )
        throw error
    } finally {
      table.commit = commit
    }
  }

  const tell = () => survive(() => door.callbacks())
  const attempt = async ({ guest: who, orderId }: Placed, channel: 'wechat' | 'alipay' = 'wechat') =>
    (await door.call('payOrder', { orderId, channel }, { token: who.token })).body
  /** Whatever of its attempts the guest can still pay, first begun first. */
  async function thumb({ orderId }: Placed): Promise<void> {
    const kept = await door.table.get(keyOf(orderId))
    for (let n = 1; kept && n <= Number(kept.attempts); n++) {
      const { outTradeNo, channel } = kept[`a${n}`] as { outTradeNo: string; channel: string }
      await survive(async () => {
        if (channel === 'wechat') return door.pay(outTradeNo)
        // What was handed over is opened now, which is what makes a trade there; also when we have given the order up meanwhile.
        const url = cashiers.get(orderId)
        if (url !== undefined) await fetch(url, { redirect: 'manual' })
        payTrade(sandbox, outTradeNo)
      })
    }
  }
  async function bought(one: Placed | undefined): Promise<void> {
    if (!one) return
    await attempt(one)
    await thumb(one)
    await survive(() => door.settle())
  }

  const doing: { [action in Action]: () => Promise<unknown> } = {
    place: async () => {
      const who = pick(guests)
      const quantity = pick([1, 1, 1, 2])
      const mode = pick(['alone', 'open', 'join', 'join'] as const)
      const groupId = groups.at(-1)
      const how =
        mode === 'open'
          ? { mode, size: pick([2, 3]) }
          : mode === 'join' && groupId
            ? { mode, groupId }
            : { mode: 'alone' as const }
      const { body } = await door.call(
        'placeOrder',
        { dealId, quantity, ...how },
        { token: who.token, key: `k${placed.length}` },
      )
      if (body.orderId === undefined) return
      placed.push({ guest: who, orderId: body.orderId, quantity })
      if (how.mode === 'open') groups.push(String(body.groupId))
    },
    begin: async () => placed.length > 0 && attempt(pick(placed)),
    pay: async () => placed.length > 0 && thumb(pick(placed)),
    'other-channel': async () => {
      if (placed.length === 0) return
      const one = pick(placed)
      if (chance() < 0.5) sandbox.faults.set('pay', 'error-503', 1)
      const { url } = await attempt(one, 'alipay')
      if (url !== undefined) cashiers.set(one.orderId, url)
    },
    // Given up while nobody has opened the cashier, which is opened and paid all the same.
    late: async () => {
      if (placed.length === 0) return
      const one = pick(placed)
      const { url } = await attempt(one, 'alipay')
      if (url === undefined) return
      cashiers.set(one.orderId, url)
      later(37)
      await door.call('cancelOrder', { orderId: one.orderId }, { token: one.guest.token })
      await thumb(one)
    },
    // Without anything in between, so that there is something to use, to give and to ask back.
    buy: async () => {
      await doing.place()
      await bought(placed.at(-1))
    },
    fill: async () => {
      await bought(placed.at(-1))
      const groupId = groups.at(-1)
      for (const who of groupId ? guests : []) {
        const { body } = await door.call('placeOrder', { dealId, mode: 'join', groupId }, { token: who.token })
        if (body.orderId === undefined) continue
        placed.push({ guest: who, orderId: body.orderId, quantity: 1 })
        await bought(placed.at(-1))
      }
    },
    cancel: async () => {
      const one = placed.length > 0 ? pick(placed) : undefined
      if (one) await door.call('cancelOrder', { orderId: one.orderId }, { token: one.guest.token })
    },
    refund: async () => {
      const one = placed.length > 0 ? pick(placed) : undefined
      if (one) await door.call('requestRefund', { orderId: one.orderId, reason: '不要了' }, { token: one.guest.token })
    },
    duplicate: async () => sandbox.faults.set('callback', 'duplicate', 2),
    concurrent: async () => sandbox.faults.set('callback', 'concurrent', 2),
    lost: async () => sandbox.faults.set('callback', 'drop', 3),
    'prepay-lost': async () => sandbox.faults.set('pay', 'drop-after', 1),
    'close-fails': async () => sandbox.faults.set('pay', 'error-503', 1),
    kill: async () => {
      killAt(1 + Math.floor(chance() * 3), chance() < 0.5)
      const next = pick(['place', 'begin', 'pay', 'cancel', 'refund', ...voucherActions] as const)
      await survive(doing[next] as () => Promise<unknown>)
    },
    time: async () => later(pick([7, 37, 97])),
    expiry: async () => later(pick([937, 3671])),
    days: async () => later(pick([86_437, 172_837])),
    jobs: async () => survive(() => door.runJobs()),
    feed: async () => door.settle(),
    tell,
    ...(await voucherHands(door, placed, guests, pick)),
  }

  for (let step = 0; step < steps; step++) {
    const action = openings[seed % 4]?.[step] ?? pick(actions)
    trail.push(action)
    await survive(doing[action] as () => Promise<unknown>)
  }

  // From now on nothing fails any more, but for what dies while it is put in order.
  sandbox.faults.clear()
  async function quiet(rounds: number, seconds: number) {
    for (let round = 0; round < rounds; round++) {
      later(seconds)
      if (round % 4 === 1) killAt(2, round % 8 === 1)
      await tell()
      await survive(() => door.settle())
      await survive(() => door.runJobs())
    }
    await tell()
    await door.settle()
  }
  const found = async (isOver: boolean) => {
    const { wrong, ledger, delivered } = await audit(door, placed, dealId, groups)
    return { wrong: [...wrong, ...(await auditVouchers(door, dealId, guests, delivered, isOver))], ledger }
  }
  await quiet(8, 61)
  await quiet(18, 1201)
  let settled = await found(false)
  // A voucher that ends just now has its money under way: it is given the same minutes as everything else.
  if (settled.wrong.length > 0) {
    await quiet(5, 61)
    settled = await found(false)
  }
  // And once more when the last voucher is over, and its money back.
  later(2 * 86_400)
  await quiet(12, 61)
  const over = await found(true)
  const wrong = [...settled.wrong, ...over.wrong.map((one) => `at the end: ${one}`)]
  return { wrong, ledger: over.ledger, trail, met: await met(door, dealId) }
}
