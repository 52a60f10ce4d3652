import { join, resolve } from 'node:path'
import { Refusal } from './refusal.ts'

/** What the environment and the command line ask of the local stack. */
export interface Settings {
  ports: { api: number; web: number; sandbox: number; control: number }
  /** The folder of the data, or undefined where nothing is kept (FOOTFALL_DATA=:memory:). */
  folder: string | undefined
  table: 'sqlite' | 'dynamodb'
  withWeb: boolean
  /** `apart`: it runs in a process of its own, local/sandbox-alone.ts, on the same ports and the same folder. For measuring. */
  sandbox: 'inside' | 'apart'
  /** Without it nothing is derived: for measuring what it takes. */
  withFeed: boolean
  /** How many calls may be under way at once; those above are told to come back (docs/decisions/0032). */
  inFlight: number
  serverlessFile: string
}

/** Reads the settings; a wrong one is refused with one sentence. */
export function settingsOf(env: { [name: string]: string | undefined }, args: string[], root: string): Settings {
  const unknown = args.find((arg) => arg !== '--web')
  if (unknown !== undefined) throw new Refusal(`local/start.ts does not know ${unknown}: the only option is --web.`)
  const base = portOf(env.FOOTFALL_PORT || '4000')
  const table = env.FOOTFALL_TABLE || 'sqlite'
  if (table !== 'sqlite' && table !== 'dynamodb')
    throw new Refusal(`FOOTFALL_TABLE is sqlite or dynamodb, not ${JSON.stringify(table)}.`)
  if (table === 'dynamodb' && !env.AWS_ENDPOINT_URL_DYNAMODB) {
    throw new Refusal(
      'FOOTFALL_TABLE=dynamodb also needs AWS_ENDPOINT_URL_DYNAMODB, the address of a DynamoDB such as http://127.0.0.1:8000.',
    )
  }
  const sandbox = env.FOOTFALL_SANDBOX || 'inside'
  if (sandbox !== 'inside' && sandbox !== 'apart')
    throw new Refusal(`FOOTFALL_SANDBOX is inside or apart, not ${JSON.stringify(sandbox)}.`)
  const feed = env.FOOTFALL_FEED || 'on'
  if (feed !== 'on' && feed !== 'off') throw new Refusal(`FOOTFALL_FEED is on or off, not ${JSON.stringify(feed)}.`)
  return {
    sandbox,
    withFeed: feed === 'on',
    ports: { api: base, web: base + 100, sandbox: base + 200, control: base + 201 },
    folder: env.FOOTFALL_DATA === ':memory:' ? undefined : resolve(env.FOOTFALL_DATA || join(root, '.footfall')),
    table,
    inFlight: countOf(env.FOOTFALL_IN_FLIGHT || '1000'),
    withWeb: args.includes('--web'),
    // Only tests name another one.
    serverlessFile: resolve(env.FOOTFALL_SERVERLESS || join(root, 'serverless.yml')),
  }
}

function countOf(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text)
  throw new Refusal(`FOOTFALL_IN_FLIGHT is a number from 1 to 999999, not ${JSON.stringify(text)}.`)
}

const lastBase = 65535 - 201

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (port >= 1 && port <= lastBase) return port
  throw new Refusal(
    `FOOTFALL_PORT is a number from 1 to ${lastBase} (the ports 100, 200 and 201 above it are used too), not ${JSON.stringify(text)}.`,
  )
}
