import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { ask } from './graphql.ts'
import { install } from './install.ts'
import { onSqlite } from './on-sqlite.ts'
import { outcomeOf } from './outcome.ts'
import type { Peer, Running } from './peer.ts'
import { cpuSecondsOf, rssBytesOf } from './process-tree.ts'
import { type Command, freePort, ran, serve } from './server.ts'
import type { Store } from './store.ts'
import vendurePackage from './vendure/package.json' with { type: 'json' }
import { type Admin, adminOf } from './vendure-admin.ts'
import { Buyer } from './vendure-buyer.ts'

const folder = join(import.meta.dirname, 'vendure')
const version = vendurePackage.dependencies['@vendure/core']
const password = randomUUID()
/** What populating gives the first method of each kind; `settled-at-once` is the name of it in lower case. */
const [methodId, payment] = ['1', 'settled-at-once']
const freely = 'FREELY'

/** Vendure, one server of it, on its shop's database. */
export function vendure(store: Store = onSqlite()): Peer {
  let variantId: string | undefined
  let shop: { base: string; admin: Admin } | undefined

  function commandOn(mode: 'serve' | 'populate', address: string, port: number): Command {
    const env = {
      NODE_ENV: 'production',
      VENDURE_DISABLE_TELEMETRY: '1',
      PEER_PORT: String(port),
      PEER_DATABASE: address,
      PEER_PASSWORD: password,
    }
    const ready = async (base: string) => {
      const { data } = await ask(`${base}/shop-api`, '{ activeChannel { id } eligibleShippingMethods { id } }', {})
      return Boolean(data?.activeChannel)
    }
    return { args: [join(folder, 'server.mjs'), mode], cwd: folder, env, logs: store.folder, ready, port }
  }

  async function fill(): Promise<string> {
    install(folder)
    const address = await store.empty()
    await ran(commandOn('populate', address, await freePort()))
    const served = await serve(commandOn('serve', address, await freePort()))
    const admin = await adminOf(served.base, password)
    const made = await admin.product(1_000_000)
    await admin.coupon(freely, null)
    await served.stop()
    await store.settle(address)
    return made
  }

  async function startOn(address: string): Promise<Running> {
    const served = await serve(commandOn('serve', address, await freePort()))
    shop = { base: served.base, admin: await adminOf(served.base, password) }
    return {
      ...served,
      cpuSeconds: () => cpuSecondsOf(served.pid) + store.cpuSeconds(),
      rssBytes: () => rssBytesOf(served.pid) + store.rssBytes(),
    }
  }

  async function start(): Promise<Running> {
    variantId ??= await fill()
    return startOn(await store.copy())
  }

  function running() {
    if (!shop || !variantId) throw new Error('start it first')
    return { ...shop, variantId }
  }

  /** As far as payment, with the coupon in the order. */
  async function toCounter(email: string, lastName: string, code: string): Promise<Buyer> {
    const { base, variantId } = running()
    const buyer = new Buyer(base, email, lastName)
    await buyer.add(variantId)
    await buyer.apply(code)
    await buyer.checkout(methodId)
    return buyer
  }

  const buyAll = (buyers: number, code: string) =>
    outcomeOf(
      buyers,
      async (n) => (await toCounter(`${code}-${n}@bench.example`, code, code)).pay(payment),
      () => running().admin.soldTo(code, code),
    )

  return {
    name: 'Vendure',
    version,
    who: `Vendure ${version}, ${store.name}`,
    start,
    async journey(n) {
      const buyer = await toCounter(`guest-${n}@bench.example`, 'Guest', freely)
      await buyer.pay(payment)
    },
    async exactness(buyers, limit) {
      const code = newCode()
      await running().admin.coupon(code, limit)
      return buyAll(buyers, code)
    },
    async abandoned(left, honest) {
      const code = newCode()
      await running().admin.coupon(code, left)
      for (let n = 0; n < left; n++) await toCounter(`left-${code}-${n}@bench.example`, 'Left', code)
      return buyAll(honest, code)
    },
    async growth(promotions) {
      variantId ??= await fill()
      const found = []
      for (const count of promotions) {
        const address = await store.copy()
        await store.run(address, morePromotions(count))
        const server = await startOn(address)
        found.push({ promotions: count, ms: await applyTimes(running().base, variantId) })
        await server.stop()
      }
      return found
    },
    remove: () => store.remove(),
  }
}

const newCode = () => `LIMITED-${randomUUID().slice(0, 8)}`

/** Milliseconds of thirty guests' step that applies the coupon, after five that warm up, one at a time. */
async function applyTimes(base: string, variantId: string): Promise<number[]> {
  const times = []
  for (let n = 0; n < 35; n++) {
    const buyer = new Buyer(base, `growth-${n}@bench.example`, 'Growth')
    await buyer.add(variantId)
    const from = performance.now()
    await buyer.apply(freely)
    times.push(performance.now() - from)
  }
  return times.slice(5)
}

/** Copies of the one promotion under codes of their own, until there are so many: by the Admin API a thousand would take a minute. */
function morePromotions(count: number): string[] {
  if (count <= 1) return []
  const copied = '"enabled", "conditions", "actions", "priorityScore"'
  const numbers = `WITH RECURSIVE more(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM more WHERE n < ${count})`
  return [
    `INSERT INTO promotion ("couponCode", ${copied}) ${numbers} SELECT 'MORE-' || n, ${copied} FROM promotion, more WHERE "couponCode" = '${freely}'`,
    `INSERT INTO promotion_translation ("languageCode", "name", "description", "baseId")
      SELECT 'en', "couponCode", '', id FROM promotion WHERE "couponCode" LIKE 'MORE-%'`,
    `INSERT INTO promotion_channels_channel ("promotionId", "channelId") SELECT promotion.id, "channelId" FROM promotion, promotion_channels_channel AS of_first
      WHERE "couponCode" LIKE 'MORE-%' AND of_first."promotionId" = (SELECT id FROM promotion WHERE "couponCode" = '${freely}')`,
  ]
}
