const { defineConfig } = require('@medusajs/framework/utils')

/** One server with its worker in the same process, its own in-memory caches, events and workflows: nothing goes over a second wire. */
const { PEER_DATABASE, PEER_SECRET } = process.env

module.exports = defineConfig({
  admin: { disable: true },
  projectConfig: {
    databaseUrl: PEER_DATABASE,
    databaseLogging: false,
    databaseDriverOptions: { ssl: false },
    workerMode: 'shared',
    http: { storeCors: '', adminCors: '', authCors: '', jwtSecret: PEER_SECRET, cookieSecret: PEER_SECRET },
  },
  modules: [
    {
      resolve: '@medusajs/medusa/payment',
      options: { providers: [{ resolve: './src/settling', id: 'bench' }] },
    },
  ],
})
