import { createRequire } from 'node:module'

/**
 * One Vendure server, as its own process: `node server.mjs serve|populate`. Written against the packages of this folder alone, so that the product's
 * compiler and lock know nothing of it. PEER_PORT says where it listens, PEER_DATABASE names the file of SQLite or the address of PostgreSQL.
 */
// A file URL as the base: the packages are this folder's, wherever the process was started.
const require = createRequire(import.meta.url)
const { bootstrap, DefaultLogger, dummyPaymentHandler, LanguageCode, LogLevel } = require('@vendure/core')
const { populate } = require('@vendure/core/cli')

const [mode] = process.argv.slice(2)
const { PEER_PORT, PEER_DATABASE = '', PEER_PASSWORD } = process.env

const onSqlite = {
  type: 'better-sqlite3',
  database: PEER_DATABASE,
  enableWAL: true,
  // better-sqlite3 is compiled to NORMAL under WAL; ours runs at FULL, so this does too.
  prepareDatabase: (database) => database.pragma('synchronous = FULL'),
}

const config = {
  apiOptions: { hostname: '127.0.0.1', port: Number(PEER_PORT), cors: false, introspection: false },
  authOptions: {
    tokenMethod: ['bearer'],
    requireVerification: false,
    superadminCredentials: { identifier: 'bench', password: PEER_PASSWORD },
  },
  dbConnectionOptions: {
    ...(PEER_DATABASE.startsWith('postgres') ? { type: 'postgres', url: PEER_DATABASE } : onSqlite),
    // The tables are made once and kept, as in production.
    synchronize: mode === 'populate',
    logging: false,
  },
  logger: new DefaultLogger({ level: LogLevel.Warn }),
  paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
  plugins: [],
}

const initialData = {
  defaultLanguage: LanguageCode.en,
  defaultZone: 'Asia',
  countries: [{ name: 'China', code: 'CN', zone: 'Asia' }],
  taxRates: [{ name: 'Standard Tax', percentage: 0 }],
  shippingMethods: [{ name: 'Pick up', price: 0 }],
  paymentMethods: [
    {
      name: 'Settled at once',
      handler: { code: dummyPaymentHandler.code, arguments: [{ name: 'automaticSettle', value: 'true' }] },
    },
  ],
  collections: [],
}

if (mode === 'populate') {
  const app = await populate(() => bootstrap(config), initialData)
  await app.close()
  process.exit()
}
await bootstrap(config)
