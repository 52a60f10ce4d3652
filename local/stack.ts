import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { clock as kernelClock } from '../functions/kernel/clock.ts'
import { log } from '../functions/kernel/log.ts'
import { callbacks, routes } from '../shared/routes.ts'
import { channelKeys } from './data/channel-keys-file.ts'
import { localClock } from './data/clock-file.ts'
import { takeFolder } from './data/folder.ts'
import { localSecrets } from './data/keys-file.ts'
import { logSink } from './data/log-file.ts'
import { feedsOf, openTable } from './data/open-table.ts'
import { templates } from './data/templates.ts'
import { type Door, openDoor } from './door.ts'
import { deadLettersIn } from './feed/dead-letters.ts'
import type { Feed } from './feed/feed.ts'
import { type Consumer, startPump } from './feed/pump.ts'
import { type DeployedFunction, type Deployment, readDeployment } from './gateway/deployment.ts'
import { gateway } from './gateway/gateway.ts'
import { type Handler, invoke, loadHandler } from './gateway/invoke.ts'
import { merchantSide } from './sandbox/pay/keys.ts'
import { control, newSandbox, wechat } from './sandbox/sandbox.ts'
import { type Schedule, startSchedules } from './schedules.ts'
import type { Settings } from './settings.ts'
import { buildWeb } from './web/build.ts'
import { type WebConfig, web } from './web/web.ts'

export const root = join(import.meta.dirname, '..')

export interface Stack {
  urls: { api: string; web: string | undefined; sandbox: string; control: string }
  /** What the web app is told. */
  config: WebConfig
  /** The page of an offer that the seeds made, on the web app. */
  offerPath: string
  /** Settles when the functions have heard of everything that was committed before. */
  idle(): Promise<void>
  /** Takes nothing new, finishes what is under way, closes the table; within two seconds. */
  stop(): Promise<void>
}

/** Starts everything on this machine; what a person can put right is thrown as a Refusal. */
export async function startStack(settings: Settings, say: (line: string) => void, stopping: AbortSignal): Promise<Stack> {
  const { folder, ports, withWeb } = settings
  const webOrigins = [`http://127.0.0.1:${ports.web}`, `http://localhost:${ports.web}`]
  const deployment = readDeployment(settings.serverlessFile, webOrigins)
  const doors = await openDoors(settings)
  const release = folder === undefined ? () => {} : takeFolder(folder)
  const clock = localClock(kernelClock, folder)
  const keys = await channelKeys(folder, clock.now())
  const secrets = { ...localSecrets(folder, merchantSide(keys)), templates }
  log.sink = logSink(folder, say)
  const building = withWeb ? buildWeb(root, say, stopping) : Promise.resolve()
  // It is awaited below; should something else fail first, that is what is told.
  building.catch(() => {})

  process.env.FOOTFALL_TABLE = settings.table
  process.env.FOOTFALL_DATA = folder ?? ':memory:'
  process.env.FOOTFALL_SECRETS = JSON.stringify(secrets)
  const urls = {
    sandbox: doors.sandbox?.url ?? `http://127.0.0.1:${ports.sandbox}`,
    control: doors.control?.url ?? `http://127.0.0.1:${ports.control}`,
  }
  process.env.FOOTFALL_WECHAT_API = urls.sandbox
  process.env.FOOTFALL_WECHAT_PAY_API = urls.sandbox
  process.env.FOOTFALL_ALIPAY_GATEWAY = `${urls.sandbox}/gateway.do`
  process.env.FOOTFALL_PUBLIC_URL = doors.api.url
  process.env.FOOTFALL_WEB_URL = doors.web?.url ?? webOrigins[0]
  // Everybody comes from this machine: people, tests and the load generator.
  process.env.FOOTFALL_PER_ADDRESS ??= '1000000'
  const [table, handlers, { seed }] = await Promise.all([
    openTable(settings),
    loadHandlers(deployment),
    import('./seed/seed.ts'),
  ])

  const sandbox =
    settings.sandbox === 'apart'
      ? undefined
      : newSandbox(secrets.wechat, clock, { keys, file: folder && join(folder, 'channels.jsonl') })
  if (sandbox) {
    doors.sandbox?.serve(wechat(sandbox))
    doors.control?.serve(control(sandbox))
  }
  const { offerPath } = await seed(table, clock.now())
  const listening = deployment.functions.filter(({ streams }) => settings.withFeed && streams.length > 0)
  const feeds = await feedsOf(table, listening, clock, folder)
  const pump = startPump(
    listening.flatMap((fn, at) => consumerOf(fn, handlers, feeds[at] as Feed)),
    { deadLetters: deadLettersIn(folder), now: clock.now, report: (what, error) => fault({ what, error: traceOf(error) }) },
  )
  const schedules = startSchedules(
    deployment.functions.flatMap((fn) => scheduleOf(fn, handlers)),
    clock.now,
    (what, error) => fault({ what, error: traceOf(error) }),
  )
  const { appid } = secrets.wechat
  const config = {
    ...{ api: doors.api.url, authorize: `${urls.sandbox}/connect/oauth2/authorize`, pay: `${urls.sandbox}/pay` },
    ...{ appid, readyMadeLinks: true },
  }
  doors.web?.serve(web(join(root, 'miniapp', 'dist', 'h5'), config))
  await building
  // Last of all: the API's health is what tells that everything is there.
  doors.api.serve(
    gateway({
      deployment,
      handlers,
      now: clock.now,
      failed: (what, requestId, error) => fault({ what, requestId, error: traceOf(error) }),
      // A channel whose callback is turned away would come again much later; and health is what watchers ask for.
      room: { most: settings.inFlight, spared: [...Object.values(callbacks), routes.getHealth] },
      faults: process.env.FOOTFALL_FAULTS === '1',
    }),
  )
  return {
    config,
    urls: { api: doors.api.url, web: doors.web?.url, ...urls },
    offerPath,
    idle: () => pump.idle(),
    async stop() {
      sandbox?.pay.courier.end()
      await Promise.all(Object.values(doors).map((door) => door?.close(requestGraceMs)))
      // A handler that hangs gets its records again at the next start.
      await Promise.race([Promise.all([schedules.stop(), pump.stop()]), sleep(pumpGraceMs, undefined, { ref: false })])
      clock.save()
      table.close()
      release()
    },
  }
}

const requestGraceMs = 1_000
const pumpGraceMs = 600

interface Doors {
  api: Door
  web?: Door
  /** None where the sandbox runs apart. */
  sandbox?: Door
  control?: Door
}

/** All at once, so that a taken port is told before anything else is done. */
async function openDoors({ ports, withWeb, sandbox: where }: Settings): Promise<Doors> {
  const inside = where === 'inside'
  const [api, sandbox, control, webDoor] = await Promise.all([
    openDoor(ports.api, 'the API'),
    inside ? openDoor(ports.sandbox, 'the WeChat sandbox') : undefined,
    inside ? openDoor(ports.control, "the sandbox's control") : undefined,
    withWeb ? openDoor(ports.web, 'the web app') : undefined,
  ])
  return { api, ...(sandbox && { sandbox }), ...(control && { control }), ...(webDoor && { web: webDoor }) }
}

async function loadHandlers(deployment: Deployment): Promise<Map<string, Handler>> {
  const { functions } = deployment
  const loaded = await Promise.all(
    functions.map(async (fn): Promise<[string, Handler]> => [fn.name, await loadHandler(deployment.root, fn)]),
  )
  return new Map(loaded)
}

function consumerOf(fn: DeployedFunction, handlers: Map<string, Handler>, feed: Feed): Consumer[] {
  const handler = handlers.get(fn.name) as Handler
  const deliver = (event: unknown) => invoke(fn, handler, event, randomUUID())
  return fn.streams.slice(0, 1).map((stream) => ({ ...stream, name: fn.name, feed, deliver }))
}

function scheduleOf(fn: DeployedFunction, handlers: Map<string, Handler>): Schedule[] {
  if (fn.everySeconds === undefined) return []
  const run = () => invoke(fn, handlers.get(fn.name) as Handler, {}, randomUUID())
  return [{ name: fn.name, everySeconds: fn.everySeconds, run }]
}

const fault = (line: { what: string; requestId?: string; error: string | undefined }) => log.write({ level: 'error', ...line })

const traceOf = (error: unknown) => (error instanceof Error ? error.stack : error === undefined ? undefined : String(error))
