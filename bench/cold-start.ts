import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DeployedFunction } from '../local/gateway/deployment.ts'
import { api } from '../shared/api.ts'
import { type RouteName, routes } from '../shared/routes.ts'
import type { Built } from './bundles.ts'

export interface Started {
  /** Milliseconds from the start of the process to the answer, a round each; and of that loading the module and the first call. */
  process: number[]
  code: number[]
  /** User and system time of the process up to the answer: what a machine that is busy with other things stretches least. */
  cpu: number[]
}

const starter = `const from = performance.now()
const { handler } = await import(process.argv[2])
const event = JSON.parse(process.argv[3])
const { statusCode } = event ? await handler(event) : {}
const { user, system } = process.cpuUsage()
process.stdout.write(JSON.stringify({ code: performance.now() - from, process: performance.now(), cpu: (user + system) / 1000, statusCode }))
process.exit()`

/**
 * How long each function takes from nothing to its first answer, and an empty one: each bundle is started in a process of its own, in
 * turns, so that a busy machine slows all alike. The first call is one that needs no database (a route for members, without a token),
 * so what is timed is Node, the bundle and the middleware: Lambda's own start is not in it. As many rounds as `seconds` allow.
 */
export function coldStarts(built: Built[], { rounds, seconds }: { rounds: number; seconds: number }): Map<string, Started> {
  const folder = mkdtempSync(join(tmpdir(), 'footfall-cold-'))
  const file = join(folder, 'start.mjs')
  writeFileSync(file, starter)
  const modules = new Map([
    [
      'empty',
      { event: {} as object | null, code: 'export const handler = async () => ({ statusCode: 204 })' as string | Uint8Array },
    ],
  ])
  for (const { fn, code } of built) modules.set(fn.name, { event: firstEvent(fn), code })
  for (const [name, { code }] of modules) writeFileSync(join(folder, `${name}.mjs`), code)
  const times = new Map<string, Started>([...modules.keys()].map((name) => [name, { process: [], code: [], cpu: [] }]))
  const until = performance.now() + seconds * 1000
  for (let round = 0; round <= rounds && (round < 4 || performance.now() < until); round++)
    for (const [name, { event }] of modules) {
      const seen = start(file, join(folder, `${name}.mjs`), event)
      // The first round fills the disk cache.
      if (round === 0) continue
      times.get(name)?.process.push(seen.process)
      times.get(name)?.code.push(seen.code)
      times.get(name)?.cpu.push(seen.cpu)
    }
  rmSync(folder, { recursive: true })
  return times
}

function start(starterFile: string, file: string, event: object | null): { process: number; code: number; cpu: number } {
  const { stdout, stderr } = spawnSync(process.execPath, [starterFile, file, JSON.stringify(event)], {
    encoding: 'utf8',
    env: { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'none', AWS_SECRET_ACCESS_KEY: 'none', FOOTFALL_TABLE_NAME: 'footfall' },
  })
  // A function's own log goes to the same output, before.
  const seen = /\{"code":.*\}$/.exec(stdout)?.[0]
  if (!seen) throw new Error(`${file} gave no answer: ${stdout}${stderr}`)
  return JSON.parse(seen)
}

/** None for what a schedule calls: its first call asks the table, and nobody waits for it. */
function firstEvent({ routeKeys, everySeconds }: DeployedFunction): object | null {
  if (everySeconds !== undefined) return null
  if (routeKeys.length === 0) return { Records: [] }
  // Refused for want of a token, before anything is asked of a table or a channel; of a function for guests its first one.
  const members = (Object.keys(api) as RouteName[])
    .filter((name) => api[name].role !== 'guest')
    .map((name): string => routes[name])
  const routeKey = (routeKeys.find((key) => members.includes(key)) ?? routeKeys.find((key) => key !== '$default')) as string
  const [method, path] = routeKey.split(' ')
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    headers: {},
    requestContext: { requestId: 'r', routeKey, http: { method, path } },
  }
}
