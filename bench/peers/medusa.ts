import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { send } from './http.ts'
import { install } from './install.ts'
import medusaPackage from './medusa/package.json' with { type: 'json' }
import { medusaAdmin } from './medusa-admin.ts'
import { MedusaBuyer, type MedusaShop } from './medusa-buyer.ts'
import { outcomeOf } from './outcome.ts'
import type { Peer, Running } from './peer.ts'
import { cpuSecondsOf, rssBytesOf } from './process-tree.ts'
import { freePort, ran, serve } from './server.ts'
import type { Store } from './store.ts'

const folder = join(import.meta.dirname, 'medusa')
const version = medusaPackage.dependencies['@medusajs/medusa']
const program = join(folder, 'node_modules', '@medusajs', 'cli', 'cli.js')
const secret = randomUUID()
const freely = 'FREELY'

/** Medusa, one server with its worker inside, on PostgreSQL: it runs on nothing else. */
export function medusa(store: Store): Peer {
  let shop: MedusaShop | undefined
  let base = ''

  const envOf = (address: string) => ({
    ...{ NODE_ENV: 'production', MEDUSA_DISABLE_TELEMETRY: 'true', LOG_LEVEL: 'warn' },
    ...{ PEER_DATABASE: address, PEER_SECRET: secret, PEER_SEEDED: join(store.folder, 'seeded.json') },
  })

  async function serverOn(address: string, { publishableKey }: MedusaShop): Promise<Running> {
    const port = await freePort()
    const ready = async (base: string) =>
      (await send('GET', `${base}/store/regions?fields=id`, { 'x-publishable-api-key': publishableKey })).status === 200
    const args = [program, 'start', '--host', '127.0.0.1', '--port', String(port)]
    const served = await serve({ args, cwd: folder, env: envOf(address), logs: store.folder, ready, port })
    base = served.base
    return {
      ...served,
      cpuSeconds: () => cpuSecondsOf(served.pid) + store.cpuSeconds(),
      rssBytes: () => rssBytesOf(served.pid) + store.rssBytes(),
    }
  }

  async function fill(): Promise<MedusaShop> {
    install(folder)
    const address = await store.empty()
    const command = { cwd: folder, env: envOf(address), logs: store.folder }
    await ran({ ...command, args: [program, 'db:migrate', '--execute-safe-links', '--skip-scripts'], port: 1 })
    await ran({ ...command, args: [program, 'exec', './seed.js'], port: 2 })
    const filled: MedusaShop = JSON.parse(readFileSync(join(store.folder, 'seeded.json'), 'utf8'))
    const server = await serverOn(address, filled)
    await medusaAdmin(server.base, filled).coupon(freely, null)
    await server.stop()
    return filled
  }

  function running(): MedusaShop {
    if (!shop || !base) throw new Error('start it first')
    return shop
  }

  /** As far as payment, with the coupon in the cart. */
  async function toCounter(email: string, code: string): Promise<MedusaBuyer> {
    const buyer = new MedusaBuyer(base, running())
    await buyer.fill(email)
    await buyer.apply(code)
    await buyer.checkout()
    return buyer
  }

  const buyAll = (buyers: number, code: string) =>
    outcomeOf(
      buyers,
      async (n) => (await toCounter(`${code}-${n}@bench.example`, code)).pay(),
      () => medusaAdmin(base, running()).soldTo(`${code}-`),
    )

  return {
    name: 'Medusa',
    version,
    who: `Medusa ${version}, ${store.name}`,
    async start() {
      shop ??= await fill()
      return serverOn(await store.copy(), shop)
    },
    async journey(n) {
      const buyer = await toCounter(`guest-${n}@bench.example`, freely)
      await buyer.pay()
    },
    async exactness(buyers, limit) {
      const code = newCode()
      await medusaAdmin(base, running()).coupon(code, limit)
      return buyAll(buyers, code)
    },
    async abandoned(left, honest) {
      const code = newCode()
      await medusaAdmin(base, running()).coupon(code, left)
      for (let n = 0; n < left; n++) await toCounter(`left-${code}-${n}@bench.example`, code)
      return buyAll(honest, code)
    },
    // Only Vendure is asked: each cart of its looks at every promotion there is.
    growth: async () => [],
    remove: () => store.remove(),
  }
}

/** Addresses are kept in small letters. */
const newCode = () => `limited-${randomUUID().slice(0, 8)}`
