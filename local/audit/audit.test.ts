import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDynamo } from '../../functions/kernel/table/dynamodb.ts'
import { createTable } from '../../functions/kernel/table/dynamodb-create.ts'
import { haveDynamo, localClient } from '../../functions/kernel/table/engines.ts'
import { openSqliteIn } from '../../functions/kernel/table/sqlite-folder.ts'
import type { Item, Table } from '../../functions/kernel/table/table.ts'
import { startDynamoLocal } from '../dynamodb-local.ts'
import { newCounter } from '../testing/counter.ts'
import { type FrontDoor, frontDoor } from '../testing/front-door.ts'
import { newLaunch } from '../testing/launch.ts'
import { permute } from '../testing/permutation.ts'
import { newStreaks } from '../testing/streaking.ts'
import { wholeTable } from '../testing/whole-table.ts'
import { audit } from './audit.ts'
import { readingOfDynamo } from './reading.ts'

/** Before the first use of these tests a city has been through a month: claims, uses, rewards, orders, groups, refunds, gifts. */
let door: FrontDoor
let all: Item[]
beforeAll(async () => {
  door = await frontDoor()
  await month()
  all = wholeTable(door.table)
}, 180_000)
afterAll(() => door.close())

async function month(): Promise<void> {
  const [launch, at, on] = [newLaunch(door), await newCounter(door), await newStreaks(door)]
  await on.streak({ goal: 1 })
  await on.comeDaily('guest-audit-regular', 2)
  const benefit = { kind: 'amount' as const, offFen: 500, minSpendFen: 0 }
  // An ordinary batch under a budget, and one that is claimed by numbered slots.
  for (const isFlash of [false, true]) {
    const form = { total: 300, benefit, ...(isFlash && { expectedPerSecond: 1000 }) }
    const { batchId } = await launch(form, true, isFlash ? {} : { budgetFen: 300_000 })
    for (let n = 0; n < 4; n++) {
      const guest = await at.claimed(batchId, `guest-audit-${isFlash}-${n}`)
      const asked = { code: (await guest.code()).code, storeId: at.store1, bill: { totalFen: 2000 } }
      if (n === 0) continue
      const { redemptionId } = (await door.call('redeem', asked, { token: await door.tokenOf('seed-clerk-1') })).body
      const undo = { redemptionId, reason: 'wrong_bill' }
      if (n === 1) await door.call('undoRedemption', undo, { token: await door.tokenOf('seed-clerk-1') })
    }
  }
  await door.settle()
  for (const seed of [1, 3]) await permute(door, seed)
}

const now = () => door.clock.now()
const wrongIn = async (items: Item[]) =>
  Object.fromEntries((await audit(door.table, items, now())).map(({ promise, wrong }) => [promise, wrong]))

const laws = {
  stock: 'coupons held + stock left = stock given',
  money: 'money paid = kept + refunded + held with an alert',
  vouchers: 'vouchers issued = usable + used + refunded + expired',
  redemptions: 'every redemption has one clerk, one store, one holding',
  figures: 'running figures = figures rebuilt from the event log',
}

it('after a month of everything every law holds, and was asked of something', async () => {
  const judged = await audit(door.table, all, now())
  expect(judged.map(({ promise, wrong }) => [promise, wrong])).toEqual(Object.values(laws).map((promise) => [promise, []]))
  for (const { counted } of judged) expect(counted).toBeGreaterThan(3)
})

/** What somebody, or a mistake, did to one item: gone, or another. */
type Plant = [what: string, law: keyof typeof laws, which: (item: Item) => boolean, to: (item: Item) => Item | undefined]
const isUse = ({ pk, kind }: Item) => pk.startsWith('EVENT#') && kind === 'redeemed'
const ofMember = (sk: string) => (item: Item) => item.pk.startsWith('MEMBER#') && item.sk.startsWith(sk)
const planted: Plant[] = [
  [
    'a coupon that is gone',
    'stock',
    (item) => ofMember('COUPON#')(item) && item.state === 'held' && !item.slot,
    () => undefined,
  ],
  [
    'one left too many',
    'stock',
    ({ pk, sk }) => pk.startsWith('BATCH#') && sk === 'STOCK',
    (item) => ({ ...item, left: Number(item.left) + 1 }),
  ],
  ['a slot of another coupon', 'stock', ({ sk }) => sk.startsWith('SLOT#'), (item) => ({ ...item, couponId: 'cpn_of_nobody' })],
  [
    'a voucher of a deal given out twice',
    'stock',
    ({ pk, sk }) => pk.startsWith('DEAL#') && sk === 'STOCK',
    (item) => ({ ...item, left: Number(item.left) + 1 }),
  ],
  ['an entry of the ledger that is gone', 'money', ({ pk }) => pk.startsWith('LEDGER#'), () => undefined],
  ['a fen that went back twice', 'money', ofMember('REFUND#'), (item) => ({ ...item, amountFen: Number(item.amountFen) + 1 })],
  [
    'a paid order that says it never was',
    'money',
    (item) => ofMember('ORDER#')(item) && item.state === 'paid',
    (item) => ({ ...item, state: 'closed' }),
  ],
  ['a voucher that is gone', 'vouchers', ofMember('VOUCHER#'), () => undefined],
  [
    'a voucher used more often than it can be',
    'vouchers',
    ofMember('VOUCHER#'),
    (item) => ({ ...item, used: Number(item.uses) + 1 }),
  ],
  ['a redemption at another store', 'redemptions', isUse, (item) => ({ ...item, storeId: 'sto_elsewhere' })],
  [
    'a line of another clerk',
    'redemptions',
    ({ sk }) => sk.startsWith('AT#'),
    (item) => ({ ...item, use: { ...(item.use as object), byId: 'mbr_other' } as never }),
  ],
  ['an event that is gone', 'figures', isUse, () => undefined],
  [
    'a count that ran ahead',
    'figures',
    ({ pk }) => pk.startsWith('COUNTS#'),
    (item) => ({ ...item, claimed: Number(item.claimed ?? 0) + 1 }),
  ],
  ['a cell that is gone', 'figures', ({ pk }) => pk.startsWith('ROLLUP#'), () => undefined],
  [
    'a day of a store that is a fen off',
    'figures',
    ({ sk }) => sk === 'TOTALS',
    (item) => ({ ...item, payFen: Number(item.payFen ?? 0) - 1 }),
  ],
]
it.each(planted)('%s is found, with its id', async (_what, law, which, to) => {
  const at = all.findIndex(which)
  const harmed = all.flatMap((item, nth) => (nth === at ? (to(item) ?? []) : [item]))
  expect(at).toBeGreaterThanOrEqual(0)
  const [wrong = ''] = (await wrongIn(harmed))[laws[law]] ?? []
  expect(wrong).toMatch(/(bat|dea|cpn|vch|ord|rdm|prm|sto|stk)_\w+/)
})

it('money that is held without anybody being told is found, and is in order where somebody is', async () => {
  const about = 'ord_held'
  const entries = [
    { pk: `LEDGER#${about}`, sk: 'held:X#held', ref: 'held:X', account: 'held', fen: -500 },
    { pk: `LEDGER#${about}`, sk: 'held:X#channel:wechat', ref: 'held:X', account: 'channel:wechat', fen: 500 },
  ]
  const order = {
    pk: 'MEMBER#mbr_1',
    sk: 'ORDER#1#01',
    orderId: about,
    dealId: 'dea_1',
    state: 'held',
    amountFen: 900,
    refundFen: 0,
    quantity: 1,
  }
  expect((await wrongIn([...all, ...entries, order]))[laws.money]).toEqual(['ord_held: -500 fen are held, and nobody is told'])
  const told = { pk: 'EXCEPTION#exc_1', sk: 'EXCEPTION', kind: 'payment.held', state: 'open', story: { orderId: about } }
  expect((await wrongIn([...all, ...entries, order, told]))[laws.money]).toEqual([])
})

describe('the command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'footfall-audit-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const run = (env: { [name: string]: string }) => {
    const { NODE_OPTIONS: _, ...inherited } = process.env
    const { status, stdout, stderr } = spawnSync(process.execPath, [join('local', 'audit', 'main.ts')], {
      cwd: join(import.meta.dirname, '..', '..'),
      env: { ...inherited, ...env },
      encoding: 'utf8',
    })
    return { status, lines: stdout.trim().split('\n'), stderr }
  }
  it('says one line a law of a folder, changes nothing in it, and ends with 1 and the id where one is broken', async () => {
    const table = openSqliteIn(folder)
    await fill(table)
    table.close()
    const before = statSync(join(folder, 'footfall.db')).mtimeMs
    // Its clock is behind the month's end, which decides only whether a voucher is usable or over.
    const clean = run({ FOOTFALL_DATA: folder })
    expect({ status: clean.status, lines: clean.lines.map((line) => line.replace(/ \(.*/, '')) }).toEqual({
      status: 0,
      lines: Object.values(laws).map((promise) => `holds   ${promise}`),
    })
    expect(statSync(join(folder, 'footfall.db')).mtimeMs).toBe(before)
    const again = openSqliteIn(folder)
    const counted = all.find(({ pk, claimed }) => pk.startsWith('COUNTS#') && claimed !== undefined) as Item
    await again.commit({ put: { ...counted, claimed: Number(counted.claimed) + 1 }, when: 'always' })
    again.close()
    const broken = run({ FOOTFALL_DATA: folder })
    expect(broken.status).toBe(1)
    expect(broken.lines.at(-2)).toMatch(/^BROKEN {2}running figures/)
    expect(broken.lines.at(-1)).toBe(`        ${counted.pk} ALL claimed: the log says 1 fewer`)
  }, 60_000)

  it('that finds no table says so in a sentence', () => {
    const { status, stderr } = run({ FOOTFALL_DATA: join(folder, 'nowhere') })
    expect({ status, stderr: stderr.trim() }).toEqual({
      status: 1,
      stderr: `There is no table in ${join(folder, 'nowhere')}. Name its folder with FOOTFALL_DATA.`,
    })
  })
})

const there = haveDynamo()
const onDynamo = there ? it : it.skip
onDynamo(
  'a table in DynamoDB is read page by page, and asked nothing but to be read',
  async () => {
    const { endpoint, stop } = await startDynamoLocal()
    try {
      // A table that was made while its answer was lost would be there already when it is asked for again.
      const requestHandler = { connectionTimeout: 10_000, requestTimeout: 60_000, throwOnRequestTimeout: true }
      const client = localClient(endpoint, { requestHandler })
      await createTable(client, 'footfall')
      await fill(openDynamo({ tableName: 'footfall', client }))
      const asked = new Set<string>()
      client.middlewareStack.add((next, { commandName = '' }) => (args) => {
        asked.add(commandName)
        return next(args)
      })
      const reading = await readingOfDynamo('footfall', client)
      const judged = await audit(reading.sight, reading.items(), now())
      expect(judged.flatMap(({ wrong }) => wrong)).toEqual([])
      expect(judged.at(-1)?.counted).toBe(all.filter(({ pk }) => pk.startsWith('EVENT#')).length)
      expect([...asked].filter((name) => !/^(Scan|GetItem|BatchGetItem|Query)Command$/.test(name))).toEqual([])
      reading.close()
    } finally {
      await stop()
    }
  },
  180_000,
)

async function fill(table: Table): Promise<void> {
  for (let from = 0; from < all.length; from += 100)
    await table.commit(...all.slice(from, from + 100).map((put) => ({ put, when: 'always' as const })))
}
